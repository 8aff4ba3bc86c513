/* operators.c - operators of model "network". Generated; do not edit. */
#include "operators.h"

#include <math.h>
#include <stdint.h>

#include "utvm_rt.h"

/* From tvmgen_default_fused_sqrt (kernels.c:10). */
int32_t network_op00_sqrt(const float p0[2], float out[2])
{
    for (int32_t ax0 = 0; ax0 < 2; ++ax0) {
        if (p0[ax0] < 0.0f) {
            return -2;
        }
        out[ax0] = sqrtf(p0[ax0]);
    }
    return 0;
}

/* From tvmgen_default_fused_multiply (kernels.c:27). */
void network_op01_multiply(const float p0[2], float out[2])
{
    for (int32_t ax0 = 0; ax0 < 2; ++ax0) {
        out[ax0] = p0[ax0] * 2.0f;
    }
}
