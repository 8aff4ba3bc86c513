/* operators.c - operators of model "network". Generated; do not edit. */
#include "operators.h"

#include <stdbool.h>
#include <stdint.h>

#include "network_data.h"
#include "utvm_rt.h"

/* From tvmgen_default_fused_greater (kernels.c:10). */
void network_op00_greater(const int32_t p0[4], int8_t out[UTVM_RESTRICT 4])
{
    for (int32_t ax0 = 0; ax0 < 4; ++ax0) {
        out[ax0] = 2 < p0[ax0];
    }
}

/* From tvmgen_default_fused_logical_and (kernels.c:24). */
void network_op01_logical_and(const int8_t p0[4], const int8_t p1[4], int8_t out[4])
{
    for (int32_t ax0 = 0; ax0 < 4; ++ax0) {
        out[ax0] = p0[ax0] && p1[ax0] && network_p0[ax0];
    }
}

/* From tvmgen_default_fused_where (kernels.c:42). */
void network_op02_where(const int8_t p0[4], const int32_t p1[4], int32_t out[4])
{
    for (int32_t ax0 = 0; ax0 < 4; ++ax0) {
        out[ax0] = 0 < (bool)p0[ax0] ? p1[ax0] : -p1[ax0];
    }
}
