/* utvm_extras.h - what emitted code tells about a model for tuning and debugging (--profile and
 * --dump-hook of utvmc). Types only: nothing to link, and one tool of yours serves all models.
 */
#ifndef UTVM_EXTRAS_H
#define UTVM_EXTRAS_H

#include <stdint.h>

/* What an operator costs, counted from the loops of its kernel by utvmc. Loops without literal
 * bounds count once, both sides of a condition count. UINT32_MAX: that many or more. */
typedef struct utvm_op_cost {
  const char* name; /* of the graph's node */
  uint32_t macs;  /* x += a * b, as often as it is executed; 0 for kernels that were not lowered */
  uint32_t bytes; /* loaded and stored, of tensors, constants and scratch in the arena */
} utvm_op_cost_t;

/* A tensor that an operator writes. */
typedef struct utvm_tensor {
  const char* name;      /* of the graph's node; "#1"... behind it for outputs beyond the first */
  const char* dtype;     /* "int8", "float32", "bool"... */
  const uint32_t* shape; /* ndim extents, the last one contiguous; NULL for a scalar */
  uint32_t ndim;
  uint32_t bytes;
  uint32_t op; /* index of the operator */
} utvm_tensor_t;

#endif /* UTVM_EXTRAS_H */
