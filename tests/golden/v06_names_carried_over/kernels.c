#include "tvm/runtime/c_runtime_api.h"
#include "tvm/runtime/c_backend_api.h"
#include <string.h>
extern void* __tvm_module_ctx = NULL;
#ifdef __cplusplus
extern "C"
#endif
TVM_DLL int32_t fuse_relu( void* args,  void* arg_type_ids, int32_t num_args) {
  TVMArrayHandle arg0 = (TVMArrayHandle)(((TVMValue*)args)[0].v_handle);
  int32_t arg0_code = (( int32_t*)arg_type_ids)[0];
  TVMArrayHandle arg1 = (TVMArrayHandle)(((TVMValue*)args)[1].v_handle);
  float* placeholder = (float*)(((TVMArray*)arg0)[0].data);
  TVMContext ctx = ((TVMArray*)arg0)[0].ctx;
  int32_t dev_id = (((TVMArray*)arg0)[0].ctx.device_id);
  float* tensor = (float*)(((TVMArray*)arg1)[0].data);
  if (!((((arg0_code == kHandle) || (arg0_code == kNDArrayContainer)) || (arg0_code == kArrayHandle)) || (arg0_code == kNull))) {
    TVMAPISetLastError("fuse_relu: Expect arg[0] to be pointer");
    return -1;
  }
  if ((ctx.device_type == kDLGPU) || (ctx.device_type == kDLCPUPinned) || (dev_id != 0)) {
    TVMAPISetLastError("device_type need to be 1");
    return -1;
  }
  memcpy(tensor, placeholder, 12);
  for (int32_t i0 = 0; i0 < 3; ++i0) {
    tensor[i0] = tensor[i0] > 0.000000e+00f ? tensor[i0] : 0.000000e+00f;
  }
  return 0;
}
