/* network.c - schedule of model "network": 2 operators. Generated; do not edit. */
#include "network.h"

#include "network_data.h"
#include "operators.h"

/* The compiler lays the arena out as it was planned. */
UTVM_STATIC_ASSERT(sizeof(network_arena_t) == NETWORK_ARENA_BYTES, network_arena_bytes);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, x.data) == 0u, network_at_x);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op00_add.data) == 0u, network_at_op00_add);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op01_add.data) == 0u, network_at_op01_add);

void network_run(network_arena_t *arena)
{
    /* op 0: add */
    UTVM_HANDOVER_OF(arena);
    network_op00_add(arena->x.data, network_p0, arena->op00_add.data);

    /* op 1: add1 */
    UTVM_HANDOVER();
    network_op00_add(arena->op00_add.data, network_p1, arena->op01_add.data);
}
