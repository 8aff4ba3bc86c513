/* network.c - schedule of model "network": 2 operators. Generated; do not edit. */
#include "network.h"

#include "network_data.h"
#include "operators.h"

/* The compiler lays the arena out as it was planned. */
UTVM_STATIC_ASSERT(sizeof(network_arena_t) == NETWORK_ARENA_BYTES, network_arena_bytes);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, x.data) == 64u, network_at_x);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op00_multiply.data) == 0u, network_at_op00_multiply);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op01_relu.data) == 64u, network_at_op01_relu);

void network_run(network_arena_t *arena)
{
    /* op 0: multiply */
    UTVM_HANDOVER_OF(arena);
    network_op00_multiply(arena->x.data, arena->op00_multiply.data);

    /* op 1: relu */
    UTVM_HANDOVER();
    network_op01_relu(arena->op00_multiply.data, arena->op01_relu.data);
}
