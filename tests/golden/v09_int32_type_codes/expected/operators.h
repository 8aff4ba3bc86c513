/* operators.h - operators of model "network". Generated; do not edit. */
#ifndef NETWORK_OPERATORS_H
#define NETWORK_OPERATORS_H

#include <stdint.h>

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From tvmgen_default_fused_nn_max_cast (kernels.c:9). */
void network_op00_max_cast(const int8_t p0[4], int32_t out[1]);

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_OPERATORS_H */
