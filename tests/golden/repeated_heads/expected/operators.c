/* operators.c - operators of model "network". Generated; do not edit. */
#include "operators.h"

#include <stdint.h>

#include "utvm_rt.h"

/* From tvmgen_default_fused_nn_relu (kernels.c:10). */
void network_op00_relu(const float p0[2], float out[UTVM_RESTRICT 2])
{
    for (int32_t ax0 = 0; ax0 < 2; ++ax0) {
        float v = p0[ax0];
        out[ax0] = v > 0.0f ? v : 0.0f;
    }
}
