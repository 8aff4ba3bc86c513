/* operators.c - operators of model "network". Generated; do not edit. */
#include "operators.h"

#include <stdint.h>

#include "utvm_rt.h"

/* From tvmgen_default_fused_split (kernels.c:10). */
void network_op00_split(const int16_t p0[4], int16_t out0[1], int16_t out1[3])
{
    out0[0] = p0[0];
    for (int32_t ax0 = 0; ax0 < 3; ++ax0) {
        out1[ax0] = p0[ax0 + 1];
    }
}
