// tvm target: c -keys=cpu
#define TVM_EXPORTS
#include "tvm/runtime/c_runtime_api.h"
#include "tvm/runtime/c_backend_api.h"
#include <math.h>
#include <stdbool.h>
#ifdef __cplusplus
extern "C"
#endif
TVM_DLL int32_t tvmgen_default_fused_nn_relu(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, int32_t* out_ret_tcode, void* resource_handle) {
  void* p0 = (((TVMValue*)args)[0].v_handle);
  void* T_relu = (((TVMValue*)args)[1].v_handle);
  void* p0_1 = (((DLTensor*)p0)[0].data);
  void* T_relu_1 = (((DLTensor*)T_relu)[0].data);
  for (int32_t ax0 = 0; ax0 < 4; ++ax0) {
    float v_ = ((float*)p0_1)[ax0];
    ((float*)T_relu_1)[ax0] = ((v_) > (0.000000e+00f) ? (v_) : (0.000000e+00f));
  }
  return 0;
}

#ifdef __cplusplus
extern "C"
#endif
TVM_DLL int32_t tvmgen_default_fused_multiply(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, int32_t* out_ret_tcode, void* resource_handle) {
  void* p0 = (((TVMValue*)args)[0].v_handle);
  void* T_multiply = (((TVMValue*)args)[1].v_handle);
  void* p0_1 = (((DLTensor*)p0)[0].data);
  void* T_multiply_1 = (((DLTensor*)T_multiply)[0].data);
  for (int32_t ax0 = 0; ax0 < 4; ++ax0) {
    ((float*)T_multiply_1)[ax0] = (((float*)p0_1)[ax0] * 2.000000e+00f);
  }
  return 0;
}
