// NAME_ai.c, and the list of models: a model behind TVM's runtime API for STM32
// (src/runtime/crt/contrib/stm32 of TVM v0.9 to v0.18, which in turn is modelled on X-CUBE-AI).
// What does not depend on the model is in runtime/utvm_stm32.*.
#include "emit/api_stm32.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "emit/api_files.h"
#include "emit/describe.h"
#include "emit/image.h"
#include "emit/writer.h"
#include "support/names.h"

namespace utvmc::emit {
namespace {

/// "0.003921569f", the shortest literal of that float.
std::string FloatLiteral(float value) {
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  std::string text(buffer.data(), end);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text + "f";
}

/// As DLPack names it.
const char* TypeCode(ir::DataType type) {
  switch (type.code) {
    case ir::DataType::Code::kInt:
      return "kDLInt";
    case ir::DataType::Code::kUint:
      return "kDLUInt";
    case ir::DataType::Code::kFloat:
      break;
  }
  return "kDLFloat";
}

/// INT32_MIN has no literal of its type.
std::string IntLiteral(std::int32_t value) {
  return value == std::numeric_limits<std::int32_t>::min() ? "INT32_MIN" : fmt::format("{}", value);
}

void WriteAsserts(Writer& w, const Model& model) {
  const std::string& macro = model.symbols.macro;
  const ArenaSymbols& arena = model.symbols.arenas[0];
  w.Blank();
  w.Comment("The sizes of this interface are those of the model's own.");
  int asserts = 0;
  const auto write = [&](const std::string& mine, const std::string& theirs) {
    w.List("UTVM_STATIC_ASSERT(",
           std::vector{fmt::format("AI_{}_{} == {}", macro, mine, theirs),
                       fmt::format("ai_{}_size_{}", model.symbols.prefix, asserts++)},
           ");");
  };
  write("IN_NUM", macro + "_IN_COUNT");
  write("OUT_NUM", macro + "_OUT_COUNT");
  const auto write_all = [&](const char* direction, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::string mine = fmt::format("{}_{}_SIZE", direction, i + 1);
      const std::string theirs = fmt::format("{}_{}_{}", macro, direction, i);
      write(mine, theirs + "_LEN");
      write(mine + "_BYTES", theirs + "_BYTES");
    }
  };
  write_all("IN", model.program.inputs.size());
  write_all("OUT", model.program.outputs.size());
  write("DATA_ACTIVATIONS_SIZE", arena.macro + "_BYTES");
  write("DATA_ACTIVATIONS_ALIGNMENT", arena.macro + "_ALIGN");
}

void WriteQuantization(Writer& w, const Stm32Tensor& entry) {
  if (!entry.quantization) return;
  const Quantization& values = *entry.quantization;
  std::vector<std::string> scales, zero_points;
  for (const float scale : values.scales) scales.push_back(FloatLiteral(scale));
  for (const std::int32_t zero_point : values.zero_points)
    zero_points.push_back(IntLiteral(zero_point));
  const std::string name = entry.Name();
  w.List(fmt::format("static const float {}_scale[{}] = {{", name, scales.size()), scales, "};");
  w.List(fmt::format("static const int32_t {}_zero_point[{}] = {{", name, zero_points.size()),
         zero_points, "};");
  w.Line(fmt::format("static ai_quantization_info {0}_quant = {{{0}_scale, {0}_zero_point, {1}}};",
                     name, values.axis));
}

void WriteTensor(Writer& w, const Stm32Tensor& entry) {
  const ir::Tensor& tensor = entry.tensor;
  const std::string name = entry.Name();
  w.Blank();
  w.Comment(fmt::format("{} {}: {} {}", entry.is_input ? "Input" : "Output", entry.index,
                        Quote(tensor.name), DescribeType(tensor)));
  if (!tensor.shape.empty()) {
    w.Line(fmt::format("static const int64_t {}_shape[{}] = {{{}}};", name, tensor.shape.size(),
                       fmt::join(tensor.shape, ", ")));
  }
  WriteQuantization(w, entry);
  w.OpenBlock(fmt::format("static ai_tensor {} =", name));
  w.OpenBlock(".dltensor =");
  w.Line(".UTVM_DEVICE_FIELD = {kDLCPU, 0},");
  w.Line(fmt::format(".ndim = {},", tensor.shape.size()));
  w.Line(fmt::format(".dtype = {{{}, {}, 1}},", TypeCode(tensor.type), tensor.type.bits));
  if (!tensor.shape.empty()) w.Line(fmt::format(".shape = (int64_t *)(uintptr_t){}_shape,", name));
  w.Close(",");
  if (entry.quantization) w.Line(fmt::format(".quant = &{}_quant,", name));
  w.Close(";");
}

void WriteLists(Writer& w, const std::vector<Stm32Tensor>& entries) {
  w.Blank();
  for (const bool is_input : {true, false}) {
    std::vector<std::string> items;
    for (const Stm32Tensor& entry : entries)
      if (entry.is_input == is_input) items.push_back("&" + entry.Name());
    if (items.empty()) continue;
    w.List(fmt::format("static ai_tensor *const {}[{}] = {{",
                       is_input ? "model_inputs" : "model_outputs", items.size()),
           items, "};");
  }
}

/// The handle is whole from the start: the model's own functions work without ai_create().
void WriteHandle(Writer& w, const Model& model) {
  w.Line(fmt::format("static ai_network_t network = {{.info = &{}_network, .error = \"\"}};",
                     model.symbols.prefix));
}

/// `if (condition)` the function fails, and ai_get_error() says so.
void WriteRefusal(Writer& w, const std::string& condition, const char* error) {
  w.OpenBlock(fmt::format("if ({})", condition));
  w.Line(fmt::format("network.error = \"{}\";", error));
  w.Line("return AI_STATUS_ERROR;");
  w.Close();
}

/// "(a) ||\n        (b)"; one needs no parentheses.
std::string AnyOf(const std::vector<std::string>& conditions) {
  if (conditions.size() == 1) return conditions[0];
  return fmt::format("({})", fmt::join(conditions, ") ||\n        ("));
}

/// Of the constants that are copied to RAM; the only arena there is.
void WriteInitCall(Writer& w, const Model& model) {
  if (!ConstantsInRam(model).empty()) w.Line(fmt::format("{}(arena);", model.symbols.init));
}

void WriteCreate(Writer& w, const Model& model, const std::vector<Stm32Tensor>& entries) {
  const Symbols& symbols = model.symbols;
  const ArenaSymbols& arena = symbols.arenas[0];
  const bool needs_arena =
      std::ranges::any_of(entries, &Stm32Tensor::is_placed) || !ConstantsInRam(model).empty();
  w.Line(fmt::format("ai_status ai_{}_create(ai_ptr weights, ai_ptr activations)", symbols.prefix));
  w.OpenBrace();
  if (needs_arena) w.Line(fmt::format("{} *const arena = (void *)activations;", arena.type));
  if (needs_arena) w.Blank();
  w.Line("(void)weights;");
  w.Line("network.activations = NULL;");
  WriteRefusal(w,
               fmt::format("(activations == NULL) || (((uintptr_t)activations % {}_ALIGN) != 0u)",
                           arena.macro),
               "Activations are NULL or not aligned");
  WriteInitCall(w, model);
  for (const Stm32Tensor& entry : entries) {
    if (!entry.is_placed) continue;
    w.Line(fmt::format("{}.dltensor.data = &arena->bytes[{}_OFFSET];", entry.Name(),
                       entry.Macro(model)));
  }
  w.Line("network.activations = activations;");
  w.Line("network.error = \"\";");
  w.Line("return AI_STATUS_OK;");
  w.Close();
}

/// The activations are the application's again: nothing points into them any more.
void WriteDestroy(Writer& w, const Model& model, const std::vector<Stm32Tensor>& entries) {
  w.Blank();
  w.Line(fmt::format("ai_status ai_{}_destroy(void)", model.symbols.prefix));
  w.OpenBrace();
  w.Line("network.activations = NULL;");
  for (const Stm32Tensor& entry : entries) {
    if (entry.is_placed) w.Line(entry.Name() + ".dltensor.data = NULL;");
  }
  w.Line("return AI_STATUS_OK;");
  w.Close();
}

/// What a run does not begin with.
void WriteRunRefusals(Writer& w, const Model& model, const std::vector<Stm32Tensor>& entries) {
  std::vector<std::string> null_inputs, null_outputs, moved;
  for (const Stm32Tensor& entry : entries) {
    if (entry.is_placed) {
      moved.push_back(
          fmt::format("{} != &arena->bytes[{}_OFFSET]", entry.Data(), entry.Macro(model)));
    } else {
      (entry.is_input ? null_inputs : null_outputs).push_back(entry.Data() + " == NULL");
    }
  }
  WriteRefusal(w, "arena == NULL", "Network is not created");
  if (!null_inputs.empty()) WriteRefusal(w, AnyOf(null_inputs), "Network input NULL");
  if (!null_outputs.empty()) WriteRefusal(w, AnyOf(null_outputs), "Network output NULL");
  if (!moved.empty())
    WriteRefusal(w, AnyOf(moved),
                 "A tensor that is in the activations has been given another address");
}

void WriteRun(Writer& w, const Model& model, const std::vector<Stm32Tensor>& entries) {
  const Symbols& symbols = model.symbols;
  std::vector<std::string> arguments = {"arena"};
  bool uses_inputs = false, uses_outputs = false;
  for (const Stm32Tensor& entry : entries) {
    (entry.is_input ? uses_inputs : uses_outputs) = true;
    if (!entry.is_placed) arguments.push_back(entry.Data());
  }
  w.Blank();
  w.Line(fmt::format("ai_status ai_{}_run(ai_tensor *const inputs[], ai_tensor *const outputs[])",
                     symbols.prefix));
  w.OpenBrace();
  w.Line(fmt::format("{} *const arena = (void *)network.activations;", symbols.arenas[0].type));
  w.Blank();
  if (!uses_inputs) w.Line("(void)inputs;");
  if (!uses_outputs) w.Line("(void)outputs;");
  WriteRunRefusals(w, model, entries);
  if (CanFail(model.program)) {
    w.List(fmt::format("if ({}(", symbols.run), arguments, ") != 0) {");
    w.Line("    network.error = \"A kernel failed\";");
    w.Line("    return AI_STATUS_DELEGATE_ERROR;");
    w.Line("}");
  } else {
    w.List(fmt::format("{}(", symbols.run), arguments, ");");
  }
  w.Line("network.error = \"\";");
  w.Line("return AI_STATUS_OK;");
  w.Close();
}

/// The datetime that TVM writes would make the output differ from run to run. The version of the
/// interface is the runtime's, whose ABI number its name has for the linker.
void WriteInfo(Writer& w, const Model& model) {
  const std::string& name = model.symbols.prefix;
  w.Blank();
  w.OpenBlock(fmt::format("ai_model_info {}_network =", name));
  w.Line(fmt::format(".name = \"{}\",", name));
  w.Line(".datetime = \"\",");
  w.Line(fmt::format(".revision = \"{:08x}\",", model.program.checksum));
  w.Line(fmt::format(".tool_version = \"utvmc {}\",", UTVMC_VERSION));
  w.Line(".api_version = utvm_stm32_api_version,");
  w.Line(fmt::format(".n_nodes = {},", model.program.operators.size()));
  w.Line(fmt::format(".n_inputs = {},", model.program.inputs.size()));
  w.Line(fmt::format(".n_outputs = {},", model.program.outputs.size()));
  w.Line(fmt::format(".activations_size = {}_BYTES,", model.symbols.arenas[0].macro));
  w.Line(fmt::format(".params_size = AI_{}_DATA_WEIGHTS_SIZE,", model.symbols.macro));
  if (!model.program.inputs.empty()) w.Line(".inputs = model_inputs,");
  w.Line(".outputs = model_outputs,");
  w.Line(fmt::format(".ai_get_params = ai_{}_data_weights_get,", name));
  w.Line(fmt::format(".ai_create = ai_{}_create,", name));
  w.Line(fmt::format(".ai_destroy = ai_{}_destroy,", name));
  w.Line(fmt::format(".ai_run = ai_{}_run,", name));
  w.Line(".network = &network,");
  w.Close(";");
}

std::string Source(const Model& model, const std::vector<Stm32Tensor>& entries) {
  Writer w;
  const std::string& name = model.symbols.prefix;
  w.FileComment(
      fmt::format("{0}_ai.c - descriptor and tensors of model \"{0}\" for TVM's STM32 "
                  "runtime. Generated; do not edit.",
                  name));
  w.Line(fmt::format("#include \"{}_ai.h\"", name));
  w.Blank();
  w.Line(fmt::format("#include \"{}\"", model.symbols.network_header));
  WriteAsserts(w, model);
  for (const Stm32Tensor& entry : entries) WriteTensor(w, entry);
  WriteLists(w, entries);
  WriteHandle(w, model);
  w.Blank();
  w.Line(fmt::format("ai_ptr ai_{}_data_weights_get(void)", name));
  w.OpenBrace();
  w.Line("return NULL;");
  w.Close();
  w.Blank();
  WriteCreate(w, model, entries);
  WriteDestroy(w, model, entries);
  WriteRun(w, model, entries);
  WriteInfo(w, model);
  return w.Take();
}

}  // namespace

