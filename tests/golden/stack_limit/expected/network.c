/* network.c - schedule of model "network": 1 operator. Generated; do not edit. */
#include "network.h"

#include "network_data.h"
#include "operators.h"

/* The compiler lays the arena out as it was planned. */
UTVM_STATIC_ASSERT(sizeof(network_arena_t) == NETWORK_ARENA_BYTES, network_arena_bytes);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, x.data) == 0u, network_at_x);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op00_reverse.data) == 0u, network_at_op00_reverse);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op00_large.data) == 32u, network_at_op00_large);

void network_run(network_arena_t *arena)
{
    /* op 0: reverse */
    UTVM_HANDOVER();
    network_op00_reverse(arena->x.data, arena->op00_reverse.data, arena->op00_large.data);
}
