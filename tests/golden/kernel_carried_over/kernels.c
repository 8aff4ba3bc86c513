// tvm target: c -keys=cpu
#define TVM_EXPORTS
#include "tvm/runtime/c_runtime_api.h"
#include "tvm/runtime/c_backend_api.h"
#include <math.h>
#include <stdbool.h>
#include <string.h>
#define SQUARE(x) ((x) * (x))
#define UNUSED_MACRO 1

static float sum_of_squares(const float* values, int32_t count) {
  float sum = 0.0f;
  for (int32_t i = 0; i < count; ++i) {
    sum += SQUARE(values[i]);
  }
  return sum;
}

static int32_t nobody_calls_this(int32_t value) {
  return value;
}

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
TVM_DLL int32_t tvmgen_default_fused_norm(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, int32_t* out_ret_tcode, void* resource_handle) {
  void* p0 = (((TVMValue*)args)[0].v_handle);
  void* T_norm = (((TVMValue*)args)[1].v_handle);
  void* p0_1 = (((DLTensor*)p0)[0].data);
  int32_t dev_id = (((DLTensor*)p0)[0].device.device_id);
  void* T_norm_1 = (((DLTensor*)T_norm)[0].data);
  void* copy = TVMBackendAllocWorkspace(1, dev_id, (uint64_t)16, 2, 32);
  if (copy == NULL) {
    return -1;
  }
  memcpy(copy, p0_1, 16);
  ((float*)T_norm_1)[0] = sum_of_squares((float*)copy, 4);
  if (TVMBackendFreeWorkspace(1, dev_id, copy) != 0) {
    return -1;
  }
  return 0;
}
