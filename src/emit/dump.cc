// network_dump.h and .c: the tensors that operators write, and the hook that is shown them.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "emit/calls.h"
#include "emit/describe.h"
#include "emit/sections.h"
#include "emit/writer.h"

namespace utvmc::emit {
namespace {

std::string Unsigned(std::int64_t value) {
  return fmt::format("{}u",
                     std::min<std::int64_t>(value, std::numeric_limits<std::uint32_t>::max()));
}

/// One entry where nothing is dumped: C has no empty arrays.
std::string Table(const Model& model, std::size_t count) {
  return fmt::format("const utvm_tensor_t {}[{}]", model.symbols.extras.tensors,
                     ArrayLength(static_cast<std::int64_t>(count)));
}

void WriteDeclarations(Writer& w, const Model& model, std::size_t count) {
  const ExtraSymbols& extras = model.symbols.extras;
  w.Comment("The tensors that operators write, in the order of the schedule.");
  w.Line(fmt::format("#define {}_TENSOR_COUNT {}u", model.symbols.macro, count));
  w.Line(fmt::format("extern {};", Table(model, count)));
  w.Blank();
  w.Comment(fmt::format(
      "Hook: {} calls it for each tensor of {} when the operator that writes it has run. `data` "
      "holds tensor->bytes bytes, until the hook returns. It does nothing until the application "
      "defines a function of the same name. Runs in several arenas call the same function.\n"
      "A linker takes nothing from a library for a name that it has already: with a hook in a "
      "library, build {}_dump.c with -DUTVM_STRONG_HOOKS, which leaves out the one that does "
      "nothing.",
      model.symbols.run, extras.tensors, model.symbols.prefix));
  w.Line(fmt::format("void {}(const utvm_tensor_t *tensor, const void *data);", extras.on_tensor));
}

/// Names of the arrays that hold the shapes; equal ones are one.
class Shapes {
 public:
  void Write(Writer& w, const std::vector<std::int64_t>& shape) {
    if (shape.empty() || !names_.try_emplace(shape, names_.size()).second) return;
    std::vector<std::string> extents;
    for (const std::int64_t extent : shape) extents.push_back(Unsigned(extent));
    w.List(fmt::format("static const uint32_t {}[{}] = {{", NameOf(shape), shape.size()), extents,
           "};");
  }

  std::string NameOf(const std::vector<std::int64_t>& shape) const {
    return shape.empty() ? "NULL" : fmt::format("shape_{}", names_.at(shape));
  }

 private:
  std::map<std::vector<std::int64_t>, std::size_t> names_;
};

void WriteTable(Writer& w, const Model& model, const std::vector<DumpedTensor>& dumped) {
  Shapes shapes;
  for (const DumpedTensor& entry : dumped) shapes.Write(w, model.program[entry.tensor].shape);
  w.Blank();
  w.OpenBlock(Table(model, dumped.size()) + " =");
  for (const DumpedTensor& entry : dumped) {
    const ir::Tensor& tensor = model.program[entry.tensor];
    w.List("{",
           std::vector{NameLiteral(tensor.name), StringLiteral(ir::Print(tensor.type)),
                       shapes.NameOf(tensor.shape), fmt::format("{}u", tensor.shape.size()),
                       Unsigned(tensor.Bytes()), fmt::format("{}u", entry.op.index())},
           "},");
  }
  if (dumped.empty()) w.Line("{NULL, NULL, NULL, 0u, 0u, 0u},");
  w.Close(";");
}

void WriteHook(Writer& w, const Model& model) {
  w.Blank();
  w.Line("#if defined(UTVM_WEAK) && !defined(UTVM_STRONG_HOOKS)");
  w.Blank();
  w.Line(fmt::format("UTVM_WEAK void {}(const utvm_tensor_t *tensor, const void *data)",
                     model.symbols.extras.on_tensor));
  w.OpenBrace();
  w.Line("(void)tensor;");
  w.Line("(void)data;");
  w.Close();
  w.Blank();
  w.Line("#endif");
}

}  // namespace

std::vector<DumpedTensor> DumpedTensors(const Model& model) {
  const ir::Program& program = model.program;
  std::vector<std::vector<ir::TensorId>> names(program.tensors.size());  // by root
  for (std::size_t i = 0; i < program.tensors.size(); ++i)
    names[program.Root(ir::TensorId(i)).index()].emplace_back(i);
  std::vector<DumpedTensor> dumped;
  for (std::size_t i = 0; i < program.operators.size(); ++i) {
    const ir::Operator& op = program.operators[i];
    for (auto k = static_cast<std::size_t>(op.input_count); k < op.arguments.size(); ++k) {
      const ir::TensorId root = program.Root(op.arguments[k]);
      if (Bytes(model, root).empty()) continue;
      for (const ir::TensorId tensor : names[root.index()])
        dumped.push_back({ir::OperatorId(i), tensor});
    }
  }
  return dumped;
}

std::string Dump(const Model& model, Phase phase) {
  Writer w;
  const bool declares = phase == Phase::kDeclarations;
  const std::string& prefix = model.symbols.prefix;
  const std::vector<DumpedTensor> dumped = DumpedTensors(model);
  w.FileComment(fmt::format(
      "{}_dump.{} - a hook that is shown every tensor that an operator of model \"{}\" writes. "
      "Generated; do not edit.",
      prefix, declares ? "h" : "c", prefix));
  if (declares) {
    const std::string guard = model.symbols.macro + "_DUMP_H";
    w.OpenGuard(guard);
    w.Line(fmt::format("#include \"{}\"", model.symbols.network_header));
    w.Line("#include \"utvm_extras.h\"");
    w.OpenExternC();
    WriteDeclarations(w, model, dumped.size());
    w.CloseExternC();
    w.CloseGuard(guard);
    return w.Take();
  }
  w.Line(fmt::format("#include \"{}_dump.h\"", prefix));
  w.Blank();
  WriteTable(w, model, dumped);
  WriteHook(w, model);
  return w.Take();
}

}  // namespace utvmc::emit
