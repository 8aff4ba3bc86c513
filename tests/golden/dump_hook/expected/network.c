/* network.c - schedule of model "network": 2 operators. Generated; do not edit. */
#include "network.h"

#include "network_data.h"
#include "network_dump.h"
#include "operators.h"

/* The compiler lays the arena out as it was planned. */
UTVM_STATIC_ASSERT(sizeof(network_arena_t) == NETWORK_ARENA_BYTES, network_arena_bytes);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, x.data) == 0u, network_at_x);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op00_relu.data) == 0u, network_at_op00_relu);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op01_multiply.data) == 0u, network_at_op01_multiply);

void network_run(network_arena_t *arena)
{
    /* op 0: relu */
    UTVM_HANDOVER_OF(arena);
    network_op00_relu(arena->x.data, arena->op00_relu.data);
    UTVM_HANDOVER();
    network_on_tensor(&network_tensors[0], arena->op00_relu.data);
    network_on_tensor(&network_tensors[1], arena->op00_relu.data);

    /* op 1: multiply */
    UTVM_HANDOVER();
    network_op01_multiply(arena->op00_relu.data, arena->op01_multiply.data);
    UTVM_HANDOVER();
    network_on_tensor(&network_tensors[2], arena->op01_multiply.data);
    network_on_tensor(&network_tensors[3], arena->op01_multiply.data);
}
