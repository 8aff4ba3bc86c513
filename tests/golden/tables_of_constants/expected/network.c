/* network.c - schedule of model "network": 3 operators. Generated; do not edit. */
#include "network.h"

#include "network_data.h"
#include "operators.h"

/* The compiler lays the arena out as it was planned. */
UTVM_STATIC_ASSERT(sizeof(network_arena_t) == NETWORK_ARENA_BYTES, network_arena_bytes);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, x.data) == 0u, network_at_x);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op00_multiply_add.data) == 0u,
                   network_at_op00_multiply_add);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op01_multiply_add.data) == 0u,
                   network_at_op01_multiply_add);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op02_multiply_add.data) == 0u,
                   network_at_op02_multiply_add);

void network_run(network_arena_t *arena)
{
    /* op 0: multiply_add */
    UTVM_HANDOVER_OF(arena);
    network_op00_multiply_add(arena->x.data, &network_op00_table, arena->op00_multiply_add.data);

    /* op 1: multiply_add1 */
    UTVM_HANDOVER();
    network_op00_multiply_add(arena->op00_multiply_add.data, &network_op01_table,
                              arena->op01_multiply_add.data);

    /* op 2: multiply_add2 */
    UTVM_HANDOVER();
    network_op00_multiply_add(arena->op01_multiply_add.data, &network_op00_table,
                              arena->op02_multiply_add.data);
}
