// tvm_wrapper.h, tvm_wrapper.c: a model behind the functions of utvm_staticrt_codegen, which
// MLonMCU calls. Their names are fixed, so that there is one model in an image.
#include <fmt/format.h>

#include <algorithm>

#include "emit/api_files.h"
#include "emit/describe.h"
#include "emit/writer.h"

namespace utvmc::emit {
namespace {

bool IsPlaced(const Model& model, ir::TensorId id) {
  return plan::PlaceOf(model.program, model.plan, id) != nullptr;
}

/// Of buffers that are not in an arena.
std::int64_t BufferBytes(const Model& model, const std::vector<ir::TensorId>& tensors) {
  std::int64_t bytes = 0;
  for (const ir::TensorId id : tensors)
    if (!IsPlaced(model, id)) bytes += model.program[id].Bytes();
  return bytes;
}

/// "832 B arena + 64 B inputs + 10 B outputs".
std::string DescribeRam(const Model& model) {
  std::string text;
  for (const plan::Arena& arena : model.plan.arenas)
    text += fmt::format("{}{} B {}", text.empty() ? "" : " + ", arena.bytes, arena.pool.name);
  if (const auto bytes = BufferBytes(model, model.program.inputs); bytes > 0)
    text += fmt::format(" + {} B inputs", bytes);
  if (const auto bytes = BufferBytes(model, model.program.outputs); bytes > 0)
    text += fmt::format(" + {} B outputs", bytes);
  return text;
}

std::string Header(const Model& model) {
  Writer w;
  const bool any_placed =
      std::ranges::any_of(model.program.inputs, [&](auto id) { return IsPlaced(model, id); }) ||
      std::ranges::any_of(model.program.outputs, [&](auto id) { return IsPlaced(model, id); });
  w.FileComment(AdapterHead(
      model, "tvm_wrapper.h", "behind TVMWrap_*",
      fmt::format("{}, static in tvm_wrapper.c; no heap", DescribeRam(model)), "",
      std::string("All memory is static: one run at a time. ") +
          (any_placed
               ? "Inputs and outputs are in the arena: write all inputs before every run, and "
                 "read the outputs before the inputs are written again."
               : "Inputs and outputs have buffers of their own: inputs survive a run, outputs "
                 "last until the next.")));
  w.OpenGuard("TVM_WRAPPER_H");
  w.Line("#include <stddef.h>");
  w.OpenExternC();
  w.Comment("0, or the code of the kernel that failed.");
  w.Line("int TVMWrap_Init(void);");
  w.Line("int TVMWrap_Run(void);");
  w.Blank();
  w.Comment("NULL and 0 bytes: there is no such index.");
  w.Line("void *TVMWrap_GetInputPtr(int index);");
  w.Line("size_t TVMWrap_GetInputSize(int index);");
  w.Line("size_t TVMWrap_GetNumInputs(void);");
  w.Line("void *TVMWrap_GetOutputPtr(int index);");
  w.Line("size_t TVMWrap_GetOutputSize(int index);");
  w.Line("size_t TVMWrap_GetNumOutputs(void);");
  w.CloseExternC();
  w.CloseGuard("TVM_WRAPPER_H");
  return w.Take();
}

// --- tvm_wrapper.c ---

// Longer than a pool's name, so that no arena is called the same.
constexpr const char* kInputs = "wrapped_inputs";
constexpr const char* kOutputs = "wrapped_outputs";

void WriteArenas(Writer& w, const Model& model) {
  for (std::size_t i = 0; i < model.plan.arenas.size(); ++i) {
    const ArenaSymbols& arena = model.symbols.arenas[i];
    const bool has_place = !model.plan.arenas[i].pool.section.empty();
    w.Line(fmt::format("static {} {}{};", arena.type, arena.pointer,
                       has_place ? fmt::format(" {}_PLACE", arena.macro) : ""));
  }
}

void WriteBuffers(Writer& w, const Model& model, const char* name, const char* direction,
                  const std::vector<ir::TensorId>& tensors) {
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    if (IsPlaced(model, tensors[i])) continue;
    const ir::Tensor& tensor = model.program[tensors[i]];
    const std::string length = tensor.Elements() == 0
                                   ? "1"
                                   : fmt::format("{}_{}_{}_LEN", model.symbols.macro, direction, i);
    w.Comment(Quote(tensor.name) + " " + DescribeType(tensor));
    w.Line(fmt::format("static {} {}_{}[{}];", kernelc::Spell(ir::ElementType(tensor.type)), name,
                       i, length));
  }
}

void WriteTable(Writer& w, const Model& model, const char* name, const char* direction,
                const std::vector<ir::TensorId>& tensors) {
  if (tensors.empty()) return;
  w.OpenBlock(fmt::format("static const wrapped_tensor_t {}[{}] =", name, tensors.size()));
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const std::string macro = fmt::format("{}_{}_{}", model.symbols.macro, direction, i);
    const plan::Allocation* place = plan::PlaceOf(model.program, model.plan, tensors[i]);
    const std::string data = place == nullptr
                                 ? fmt::format("{}_{}", name, i)
                                 : fmt::format("&{}.bytes[{}_OFFSET]",
                                               model.symbols.arenas[place->arena].pointer, macro);
    w.Line(fmt::format("{{{}, {}_BYTES}},", data, macro));
  }
  w.Close(";");
}

