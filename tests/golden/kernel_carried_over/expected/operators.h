/* operators.h - operators of model "network". Generated; do not edit. */
#ifndef NETWORK_OPERATORS_H
#define NETWORK_OPERATORS_H

#include <stdint.h>

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From tvmgen_default_fused_nn_relu (kernels.c:26). */
void network_op00_relu(const float p0[4], float out[UTVM_RESTRICT 4]);

/* From tvmgen_default_fused_norm (kernels.c:41). */
int32_t network_op01_norm(const float p0[4], float out[1], uint64_t workspace[5]);

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_OPERATORS_H */
