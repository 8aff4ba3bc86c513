/* operators.h - operators of model "network". Generated; do not edit. */
#ifndef NETWORK_OPERATORS_H
#define NETWORK_OPERATORS_H

#include <stdint.h>

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From tvmgen_default_fused_multiply_add (kernels.c:30). */
void network_op00_multiply_add(const float p0[4], const float fused_constant[4],
                               const int8_t fused_constant_1[4], float out[UTVM_RESTRICT 4]);

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_OPERATORS_H */
