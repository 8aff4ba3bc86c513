/* operators.h - operators of model "network". Generated; do not edit. */
#ifndef NETWORK_OPERATORS_H
#define NETWORK_OPERATORS_H

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From tvmgen_default_fused_nn_dense_add_nn_relu (kernels.c:10). Reads network_p0, network_p1. */
void network_op00_dense_add_relu(const float p0[2], float out[4], float T_matmul_NT[4]);

/* From tvmgen_default_fused_nn_dense_add (kernels.c:63). Reads network_p2, network_p3. */
void network_op01_dense_add(const float p0[4], float out[2], float T_matmul_NT[UTVM_RESTRICT 2]);

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_OPERATORS_H */
