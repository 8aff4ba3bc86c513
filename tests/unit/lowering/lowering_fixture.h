// A model of one call, from the C text of its kernel: `Lower({float32 [4], -> float32 [4]}, text)`.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "kernelc/printer.h"
#include "lowering/lowering.h"

namespace utvmc::lowering {

struct TestArgument {
  std::string type;
  std::vector<std::int64_t> shape;
  bool is_output = false;
};

inline TestArgument In(std::string type, std::vector<std::int64_t> shape) {
  return {std::move(type), std::move(shape), false};
}
inline TestArgument Out(std::string type, std::vector<std::int64_t> shape) {
  return {std::move(type), std::move(shape), true};
}

class LoweringTest : public testing::Test {
 protected:
  /// Adds a call of `function`; every argument becomes a tensor of its own.
  void Call(const std::string& function, const std::vector<TestArgument>& arguments) {
    ir::Operator op;
    op.name = function + "_node";
    op.function = function;
    for (const TestArgument& argument : arguments) {
      ir::Tensor tensor;
      tensor.name = "t" + std::to_string(program_.tensors.size());
      tensor.kind = argument.is_output ? ir::Tensor::Kind::kActivation : ir::Tensor::Kind::kInput;
      tensor.type = *ir::ParseDataType(argument.type);
      tensor.shape = argument.shape;
      op.arguments.push_back(program_.Add(std::move(tensor)));
      if (!argument.is_output) ++op.input_count;
    }
    program_.operators.push_back(std::move(op));
  }

  /// Lowers every call against one source "k.c"; the message of the error, or "".
  std::string Lower(const std::string& text) {
    program_.name = "network";
    auto unit = kernelc::ParseTranslationUnit({"k.c", text});
    if (!unit.ok()) return Format(unit.error());
    units_.push_back(*std::move(unit));
    const Status status = LowerKernels(program_, units_, headers_, options_);
    return status.ok() ? "" : Format(status.error());
  }

  const ir::Kernel& Kernel(std::size_t op = 0) const {
    return program_[program_.operators[op].kernel];
  }

  /// The C function, or why there is none.
  std::string Printed(std::size_t op = 0) const {
    const auto* native = std::get_if<ir::NativeBody>(&Kernel(op).body);
    if (native == nullptr)
      return "packed: uses " + std::get<ir::PackedBody>(Kernel(op).body).reason;
    return kernelc::PrintFunction(native->function);
  }

  /// The function of one argument list `float32 [4] -> float32 [4]` with `body` after a v0.14
  /// prologue.
  static std::string Unary(const std::string& body) {
    return Packed("f", R"(
  void* p0 = (((TVMValue*)args)[0].v_handle);
  void* T_relu = (((TVMValue*)args)[1].v_handle);
  void* p0_1 = (((DLTensor*)p0)[0].data);
  void* f_p0_strides = (((DLTensor*)p0)[0].strides);
  int32_t dev_id = (((DLTensor*)p0)[0].device.device_id);
  void* T_relu_1 = (((DLTensor*)T_relu)[0].data);
  if (!(f_p0_strides == NULL)) {
  }
)" + body);
  }

  static std::string Packed(const std::string& name, const std::string& body) {
    return "#include \"tvm/runtime/c_runtime_api.h\"\n#ifdef __cplusplus\nextern \"C\"\n#endif\n"
           "TVM_DLL int32_t " +
           name +
           "(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, "
           "int32_t* out_ret_tcode, void* resource_handle) {" +
           body + "  return 0;\n}\n";
  }

  void CallUnary() { Call("f", {In("float32", {4}), Out("float32", {4})}); }

  ir::Program program_;
  std::vector<kernelc::TranslationUnit> units_;
  std::vector<SourceFile> headers_;
  CompileOptions options_;
};

}  // namespace utvmc::lowering
