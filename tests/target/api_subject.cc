#include "api_subject.h"

#include <fmt/format.h>

#include <functional>

#include "support/names.h"

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

/// What an application is made from.
struct Application {
  CompileOptions options;
  const Report& report;
  Buffers inputs, outputs;
};

/// subject_run(), and what it needs beside the buffers.
struct Call {
  const char* header;
  std::string text;
  std::vector<Place> memory = {};  ///< objects of `text` that runs use
};

Call Stm32Call(const Application& application) {
  return {
      "network_ai.h",
      "static uint8_t activations[AI_NETWORK_DATA_ACTIVATIONS_SIZE]\n"
      "    __attribute__((aligned(AI_NETWORK_DATA_ACTIVATIONS_ALIGNMENT)));\n\n"
      "int subject_run(void)\n{\n"
      "    ai_handle network;\n"
      "    if (ai_create(&network_network, activations, &network) != AI_STATUS_OK) return 1;\n" +
          CopyIn(application.inputs.places, "ai_get_input(network, {})->dltensor.data") +
          "    if (ai_run(network) != AI_STATUS_OK) return 2;\n" +
          CopyOut(application.outputs.places, "ai_get_output(network, {})->dltensor.data") +
          "    return (ai_destroy(network) == AI_STATUS_OK) ? 0 : 3;\n}\n"};
}

/// A pool of the application for each arena, as large as the header says; the local variable that
/// names them.
std::string AddPools(const Application& application, Call& call) {
  std::string pools;
  for (const ArenaReport& arena : application.report.arenas) {
    const std::string symbol = "pool_" + arena.pool;
    call.text += fmt::format(
        "uint8_t {}[TVMGEN_NETWORK_{}_WORKSPACE_POOL_SIZE] __attribute__((aligned(16)));\n", symbol,
        Upper(arena.pool));
    call.memory.push_back({symbol, 0, arena.bytes});
    pools += fmt::format(".{} = {}, ", arena.pool, symbol);
  }
  return fmt::format("    struct tvmgen_network_workspace_pools pools = {{{}}};\n", pools);
}

/// Inputs and outputs at the caller, with or without pools.
Call TvmCCall(const Application& application) {
  const auto address = [](std::size_t, const Place& place) { return place.symbol + ", "; };
  const bool has_pools = !application.options.pools.empty();
  Call call = {"tvmgen_network.h", ""};
  const std::string pools = has_pools ? AddPools(application, call) : "";
  call.text += fmt::format(
      "int subject_run(void)\n{{\n"
      "    struct tvmgen_network_inputs inputs = {{{}}};\n"
      "    struct tvmgen_network_outputs outputs = {{{}}};\n"
      "{}    return (int)tvmgen_network_run(&inputs, &outputs{});\n}}\n",
      ForEach(application.inputs.places, address), ForEach(application.outputs.places, address),
      pools, has_pools ? ", &pools" : "");
  return call;
}

/// Inputs and outputs where the interface maps them in the pools.
Call TvmCMappedCall(const Application& application) {
  Call call = {"tvmgen_network.h", ""};
  const std::string pools = AddPools(application, call);
  call.text += "int subject_run(void)\n{\n" + pools +
               "    struct tvmgen_network_inputs inputs = tvmgen_network_map_inputs(&pools);\n"
               "    struct tvmgen_network_outputs outputs = tvmgen_network_map_outputs(&pools);\n"
               "    int32_t status;\n" +
               CopyIn(application.inputs.places, "((void **)&inputs)[{}]") +
               "    status = tvmgen_network_run(&pools);\n" +
               CopyOut(application.outputs.places, "((void **)&outputs)[{}]") +
               "    return (int)status;\n}\n";
  return call;
}

Call TvmWrapCall(const Application& application) {
  return {"tvm_wrapper.h",
          "int subject_run(void)\n{\n"
          "    if (TVMWrap_Init() != 0) return 1;\n" +
              CopyIn(application.inputs.places, "TVMWrap_GetInputPtr({})") +
              "    if (TVMWrap_Run() != 0) return 2;\n" +
              CopyOut(application.outputs.places, "TVMWrap_GetOutputPtr({})") +
              "    return 0;\n}\n"};
}

Call CallOf(const Application& application) {
  switch (application.options.api.api) {
    case Api::kStm32:
      return Stm32Call(application);
    case Api::kTvmC:
      return application.options.io == IoPlacement::kCaller ? TvmCCall(application)
                                                            : TvmCMappedCall(application);
    case Api::kTvmWrap:
    case Api::kNative:
      break;
  }
  return TvmWrapCall(application);
}

}  // namespace

Result<CompiledModel> CompileModelBehind(const CompileOptions& options,
                                         const std::string& model_folder,
                                         const std::string& folder) {
  UTVMC_ASSIGN(CompiledModel model, EmitModel(model_folder, folder, options));
  const Report& report = model.compilation.report;
  const Application application = {options, report, BuffersFor("input", report.inputs),
                                   BuffersFor("output", report.outputs)};
  const Call call = CallOf(application);
  Subject& subject = model.subject;
  if (options.api.api == Api::kStm32)
    subject.sources.push_back(UTVMC_SOURCE_DIR "/runtime/utvm_stm32.c");
  subject.call = fmt::format(
      "#include \"subject.h\"\n\n#include <stdint.h>\n#include <string.h>\n\n#include \"{}\"\n\n"
      "{}{}{}",
      call.header, application.inputs.definitions, application.outputs.definitions, call.text);
  subject.inputs = application.inputs.places;
  subject.outputs = application.outputs.places;
  subject.memory = call.memory;
  subject.memory.insert(subject.memory.end(), subject.outputs.begin(), subject.outputs.end());
  return model;
}

}  // namespace utvmc::target
