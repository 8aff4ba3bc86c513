#ifndef TVMGEN_DEFAULT_H_
#define TVMGEN_DEFAULT_H_
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*!
 * \brief Input tensor offset size (in bytes) for TVM module "default" 
 */
#define TVMGEN_DEFAULT_OFFSET_SIZE 288
/*!
 * \brief Input tensor image size (in bytes) for TVM module "default" 
 */
#define TVMGEN_DEFAULT_IMAGE_SIZE 288
/*!
 * \brief Output tensor output2 size (in bytes) for TVM module "default" 
 */
#define TVMGEN_DEFAULT_OUTPUT2_SIZE 288
/*!
 * \brief Output tensor output1 size (in bytes) for TVM module "default" 
 */
#define TVMGEN_DEFAULT_OUTPUT1_SIZE 4
/*!
 * \brief Output tensor output0 size (in bytes) for TVM module "default" 
 */
#define TVMGEN_DEFAULT_OUTPUT0_SIZE 288
/*!
 * \brief Input tensor pointers for TVM module "default" 
 */
struct tvmgen_default_inputs {
  void* image;
  void* offset;
};

/*!
 * \brief Output tensor pointers for TVM module "default" 
 */
struct tvmgen_default_outputs {
  void* output0;
  void* output1;
  void* output2;
};

/*!
 * \brief entrypoint function for TVM module "default"
 * \param inputs Input tensors for the module 
 * \param outputs Output tensors for the module 
 */
int32_t tvmgen_default_run(
  struct tvmgen_default_inputs* inputs,
  struct tvmgen_default_outputs* outputs
);
/*!
 * \brief Workspace size for TVM module "default" 
 */
#define TVMGEN_DEFAULT_WORKSPACE_SIZE 20

#ifdef __cplusplus
}
#endif

#endif // TVMGEN_DEFAULT_H_
