/* operators.h - operators of model "network". Generated; do not edit. */
#ifndef NETWORK_OPERATORS_H
#define NETWORK_OPERATORS_H

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Tables of constants: see network_data.h. */
struct network_op00_constants;

/* From tvmgen_default_fused_multiply_add (kernels.c:10). */
void network_op00_multiply_add(const float p0[3], const struct network_op00_constants *constants,
                               float out[3]);

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_OPERATORS_H */
