/* operators.c - operators of model "network". Generated; do not edit. */
#include "operators.h"

#include <stdint.h>

#include "utvm_rt.h"

/* From tvmgen_default_fused_multiply_add (kernels.c:30). */
void network_op00_multiply_add(const float p0[4], const float fused_constant[4],
                               const int8_t fused_constant_1[4], float out[4])
{
    for (int32_t ax0 = 0; ax0 < 4; ++ax0) {
        out[ax0] = p0[ax0] * fused_constant[ax0] + (float)fused_constant_1[ax0];
    }
}
