/* network_packed_2.c - kernels of model "network" that are carried over as they are in kernels.c.
 * Generated; do not edit.
 */
#include "operators.h"

#include "tvm/runtime/c_runtime_api.h"
#include "utvm_packed_calls.h"

#if UTVM_RT_ABI != 1
#error "network_packed_2.c was generated for runtime ABI 1: regenerate it with your utvmc"
#endif

/* Verbatim, but for the names of external functions and of headers. */
#define TVM_EXPORTS
#include "tvm/runtime/c_runtime_api.h"
#include "tvm/runtime/c_backend_api.h"
#include "network_packed_clip.h"
float network_tvm0_plus_one(float x);
TVM_DLL int32_t network_tvm1_tvmgen_default_fused_nn_relu_multiply(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, int32_t* out_ret_tcode, void* resource_handle) {
  static int32_t runs = 0;
  ++runs;
  void* p0 = (((TVMValue*)args)[0].v_handle);
  void* T_relu = (((TVMValue*)args)[1].v_handle);
  void* p0_1 = (((DLTensor*)p0)[0].data);
  void* T_relu_1 = (((DLTensor*)T_relu)[0].data);
  for (int32_t ax0 = 0; ax0 < 2; ++ax0) {
    ((float*)T_relu_1)[ax0] = CLIP(((float*)p0_1)[ax0]);
  }
  return 0;
}
TVM_DLL int32_t network_tvm2_tvmgen_default_fused_nn_relu_add(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, int32_t* out_ret_tcode, void* resource_handle) {
  void* p0 = (((TVMValue*)args)[0].v_handle);
  void* T_relu = (((TVMValue*)args)[1].v_handle);
  void* p0_1 = (((DLTensor*)p0)[0].data);
  void* T_relu_1 = (((DLTensor*)T_relu)[0].data);
  for (int32_t ax0 = 0; ax0 < 2; ++ax0) {
    ((float*)T_relu_1)[ax0] = network_tvm0_plus_one(CLIP(((float*)p0_1)[ax0]));
  }
  return 0;
}

/* From tvmgen_default_fused_nn_relu_multiply (kernels.c:12). Carried over because it uses a static
 * local variable. */
int32_t network_op00_relu_multiply(const float p0[2], float out[2])
{
    static const int64_t shape_0[1] = {2};
    static const int64_t shape_1[1] = {2};
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

    return network_tvm1_tvmgen_default_fused_nn_relu_multiply(values, (void *)codes, 2, &result,
                                                              (void *)&result_code, NULL);
}

/* From tvmgen_default_fused_nn_relu_add (kernels.c:28). Carried over because it uses a call of
 * plus_one(). */
int32_t network_op01_relu_add(const float p0[2], float out[2])
{
    static const int64_t shape_0[1] = {2};
    static const int64_t shape_1[1] = {2};
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

    return network_tvm2_tvmgen_default_fused_nn_relu_add(values, (void *)codes, 2, &result,
                                                         (void *)&result_code, NULL);
}
