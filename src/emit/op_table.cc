// network_op_table.h and .c: the operators, each callable alone.
#include <fmt/format.h>

#include <string>
#include <vector>

#include "emit/calls.h"
#include "emit/describe.h"
#include "emit/handovers.h"
#include "emit/sections.h"
#include "emit/writer.h"

namespace utvmc::emit {
namespace {

const char* ResultType(const Model& model) { return CanFail(model.program) ? "int32_t" : "void"; }

/// One entry where there is no operator: C has no empty arrays.
std::string Table(const Model& model) {
  return fmt::format("const {} {}[{}]", model.symbols.extras.op_type, model.symbols.extras.ops,
                     ArrayLength(static_cast<std::int64_t>(model.program.operators.size())));
}

std::string FindSignature(const Model& model) {
  return fmt::format("const {} *{}(const char *name)", model.symbols.extras.op_type,
                     model.symbols.extras.op_find);
}

void WriteDeclarations(Writer& w, const Model& model) {
  const ExtraSymbols& extras = model.symbols.extras;
  w.Comment(fmt::format("One operator; `run` takes what {} takes{}.", model.symbols.run,
                        CanFail(model.program) ? ", and returns 0 or the kernel's error" : ""));
  w.OpenBlock(fmt::format("typedef struct {}", extras.op_tag));
  w.Line("const char *name; /* of the graph's node */");
  w.List(fmt::format("{} (*run)(", ResultType(model)), RunParameters(model), ");");
  w.Close(fmt::format(" {};", extras.op_type));
  w.Blank();
  w.Comment(fmt::format(
      "In the order of the schedule: one after another they do what {} does, but call no hooks. "
      "Alone, an operator reads whatever its inputs' bytes hold, and overwrites its outputs and "
      "scratch: for its results to mean something, those before it have run since inputs were "
      "written.",
      model.symbols.run));
  w.Line(fmt::format("extern {};", Table(model)));
  w.Blank();
  w.Comment("The first operator of that name, or NULL.");
  w.Line(FindSignature(model) + ";");
}

void WriteIncludes(Writer& w, const Model& model) {
  w.Line(fmt::format("#include \"{}_op_table.h\"", model.symbols.prefix));
  w.Blank();
  w.Line("#include <stdbool.h>");
  w.Line("#include <stddef.h>");
  if (HasCopies(model.program)) w.Line("#include <string.h>");
  w.Blank();
  w.Line(fmt::format("#include \"{}\"", model.symbols.data_header));
  w.Line(fmt::format("#include \"{}\"", model.symbols.operators_header));
}

/// run() with one operator.
void WriteFunction(Writer& w, const Model& model, std::size_t op_index) {
  const ir::Operator& op = model.program.operators[op_index];
  w.Blank();
  w.Comment(fmt::format("op {}: {}", op_index, DescribeOperator(op)));
  w.List(fmt::format("static {} run_op_{}(", ResultType(model), op_index), RunParameters(model),
         ")");
  w.OpenBrace();
  WriteUnusedParameters(w, model, UsedBuffers(model, op_index));
  WriteHandover(w, model, Handover::kOf);
  WriteOperatorCall(w, model, op_index, "return ");
  if (CanFail(model.program) && !CanFail(model.program, op)) w.Line("return 0;");
  w.Close();
}

void WriteTable(Writer& w, const Model& model) {
  w.OpenBlock(Table(model) + " =");
  for (std::size_t i = 0; i < model.program.operators.size(); ++i) {
    w.List("{",
           std::vector{NameLiteral(model.program.operators[i].name), fmt::format("run_op_{}", i)},
           "},");
  }
  if (model.program.operators.empty()) w.Line("{NULL, NULL},");
  w.Close(";");
}

/// strcmp() would be the only function of <string.h> that anything emitted needs to link.
void WriteComparison(Writer& w) {
  w.Line("static bool is_same_name(const char *a, const char *b)");
  w.OpenBrace();
  w.Line("size_t i = 0u;");
  w.Blank();
  w.OpenBlock("while ((a[i] == b[i]) && (a[i] != '\\0'))");
  w.Line("++i;");
  w.Close();
  w.Line("return a[i] == b[i];");
  w.Close();
  w.Blank();
}

void WriteFind(Writer& w, const Model& model) {
  if (!model.program.operators.empty()) WriteComparison(w);
  w.Line(FindSignature(model));
  w.OpenBrace();
  if (model.program.operators.empty()) {
    w.Line("(void)name;");
  } else {
    w.OpenBlock(fmt::format("for (uint32_t i = 0u; i < {}_OP_COUNT; ++i)", model.symbols.macro));
    w.OpenBlock(fmt::format("if (is_same_name({}[i].name, name))", model.symbols.extras.ops));
    w.Line(fmt::format("return &{}[i];", model.symbols.extras.ops));
    w.Close();
    w.Close();
  }
  w.Line("return NULL;");
  w.Close();
}

}  // namespace

std::string OpTable(const Model& model, Phase phase) {
  Writer w;
  const bool declares = phase == Phase::kDeclarations;
  const std::string& prefix = model.symbols.prefix;
  w.FileComment(
      fmt::format("{}_op_table.{} - the operators of model \"{}\", each callable alone. Generated; "
                  "do not edit.",
                  prefix, declares ? "h" : "c", prefix));
  if (declares) {
    const std::string guard = model.symbols.macro + "_OP_TABLE_H";
    w.OpenGuard(guard);
    w.Line(fmt::format("#include \"{}\"", model.symbols.network_header));
    w.OpenExternC();
    WriteDeclarations(w, model);
    w.CloseExternC();
    w.CloseGuard(guard);
    return w.Take();
  }
  WriteIncludes(w, model);
  WriteWarningExemption(w, model);
  for (std::size_t i = 0; i < model.program.operators.size(); ++i) WriteFunction(w, model, i);
  w.Blank();
  WriteTable(w, model);
  w.Blank();
  WriteFind(w, model);
  return w.Take();
}

}  // namespace utvmc::emit