void WriteAccessors(Writer& w, const char* name, const char* what, std::size_t count) {
  const auto write = [&](const char* type, const char* suffix, const std::string& value,
                         const char* none) {
    w.Blank();
    w.Line(fmt::format("{}TVMWrap_Get{}{}(int index)", type, what, suffix));
    w.OpenBrace();
    if (count == 0) {
      w.Line("(void)index;");
      w.Line(fmt::format("return {};", none));
    } else {
      w.Line(fmt::format("return ((index >= 0) && (index < {})) ? {} : {};", count, value, none));
    }
    w.Close();
  };
  write("void *", "Ptr", fmt::format("{}[index].data", name), "NULL");
  write("size_t ", "Size", fmt::format("{}[index].bytes", name), "0u");
  w.Blank();
  w.Line(fmt::format("size_t TVMWrap_GetNum{}s(void)", what));
  w.OpenBrace();
  w.Line(fmt::format("return {}u;", count));
  w.Close();
}

void WriteInit(Writer& w, const Model& model) {
  w.Blank();
  w.Line("int TVMWrap_Init(void)");
  w.OpenBrace();
  std::vector<std::string> arguments;
  for (std::size_t arena = 0; arena < model.symbols.arenas.size(); ++arena) {
    const bool has_constants = std::ranges::any_of(ConstantsInRam(model), [&](std::size_t i) {
      return model.plan.allocations[i].arena == arena;
    });
    if (has_constants) arguments.push_back("&" + model.symbols.arenas[arena].pointer);
  }
  if (!arguments.empty()) w.List(fmt::format("{}(", model.symbols.init), arguments, ");");
  w.Line("return 0;");
  w.Close();
}

void WriteRun(Writer& w, const Model& model) {
  std::vector<std::string> arguments;
  for (const ArenaSymbols& arena : model.symbols.arenas) arguments.push_back("&" + arena.pointer);
  const auto add = [&](const char* name, const std::vector<ir::TensorId>& tensors) {
    for (std::size_t i = 0; i < tensors.size(); ++i)
      if (!IsPlaced(model, tensors[i])) arguments.push_back(fmt::format("{}_{}", name, i));
  };
  add(kInputs, model.program.inputs);
  add(kOutputs, model.program.outputs);
  w.Blank();
  w.Line("int TVMWrap_Run(void)");
  w.OpenBrace();
  if (CanFail(model.program)) {
    w.List(fmt::format("return (int){}(", model.symbols.run), arguments, ");");
  } else {
    w.List(fmt::format("{}(", model.symbols.run), arguments, ");");
    w.Line("return 0;");
  }
  w.Close();
}

std::string Source(const Model& model) {
  Writer w;
  w.FileComment(fmt::format("tvm_wrapper.c - TVMWrap_* of model \"{}\". Generated; do not edit.",
                            model.symbols.prefix));
  w.Line("#include \"tvm_wrapper.h\"");
  w.Blank();
  w.Line(fmt::format("#include \"{}\"", model.symbols.network_header));
  w.Blank();
  w.OpenBlock("typedef struct");
  w.Line("void *data;");
  w.Line("size_t bytes;");
  w.Close(" wrapped_tensor_t;");
  w.Blank();
  WriteArenas(w, model);
  WriteBuffers(w, model, kInputs, "IN", model.program.inputs);
  WriteBuffers(w, model, kOutputs, "OUT", model.program.outputs);
  w.Blank();
  WriteTable(w, model, kInputs, "IN", model.program.inputs);
  WriteTable(w, model, kOutputs, "OUT", model.program.outputs);
  WriteAccessors(w, kInputs, "Input", model.program.inputs.size());
  WriteAccessors(w, kOutputs, "Output", model.program.outputs.size());
  WriteInit(w, model);
  WriteRun(w, model);
  return w.Take();
}

}  // namespace

std::vector<OutputFile> TvmWrapFiles(const Model& model) {
  return {{"tvm_wrapper.h", Header(model)}, {"tvm_wrapper.c", Source(model)}};
}

ApiNames TvmWrapNames() {
  return {.files = {"tvm_wrapper.h", "tvm_wrapper.c"},
          .externals = {},
          .macros = {"TVM_WRAPPER_H"},
          .included = {}};
}

}  // namespace utvmc::emit
