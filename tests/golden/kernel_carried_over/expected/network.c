/* network.c - schedule of model "network": 2 operators. Generated; do not edit. */
#include "network.h"

#include "network_data.h"
#include "operators.h"

/* The compiler lays the arena out as it was planned. */
UTVM_STATIC_ASSERT(sizeof(network_arena_t) == NETWORK_ARENA_BYTES, network_arena_bytes);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, x.data) == 16u, network_at_x);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op00_relu.data) == 0u, network_at_op00_relu);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op01_norm.data) == 56u, network_at_op01_norm);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op01_workspace.data) == 16u,
                   network_at_op01_workspace);

/* GCC warns here of overflows that do not happen: buffers share an address. */
UTVM_BUFFERS_SHARE_ADDRESSES

int32_t network_run(network_arena_t *arena)
{
    int32_t status;

    /* op 0: relu */
    UTVM_HANDOVER_OF(arena);
    network_op00_relu(arena->x.data, arena->op00_relu.data);

    /* op 1: norm */
    UTVM_HANDOVER();
    status = network_op01_norm(arena->op00_relu.data, arena->op01_norm.data,
                               arena->op01_workspace.data);
    if (status != 0) {
        return status;
    }

    return 0;
}
