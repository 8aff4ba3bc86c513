// The smallest model that does something.
#pragma once

#include "utvmc/model_sources.h"

namespace utvmc::testing {

/// y = x + 1 for two bytes, as TVM v0.14 prints it.
inline constexpr const char* kAddOneGraph = R"({
  "nodes": [
    {"op": "null", "name": "x", "inputs": []},
    {"op": "tvm_op", "name": "add_one", "inputs": [[0, 0, 0]],
     "attrs": {"func_name": "add_one", "num_inputs": "1", "num_outputs": "1", "flatten_data": "0"}}
  ],
  "arg_nodes": [0],
  "heads": [[1, 0, 0]],
  "node_row_ptr": [0, 1, 2],
  "attrs": {
    "shape": ["list_shape", [[2], [2]]],
    "storage_id": ["list_int", [0, 1]],
    "dltype": ["list_str", ["int8", "int8"]]
  }
})";

inline constexpr const char* kAddOneKernels = R"(
#include "tvm/runtime/c_runtime_api.h"
#include "tvm/runtime/c_backend_api.h"
#ifdef __cplusplus
extern "C"
#endif
TVM_DLL int32_t add_one(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, int32_t* out_ret_tcode, void* resource_handle) {
  void* x = (((TVMValue*)args)[0].v_handle);
  void* y = (((TVMValue*)args)[1].v_handle);
  void* x_1 = (((DLTensor*)x)[0].data);
  void* y_1 = (((DLTensor*)y)[0].data);
  for (int32_t i = 0; i < 2; ++i) {
    ((int8_t*)y_1)[i] = (((int8_t*)x_1)[i] + (int8_t)1);
  }
  return 0;
}
)";

/// Its two files as one model.
inline ModelSources AddOne() {
  ModelSources sources;
  sources.graph = {"graph.json", kAddOneGraph};
  sources.kernels = {{"kernels.c", kAddOneKernels}};
  return sources;
}

}  // namespace utvmc::testing
