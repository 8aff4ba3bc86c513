/* add.h - somebody's network: adds a constant to five numbers. */
#ifndef ADD_H
#define ADD_H

extern const float add_constant[5];

void add(const float x[5], float sum[5]);

#endif /* ADD_H */
