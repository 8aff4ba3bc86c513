/* network.c - schedule of model "network": 3 operators. Generated; do not edit. */
#include "network.h"

#include "network_data.h"
#include "operators.h"

/* The compiler lays the arena out as it was planned. */
UTVM_STATIC_ASSERT(sizeof(network_arena_t) == NETWORK_ARENA_BYTES, network_arena_bytes);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, x.data) == 0u, network_at_x);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, mask.data) == 16u, network_at_mask);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op00_greater.data) == 20u, network_at_op00_greater);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op01_logical_and.data) == 32u,
                   network_at_op01_logical_and);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op02_where.data) == 16u, network_at_op02_where);

/* GCC mistakes a buffer for another that begins at the same byte, and finds it small. */
#if defined(__GNUC__) && (__GNUC__ >= 11) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wstringop-overflow"
#pragma GCC diagnostic ignored "-Wstringop-overread"
#endif

void network_run(network_arena_t *arena)
{
    /* op 0: greater */
    UTVM_HANDOVER();
    network_op00_greater(arena->x.data, arena->op00_greater.data);

    /* op 1: logical_and */
    UTVM_HANDOVER();
    network_op01_logical_and(arena->op00_greater.data, arena->mask.data, network_p0,
                             arena->op01_logical_and.data);

    /* op 2: where */
    UTVM_HANDOVER();
    network_op02_where(arena->op01_logical_and.data, arena->x.data, arena->op02_where.data);
}
