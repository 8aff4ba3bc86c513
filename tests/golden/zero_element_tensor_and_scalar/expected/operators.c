/* operators.c - operators of model "network". Generated; do not edit. */
#include "operators.h"

#include <stdint.h>

#include "network_data.h"
#include "utvm_rt.h"

/* From tvmgen_default_fused_nn_relu (kernels.c:10). */
void network_op00_relu(void)
{
}

/* From tvmgen_default_fused_add (kernels.c:25). */
void network_op01_add(const float p0[1], float out[UTVM_RESTRICT 1])
{
    out[0] = p0[0] + network_p0[0];
}
