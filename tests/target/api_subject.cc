#include "api_subject.h"

#include <fmt/format.h>

#include <functional>

namespace utvmc::target {
namespace {

/// A buffer of the application for each of `tensors`: input_0, input_1...
struct Buffers {
  std::string definitions;
  std::vector<Place> places;
};

Buffers BuffersFor(const char* prefix, const std::vector<TensorReport>& tensors) {
  Buffers buffers;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const std::string symbol = fmt::format("{}_{}", prefix, i);
    // Eight bytes are the largest element; an array has one at least.
    buffers.definitions += fmt::format("uint8_t {}[{}] __attribute__((aligned(8)));\n", symbol,
                                       tensors[i].bytes > 0 ? tensors[i].bytes : 1);
    buffers.places.push_back({symbol, 0, tensors[i].bytes});
  }
  return buffers;
}

/// A line for each place, with its index and symbol.
std::string ForEach(const std::vector<Place>& places,
                    const std::function<std::string(std::size_t, const Place&)>& line) {
  std::string text;
  for (std::size_t i = 0; i < places.size(); ++i) text += line(i, places[i]);
  return text;
}

/// memcpy() of each buffer to or from where `address`, a format of its index, is.
std::string CopyIn(const std::vector<Place>& places, const char* address) {
  return ForEach(places, [&](std::size_t i, const Place& place) {
    return fmt::format("    memcpy({}, {}, {}u);\n", fmt::format(fmt::runtime(address), i),
                       place.symbol, place.bytes);
  });
}

std::string CopyOut(const std::vector<Place>& places, const char* address) {
  return ForEach(places, [&](std::size_t i, const Place& place) {
    return fmt::format("    memcpy({}, {}, {}u);\n", place.symbol,
                       fmt::format(fmt::runtime(address), i), place.bytes);
  });
}

std::string Stm32Call(const std::vector<Place>& inputs, const std::vector<Place>& outputs) {
  return "static uint8_t activations[AI_NETWORK_DATA_ACTIVATIONS_SIZE]\n"
         "    __attribute__((aligned(AI_NETWORK_DATA_ACTIVATIONS_ALIGNMENT)));\n\n"
         "int subject_run(void)\n{\n"
         "    ai_handle network;\n"
         "    if (ai_create(&network_network, activations, &network) != AI_STATUS_OK) return 1;\n" +
         CopyIn(inputs, "ai_get_input(network, {})->dltensor.data") +
         "    if (ai_run(network) != AI_STATUS_OK) return 2;\n" +
         CopyOut(outputs, "ai_get_output(network, {})->dltensor.data") +
         "    return (ai_destroy(network) == AI_STATUS_OK) ? 0 : 3;\n}\n";
}

std::string TvmCCall(const std::vector<Place>& inputs, const std::vector<Place>& outputs) {
  const auto address = [](std::size_t, const Place& place) { return place.symbol + ", "; };
  return fmt::format(
      "int subject_run(void)\n{{\n"
      "    struct tvmgen_network_inputs inputs = {{{}}};\n"
      "    struct tvmgen_network_outputs outputs = {{{}}};\n"
      "    return (int)tvmgen_network_run(&inputs, &outputs);\n}}\n",
      ForEach(inputs, address), ForEach(outputs, address));
}

std::string TvmWrapCall(const std::vector<Place>& inputs, const std::vector<Place>& outputs) {
  return "int subject_run(void)\n{\n"
         "    if (TVMWrap_Init() != 0) return 1;\n" +
         CopyIn(inputs, "TVMWrap_GetInputPtr({})") + "    if (TVMWrap_Run() != 0) return 2;\n" +
         CopyOut(outputs, "TVMWrap_GetOutputPtr({})") + "    return 0;\n}\n";
}

struct Interface {
  const char* header;
  std::string (*call)(const std::vector<Place>& inputs, const std::vector<Place>& outputs);
};

Interface InterfaceOf(Api api) {
  switch (api) {
    case Api::kStm32:
      return {"network_ai.h", Stm32Call};
    case Api::kTvmC:
      return {"tvmgen_network.h", TvmCCall};
    case Api::kTvmWrap:
    case Api::kNative:
      break;
  }
  return {"tvm_wrapper.h", TvmWrapCall};
}

}  // namespace

Result<CompiledModel> CompileModelBehind(Api api, const std::string& model_folder,
                                         const std::string& folder) {
  CompileOptions options;
  options.api.api = api;
  // As the command line has it: these two leave inputs and outputs to the caller.
  options.io = api == Api::kStm32 ? IoPlacement::kArena : IoPlacement::kCaller;
  UTVMC_ASSIGN(CompiledModel model, EmitModel(model_folder, folder, options));
  const Report& report = model.compilation.report;
  const Buffers inputs = BuffersFor("input", report.inputs);
  const Buffers outputs = BuffersFor("output", report.outputs);
  const Interface interface = InterfaceOf(api);
  Subject& subject = model.subject;
  if (api == Api::kStm32) subject.sources.push_back(UTVMC_SOURCE_DIR "/runtime/utvm_stm32.c");
  subject.call = fmt::format(
      "#include \"subject.h\"\n\n#include <stdint.h>\n#include <string.h>\n\n#include \"{}\"\n\n"
      "{}{}{}",
      interface.header, inputs.definitions, outputs.definitions,
      interface.call(inputs.places, outputs.places));
  subject.inputs = inputs.places;
  subject.outputs = outputs.places;
  subject.memory = outputs.places;
  return model;
}

}  // namespace utvmc::target
