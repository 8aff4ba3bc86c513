/* network_op_table.c - the operators of model "network", each callable alone. Generated; do not
 * edit.
 */
#include "network_op_table.h"

#include <stdbool.h>
#include <stddef.h>

#include "network_data.h"
#include "operators.h"

/* op 0: sqrt */
static int32_t run_op_0(network_arena_t *arena, const float x[NETWORK_IN_0_LEN],
                        float multiply[NETWORK_OUT_0_LEN])
{
    (void)multiply;
    UTVM_HANDOVER_OF(arena);
    return network_op00_sqrt(x, arena->op00_sqrt.data);
}

/* op 1: multiply */
static int32_t run_op_1(network_arena_t *arena, const float x[NETWORK_IN_0_LEN],
                        float multiply[NETWORK_OUT_0_LEN])
{
    (void)x;
    UTVM_HANDOVER_OF(arena);
    network_op01_multiply(arena->op00_sqrt.data, multiply);
    return 0;
}

const network_op_t network_ops[2] = {
    {"tvmgen_default_fused_sqrt", run_op_0},
    {"tvmgen_default_fused_multiply", run_op_1},
};

static bool is_same_name(const char *a, const char *b)
{
    size_t i = 0u;

    while ((a[i] == b[i]) && (a[i] != '\0')) {
        ++i;
    }
    return a[i] == b[i];
}

const network_op_t *network_op_find(const char *name)
{
    for (uint32_t i = 0u; i < NETWORK_OP_COUNT; ++i) {
        if (is_same_name(network_ops[i].name, name)) {
            return &network_ops[i];
        }
    }
    return NULL;
}
