/* operators.c - operators of model "network". Generated; do not edit. */
#include "operators.h"

#include <stdint.h>

#include "utvm_rt.h"

/* From fuse_relu (kernels.c:7). */
void network_op00_fuse_relu(const float p0[4], float out[4])
{
    for (int32_t i0 = 0; i0 < 4; ++i0) {
        float t1 = p0[i0];
        out[i0] = t1 > 0.0f ? t1 : 0.0f;
    }
}
