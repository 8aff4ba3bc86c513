/* operators.h - operators of model "network". Generated; do not edit. */
#ifndef NETWORK_OPERATORS_H
#define NETWORK_OPERATORS_H

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From tvmgen_default_fused_nn_relu (kernels.c:10). */
void network_op00_relu(const float p0[4], float out[UTVM_RESTRICT 4]);

/* From tvmgen_default_fused_multiply (kernels.c:25). */
void network_op01_multiply(const float p0[4], float out[UTVM_RESTRICT 4]);

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_OPERATORS_H */
