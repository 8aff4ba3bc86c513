// tvm target: c -keys=cpu
#define TVM_EXPORTS
#include "tvm/runtime/c_runtime_api.h"
#include "tvm/runtime/c_backend_api.h"
#include <math.h>
#include <stdbool.h>
#ifdef __cplusplus
extern "C"
#endif
TVM_DLL int32_t tvmgen_default_fused_split(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, int32_t* out_ret_tcode, void* resource_handle) {
  void* p0 = (((TVMValue*)args)[0].v_handle);
  void* T_split = (((TVMValue*)args)[1].v_handle);
  void* T_split_sections = (((TVMValue*)args)[2].v_handle);
  void* p0_1 = (((DLTensor*)p0)[0].data);
  void* T_split_1 = (((DLTensor*)T_split)[0].data);
  void* T_split_sections_1 = (((DLTensor*)T_split_sections)[0].data);
  ((int16_t*)T_split_1)[0] = ((int16_t*)p0_1)[0];
  for (int32_t ax0 = 0; ax0 < 3; ++ax0) {
    ((int16_t*)T_split_sections_1)[ax0] = ((int16_t*)p0_1)[(ax0 + 1)];
  }
  return 0;
}
