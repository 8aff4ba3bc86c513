/* network.c - schedule of model "network": 3 operators. Generated; do not edit. */
#include "network.h"

#include "network_data.h"
#include "operators.h"

/* The compiler lays the arena out as it was planned. */
UTVM_STATIC_ASSERT(sizeof(network_arena_t) == NETWORK_ARENA_BYTES, network_arena_bytes);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, a_b_1eef715d.data) == 0u, network_at_a_b_1eef715d);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, a_b_35c2229e.data) == 24u, network_at_a_b_35c2229e);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, class_ed4b199f.data) == 32u,
                   network_at_class_ed4b199f);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, gr_e_5bd3a989.data) == 8u, network_at_gr_e_5bd3a989);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, error_45d4cc6c.data) == 16u,
                   network_at_error_45d4cc6c);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op00_add.data) == 0u, network_at_op00_add);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op01_add.data) == 0u, network_at_op01_add);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op02_add.data) == 8u, network_at_op02_add);

void network_run(network_arena_t *arena)
{
    /* op 0: sum.0 */
    UTVM_HANDOVER_OF(arena);
    network_op00_add(arena->a_b_1eef715d.data, arena->a_b_35c2229e.data, arena->class_ed4b199f.data,
                     arena->op00_add.data);

    /* op 1: return */
    UTVM_HANDOVER();
    network_op00_add(arena->op00_add.data, arena->gr_e_5bd3a989.data, arena->error_45d4cc6c.data,
                     arena->op01_add.data);

    /* op 2: sum 0 */
    UTVM_HANDOVER();
    network_op00_add(arena->op01_add.data, network_w_1_ed3d9f90, network_w_1, arena->op02_add.data);
}
