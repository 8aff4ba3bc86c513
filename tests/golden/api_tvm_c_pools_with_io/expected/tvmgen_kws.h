/* tvmgen_kws.h - model "kws" behind TVM's C interface. Generated; do not edit. */
#ifndef TVMGEN_KWS_H_
#define TVMGEN_KWS_H_

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes of each input, of each output, and of all workspace. */
#define TVMGEN_KWS_LEFT_SIZE 12
#define TVMGEN_KWS_RIGHT_SIZE 12
#define TVMGEN_KWS_IDENTITY_SIZE 12
#define TVMGEN_KWS_SUM_0_SIZE 12
#define TVMGEN_KWS_WORKSPACE_SIZE 40
#define TVMGEN_KWS_DTCM_WORKSPACE_POOL_SIZE 24
#define TVMGEN_KWS_SRAM_WORKSPACE_POOL_SIZE 16

struct tvmgen_kws_inputs {
    void *left;
    void *right;
};

struct tvmgen_kws_outputs {
    void *Identity;
    void *sum_0;
};

/* Memory of the application, aligned to: dtcm 4, sram 16. */
struct tvmgen_kws_workspace_pools {
    void *dtcm;
    void *sram;
};

/* Where in the pools inputs are written and outputs are read. */
struct tvmgen_kws_inputs tvmgen_kws_map_inputs(struct tvmgen_kws_workspace_pools *workspace_pools);
struct tvmgen_kws_outputs tvmgen_kws_map_outputs(
        struct tvmgen_kws_workspace_pools *workspace_pools);

/* Runs one inference: 0, or the code of the kernel that failed. Write all inputs before every run,
 * and read the outputs before the inputs are written again. -1: a pool is not aligned. */
int32_t tvmgen_kws_run(struct tvmgen_kws_workspace_pools *workspace_pools);

#ifdef __cplusplus
}
#endif

#endif /* TVMGEN_KWS_H_ */
