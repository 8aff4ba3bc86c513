/* operators.h - operators of model "network". Generated; do not edit. */
#ifndef NETWORK_OPERATORS_H
#define NETWORK_OPERATORS_H

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From tvmgen_default_fused_add (kernels.c:10). */
void network_op00_add(const float p0[3], const float p1[3], float out[UTVM_RESTRICT 3]);

/* From tvmgen_default_fused_multiply (kernels.c:26). */
void network_op01_multiply(const float p0[3], float out[UTVM_RESTRICT 3]);

/* From tvmgen_default_fused_nn_relu (kernels.c:40). */
void network_op02_relu(const float p0[3], float out[UTVM_RESTRICT 3]);

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_OPERATORS_H */
