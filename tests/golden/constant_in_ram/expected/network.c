/* network.c - schedule of model "network": 2 operators. Generated; do not edit. */
#include "network.h"

#include <string.h>

#include "network_data.h"
#include "operators.h"

/* The compiler lays the arena out as it was planned. */
UTVM_STATIC_ASSERT(sizeof(network_arena_t) == NETWORK_ARENA_BYTES, network_arena_bytes);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, x.data) == 56u, network_at_x);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, p0.data) == 0u, network_at_p0);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op00_dense_add_relu.data) == 32u,
                   network_at_op00_dense_add_relu);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, p3.data) == 48u, network_at_p3);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op01_dense_add.data) == 32u,
                   network_at_op01_dense_add);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op00_T_matmul_NT.data) == 32u,
                   network_at_op00_T_matmul_NT);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op01_T_matmul_NT.data) == 56u,
                   network_at_op01_T_matmul_NT);

/* GCC warns here of overflows that do not happen: buffers share an address. */
UTVM_BUFFERS_SHARE_ADDRESSES

void network_init(network_arena_t *arena)
{
    (void)memcpy(arena->p0.data, network_p0, 32u);
    (void)memcpy(arena->p3.data, network_p3, 8u);
}

void network_run(network_arena_t *arena)
{
    /* op 0: dense_add_relu */
    UTVM_HANDOVER_OF(arena);
    network_op00_dense_add_relu(arena->x.data, arena->p0.data, arena->op00_dense_add_relu.data,
                                arena->op00_T_matmul_NT.data);

    /* op 1: dense_add */
    UTVM_HANDOVER();
    network_op01_dense_add(arena->op00_dense_add_relu.data, arena->p3.data,
                           arena->op01_dense_add.data, arena->op01_T_matmul_NT.data);
}
