/* operators.h - operators of model "network". Generated; do not edit. */
#ifndef NETWORK_OPERATORS_H
#define NETWORK_OPERATORS_H

#include <stdint.h>

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From tvmgen_default_fused_split (kernels.c:10). */
void network_op00_split(const int16_t p0[4], int16_t out0[UTVM_RESTRICT 1],
                        int16_t out1[UTVM_RESTRICT 3]);

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_OPERATORS_H */
