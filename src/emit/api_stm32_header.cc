// NAME_ai.h: sizes and functions as firmware knows them from TVM's STM32 runtime and X-CUBE-AI.
#include <fmt/format.h>

#include <algorithm>

#include "emit/api_files.h"
#include "emit/api_stm32.h"
#include "emit/sections.h"
#include "emit/writer.h"

namespace utvmc::emit {
namespace {

/// Plain numbers, as firmware that computes with them in the preprocessor has them from X-CUBE-AI;
/// NAME_ai.c compares them with those of network.h.
void WriteSizes(Writer& w, const Model& model) {
  const std::string& macro = model.symbols.macro;
  w.Comment("Sizes, as X-CUBE-AI names them, and as TVM's emitter for STM32 does.");
  w.Line(fmt::format("#define AI_{}_IN_NUM ({})", macro, model.program.inputs.size()));
  w.Line(fmt::format("#define AI_{}_OUT_NUM ({})", macro, model.program.outputs.size()));
  const auto write = [&](const char* direction, const std::vector<ir::TensorId>& ids) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const ir::Tensor& tensor = model.program[ids[i]];
      const std::string name = fmt::format("AI_{}_{}_{}", macro, direction, i + 1);
      w.Line(fmt::format("#define {}_SIZE ({})", name, tensor.Elements()));
      w.Line(fmt::format("#define {}_SIZE_BYTES ({})", name, tensor.Bytes()));
    }
  };
  write("IN", model.program.inputs);
  write("OUT", model.program.outputs);
  w.Line(
      fmt::format("#define AI_{}_DATA_ACTIVATIONS_SIZE ({})", macro, model.plan.arenas[0].bytes));
  w.Line(fmt::format("#define AI_{}_DATA_ACTIVATIONS_ALIGNMENT ({})", macro,
                     model.plan.arenas[0].align));
  w.Line(fmt::format("#define AI_{}_DATA_WEIGHTS_SIZE ({})", macro, ConstantBytes(model)));
  w.Line(fmt::format("#define _{0}_INPUTS_COUNT_ AI_{0}_IN_NUM", macro));
  w.Line(fmt::format("#define _{0}_OUTPUTS_COUNT_ AI_{0}_OUT_NUM", macro));
  w.Line(fmt::format("#define _{0}_ACTIVATION_BYTES_ AI_{0}_DATA_ACTIVATIONS_SIZE", macro));
}

/// What the application has to know about the inputs' and outputs' memory.
std::string DescribeMemory(const std::vector<Stm32Tensor>& entries) {
  const auto placed =
      static_cast<std::size_t>(std::ranges::count_if(entries, &Stm32Tensor::is_placed));
  if (placed == 0) {
    return "Inputs and outputs are buffers of the application: set dltensor.data of each.";
  }
  const std::string all = placed == entries.size() ? "Inputs and outputs are"
                                                   : "Inputs and outputs whose dltensor.data "
                                                     "is not NULL are";
  return all +
         " in the activations: do not change their dltensor.data, write every input before every "
         "run, and read the outputs before the inputs are written again.";
}

void WriteFunctions(Writer& w, const Model& model, const std::vector<Stm32Tensor>& entries) {
  const std::string& name = model.symbols.prefix;
  w.Comment(fmt::format(
      "The model, for ai_create(&{0}_network, activations, &handle). Its tensors and its handle "
      "are static, so that there is one instance: {1} bytes of activations, aligned to {2}, belong "
      "to it until ai_destroy().\n{3}",
      name, model.plan.arenas[0].bytes, model.plan.arenas[0].align, DescribeMemory(entries)));
  w.Line(fmt::format("extern ai_model_info {}_network;", name));
  w.Blank();
  w.Comment(
      fmt::format("What the descriptor calls; they also work without ai_create(), and "
                  "{0}_network.network is the handle. Weights are constants of their own, wherever "
                  "the linker puts them: their address is NULL, and is not looked at.",
                  name));
  w.Line(fmt::format("ai_ptr ai_{}_data_weights_get(void);", name));
  w.Line(fmt::format("ai_status ai_{}_create(ai_ptr weights, ai_ptr activations);", name));
  w.Line(fmt::format("ai_status ai_{}_destroy(void);", name));
  w.Line(fmt::format("ai_status ai_{}_run(ai_tensor *const inputs[], ai_tensor *const outputs[]);",
                     name));
  w.Blank();
  w.Line(fmt::format("static inline const char *ai_{}_get_error(ai_handle handle)", name));
  w.OpenBrace();
  w.Line("return ai_get_error(handle);");
  w.Close();
}

/// sizeof(ai_tensor) and sizeof(ai_network_t) where pointers, int and enumerations have 32 bits.
constexpr std::size_t kTensorBytes = 48;
constexpr std::size_t kNetworkBytes = 12;

std::string StaticRam(const std::vector<Stm32Tensor>& entries) {
  const std::size_t tensors = entries.size();
  return fmt::format("{} ai_tensor and one ai_network_t: {} B static where pointers have 32 bits",
                     tensors, tensors * kTensorBytes + kNetworkBytes);
}

}  // namespace

std::vector<Stm32Tensor> Stm32Tensors(const Model& model, const ApiPlan& api) {
  std::vector<Stm32Tensor> tensors;
  const auto add = [&](const std::vector<ir::TensorId>& ids, bool is_input,
                       const std::vector<std::optional<Quantization>>& quantization) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      tensors.push_back({model.program[ids[i]], quantization[i], is_input, i,
                         plan::PlaceOf(model.program, model.plan, ids[i]) != nullptr});
    }
  };
  add(model.program.inputs, true, api.input_quantization);
  add(model.program.outputs, false, api.output_quantization);
  return tensors;
}

/// It does not include network.h, which includes it.
std::string Stm32Header(const Model& model, const std::vector<Stm32Tensor>& entries) {
  Writer w;
  const std::string& name = model.symbols.prefix;
  const std::string guard = model.symbols.macro + "_AI_H";
  w.FileComment(AdapterHead(
      model, name + "_ai.h", "as TVM's STM32 runtime presents it",
      fmt::format("{} B activations, caller-provided; no heap\n         \t{}",
                  model.plan.arenas[0].bytes, StaticRam(entries)),
      fmt::format(" + descriptors, initial values of the tensors and the handle ({}_ai.c)", name),
      ""));
  w.OpenGuard(guard);
  w.Line("#include \"utvm_stm32.h\"");
  WriteAbiCheck(w, name + "_ai.h");
  w.OpenExternC();
  WriteSizes(w, model);
  w.Blank();
  WriteFunctions(w, model, entries);
  w.CloseExternC();
  w.CloseGuard(guard);
  return w.Take();
}

}  // namespace utvmc::emit
