/* network.c - schedule of model "network": 2 operators. Generated; do not edit. */
#include "network.h"

#include "network_data.h"
#include "operators.h"

/* The compiler lays the arenas out as they were planned. */
UTVM_STATIC_ASSERT(sizeof(network_dtcm_t) == NETWORK_DTCM_BYTES, network_dtcm_bytes);
UTVM_STATIC_ASSERT(sizeof(network_sram_t) == NETWORK_SRAM_BYTES, network_sram_bytes);
UTVM_STATIC_ASSERT(offsetof(network_sram_t, x.data) == 16u, network_at_x);
UTVM_STATIC_ASSERT(offsetof(network_sram_t, op00_dense_add_relu.data) == 0u,
                   network_at_op00_dense_add_relu);
UTVM_STATIC_ASSERT(offsetof(network_dtcm_t, op01_dense_add.data) == 8u, network_at_op01_dense_add);
UTVM_STATIC_ASSERT(offsetof(network_dtcm_t, op00_T_matmul_NT.data) == 0u,
                   network_at_op00_T_matmul_NT);
UTVM_STATIC_ASSERT(offsetof(network_dtcm_t, op01_T_matmul_NT.data) == 0u,
                   network_at_op01_T_matmul_NT);

/* GCC warns here of overflows that do not happen: buffers share an address. */
UTVM_BUFFERS_SHARE_ADDRESSES

void network_run(network_dtcm_t *dtcm, network_sram_t *sram)
{
    /* op 0: dense_add_relu */
    UTVM_HANDOVER_OF(dtcm);
    UTVM_HANDOVER_OF(sram);
    network_op00_dense_add_relu(sram->x.data, sram->op00_dense_add_relu.data,
                                dtcm->op00_T_matmul_NT.data);

    /* op 1: dense_add */
    UTVM_HANDOVER();
    network_op01_dense_add(sram->op00_dense_add_relu.data, dtcm->op01_dense_add.data,
                           dtcm->op01_T_matmul_NT.data);
}
