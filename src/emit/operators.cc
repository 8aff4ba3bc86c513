// operators.h and operators.c: every kernel once, as an ordinary function; and models_operators.h
// and .c, those that several models have.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "emit/describe.h"
#include "emit/image.h"
#include "emit/parameters.h"
#include "emit/sections.h"
#include "emit/writer.h"
#include "kernelc/printer.h"
#include "kernelc/row_pointers.h"

namespace utvmc::emit {
namespace {

using ir::Kernel;
using ir::NativeBody;

struct EmittedKernel {
  KernelAsEmitted as_emitted;
  std::string name;
  std::string origin;           ///< the comment above it
  std::string table_type = {};  ///< the struct that its constants are in; empty: none

  const Kernel& kernel() const { return as_emitted.kernel; }
};

/// What the two files are printed from.
struct OperatorsFile {
  std::string header, source;  ///< names of the files
  std::string about;           ///< completes "operators.h - " in the files' first lines
  std::string guard;
  std::string include = {};    ///< header of kernels that are defined elsewhere
  std::string data = {};       ///< header of constants that kernels read by name
  std::string why_empty = {};  ///< the comment in a source that defines nothing
  std::vector<EmittedKernel> kernels;
};

void WriteSystemIncludes(Writer& w, const Headers& headers) {
  if (headers.math) w.Line("#include <math.h>");
  if (headers.boolean) w.Line("#include <stdbool.h>");
  if (headers.integer) w.Line("#include <stdint.h>");
}

/// What the parameters need.
void WriteDeclarationIncludes(Writer& w, const OperatorsFile& file) {
  Headers headers;
  for (const EmittedKernel& emitted : file.kernels) headers.AddParameters(emitted.kernel());
  WriteSystemIncludes(w, headers);
  w.Blank();
  if (!file.include.empty()) w.Line(fmt::format("#include \"{}\"", file.include));
  if (headers.half) w.Line("#include \"utvm_half.h\"");
  w.Line("#include \"utvm_rt.h\"");
}

void WriteDefinitionIncludes(Writer& w, const OperatorsFile& file) {
  Headers headers;
  for (const EmittedKernel& emitted : file.kernels) {
    const auto* native = std::get_if<NativeBody>(&emitted.kernel().body);
    if (native == nullptr) continue;
    headers.AddParameters(emitted.kernel());
    headers.AddBody(native->function);
  }
  w.Line(fmt::format("#include \"{}\"", file.header));
  w.Blank();
  WriteSystemIncludes(w, headers);
  w.Blank();
  if (!file.data.empty()) w.Line(fmt::format("#include \"{}\"", file.data));
  if (headers.half) w.Line("#include \"utvm_half.h\"");
  w.Line("#include \"utvm_rt.h\"");
}

/// What a declaration does not show otherwise.
std::string DescribeReads(const EmittedKernel& emitted) {
  const std::vector<std::string>& reads = emitted.as_emitted.reads;
  return reads.empty() ? "" : fmt::format(" Reads {}.", fmt::join(reads, ", "));
}

std::optional<ExtraParameter> TableParameter(const EmittedKernel& emitted) {
  if (emitted.table_type.empty()) return std::nullopt;
  return ExtraParameter{emitted.as_emitted.table_at,
                        fmt::format("const {} *{}", emitted.table_type, kTableParameter)};
}

/// Their fields are no business of those who call a kernel.
void WriteTableTypes(Writer& w, const OperatorsFile& file) {
  const auto has_table = [](const EmittedKernel& emitted) { return !emitted.table_type.empty(); };
  if (std::ranges::none_of(file.kernels, has_table)) return;
  w.Blank();
  w.Comment(fmt::format("Tables of constants: see {}.", file.data));
  for (const EmittedKernel& emitted : file.kernels)
    if (has_table(emitted)) w.Line(emitted.table_type + ";");
}

/// What the kernel needs of its table, once: the addresses are variables like any parameter then.
void WriteTableReads(Writer& w, const std::vector<TableField>& fields) {
  for (const TableField& field : fields)
    w.Line(
        fmt::format("const {0} *const {1} = {2}->{1};", field.type, field.name, kTableParameter));
  if (!fields.empty()) w.Blank();
}

void WriteKernel(Writer& w, const EmittedKernel& emitted, Phase phase) {
  const auto* native = std::get_if<NativeBody>(&emitted.kernel().body);
  if (phase == Phase::kDefinitions && native == nullptr) return;

  w.Blank();
  const bool declares = phase == Phase::kDeclarations;
  w.Comment(emitted.origin + (declares ? DescribeReads(emitted) : ""));
  WriteKernelSignature(w, emitted.kernel(), emitted.name, emitted.as_emitted.unaliased,
                       declares ? ";" : "", TableParameter(emitted));
  if (declares) return;
  w.OpenBrace();
  WriteTableReads(w, emitted.as_emitted.fields);
  w.Raw(kernelc::PrintBody(native->function, w.depth(), native->handovers));
  w.Close();
}

std::string Print(const OperatorsFile& file, Phase phase) {
  Writer w;
  const bool declares = phase == Phase::kDeclarations;
  w.FileComment(fmt::format("{} - {}. Generated; do not edit.",
                            declares ? file.header : file.source, file.about));
  if (declares) {
    w.OpenGuard(file.guard);
    WriteDeclarationIncludes(w, file);
    w.OpenExternC();
    WriteTableTypes(w, file);
  } else {
    WriteDefinitionIncludes(w, file);
  }
  const bool defines = std::ranges::any_of(
      file.kernels, [](const EmittedKernel& emitted) { return emitted.kernel().IsNative(); });
  if (!defines && !declares) {
    w.Blank();
    w.Comment(file.why_empty);
  }
  for (const EmittedKernel& emitted : file.kernels) WriteKernel(w, emitted, phase);
  if (declares) {
    w.CloseExternC();
    w.CloseGuard(file.guard);
  }
  return w.Take();
}

/// The parameters that may be restrict in the plans of all models.
std::vector<bool> UnaliasedEverywhere(const Image& image, const SharedItem& item) {
  const auto of = [&](const SharedItem::Member& member) -> const std::vector<bool>& {
    return image.models[member.model].unaliased[member.index];
  };
  std::vector<bool> unaliased = of(item.members.front());
  for (const SharedItem::Member& member : item.members) {
    for (std::size_t i = 0; i < unaliased.size(); ++i) {
      unaliased[i] = unaliased[i] && of(member)[i];
    }
  }
  return unaliased;
}

}  // namespace

std::string Operators(const Model& model, Phase phase) {
  const Symbols& symbols = model.symbols;
  OperatorsFile file;
  file.header = symbols.operators_header;
  file.source = symbols.operators_source;
  file.about = fmt::format("operators of model \"{}\"", symbols.prefix);
  file.guard = symbols.macro + "_OPERATORS_H";
  file.why_empty = "No kernel of this model was lowered: nothing is defined here.";
  if (!model.named.visible.empty()) file.data = symbols.data_header;
  for (std::size_t i = 0; i < model.program.kernels.size(); ++i) {
    if (symbols.IsShared(ir::KernelId(i))) {
      file.include = kSharedOperatorsHeader;
      file.why_empty =
          fmt::format("Every kernel that was lowered is in {}: nothing is defined here.",
                      kSharedOperatorsSource);
      continue;
    }
    file.kernels.push_back(
        {ReplaceParameters(model.program, ir::KernelId(i), model.unaliased[i], model.named,
                           symbols),
         symbols.kernels[i], DescribeOrigin(model.program.kernels[i]),
         symbols.table_types[i].empty() ? "" : "struct " + symbols.table_types[i]});
  }
  return Print(file, phase);
}

std::string SharedOperators(const Image& image, Phase phase) {
  OperatorsFile file;
  file.header = kSharedOperatorsHeader;
  file.source = kSharedOperatorsSource;
  file.about = "operators that several models have, emitted once";
  file.guard = "MODELS_OPERATORS_H";
  for (const SharedItem& item : image.sharing.kernels) {
    std::string origin;
    for (const SharedItem::Member& member : item.members) {
      const Model& model = image.models[member.model];
      origin += fmt::format("{}{}: {}", origin.empty() ? "" : "\n", model.symbols.prefix,
                            DescribeOrigin(model.program.kernels[member.index]));
    }
    const SharedItem::Member& first = item.members.front();
    Kernel kernel = image.models[first.model].program.kernels[first.index];
    if (auto* native = std::get_if<NativeBody>(&kernel.body)) kernelc::NameRows(native->function);
    file.kernels.push_back(
        {{std::move(kernel), UnaliasedEverywhere(image, item), {}}, item.name, std::move(origin)});
  }
  return Print(file, phase);
}

}  // namespace utvmc::emit
