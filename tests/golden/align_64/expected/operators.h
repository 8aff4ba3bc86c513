/* operators.h - operators of model "network". Generated; do not edit. */
#ifndef NETWORK_OPERATORS_H
#define NETWORK_OPERATORS_H

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From tvmgen_default_fused_multiply (kernels.c:10). */
void network_op00_multiply(const float p0[3], float out[UTVM_RESTRICT 3]);

/* From tvmgen_default_fused_nn_relu (kernels.c:24). */
void network_op01_relu(const float p0[3], float out[UTVM_RESTRICT 3]);

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_OPERATORS_H */
