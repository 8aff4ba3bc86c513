// network_profile.h and .c: what operators cost, and the hooks around them.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "emit/describe.h"
#include "emit/sections.h"
#include "emit/writer.h"
#include "ir/operator_costs.h"

namespace utvmc::emit {
namespace {

/// The table has 32 bits: printf() of 64 is not in every C library for microcontrollers.
std::int64_t Clamp(std::int64_t count) {
  return std::min<std::int64_t>(count, std::numeric_limits<std::uint32_t>::max());
}

/// One entry where there is no operator: C has no empty arrays.
std::string Table(const Model& model) {
  return fmt::format("const utvm_op_cost_t {}[{}]", model.symbols.extras.op_costs,
                     ArrayLength(static_cast<std::int64_t>(model.program.operators.size())));
}

void WriteDeclarations(Writer& w, const Model& model) {
  const ExtraSymbols& extras = model.symbols.extras;
  w.Comment(
      "By operator, in the order of the schedule: name, multiply-accumulates, bytes moved; "
      "utvm_extras.h says what counts.");
  w.Line(fmt::format("extern {};", Table(model)));
  w.Blank();
  w.Comment(fmt::format(
      "Hooks: {} calls them right before and after each operator, with its index. They do nothing "
      "until the application defines functions of the same names, which read a timer, set a pin... "
      "Runs in several arenas call the same functions.\n"
      "A linker takes nothing from a library for a name that it has already: with hooks in a "
      "library, "
      "build {}_profile.c with -DUTVM_STRONG_HOOKS, which leaves out those that do nothing.",
      model.symbols.run, model.symbols.prefix));
  w.Line(fmt::format("void {}(uint32_t op);", extras.op_begin));
  w.Line(fmt::format("void {}(uint32_t op);", extras.op_end));
}

void WriteTable(Writer& w, const Model& model) {
  w.OpenBlock(Table(model) + " =");
  const std::vector<ir::OperatorCost> costs = ir::CountCosts(model.program);
  for (std::size_t i = 0; i < costs.size(); ++i) {
    w.List("{",
           std::vector{NameLiteral(model.program.operators[i].name),
                       fmt::format("{}u", Clamp(costs[i].macs)),
                       fmt::format("{}u", Clamp(costs[i].bytes))},
           "},");
  }
  if (costs.empty()) w.Line("{NULL, 0u, 0u},");
  w.Close(";");
}

void WriteHook(Writer& w, const std::string& name) {
  w.Blank();
  w.Line(fmt::format("UTVM_WEAK void {}(uint32_t op)", name));
  w.OpenBrace();
  w.Line("(void)op;");
  w.Close();
}

}  // namespace

std::string Profile(const Model& model, Phase phase) {
  Writer w;
  const bool declares = phase == Phase::kDeclarations;
  const std::string& prefix = model.symbols.prefix;
  w.FileComment(
      fmt::format("{}_profile.{} - what each operator of model \"{}\" costs, and hooks around it. "
                  "Generated; do "
                  "not edit.",
                  prefix, declares ? "h" : "c", prefix));
  if (declares) {
    const std::string guard = model.symbols.macro + "_PROFILE_H";
    w.OpenGuard(guard);
    w.Line(fmt::format("#include \"{}\"", model.symbols.network_header));
    w.Line("#include \"utvm_extras.h\"");
    w.OpenExternC();
    WriteDeclarations(w, model);
    w.CloseExternC();
    w.CloseGuard(guard);
    return w.Take();
  }
  w.Line(fmt::format("#include \"{}_profile.h\"", prefix));
  w.Blank();
  WriteTable(w, model);
  w.Blank();
  w.Line("#if defined(UTVM_WEAK) && !defined(UTVM_STRONG_HOOKS)");
  WriteHook(w, model.symbols.extras.op_begin);
  WriteHook(w, model.symbols.extras.op_end);
  w.Blank();
  w.Line("#endif");
  return w.Take();
}

}  // namespace utvmc::emit
