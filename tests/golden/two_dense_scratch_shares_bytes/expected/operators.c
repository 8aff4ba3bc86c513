/* operators.c - operators of model "network". Generated; do not edit. */
#include "operators.h"

#include <stdint.h>

#include "network_data.h"
#include "utvm_rt.h"

/* From tvmgen_default_fused_nn_dense_add_nn_relu (kernels.c:10). */
void network_op00_dense_add_relu(const float p0[2], float out[4], float T_matmul_NT[4])
{
    for (int32_t j = 0; j < 4; ++j) {
        T_matmul_NT[j] = 0.0f;
        const float *network_p0_row = &network_p0[j * 2];
        for (int32_t k = 0; k < 2; ++k) {
            T_matmul_NT[j] += p0[k] * network_p0_row[k];
        }
    }
    UTVM_HANDOVER();
    for (int32_t ax1 = 0; ax1 < 4; ++ax1) {
        float v = T_matmul_NT[ax1] + network_p1[ax1];
        out[ax1] = v > 0.0f ? v : 0.0f;
    }
}

/* From tvmgen_default_fused_nn_dense_add (kernels.c:63). */
void network_op01_dense_add(const float p0[4], float out[2], float T_matmul_NT[UTVM_RESTRICT 2])
{
    for (int32_t j = 0; j < 2; ++j) {
        T_matmul_NT[j] = 0.0f;
        const float *network_p2_row = &network_p2[j * 4];
        for (int32_t k = 0; k < 4; ++k) {
            T_matmul_NT[j] += p0[k] * network_p2_row[k];
        }
    }
    UTVM_HANDOVER();
    for (int32_t ax1 = 0; ax1 < 2; ++ax1) {
        out[ax1] = T_matmul_NT[ax1] + network_p3[ax1];
    }
}
