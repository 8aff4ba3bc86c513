// network_data.h and network_data.c: the constants; and models_data.h and .c, those that several
// models have.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "emit/describe.h"
#include "emit/image.h"
#include "emit/sections.h"
#include "emit/values.h"
#include "emit/writer.h"

namespace utvmc::emit {
namespace {

using ir::Tensor;

struct Constant {
  const Tensor* tensor = nullptr;
  std::string name;
  std::string comment;
  std::string section = {};    ///< empty: the linker decides
  std::int64_t alignment = 1;  ///< that its pool wants

  kernelc::Scalar element() const { return ir::ElementType(tensor->type); }
  /// True where the constant's pool wants more than its element type does.
  bool NeedsAlignment() const { return alignment > kernelc::SizeOf(element()); }
};

/// What a kernel reads of a table.
struct TableType {
  std::string tag;
  std::string comment;
  std::vector<TableField> fields;
};

/// The constants of one operator, or of several.
struct Table {
  std::string type;
  std::string name;
  std::string comment;
  std::vector<std::string> constants;
};

/// What the two files are printed from.
struct DataFile {
  std::string header, source;  ///< names of the files
  std::string header_about;    ///< completes "network_data.h - " in the files' first lines
  std::string source_about;
  std::string guard;
  std::string include = {};  ///< header of constants that are defined elsewhere
  std::vector<Constant> constants;
  std::vector<TableType> types = {};
  std::vector<Table> tables = {};
  std::int64_t table_bytes = 0;
};

std::int64_t TotalBytes(const std::vector<Constant>& constants) {
  std::int64_t bytes = 0;
  for (const Constant& constant : constants) bytes += constant.tensor->Bytes();
  return bytes;
}

void WriteTableDeclarations(Writer& w, const DataFile& file) {
  for (const TableType& type : file.types) {
    w.Blank();
    w.Comment(type.comment);
    w.OpenBlock("struct " + type.tag);
    for (const TableField& field : type.fields)
      w.Line(fmt::format("const {} *{}; /* [{}] */", field.type, field.name, field.elements));
    w.Close(";");
  }
  if (!file.tables.empty()) w.Blank();
  for (const Table& table : file.tables)
    w.Line(fmt::format("extern const struct {} {};", table.type, table.name));
}

void WriteTable(Writer& w, const Table& table) {
  w.Blank();
  w.Comment(table.comment);
  w.List(fmt::format("const struct {} {} = {{", table.type, table.name), table.constants, "};");
}

std::string Declarator(const Constant& constant) {
  return fmt::format("const {} {}[{}]", kernelc::Spell(constant.element()), constant.name,
                     ArrayLength(constant.tensor->Elements()));
}

/// What the element types need. For a model without constants the runtime's header, since C wants
/// something in every source.
void WriteDeclarationIncludes(Writer& w, const DataFile& file) {
  Headers headers;
  for (const Constant& constant : file.constants) headers.Add(constant.element());
  if (headers.integer) w.Line("#include <stdint.h>");
  w.Blank();
  if (!file.include.empty()) w.Line(fmt::format("#include \"{}\"", file.include));
  if (headers.half) w.Line("#include \"utvm_half.h\"");
  if (file.constants.empty()) w.Line("#include \"utvm_rt.h\"");
}

std::string Declarations(const DataFile& file) {
  Writer w;
  w.FileComment(fmt::format("{} - {}. Generated; do not edit.", file.header, file.header_about));
  w.OpenGuard(file.guard);
  WriteDeclarationIncludes(w, file);
  w.OpenExternC();
  for (const Constant& constant : file.constants) {
    w.Line(fmt::format("extern {};", Declarator(constant)));
  }
  WriteTableDeclarations(w, file);
  w.CloseExternC();
  w.CloseGuard(file.guard);
  return w.Take();
}

void WriteConstant(Writer& w, const Constant& constant) {
  w.Blank();
  w.Comment(constant.comment);
  const std::string place =
      constant.section.empty() ? "" : fmt::format(" UTVM_SECTION(\"{}\")", constant.section);
  const std::string alignment =
      constant.NeedsAlignment() ? fmt::format("UTVM_ALIGNED({}) ", constant.alignment) : "";
  w.Line(fmt::format("{}{}{} = {{", alignment, Declarator(constant), place));
  if (constant.tensor->Elements() == 0) {
    w.Raw("    0,\n");
  } else {
    AppendValues(w.text(), constant.tensor->data, constant.element());
  }
  w.Line("};");
}

std::string Definitions(const DataFile& file) {
  const bool needs_math = std::ranges::any_of(file.constants, [](const Constant& constant) {
    return NeedsMath(constant.tensor->data, constant.element());
  });
  Writer w;
  w.FileComment(fmt::format("{} - {}. Generated; do not edit.", file.source, file.source_about));
  w.Line(fmt::format("#include \"{}\"", file.header));
  const bool needs_macros = std::ranges::any_of(file.constants, [](const Constant& constant) {
    return !constant.section.empty() || constant.NeedsAlignment();
  });
  if (needs_macros) {
    w.Blank();
    w.Line("#include \"utvm_rt.h\"");
  }
  if (needs_math) {
    w.Blank();
    w.Line("#include <math.h>");
  }
  for (const Constant& constant : file.constants) WriteConstant(w, constant);
  for (const Table& table : file.tables) WriteTable(w, table);
  return w.Take();
}

std::string Print(const DataFile& file, Phase phase) {
  return phase == Phase::kDeclarations ? Declarations(file) : Definitions(file);
}

/// What the model defines itself, in the order of the graph.
std::vector<Constant> OwnConstants(const Model& model) {
  const std::vector<std::vector<int>> users = ConstantUsers(model.program);
  std::vector<Constant> constants;
  for (std::size_t i = 0; i < model.program.tensors.size(); ++i) {
    const std::string& name = model.symbols.constants[i];
    if (name.empty() || model.symbols.IsShared(ir::TensorId(i))) continue;
    const Tensor& tensor = model.program.tensors[i];
    const MemoryPool* pool = model.plan.FlashPoolOf(ir::TensorId(i));
    constants.push_back(
        {&tensor, name,
         fmt::format("{} {}, {} B{}, used by {}", Quote(tensor.name), DescribeType(tensor),
                     tensor.Bytes(), pool == nullptr ? "" : " in " + pool->name,
                     ListOperators(users[i])),
         pool == nullptr ? "" : pool->section, pool == nullptr ? 1 : pool->alignment});
  }
  return constants;
}

void AddTables(DataFile& file, const Model& model) {
  const ir::ConstantTables& tables = model.named.tables;
  const ir::Program& program = model.program;
  for (std::size_t i = 0; i < program.kernels.size(); ++i) {
    const ir::KernelId kernel(i);
    if (!model.named.HasTable(kernel)) continue;
    file.types.push_back(
        {model.symbols.table_types[i],
         fmt::format("Where {} finds the constants of an operator.", model.symbols.kernels[i]),
         ReplaceParameters(program, kernel, model.unaliased[i], model.named, model.symbols)
             .fields});
  }
  std::vector<std::vector<int>> users(program.operators.size());
  for (std::size_t i = 0; i < tables.table.size(); ++i)
    if (tables.table[i].valid()) users[tables.table[i].index()].push_back(static_cast<int>(i));
  for (std::size_t i = 0; i < users.size(); ++i) {
    if (users[i].empty()) continue;
    const ir::Operator& op = program.operators[i];
    Table& table = file.tables.emplace_back();
    table.type = model.symbols.table_types[op.kernel.index()];
    table.name = model.symbols.tables[i];
    table.comment = "Constants of " + ListOperators(users[i]);
    for (const std::size_t field : tables.fields[op.kernel.index()]) {
      const ir::Parameter& parameter = program[op.kernel].parameters[field];
      table.constants.push_back(
          model.symbols.constants[ArgumentTensor(program, op, parameter).index()]);
    }
  }
  file.table_bytes = tables.bytes;
}

bool UsesSharedConstants(const Model& model) {
  return std::ranges::any_of(model.symbols.shared.constants,
                             [](const std::string& name) { return !name.empty(); });
}

}  // namespace

std::string Data(const Model& model, Phase phase) {
  const Symbols& symbols = model.symbols;
  DataFile file;
  file.header = symbols.data_header;
  file.source = symbols.data_source;
  file.guard = symbols.macro + "_DATA_H";
  file.constants = OwnConstants(model);
  AddTables(file, model);
  file.header_about = fmt::format("constants of model \"{}\"", symbols.prefix);
  file.source_about =
      fmt::format("{}: {} B", file.header_about, TotalBytes(file.constants) + file.table_bytes);
  if (UsesSharedConstants(model)) file.include = kSharedDataHeader;
  return Print(file, phase);
}

std::string SharedData(const Image& image, Phase phase) {
  DataFile file;
  file.header = kSharedDataHeader;
  file.source = kSharedDataSource;
  file.guard = "MODELS_DATA_H";
  for (const SharedItem& item : image.sharing.constants) {
    std::string comment;
    for (const SharedItem::Member& member : item.members) {
      const Model& model = image.models[member.model];
      const Tensor& tensor = model.program.tensors[member.index];
      comment += fmt::format("{}{} of {}, {}", comment.empty() ? "" : "; ", Quote(tensor.name),
                             model.symbols.prefix, DescribeType(tensor));
    }
    const SharedItem::Member& first = item.members.front();
    const Tensor& tensor = image.models[first.model].program.tensors[first.index];
    const MemoryPool* pool = image.models[first.model].plan.FlashPoolOf(ir::TensorId(first.index));
    file.constants.push_back({&tensor, item.name,
                              fmt::format("{}: {} B{}", comment, tensor.Bytes(),
                                          pool == nullptr ? "" : " in " + pool->name),
                              pool == nullptr ? "" : pool->section,
                              pool == nullptr ? 1 : pool->alignment});
  }
  file.header_about = "constants that several models have, emitted once";
  file.source_about =
      fmt::format("{}: {} B, {} B saved", file.header_about, TotalBytes(file.constants),
                  SavedConstantBytes(image.models, image.sharing));
  return Print(file, phase);
}

}  // namespace utvmc::emit
