/* network.c - schedule of model "network": 2 operators. Generated; do not edit. */
#include "network.h"

#include <string.h>

#include "network_data.h"
#include "operators.h"

/* The compiler lays the arena out as it was planned. */
UTVM_STATIC_ASSERT(sizeof(network_arena_t) == NETWORK_ARENA_BYTES, network_arena_bytes);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, x.data) == 8u, network_at_x);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op00_add.data) == 0u, network_at_op00_add);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op01_copy.data) == 8u, network_at_op01_copy);

void network_run(network_arena_t *arena)
{
    /* op 0: add */
    UTVM_HANDOVER_OF(arena);
    network_op00_add(arena->x.data, arena->op00_add.data);

    /* op 1: copy of p0 */
    UTVM_HANDOVER();
    (void)memcpy(arena->op01_copy.data, network_p0, 8u);
}
