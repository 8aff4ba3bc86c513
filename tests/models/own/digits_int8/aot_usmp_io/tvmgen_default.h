#ifndef TVMGEN_DEFAULT_H_
#define TVMGEN_DEFAULT_H_
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*!
 * \brief Input tensor image size (in bytes) for TVM module "default" 
 */
#define TVMGEN_DEFAULT_IMAGE_SIZE 64
/*!
 * \brief Output tensor output size (in bytes) for TVM module "default" 
 */
#define TVMGEN_DEFAULT_OUTPUT_SIZE 10
/*!
 * \brief Input tensor pointers for TVM module "default" 
 */
struct tvmgen_default_inputs {
  void* image;
};

/*!
 * \brief Output tensor pointers for TVM module "default" 
 */
struct tvmgen_default_outputs {
  void* output;
};

/*!
 * \brief Workspace pool pointers for TVM module "default" 
 */
struct tvmgen_default_workspace_pools {
  void* sram;
};

/*!
 * \brief Maps I/O inside the workspace pools for TVM module "default"
 * \param workspace_pools Workspace memory pool struct for the module 
 * \return I/O tensor struct for the module 
 */
struct tvmgen_default_inputs tvmgen_default_map_inputs(
  struct tvmgen_default_workspace_pools* workspace_pools
);

/*!
 * \brief Maps I/O inside the workspace pools for TVM module "default"
 * \param workspace_pools Workspace memory pool struct for the module 
 * \return I/O tensor struct for the module 
 */
struct tvmgen_default_outputs tvmgen_default_map_outputs(
  struct tvmgen_default_workspace_pools* workspace_pools
);

/*!
 * \brief entrypoint function for TVM module "default"
 * \param workspace_pools Workspace memory pool pointers for the module 
 */
int32_t tvmgen_default_run(
  struct tvmgen_default_workspace_pools* workspace_pools
);
/*!
 * \brief Workspace size for TVM module "default" 
 */
#define TVMGEN_DEFAULT_WORKSPACE_SIZE 836
/*!
 * \brief sram size for TVM module "default" 
 */
#define TVMGEN_DEFAULT_SRAM_WORKSPACE_POOL_SIZE 836

#ifdef __cplusplus
}
#endif

#endif // TVMGEN_DEFAULT_H_
