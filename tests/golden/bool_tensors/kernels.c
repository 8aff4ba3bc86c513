// tvm target: c -keys=cpu
#define TVM_EXPORTS
#include "tvm/runtime/c_runtime_api.h"
#include "tvm/runtime/c_backend_api.h"
#include <math.h>
#include <stdbool.h>
#ifdef __cplusplus
extern "C"
#endif
TVM_DLL int32_t tvmgen_default_fused_greater(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, int32_t* out_ret_tcode, void* resource_handle) {
  void* p0 = (((TVMValue*)args)[0].v_handle);
  void* T_greater = (((TVMValue*)args)[1].v_handle);
  void* p0_1 = (((DLTensor*)p0)[0].data);
  void* T_greater_1 = (((DLTensor*)T_greater)[0].data);
  for (int32_t ax0 = 0; ax0 < 4; ++ax0) {
    ((int8_t*)T_greater_1)[ax0] = ((int8_t)(2 < ((int32_t*)p0_1)[ax0]));
  }
  return 0;
}

#ifdef __cplusplus
extern "C"
#endif
TVM_DLL int32_t tvmgen_default_fused_logical_and(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, int32_t* out_ret_tcode, void* resource_handle) {
  void* p0 = (((TVMValue*)args)[0].v_handle);
  void* p1 = (((TVMValue*)args)[1].v_handle);
  void* p2 = (((TVMValue*)args)[2].v_handle);
  void* T_logical_and = (((TVMValue*)args)[3].v_handle);
  void* p0_1 = (((DLTensor*)p0)[0].data);
  void* p1_1 = (((DLTensor*)p1)[0].data);
  void* p2_1 = (((DLTensor*)p2)[0].data);
  void* T_logical_and_1 = (((DLTensor*)T_logical_and)[0].data);
  for (int32_t ax0 = 0; ax0 < 4; ++ax0) {
    ((int8_t*)T_logical_and_1)[ax0] = ((int8_t)((((bool)((int8_t*)p0_1)[ax0]) && ((bool)((int8_t*)p1_1)[ax0])) && ((bool)((int8_t*)p2_1)[ax0])));
  }
  return 0;
}

#ifdef __cplusplus
extern "C"
#endif
TVM_DLL int32_t tvmgen_default_fused_where(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, int32_t* out_ret_tcode, void* resource_handle) {
  void* p0 = (((TVMValue*)args)[0].v_handle);
  void* p1 = (((TVMValue*)args)[1].v_handle);
  void* T_where = (((TVMValue*)args)[2].v_handle);
  void* p0_1 = (((DLTensor*)p0)[0].data);
  void* p1_1 = (((DLTensor*)p1)[0].data);
  void* T_where_1 = (((DLTensor*)T_where)[0].data);
  for (int32_t ax0 = 0; ax0 < 4; ++ax0) {
    ((int32_t*)T_where_1)[ax0] = ((0 < ((int32_t)((bool)((int8_t*)p0_1)[ax0]))) ? ((int32_t*)p1_1)[ax0] : (0 - ((int32_t*)p1_1)[ax0]));
  }
  return 0;
}
