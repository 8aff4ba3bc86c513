/* operators.c - operators of model "network". Generated; do not edit. */
#include "operators.h"

#include <stdint.h>

#include "network_data.h"
#include "utvm_rt.h"

/* From tvmgen_default_fused_multiply_add (kernels.c:30). */
void network_op00_multiply_add(const float p0[4], float out[4])
{
    for (int32_t ax0 = 0; ax0 < 4; ++ax0) {
        out[ax0] = p0[ax0] * network_fused_constant[ax0] + (float)network_fused_constant_1[ax0];
    }
}
