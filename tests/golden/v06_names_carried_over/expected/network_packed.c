/* network_packed.c - kernels of model "network" that are carried over as they are in kernels.c.
 * Generated; do not edit.
 */
#define UTVM_TENSOR_HAS_CTX 1
#include "operators.h"

#include "tvm/runtime/c_runtime_api.h"
#include "utvm_packed_calls.h"

#if UTVM_RT_ABI != 1
#error "network_packed.c was generated for runtime ABI 1: regenerate it with your utvmc"
#endif

/* Verbatim, but for the names of external functions and of headers. */
#include "tvm/runtime/c_runtime_api.h"
#include "tvm/runtime/c_backend_api.h"
#include <string.h>
TVM_DLL int32_t network_tvm0_fuse_relu( void* args,  void* arg_type_ids, int32_t num_args) {
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

/* From fuse_relu (kernels.c:8). Carried over because it uses the type TVMArrayHandle. */
int32_t network_op00_fuse_relu(const float p0[3], float out[3])
{
    static const int64_t shape_0[1] = {3};
    static const int64_t shape_1[1] = {3};
    DLTensor tensors[2] = {
        {
            .data = (void *)(uintptr_t)p0,
            .UTVM_DEVICE_FIELD = {kDLCPU, 0},
            .ndim = 1,
            .dtype = {2, 32, 1},
            .shape = (int64_t *)(uintptr_t)shape_0,
        },
        {
            .data = out,
            .UTVM_DEVICE_FIELD = {kDLCPU, 0},
            .ndim = 1,
            .dtype = {2, 32, 1},
            .shape = (int64_t *)(uintptr_t)shape_1,
        },
    };
    TVMValue values[2] = {{.v_handle = &tensors[0]}, {.v_handle = &tensors[1]}};
    int32_t codes[2] = {7, 7};

    return network_tvm0_fuse_relu(values, (void *)codes, 2);
}
