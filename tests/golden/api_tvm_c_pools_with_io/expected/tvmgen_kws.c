/* tvmgen_kws.c - TVM's C interface to model "kws". Generated; do not edit. */
#include "tvmgen_kws.h"

#include "kws.h"

/* The sizes of this interface are those of the model's own. */
UTVM_STATIC_ASSERT(TVMGEN_KWS_LEFT_SIZE == KWS_IN_0_BYTES, tvmgen_kws_in_0);
UTVM_STATIC_ASSERT(TVMGEN_KWS_RIGHT_SIZE == KWS_IN_1_BYTES, tvmgen_kws_in_1);
UTVM_STATIC_ASSERT(TVMGEN_KWS_IDENTITY_SIZE == KWS_OUT_0_BYTES, tvmgen_kws_out_0);
UTVM_STATIC_ASSERT(TVMGEN_KWS_SUM_0_SIZE == KWS_OUT_1_BYTES, tvmgen_kws_out_1);
UTVM_STATIC_ASSERT(TVMGEN_KWS_WORKSPACE_SIZE == (KWS_DTCM_BYTES + KWS_SRAM_BYTES),
                   tvmgen_kws_workspace);
UTVM_STATIC_ASSERT(TVMGEN_KWS_DTCM_WORKSPACE_POOL_SIZE == KWS_DTCM_BYTES, tvmgen_kws_pool_dtcm);
UTVM_STATIC_ASSERT(TVMGEN_KWS_SRAM_WORKSPACE_POOL_SIZE == KWS_SRAM_BYTES, tvmgen_kws_pool_sram);

struct tvmgen_kws_inputs tvmgen_kws_map_inputs(struct tvmgen_kws_workspace_pools *workspace_pools)
{
    struct tvmgen_kws_inputs mapped;

    mapped.left = (uint8_t *)workspace_pools->dtcm + KWS_IN_0_OFFSET;
    mapped.right = (uint8_t *)workspace_pools->sram + KWS_IN_1_OFFSET;
    return mapped;
}

struct tvmgen_kws_outputs tvmgen_kws_map_outputs(struct tvmgen_kws_workspace_pools *workspace_pools)
{
    struct tvmgen_kws_outputs mapped;

    mapped.Identity = (uint8_t *)workspace_pools->sram + KWS_OUT_0_OFFSET;
    mapped.sum_0 = (uint8_t *)workspace_pools->dtcm + KWS_OUT_1_OFFSET;
    return mapped;
}

int32_t tvmgen_kws_run(struct tvmgen_kws_workspace_pools *workspace_pools)
{
    if (((uintptr_t)workspace_pools->dtcm % KWS_DTCM_ALIGN) != 0u) {
        return -1;
    }
    if (((uintptr_t)workspace_pools->sram % KWS_SRAM_ALIGN) != 0u) {
        return -1;
    }
    kws_run(workspace_pools->dtcm, workspace_pools->sram);
    return 0;
}
