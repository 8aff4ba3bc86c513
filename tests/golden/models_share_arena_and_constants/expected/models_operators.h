/* models_operators.h - operators that several models have, emitted once. Generated; do not edit. */
#ifndef MODELS_OPERATORS_H
#define MODELS_OPERATORS_H

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* left: From tvmgen_default_fused_nn_dense_add_nn_relu (kernels.c:10).
 * right: From tvmgen_right_fused_nn_dense_add_nn_relu (kernels.c:10). */
void models_dense_add_relu(const float p0[2], const float p1[8], const float p2[4], float out[4],
                           float T_matmul_NT[4]);

#ifdef __cplusplus
}
#endif

#endif /* MODELS_OPERATORS_H */
