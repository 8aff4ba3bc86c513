// The compiler in order: read it from top to bottom.
#include "utvmc/compiler.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "driver/default_hint.h"
#include "driver/planned_model.h"
#include "driver/removed_pins.h"
#include "emit/emit.h"
#include "ingest/ingest.h"
#include "ir/program.h"
#include "lowering/lowering.h"
#include "passes/passes.h"
#include "plan/constant_tables.h"
#include "plan/given_plan.h"
#include "plan/memory_plan.h"
#include "plan/operator_order.h"
#include "report/report.h"

namespace utvmc {

namespace {

Result<PreparedModel> Prepare(const ModelSources& sources, const CompileOptions& options,
                              bool is_alone, Notes& notes) {
  // Options may come from a program, not from the command line: nothing is taken on trust.
  UTVMC_TRY(CheckOptions(options));

  // The C sources become syntax trees; TVM's registry is recognised and left out.
  UTVMC_ASSIGN(const auto units, ingest::ReadKernels(sources.kernels, notes));

  // graph.json and params.bin become tensors and operators that name functions.
  UTVMC_ASSIGN(ir::Program program, ingest::ReadGraph(sources, units, notes));
  program.name = options.name;

  // Reshapes and copies become names for the tensors they copy.
  passes::AliasCopies(program);

  // Each operator gets a typed kernel in place of TVM's packed calling convention.
  UTVMC_TRY(lowering::LowerKernels(program, units, sources.headers, options));

  // Zero points and other constants of one element become literals.
  passes::FoldScalars(program, PinnedTensors(options));

  // Requantisation works with 32 bits where its constants allow that.
  passes::NarrowShifts(program);

  // What no output needs goes: operators, unread arguments, constants.
  const std::set<std::string> names = TensorNames(program);
  passes::RemoveUnused(program);
  UTVMC_TRY(CheckPinsOfRemoved(program, names, options));

  // Outputs that would share bytes they must not share are copied at the end.
  passes::SeparateOutputs(program, options);

  // Operators run in the order that needs least memory; their kernels are numbered in that order.
  UTVMC_ASSIGN(const plan::OrderChange order, plan::OrderOperators(program, options, is_alone));
  passes::NameKernels(program);

  // From here on every invariant of the program holds, or utvmc has a bug.
  UTVMC_TRY(ir::Verify(program));
  return PreparedModel{std::move(program), order};
}

}  // namespace

Result<PreparedModel> PrepareModel(const ModelSources& sources, const CompileOptions& options,
                                   bool is_alone, Notes& notes) {
  Result<PreparedModel> model = Prepare(sources, options, is_alone, notes);
  if (!model.ok()) return WithHint(std::move(model).error(), sources);
  return model;
}

Result<Compilation> Compile(const ModelSources& sources, const CompileOptions& options) {
  Compilation result;
  UTVMC_ASSIGN(const PreparedModel model, PrepareModel(sources, options, true, result.notes));

  // Every buffer gets its offset in an arena; an independent validator checks them.
  UTVMC_ASSIGN(const plan::MemoryPlan plan, plan::PlanMemory(model.program, options));

  // The interface that firmware knows is checked against both.
  UTVMC_ASSIGN(const emit::ApiPlan api, emit::PlanApi(model.program, plan, options));

  // Program and plan become C text.
  result.files = emit::Emit(model.program, plan, options.extras, api);

  // The figures that the user asks for first, and the plan for other tools.
  result.plan = plan::DescribePlan(model.program, plan);
  result.report = report::MakeReport(model.program, plan, model.order,
                                     plan::FindConstantTables(model.program, plan));
  return result;
}

const char* Version() { return UTVMC_VERSION; }

}  // namespace utvmc
