/* operators.c - operators of model "network". Generated; do not edit. */
#include "operators.h"

#include <stdint.h>

#include "utvm_rt.h"

/* From tvmgen_default_fused_nn_max_cast (kernels.c:9). */
void network_op00_max_cast(const int8_t p0[4], int32_t out[1])
{
    int8_t T_max = -128;
    for (int32_t k0 = 0; k0 < 4; ++k0) {
        int8_t t1 = T_max;
        int8_t t2 = p0[k0];
        T_max = t1 > t2 ? t1 : t2;
    }
    UTVM_HANDOVER();
    out[0] = T_max;
}
