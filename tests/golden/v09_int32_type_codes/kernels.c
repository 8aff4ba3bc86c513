// tvm target: c -keys=cpu -link-params=0
#define TVM_EXPORTS
#include "tvm/runtime/c_runtime_api.h"
#include "tvm/runtime/c_backend_api.h"
#include <math.h>
#ifdef __cplusplus
extern "C"
#endif
TVM_DLL int32_t tvmgen_default_fused_nn_max_cast(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, int32_t* out_ret_tcode, void* resource_handle) {
  int32_t placeholder_code = arg_type_ids[0];
  int32_t T_cast_code = arg_type_ids[1];
  void* placeholder = (((TVMValue*)args)[0].v_handle);
  void* T_cast = (((TVMValue*)args)[1].v_handle);
  void* placeholder_1 = (((DLTensor*)placeholder)[0].data);
  void* placeholder_shape = (((DLTensor*)placeholder)[0].shape);
  void* placeholder_strides = (((DLTensor*)placeholder)[0].strides);
  int32_t dev_id = (((DLTensor*)placeholder)[0].device.device_id);
  void* T_cast_1 = (((DLTensor*)T_cast)[0].data);
  void* T_cast_shape = (((DLTensor*)T_cast)[0].shape);
  void* T_cast_strides = (((DLTensor*)T_cast)[0].strides);
  if (!(placeholder_strides == NULL)) {
  }
  if (!(T_cast_strides == NULL)) {
  }
  int8_t T_max[1];
  T_max[0] = (int8_t)-128;
  for (int32_t k0 = 0; k0 < 4; ++k0) {
    int8_t _1 = T_max[0];
    int8_t _2 = ((int8_t*)placeholder_1)[k0];
    T_max[0] = ((_1) > (_2) ? (_1) : (_2));
  }
  ((int32_t*)T_cast_1)[0] = ((int32_t)T_max[0]);
  return 0;
}
