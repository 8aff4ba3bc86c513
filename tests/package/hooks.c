#include <stdio.h>

#include "wave_profile.h"

void wave_op_begin(uint32_t op) {
  if (op == 0u) printf("hooked ");
}

void wave_op_end(uint32_t op) { (void)op; }
