#include <string.h>
#include "tvm/runtime/c_runtime_api.h"
#include "tvm/runtime/c_backend_api.h"
void* __tvm_module_ctx = NULL;
#ifdef __cplusplus
extern "C"
#endif
TVM_DLL int32_t fused_nn_relu(void* args, void* arg_type_ids, int32_t num_args, void* out_ret_value, void* out_ret_tcode, void* resource_handle) {
  void* arg0 = (((TVMValue*)args)[0].v_handle);
  int32_t arg0_code = ((int32_t*)arg_type_ids)[(0)];
  void* arg1 = (((TVMValue*)args)[1].v_handle);
  int32_t arg1_code = ((int32_t*)arg_type_ids)[(1)];
  void* placeholder = (((DLTensor*)arg0)[0].data);
  void* arg0_shape = (((DLTensor*)arg0)[0].shape);
  void* arg0_strides = (((DLTensor*)arg0)[0].strides);
  int32_t dev_id = (((DLTensor*)arg0)[0].ctx.device_id);
  void* T_relu = (((DLTensor*)arg1)[0].data);
  void* arg1_shape = (((DLTensor*)arg1)[0].shape);
  void* arg1_strides = (((DLTensor*)arg1)[0].strides);
  if (!(arg0_strides == NULL)) {
  }
  if (!(arg1_strides == NULL)) {
  }
  void* copy = TVMBackendAllocWorkspace(1, dev_id, (uint64_t)12, 2, 32);
  memcpy(copy, placeholder, 12);
  for (int32_t ax0 = 0; ax0 < 3; ++ax0) {
    float _1 = ((float*)copy)[(ax0)];
    ((float*)T_relu)[(ax0)] = ((_1) > (0.000000e+00f) ? (_1) : (0.000000e+00f));
  }
  TVMBackendFreeWorkspace(1, dev_id, copy);
  return 0;
}

#include <tvm/runtime/crt/module.h>
#ifdef __cplusplus
extern "C"
#endif
static TVMBackendPackedCFunc _tvm_func_array[] = {
    (TVMBackendPackedCFunc)fused_nn_relu,
};
static const TVMFuncRegistry _tvm_func_registry = {
    "\001fused_nn_relu\000",    _tvm_func_array,
};
static const TVMModule _tvm_system_lib = {
    &_tvm_func_registry,
};
const TVMModule* TVMSystemLibEntryPoint(void) {
    return &_tvm_system_lib;
}
