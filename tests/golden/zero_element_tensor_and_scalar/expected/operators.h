/* operators.h - operators of model "network". Generated; do not edit. */
#ifndef NETWORK_OPERATORS_H
#define NETWORK_OPERATORS_H

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From tvmgen_default_fused_nn_relu (kernels.c:10). */
void network_op00_relu(void);

/* From tvmgen_default_fused_add (kernels.c:25). */
void network_op01_add(const float p0[1], const float p1[1], float out[UTVM_RESTRICT 1]);

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_OPERATORS_H */
