/* models_operators.c - operators that several models have, emitted once. Generated; do not edit. */
#include "models_operators.h"

#include <stdint.h>

#include "utvm_rt.h"

/* left: From tvmgen_default_fused_nn_dense_add_nn_relu (kernels.c:10).
 * right: From tvmgen_right_fused_nn_dense_add_nn_relu (kernels.c:10). */
void models_dense_add_relu(const float p0[2], const float p1[8], const float p2[4], float out[4],
                           float T_matmul_NT[4])
{
    for (int32_t j = 0; j < 4; ++j) {
        T_matmul_NT[j] = 0.0f;
        const float *p1_row = &p1[j * 2];
        for (int32_t k = 0; k < 2; ++k) {
            T_matmul_NT[j] += p0[k] * p1_row[k];
        }
    }
    UTVM_HANDOVER();
    for (int32_t ax1 = 0; ax1 < 4; ++ax1) {
        float v = T_matmul_NT[ax1] + p2[ax1];
        out[ax1] = v > 0.0f ? v : 0.0f;
    }
}
