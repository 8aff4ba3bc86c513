/* operators.h - operators of model "network". Generated; do not edit. */
#ifndef NETWORK_OPERATORS_H
#define NETWORK_OPERATORS_H

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From tvmgen_default_fused_reverse (kernels.c:10). */
void network_op00_reverse(const float p0[8], float out[8], float large[UTVM_RESTRICT 8]);

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_OPERATORS_H */
