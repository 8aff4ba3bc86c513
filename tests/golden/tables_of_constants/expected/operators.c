/* operators.c - operators of model "network". Generated; do not edit. */
#include "operators.h"

#include <stdint.h>

#include "network_data.h"
#include "utvm_rt.h"

/* From tvmgen_default_fused_multiply_add (kernels.c:10). */
void network_op00_multiply_add(const float p0[3], const struct network_op00_constants *constants,
                               float out[3])
{
    const float *const p1 = constants->p1;
    const float *const p2 = constants->p2;

    for (int32_t ax0 = 0; ax0 < 3; ++ax0) {
        out[ax0] = p0[ax0] * p1[ax0] + p2[ax0];
    }
}
