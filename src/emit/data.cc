// network_data.h and network_data.c: the constants.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "emit/describe.h"
#include "emit/sections.h"
#include "emit/values.h"
#include "emit/writer.h"

namespace utvmc::emit {
namespace {

using ir::Tensor;

/// What is emitted, in the order of the graph.
std::vector<std::size_t> EmittedConstants(const Model& model) {
  std::vector<std::size_t> constants;
  for (std::size_t i = 0; i < model.symbols.constants.size(); ++i) {
    if (!model.symbols.constants[i].empty()) constants.push_back(i);
  }
  return constants;
}

std::string Declarator(const Model& model, std::size_t index) {
  const Tensor& tensor = model.program.tensors[index];
  return fmt::format("const {} {}[{}]", kernelc::Spell(ir::ElementType(tensor.type)),
                     model.symbols.constants[index], ArrayLength(tensor.Elements()));
}

/// What the element types need. For a model without constants the runtime's header, since C wants
/// something in every source.
void WriteDeclarationIncludes(Writer& w, const Model& model,
                              const std::vector<std::size_t>& constants) {
  Headers headers;
  for (std::size_t i : constants) headers.Add(ir::ElementType(model.program.tensors[i].type));
  if (headers.integer) w.Line("#include <stdint.h>");
  w.Blank();
  if (headers.half) w.Line("#include \"utvm_half.h\"");
  if (constants.empty()) w.Line("#include \"utvm_rt.h\"");
}

std::string Declarations(const Model& model, const std::vector<std::size_t>& constants) {
  const Symbols& symbols = model.symbols;
  const std::string guard = symbols.macro + "_DATA_H";
  Writer w;
  w.FileComment(fmt::format("{} - constants of model \"{}\". Generated; do not edit.",
                            symbols.data_header, symbols.prefix));
  w.OpenGuard(guard);
  WriteDeclarationIncludes(w, model, constants);
  w.OpenExternC();
  for (std::size_t i : constants) w.Line(fmt::format("extern {};", Declarator(model, i)));
  w.CloseExternC();
  w.CloseGuard(guard);
  return w.Take();
}

/// True where the constant's pool wants more than its element type does.
bool NeedsAlignment(const Model& model, std::size_t index) {
  const MemoryPool* pool = model.plan.FlashPoolOf(ir::TensorId(index));
  return pool != nullptr &&
         pool->alignment > kernelc::SizeOf(ir::ElementType(model.program.tensors[index].type));
}

void WriteConstant(Writer& w, const Model& model, std::size_t index,
                   const std::vector<int>& users) {
  const Tensor& tensor = model.program.tensors[index];
  const kernelc::Scalar element = ir::ElementType(tensor.type);
  w.Blank();
  const MemoryPool* pool = model.plan.FlashPoolOf(ir::TensorId(index));
  w.Comment(fmt::format("{} {}, {} B{}, used by {}", Quote(tensor.name), DescribeType(tensor),
                        tensor.Bytes(), pool == nullptr ? "" : " in " + pool->name,
                        ListOperators(users)));
  const std::string place = pool == nullptr || pool->section.empty()
                                ? ""
                                : fmt::format(" UTVM_SECTION(\"{}\")", pool->section);
  const std::string alignment =
      NeedsAlignment(model, index) ? fmt::format("UTVM_ALIGNED({}) ", pool->alignment) : "";
  w.Line(fmt::format("{}{}{} = {{", alignment, Declarator(model, index), place));
  if (tensor.Elements() == 0) {
    w.Raw("    0,\n");
  } else {
    AppendValues(w.text(), tensor.data, element);
  }
  w.Line("};");
}

std::string Definitions(const Model& model, const std::vector<std::size_t>& constants) {
  const Symbols& symbols = model.symbols;
  std::int64_t bytes = 0;
  bool needs_math = false;
  for (std::size_t i : constants) {
    const Tensor& tensor = model.program.tensors[i];
    bytes += tensor.Bytes();
    needs_math = needs_math || NeedsMath(tensor.data, ir::ElementType(tensor.type));
  }
  Writer w;
  w.FileComment(fmt::format("{} - constants of model \"{}\": {} B. Generated; do not edit.",
                            symbols.data_source, symbols.prefix, bytes));
  w.Line(fmt::format("#include \"{}\"", symbols.data_header));
  const bool needs_macros = std::ranges::any_of(constants, [&](std::size_t i) {
    const MemoryPool* pool = model.plan.FlashPoolOf(ir::TensorId(i));
    return pool != nullptr && (!pool->section.empty() || NeedsAlignment(model, i));
  });
  if (needs_macros) {
    w.Blank();
    w.Line("#include \"utvm_rt.h\"");
  }
  if (needs_math) {
    w.Blank();
    w.Line("#include <math.h>");
  }
  const std::vector<std::vector<int>> users = ConstantUsers(model.program);
  for (std::size_t i : constants) WriteConstant(w, model, i, users[i]);
  return w.Take();
}

}  // namespace

std::string Data(const Model& model, Phase phase) {
  const std::vector<std::size_t> constants = EmittedConstants(model);
  return phase == Phase::kDeclarations ? Declarations(model, constants)
                                       : Definitions(model, constants);
}

}  // namespace utvmc::emit
