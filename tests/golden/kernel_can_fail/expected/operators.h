/* operators.h - operators of model "network". Generated; do not edit. */
#ifndef NETWORK_OPERATORS_H
#define NETWORK_OPERATORS_H

#include <stdint.h>

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From tvmgen_default_fused_sqrt (kernels.c:10). */
int32_t network_op00_sqrt(const float p0[2], float out[UTVM_RESTRICT 2]);

/* From tvmgen_default_fused_multiply (kernels.c:27). */
void network_op01_multiply(const float p0[2], float out[UTVM_RESTRICT 2]);

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_OPERATORS_H */
