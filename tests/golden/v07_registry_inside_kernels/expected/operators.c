/* operators.c - operators of model "network". Generated; do not edit. */
#include "operators.h"

#include <stdint.h>

#include "utvm_rt.h"

/* From fused_nn_relu (kernels.c:7). */
void network_op00_relu(const float p0[3], float out[3])
{
    for (int32_t ax0 = 0; ax0 < 3; ++ax0) {
        float t1 = p0[ax0];
        out[ax0] = t1 > 0.0f ? t1 : 0.0f;
    }
}
