/* subject.c - the hook of tools/measure: where inputs and outputs are, and one inference.
 *
 * input_I and output_I, found by their names, are in the order of the model. This file counts as
 * glue, and what it keeps in RAM as RAM; all other .c files of the folder are the network.
 */
#include "subject.h"

#include <string.h>

#include "add.h"

float input_0[5];
float output_0[5], output_1[5], output_2[5];

/* 0 if all is well. */
int subject_run(void) {
  add(input_0, output_0);
  memcpy(output_1, input_0, sizeof(output_1));
  memcpy(output_2, add_constant, sizeof(output_2));
  return 0;
}