std::vector<OutputFile> Stm32Files(const Model& model, const ApiPlan& api) {
  const std::vector<Stm32Tensor> entries = Stm32Tensors(model, api);
  return {{model.symbols.prefix + "_ai.h", Stm32Header(model, entries)},
          {model.symbols.prefix + "_ai.c", Source(model, entries)}};
}

ApiNames Stm32Names(const std::string& prefix) {
  const std::string macro = Upper(prefix);
  return {.files = {prefix + "_ai.h", prefix + "_ai.c"},
          .externals = {prefix + "_network"},
          .macros = {macro + "_AI_H"},
          .included = prefix + "_ai.h"};
}

// It is emitted, not part of the runtime, so that the runtime links where there is no registry.
OutputFile Stm32Registry(const std::vector<std::string>& prefixes) {
  Writer w;
  w.FileComment(
      "models_ai.c - the models that ai_model_iterator_begin() and its like go through. "
      "Generated; do not edit.");
  std::vector<std::string> models;
  for (const std::string& prefix : prefixes) {
    w.Line(fmt::format("#include \"{}_ai.h\"", prefix));
    models.push_back(fmt::format("&{}_network", prefix));
  }
  w.Blank();
  w.List(fmt::format("static ai_model_info *const models[{}] = {{", models.size()), models, "};");
  const auto write = [&w](const char* signature, const std::string& value) {
    w.Blank();
    w.Line(signature);
    w.OpenBrace();
    w.Line(fmt::format("return {};", value));
    w.Close();
  };
  write("ai_model_iterator ai_model_iterator_begin(void)", "0u");
  write("ai_model_iterator ai_model_iterator_next(ai_model_iterator it)", "it + 1u");
  write("ai_model_iterator ai_model_iterator_end(void)", fmt::format("{}u", models.size()));
  write("ai_model_info *ai_model_iterator_value(ai_model_iterator it)",
        fmt::format("(it < {}u) ? models[it] : NULL", models.size()));
  return {kRegistrySource, w.Take()};
}

}  // namespace utvmc::emit
