/* operators.c - operators of model "network". Generated; do not edit. */
#include "operators.h"

#include <stdint.h>

#include "utvm_rt.h"

/* From tvmgen_default_fused_add (kernels.c:10). */
void network_op00_add(const float p0[3], const float p1[3], float out[UTVM_RESTRICT 3])
{
    for (int32_t ax0 = 0; ax0 < 3; ++ax0) {
        out[ax0] = p0[ax0] + p1[ax0];
    }
}

/* From tvmgen_default_fused_multiply (kernels.c:26). */
void network_op01_multiply(const float p0[3], float out[UTVM_RESTRICT 3])
{
    for (int32_t ax0 = 0; ax0 < 3; ++ax0) {
        out[ax0] = p0[ax0] * 2.0f;
    }
}

/* From tvmgen_default_fused_nn_relu (kernels.c:40). */
void network_op02_relu(const float p0[3], float out[UTVM_RESTRICT 3])
{
    for (int32_t ax0 = 0; ax0 < 3; ++ax0) {
        float v = p0[ax0];
        out[ax0] = v > 0.0f ? v : 0.0f;
    }
}
