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
#include <string.h>
#include "tvm/runtime/c_runtime_api.h"
#include "tvm/runtime/c_backend_api.h"
TVM_DLL int32_t network_tvm0_fused_nn_relu(void* args, void* arg_type_ids, int32_t num_args, void* out_ret_value, void* out_ret_tcode, void* resource_handle) {
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

/* From fused_nn_relu (kernels.c:8). Carried over because it uses a call of memcpy(). */
int32_t network_op00_relu(const float p0[3], float out[3], uint64_t workspace[5])
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
    TVMValue result;
    int32_t result_code = 0;
    utvm_arena_t memory;

    (void)utvm_arena_create(&memory, workspace, 40u);
    return network_tvm0_fused_nn_relu(values, (void *)codes, 2, &result, (void *)&result_code,
                                      &memory);
}
