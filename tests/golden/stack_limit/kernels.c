// tvm target: c -keys=cpu
#define TVM_EXPORTS
#include "tvm/runtime/c_runtime_api.h"
#include "tvm/runtime/c_backend_api.h"
#include <math.h>
#include <stdbool.h>
#ifdef __cplusplus
extern "C"
#endif
TVM_DLL int32_t tvmgen_default_fused_reverse(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, int32_t* out_ret_tcode, void* resource_handle) {
  void* p0 = (((TVMValue*)args)[0].v_handle);
  void* T_reverse = (((TVMValue*)args)[1].v_handle);
  void* p0_1 = (((DLTensor*)p0)[0].data);
  void* T_reverse_1 = (((DLTensor*)T_reverse)[0].data);
  float large[8];
  float small[4];
  for (int32_t i = 0; i < 8; ++i) {
    large[i] = ((float*)p0_1)[(7 - i)];
  }
  for (int32_t i_1 = 0; i_1 < 4; ++i_1) {
    small[i_1] = (large[i_1] + large[(i_1 + 4)]);
  }
  for (int32_t i_2 = 0; i_2 < 8; ++i_2) {
    ((float*)T_reverse_1)[i_2] = (large[i_2] + small[(i_2 & 3)]);
  }
  return 0;
}
