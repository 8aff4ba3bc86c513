/* subject.h - what a firmware image runs: somebody's network, or nothing at all. */
#ifndef SUBJECT_H
#define SUBJECT_H

/* One inference; 0 if all is well. Inputs and outputs are objects that the host finds in the symbol table. */
int subject_run(void);

#endif /* SUBJECT_H */
