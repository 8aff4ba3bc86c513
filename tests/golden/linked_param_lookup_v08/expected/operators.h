/* operators.h - operators of model "network". Generated; do not edit. */
#ifndef NETWORK_OPERATORS_H
#define NETWORK_OPERATORS_H

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From tvmgen_default_fused_add (kernels.c:27). */
void network_op00_add(const float p0[2], const float p1[2], float out[UTVM_RESTRICT 2]);

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_OPERATORS_H */
