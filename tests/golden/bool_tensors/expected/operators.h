/* operators.h - operators of model "network". Generated; do not edit. */
#ifndef NETWORK_OPERATORS_H
#define NETWORK_OPERATORS_H

#include <stdint.h>

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From tvmgen_default_fused_greater (kernels.c:10). */
void network_op00_greater(const int32_t p0[4], int8_t out[UTVM_RESTRICT 4]);

/* From tvmgen_default_fused_logical_and (kernels.c:24). */
void network_op01_logical_and(const int8_t p0[4], const int8_t p1[4], const int8_t p2[4],
                              int8_t out[UTVM_RESTRICT 4]);

/* From tvmgen_default_fused_where (kernels.c:42). */
void network_op02_where(const int8_t p0[4], const int32_t p1[4], int32_t out[UTVM_RESTRICT 4]);

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_OPERATORS_H */
