// tvm target: c -keys=cpu
#define TVM_EXPORTS
#include "tvm/runtime/c_runtime_api.h"
#include "tvm/runtime/c_backend_api.h"
#include <math.h>
#include <stdbool.h>
#ifdef __cplusplus
extern "C"
#endif
TVM_DLL int32_t tvmgen_default_fused_multiply_add(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, int32_t* out_ret_tcode, void* resource_handle) {
  void* p0 = (((TVMValue*)args)[0].v_handle);
  void* p1 = (((TVMValue*)args)[1].v_handle);
  void* p2 = (((TVMValue*)args)[2].v_handle);
  void* T_add = (((TVMValue*)args)[3].v_handle);
  void* p0_1 = (((DLTensor*)p0)[0].data);
  void* p1_1 = (((DLTensor*)p1)[0].data);
  void* p2_1 = (((DLTensor*)p2)[0].data);
  void* T_add_1 = (((DLTensor*)T_add)[0].data);
  for (int32_t ax0 = 0; ax0 < 3; ++ax0) {
    ((float*)T_add_1)[ax0] = ((((float*)p0_1)[ax0] * ((float*)p1_1)[ax0]) + ((float*)p2_1)[ax0]);
  }
  return 0;
}
