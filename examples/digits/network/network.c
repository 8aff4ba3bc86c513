/* network.c - schedule of model "network": 7 operators. Generated; do not edit. */
#include "network.h"

#include "network_data.h"
#include "operators.h"

/* The compiler lays the arena out as it was planned. */
UTVM_STATIC_ASSERT(sizeof(network_arena_t) == NETWORK_ARENA_BYTES, network_arena_bytes);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, image.data) == 63u, network_at_image);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op00_cast_subtract.data) == 0u,
                   network_at_op00_cast_subtract);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op01_conv2d_add_requant_clip_cast.data) == 0u,
                   network_at_op01_conv2d_add_requant_clip_cast);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op02_max_pool2d_cast_subtract.data) == 224u,
                   network_at_op02_max_pool2d_cast_subtract);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op03_conv2d_add_requant_clip_cast.data) == 0u,
                   network_at_op03_conv2d_add_requant_clip_cast);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op04_max_pool2d.data) == 256u,
                   network_at_op04_max_pool2d);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op05_reshape_cast_subtract.data) == 0u,
                   network_at_op05_reshape_cast_subtract);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op06_dense_pack_add_requant_clip_cast.data) == 128u,
                   network_at_op06_dense_pack_add_requant_clip_cast);
UTVM_STATIC_ASSERT(offsetof(network_arena_t, op03_pad_temp.data) == 16u, network_at_op03_pad_temp);

/* GCC warns here of overflows that do not happen: buffers share an address. */
UTVM_BUFFERS_SHARE_ADDRESSES

void network_run(network_arena_t *arena)
{
    /* op 0: cast_subtract */
    UTVM_HANDOVER_OF(arena);
    network_op00_cast_subtract(arena->image.data, arena->op00_cast_subtract.data);

    /* op 1: conv2d_add_requant_clip_cast */
    UTVM_HANDOVER();
    network_op01_conv2d_add_requant_clip_cast(arena->op00_cast_subtract.data,
                                              arena->op01_conv2d_add_requant_clip_cast.data);

    /* op 2: max_pool2d_cast_subtract */
    UTVM_HANDOVER();
    network_op02_max_pool2d_cast_subtract(arena->op01_conv2d_add_requant_clip_cast.data,
                                          arena->op02_max_pool2d_cast_subtract.data);

    /* op 3: conv2d_add_requant_clip_cast */
    UTVM_HANDOVER();
    network_op03_conv2d_add_requant_clip_cast(arena->op02_max_pool2d_cast_subtract.data,
                                              arena->op03_conv2d_add_requant_clip_cast.data,
                                              arena->op03_pad_temp.data);

    /* op 4: max_pool2d */
    UTVM_HANDOVER();
    network_op04_max_pool2d(arena->op03_conv2d_add_requant_clip_cast.data,
                            arena->op04_max_pool2d.data);

    /* op 5: reshape_cast_subtract */
    UTVM_HANDOVER();
    network_op05_reshape_cast_subtract(arena->op04_max_pool2d.data,
                                       arena->op05_reshape_cast_subtract.data);

    /* op 6: dense_pack_add_requant_clip_cast */
    UTVM_HANDOVER();
    network_op06_dense_pack_add_requant_clip_cast(arena->op05_reshape_cast_subtract.data,
            arena->op06_dense_pack_add_requant_clip_cast.data);
}
