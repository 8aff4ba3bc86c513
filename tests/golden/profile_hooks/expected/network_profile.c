/* network_profile.c - what each operator of model "network" costs, and hooks around it. Generated;
 * do not edit.
 */
#include "network_profile.h"

const utvm_op_cost_t network_op_costs[2] = {
    {"tvmgen_default_fused_nn_dense_add_nn_relu", 8u, 192u},
    {"tvmgen_default_fused_nn_dense_add", 8u, 160u},
};

#if defined(UTVM_WEAK) && !defined(UTVM_STRONG_HOOKS)

UTVM_WEAK void network_op_begin(uint32_t op)
{
    (void)op;
}

UTVM_WEAK void network_op_end(uint32_t op)
{
    (void)op;
}

#endif
