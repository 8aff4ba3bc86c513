#include "synthetic_kernels.h"

#include <fmt/format.h>

#include <vector>

namespace utvmc::benchmark {
namespace {

/// Signature and prologue: every argument as a descriptor, its data, and the fields that TVM reads
/// whether it needs them or not.
std::string Prologue(const std::string& symbol, const std::vector<std::string>& arguments) {
  std::string text = fmt::format(
      "#ifdef __cplusplus\nextern \"C\"\n#endif\n"
      "TVM_DLL int32_t {}(void* args, int32_t* arg_type_ids, int32_t num_args, "
      "void* out_ret_value, int32_t* out_ret_tcode, void* resource_handle) {{\n",
      symbol);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    text += fmt::format("  int32_t {}_code = arg_type_ids[{}];\n", arguments[i], i);
  }
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    text += fmt::format("  void* {} = (((TVMValue*)args)[{}].v_handle);\n", arguments[i], i);
  }
  for (const std::string& name : arguments) {
    text += fmt::format("  void* {0}_1 = (((DLTensor*){0})[0].data);\n", name);
    for (const char* field : {"shape", "strides"}) {
      text +=
          fmt::format("  void* {0}_{1}_{2} = (((DLTensor*){1})[0].{2});\n", symbol, name, field);
    }
    if (name == arguments[0]) {
      text += fmt::format("  int32_t dev_id = (((DLTensor*){})[0].device.device_id);\n", name);
    }
  }
  for (const std::string& name : arguments) {
    text += fmt::format("  if (!({}_{}_strides == NULL)) {{\n  }}\n", symbol, name);
  }
  return text;
}

std::string Allocate(const char* name, int bytes, int bits) {
  return fmt::format(
      "  void* {0} = TVMBackendAllocWorkspace(1, dev_id, (uint64_t){1}, 0, {2});\n"
      "  if ({0} == NULL) {{\n    return -1;\n  }}\n",
      name, bytes, bits);
}

std::string Free(const char* name) {
  return fmt::format(
      "  if (TVMBackendFreeWorkspace(1, dev_id, {}) != 0) {{\n    return -1;\n  }}\n", name);
}

constexpr const char* kEnd = "  return 0;\n}\n\n";

}  // namespace

std::string KernelsHead() {
  return "// tvm target: c -keys=cpu \n"
         "#define TVM_EXPORTS\n"
         "#include \"tvm/runtime/c_runtime_api.h\"\n"
         "#include \"tvm/runtime/c_backend_api.h\"\n"
         "#include <math.h>\n"
         "#include <stdbool.h>\n";
}

