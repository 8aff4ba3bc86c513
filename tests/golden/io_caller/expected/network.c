/* network.c - schedule of model "network": 3 operators. Generated; do not edit. */
#include "network.h"

#include "network_data.h"
#include "operators.h"

/* The compiler lays the arena out as it was planned. */
UTVM_STATIC_ASSERT(sizeof(network_arena_t) == NETWORK_ARENA_BYTES, network_arena_bytes);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op01_multiply.data) == 0u, network_at_op01_multiply);

void network_run(network_arena_t *arena, const float left[NETWORK_IN_0_LEN],
                 const float right[NETWORK_IN_1_LEN], float relu[NETWORK_OUT_0_LEN],
                 float add[NETWORK_OUT_1_LEN])
{
    /* op 0: add */
    UTVM_HANDOVER_OF(arena);
    network_op00_add(left, right, add);

    /* op 1: multiply */
    UTVM_HANDOVER();
    network_op01_multiply(add, arena->op01_multiply.data);

    /* op 2: relu */
    UTVM_HANDOVER();
    network_op02_relu(arena->op01_multiply.data, relu);
}
