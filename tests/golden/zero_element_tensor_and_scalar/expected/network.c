/* network.c - schedule of model "network": 2 operators. Generated; do not edit. */
#include "network.h"

#include "network_data.h"
#include "operators.h"

/* The compiler lays the arena out as it was planned. */
UTVM_STATIC_ASSERT(sizeof(network_arena_t) == NETWORK_ARENA_BYTES, network_arena_bytes);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, empty.data) == 8u, network_at_empty);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, scalar.data) == 0u, network_at_scalar);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op00_relu.data) == 4u, network_at_op00_relu);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op01_add.data) == 8u, network_at_op01_add);

void network_run(network_arena_t *arena)
{
    /* op 0: relu */
    UTVM_HANDOVER_OF(arena);
    network_op00_relu();

    /* op 1: add */
    UTVM_HANDOVER();
    network_op01_add(arena->scalar.data, arena->op01_add.data);
}
