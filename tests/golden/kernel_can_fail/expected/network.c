/* network.c - schedule of model "network": 2 operators. Generated; do not edit. */
#include "network.h"

#include "network_data.h"
#include "operators.h"

/* The compiler lays the arena out as it was planned. */
UTVM_STATIC_ASSERT(sizeof(network_arena_t) == NETWORK_ARENA_BYTES, network_arena_bytes);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, x.data) == 0u, network_at_x);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op00_sqrt.data) == 0u, network_at_op00_sqrt);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op01_multiply.data) == 0u, network_at_op01_multiply);

int32_t network_run(network_arena_t *arena)
{
    int32_t status;

    /* op 0: sqrt */
    UTVM_HANDOVER_OF(arena);
    status = network_op00_sqrt(arena->x.data, arena->op00_sqrt.data);
    if (status != 0) {
        return status;
    }

    /* op 1: multiply */
    UTVM_HANDOVER();
    network_op01_multiply(arena->op00_sqrt.data, arena->op01_multiply.data);

    return 0;
}
