/* operators.c - operators of model "network". Generated; do not edit. */
#include "operators.h"

#include <stdint.h>

#include "network_data.h"
#include "utvm_rt.h"

/* From tvmgen_default_fused_add (kernels.c:10). */
void network_op00_add(const float p0[2], float out[2])
{
    for (int32_t ax0 = 0; ax0 < 2; ++ax0) {
        out[ax0] = p0[ax0] + network_p1[ax0];
    }
}
