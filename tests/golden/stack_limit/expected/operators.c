/* operators.c - operators of model "network". Generated; do not edit. */
#include "operators.h"

#include <stdint.h>

#include "utvm_rt.h"

/* From tvmgen_default_fused_reverse (kernels.c:10). */
void network_op00_reverse(const float p0[8], float out[8], float large[UTVM_RESTRICT 8])
{
    float small[4];
    for (int32_t i = 0; i < 8; ++i) {
        large[i] = p0[7 - i];
    }
    for (int32_t i_1 = 0; i_1 < 4; ++i_1) {
        small[i_1] = large[i_1] + large[i_1 + 4];
    }
    UTVM_HANDOVER();
    for (int32_t i_2 = 0; i_2 < 8; ++i_2) {
        out[i_2] = large[i_2] + small[i_2 & 3];
    }
}
