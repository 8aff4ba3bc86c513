/* operators.c - operators of model "network". Generated; do not edit. */
#include "operators.h"

#include <stdint.h>

#include "utvm_rt.h"

/* From tvmgen_default_fused_nn_relu (kernels.c:10), the same as tvmgen_default_fused_nn_relu_1. */
void network_op00_relu(const float p0[4], float out[4])
{
    for (int32_t ax0 = 0; ax0 < 4; ++ax0) {
        float v = p0[ax0];
        out[ax0] = v > 0.0f ? v : 0.0f;
    }
}

/* From tvmgen_default_fused_multiply (kernels.c:25). */
void network_op01_multiply(const float p0[4], float out[4])
{
    for (int32_t ax0 = 0; ax0 < 4; ++ax0) {
        out[ax0] = p0[ax0] * -2.0f;
    }
}
