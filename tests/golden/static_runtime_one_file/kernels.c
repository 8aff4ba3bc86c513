// tvm target: c -keys=cpu
#define TVM_EXPORTS
#include "tvm/runtime/c_runtime_api.h"
#include "tvm/runtime/c_backend_api.h"
#include <math.h>
#include <stdbool.h>
#ifdef __cplusplus
extern "C"
#endif
TVM_DLL int32_t tvmgen_default_fused_nn_dense_add_nn_relu(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, int32_t* out_ret_tcode, void* resource_handle) {
  int32_t p0_code = arg_type_ids[0];
  int32_t p1_code = arg_type_ids[1];
  int32_t p2_code = arg_type_ids[2];
  int32_t T_relu_code = arg_type_ids[3];
  void* p0 = (((TVMValue*)args)[0].v_handle);
  void* p1 = (((TVMValue*)args)[1].v_handle);
  void* p2 = (((TVMValue*)args)[2].v_handle);
  void* T_relu = (((TVMValue*)args)[3].v_handle);
  void* p0_1 = (((DLTensor*)p0)[0].data);
  void* tvmgen_default_fused_nn_dense_add_nn_relu_p0_shape = (((DLTensor*)p0)[0].shape);
  void* tvmgen_default_fused_nn_dense_add_nn_relu_p0_strides = (((DLTensor*)p0)[0].strides);
  int32_t dev_id = (((DLTensor*)p0)[0].device.device_id);
  void* p1_1 = (((DLTensor*)p1)[0].data);
  void* tvmgen_default_fused_nn_dense_add_nn_relu_p1_shape = (((DLTensor*)p1)[0].shape);
  void* tvmgen_default_fused_nn_dense_add_nn_relu_p1_strides = (((DLTensor*)p1)[0].strides);
  void* p2_1 = (((DLTensor*)p2)[0].data);
  void* tvmgen_default_fused_nn_dense_add_nn_relu_p2_shape = (((DLTensor*)p2)[0].shape);
  void* tvmgen_default_fused_nn_dense_add_nn_relu_p2_strides = (((DLTensor*)p2)[0].strides);
  void* T_relu_1 = (((DLTensor*)T_relu)[0].data);
  void* tvmgen_default_fused_nn_dense_add_nn_relu_T_relu_shape = (((DLTensor*)T_relu)[0].shape);
  void* tvmgen_default_fused_nn_dense_add_nn_relu_T_relu_strides = (((DLTensor*)T_relu)[0].strides);
  if (!(tvmgen_default_fused_nn_dense_add_nn_relu_p0_strides == NULL)) {
  }
  if (!(tvmgen_default_fused_nn_dense_add_nn_relu_p1_strides == NULL)) {
  }
  if (!(tvmgen_default_fused_nn_dense_add_nn_relu_p2_strides == NULL)) {
  }
  if (!(tvmgen_default_fused_nn_dense_add_nn_relu_T_relu_strides == NULL)) {
  }
  void* T_matmul_NT = TVMBackendAllocWorkspace(1, dev_id, (uint64_t)16, 2, 32);
  if (T_matmul_NT == NULL) {
    return -1;
  }
  for (int32_t j = 0; j < 4; ++j) {
    ((float*)T_matmul_NT)[j] = 0.000000e+00f;
    for (int32_t k = 0; k < 2; ++k) {
      ((float*)T_matmul_NT)[j] = (((float*)T_matmul_NT)[j] + (((float*)p0_1)[k] * ((float*)p1_1)[((j * 2) + k)]));
    }
  }
  for (int32_t ax1 = 0; ax1 < 4; ++ax1) {
    float v_ = ((float*)T_matmul_NT)[ax1] + ((float*)p2_1)[ax1];
    ((float*)T_relu_1)[ax1] = ((v_) > (0.000000e+00f) ? (v_) : (0.000000e+00f));
  }
  if (TVMBackendFreeWorkspace(1, dev_id, T_matmul_NT) != 0) {
    return -1;
  }
  return 0;
}

#ifdef __cplusplus
extern "C"
#endif
TVM_DLL int32_t tvmgen_default_fused_nn_dense_add(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, int32_t* out_ret_tcode, void* resource_handle) {
  int32_t p0_code = arg_type_ids[0];
  int32_t p1_code = arg_type_ids[1];
  int32_t p2_code = arg_type_ids[2];
  int32_t T_add_code = arg_type_ids[3];
  void* p0 = (((TVMValue*)args)[0].v_handle);
  void* p1 = (((TVMValue*)args)[1].v_handle);
  void* p2 = (((TVMValue*)args)[2].v_handle);
  void* T_add = (((TVMValue*)args)[3].v_handle);
  void* p0_1 = (((DLTensor*)p0)[0].data);
  void* tvmgen_default_fused_nn_dense_add_p0_shape = (((DLTensor*)p0)[0].shape);
  void* tvmgen_default_fused_nn_dense_add_p0_strides = (((DLTensor*)p0)[0].strides);
  int32_t dev_id = (((DLTensor*)p0)[0].device.device_id);
  void* p1_1 = (((DLTensor*)p1)[0].data);
  void* tvmgen_default_fused_nn_dense_add_p1_shape = (((DLTensor*)p1)[0].shape);
  void* tvmgen_default_fused_nn_dense_add_p1_strides = (((DLTensor*)p1)[0].strides);
  void* p2_1 = (((DLTensor*)p2)[0].data);
  void* tvmgen_default_fused_nn_dense_add_p2_shape = (((DLTensor*)p2)[0].shape);
  void* tvmgen_default_fused_nn_dense_add_p2_strides = (((DLTensor*)p2)[0].strides);
  void* T_add_1 = (((DLTensor*)T_add)[0].data);
  void* tvmgen_default_fused_nn_dense_add_T_add_shape = (((DLTensor*)T_add)[0].shape);
  void* tvmgen_default_fused_nn_dense_add_T_add_strides = (((DLTensor*)T_add)[0].strides);
  if (!(tvmgen_default_fused_nn_dense_add_p0_strides == NULL)) {
  }
  if (!(tvmgen_default_fused_nn_dense_add_p1_strides == NULL)) {
  }
  if (!(tvmgen_default_fused_nn_dense_add_p2_strides == NULL)) {
  }
  if (!(tvmgen_default_fused_nn_dense_add_T_add_strides == NULL)) {
  }
  void* T_matmul_NT = TVMBackendAllocWorkspace(1, dev_id, (uint64_t)8, 2, 32);
  if (T_matmul_NT == NULL) {
    return -1;
  }
  for (int32_t j = 0; j < 2; ++j) {
    ((float*)T_matmul_NT)[j] = 0.000000e+00f;
    for (int32_t k = 0; k < 4; ++k) {
      ((float*)T_matmul_NT)[j] = (((float*)T_matmul_NT)[j] + (((float*)p0_1)[k] * ((float*)p1_1)[((j * 4) + k)]));
    }
  }
  for (int32_t ax1 = 0; ax1 < 2; ++ax1) {
    ((float*)T_add_1)[ax1] = (((float*)T_matmul_NT)[ax1] + ((float*)p2_1)[ax1]);
  }
  if (TVMBackendFreeWorkspace(1, dev_id, T_matmul_NT) != 0) {
    return -1;
  }
  return 0;
}