std::string ConvolutionKernel(const std::string& symbol, const Image& from, const Image& to) {
  const int padded_row = (from.width + 2) * from.channels;
  std::string text = Prologue(symbol, {"p0", "p1", "T_cast"});
  text += Allocate("pad_temp", from.height * padded_row, 8);
  text += Allocate("conv", to.Elements() * 4, 32);
  text += fmt::format(
      R"(  for (int32_t i0_i1_fused = 0; i0_i1_fused < {height}; ++i0_i1_fused) {{
    for (int32_t i2 = 0; i2 < {padded_width}; ++i2) {{
      for (int32_t i3 = 0; i3 < {channels}; ++i3) {{
        int32_t cse_var_1 = (i2 * {channels});
        ((int8_t*)pad_temp)[(((i0_i1_fused * {padded_row}) + cse_var_1) + i3)] = (((1 <= i2) && (i2 < {last})) ? ((int8_t*)p0_1)[((((i0_i1_fused * {row}) + cse_var_1) + i3) - {channels})] : (int8_t)0);
      }}
    }}
  }}
)",
      fmt::arg("height", from.height), fmt::arg("padded_width", from.width + 2),
      fmt::arg("channels", from.channels), fmt::arg("padded_row", padded_row),
      fmt::arg("last", from.width + 1), fmt::arg("row", from.width * from.channels));
  text += fmt::format(
      R"(  for (int32_t ax0_ax1_fused = 0; ax0_ax1_fused < {height}; ++ax0_ax1_fused) {{
    for (int32_t ax2 = 0; ax2 < {width}; ++ax2) {{
      for (int32_t ax3 = 0; ax3 < {channels}; ++ax3) {{
        int32_t cse_var_2 = (((ax0_ax1_fused * {row}) + (ax2 * {channels})) + ax3);
        ((int32_t*)conv)[cse_var_2] = 0;
        for (int32_t rx = 0; rx < 3; ++rx) {{
          ((int32_t*)conv)[cse_var_2] = (((int32_t*)conv)[cse_var_2] + (((int32_t)((int8_t*)pad_temp)[((((((ax0_ax1_fused * {from_height}) / {height}) * {padded_row}) + (((ax2 * {from_width}) / {width}) * {from_channels})) + (rx * {from_channels})) + (ax3 & {mask}))]) * ((int32_t)((int8_t*)p1_1)[((ax3 * 3) + rx)])));
        }}
      }}
    }}
  }}
)",
      fmt::arg("height", to.height), fmt::arg("width", to.width), fmt::arg("channels", to.channels),
      fmt::arg("row", to.width * to.channels), fmt::arg("from_height", from.height),
      fmt::arg("from_width", from.width), fmt::arg("from_channels", from.channels),
      fmt::arg("padded_row", padded_row), fmt::arg("mask", from.channels - 1));
  text += fmt::format(
      R"(  for (int32_t ax0_ax1_fused_ax2_fused_ax3_fused = 0; ax0_ax1_fused_ax2_fused_ax3_fused < {}; ++ax0_ax1_fused_ax2_fused_ax3_fused) {{
    int32_t v_ = (((int32_t*)conv)[ax0_ax1_fused_ax2_fused_ax3_fused] >> 7);
    int32_t v__1 = (v_) < (127) ? (v_) : (127);
    ((int8_t*)T_cast_1)[ax0_ax1_fused_ax2_fused_ax3_fused] = ((int8_t)((v__1) > (-128) ? (v__1) : (-128)));
  }}
)",
      to.Elements());
  return text + Free("conv") + Free("pad_temp") + kEnd;
}

std::string AdditionKernel(const std::string& symbol, const Image& image) {
  return Prologue(symbol, {"p0", "p1", "T_cast"}) +
         fmt::format(
             R"(  for (int32_t ax0_ax1_fused = 0; ax0_ax1_fused < {height}; ++ax0_ax1_fused) {{
    for (int32_t ax2_ax3_fused = 0; ax2_ax3_fused < {row}; ++ax2_ax3_fused) {{
      int32_t cse_var_1 = ((ax0_ax1_fused * {row}) + ax2_ax3_fused);
      int32_t v_ = (((int32_t)((int8_t*)p0_1)[cse_var_1]) + ((int32_t)((int8_t*)p1_1)[cse_var_1]));
      int32_t v__1 = (v_) < (127) ? (v_) : (127);
      ((int8_t*)T_cast_1)[cse_var_1] = ((int8_t)((v__1) > (-128) ? (v__1) : (-128)));
    }}
  }}
)",
             fmt::arg("height", image.height), fmt::arg("row", image.width * image.channels)) +
         kEnd;
}

std::string RectifierKernel(const std::string& symbol, const Image& image) {
  return Prologue(symbol, {"p0", "T_relu"}) +
         fmt::format(
             R"(  for (int32_t ax0_ax1_fused = 0; ax0_ax1_fused < {height}; ++ax0_ax1_fused) {{
    for (int32_t ax2_ax3_fused = 0; ax2_ax3_fused < {row}; ++ax2_ax3_fused) {{
      int32_t cse_var_1 = ((ax0_ax1_fused * {row}) + ax2_ax3_fused);
      int8_t v_ = ((int8_t*)p0_1)[cse_var_1];
      ((int8_t*)T_relu_1)[cse_var_1] = ((v_) > ((int8_t)0) ? (v_) : ((int8_t)0));
    }}
  }}
)",
             fmt::arg("height", image.height), fmt::arg("row", image.width * image.channels)) +
         kEnd;
}

}  // namespace utvmc::benchmark
