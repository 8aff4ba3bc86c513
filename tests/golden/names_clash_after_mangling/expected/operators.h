/* operators.h - operators of model "network". Generated; do not edit. */
#ifndef NETWORK_OPERATORS_H
#define NETWORK_OPERATORS_H

#include <stdint.h>

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From tvmgen_default_fused_add_add (kernels.c:10). */
void network_op00_add(const int32_t p0[2], const int32_t p1[2], const int32_t p2[2],
                      int32_t out[UTVM_RESTRICT 2]);

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_OPERATORS_H */
