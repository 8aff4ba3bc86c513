#include "lowering/native.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "kernelc/conversions.h"
#include "kernelc/dead_code.h"
#include "kernelc/fold.h"
#include "kernelc/int_width.h"
#include "kernelc/order_subscripts.h"
#include "kernelc/walk.h"
#include "lowering/bounds.h"
#include "lowering/declarations.h"
#include "lowering/forward_copies.h"
#include "lowering/fuse_loops.h"
#include "lowering/in_place.h"
#include "lowering/local_names.h"
#include "lowering/scalars.h"
#include "lowering/steps.h"
#include "support/paths.h"

namespace utvmc::lowering {
namespace {

using namespace kernelc;  // the whole file is about its tree

/// Blocks at the top level would hide steps. Names are unique by then, so their declarations may
/// move out.
Block SpliceCompounds(Block block) {
  Block out;
  for (Stmt& stmt : block) {
    auto* compound = As<Compound>(stmt);
    if (compound == nullptr) {
      out.push_back(std::move(stmt));
      continue;
    }
    Block inner = SpliceCompounds(std::move(compound->body));
    out.insert(out.end(), std::make_move_iterator(inner.begin()),
               std::make_move_iterator(inner.end()));
  }
  return out;
}

bool IsSuccess(const Return& leave) { return !leave.value || IntegerValue(*leave.value) == 0; }

bool CanFail(const Function& function) {
  bool can_fail = false;
  ForEachStmt(function.body, [&](const Stmt& stmt) {
    const auto* leave = As<Return>(stmt);
    can_fail = can_fail || (leave != nullptr && !IsSuccess(*leave));
  });
  return can_fail;
}

void DropReturnValues(Block& block) {
  for (Stmt& stmt : block) {
    if (auto* leave = As<Return>(stmt)) leave->value.reset();
    if (auto* loop = As<For>(stmt)) DropReturnValues(loop->body);
    if (auto* loop = As<While>(stmt)) DropReturnValues(loop->body);
    if (auto* compound = As<Compound>(stmt)) DropReturnValues(compound->body);
    if (auto* branch = As<If>(stmt)) {
      DropReturnValues(branch->then_block);
      DropReturnValues(branch->else_block);
    }
  }
}

/// A kernel that cannot fail returns nothing, and does not say so at its end.
void SimplifyReturns(Function& function) {
  if (CanFail(function)) return;
  function.result = Type{Scalar::kVoid, 0};
  DropReturnValues(function.body);
  if (!function.body.empty() && As<Return>(function.body.back()) != nullptr)
    function.body.pop_back();
}

/// Local arrays above `limit` bytes become buffers; their symbols, in order.
std::vector<SymbolId> MoveLargeArrays(Function& function, std::int64_t limit) {
  std::vector<SymbolId> moved;
  for (std::size_t i = 0; i < function.symbols.size(); ++i) {
    Symbol& symbol = function.symbols[i];
    if (symbol.kind != SymbolKind::kArray || symbol.elements * SizeOf(symbol.type.scalar) <= limit)
      continue;
    symbol.kind = SymbolKind::kBuffer;
    moved.emplace_back(i);
  }
  RemoveDeclarations(function.body, {moved.begin(), moved.end()});
  return moved;
}

/// Inputs, linked constants, outputs, then scratch: the order of the C parameters.
struct Draft {
  ir::Role role;
  int argument;
  SymbolId symbol;
};

std::vector<Draft> OrderParameters(const Unpacked& unpacked,
                                   const std::vector<ArgumentFacts>& arguments,
                                   const std::vector<SymbolId>& moved,
                                   std::vector<std::string>& linked) {
  std::vector<Draft> inputs, constants, outputs, scratch;
  const int input_count =
      static_cast<int>(std::count_if(arguments.begin(), arguments.end(),
                                     [](const ArgumentFacts& facts) { return !facts.is_output; }));
  for (const BoundBuffer& buffer : unpacked.buffers) {
    if (buffer.origin == BoundBuffer::Origin::kWorkspace) {
      scratch.push_back({ir::Role::kScratch, -1, buffer.symbol});
    } else if (buffer.origin == BoundBuffer::Origin::kLinkedConstant) {
      constants.push_back(
          {ir::Role::kInput, input_count + static_cast<int>(linked.size()), buffer.symbol});
      linked.push_back(buffer.constant);
    } else if (buffer.argument < input_count) {
      inputs.push_back({ir::Role::kInput, buffer.argument, buffer.symbol});
    } else {
      outputs.push_back({ir::Role::kOutput, buffer.argument, buffer.symbol});
    }
  }
  for (Draft& output : outputs) output.argument += static_cast<int>(linked.size());
  for (SymbolId id : moved) scratch.push_back({ir::Role::kScratch, -1, id});
  std::vector<Draft> drafts = std::move(inputs);
  drafts.insert(drafts.end(), constants.begin(), constants.end());
  drafts.insert(drafts.end(), outputs.begin(), outputs.end());
  drafts.insert(drafts.end(), scratch.begin(), scratch.end());
  return drafts;
}

void NameOutputs(Function& function, const std::vector<Draft>& drafts) {
  std::vector<SymbolId> outputs;
  for (const Draft& draft : drafts) {
    if (draft.role == ir::Role::kOutput) outputs.push_back(draft.symbol);
  }
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    function[outputs[i]].name = outputs.size() == 1 ? "out" : fmt::format("out{}", i);
  }
}

void ForwardCopiesOfInputs(Function& function, const std::vector<Draft>& drafts) {
  std::vector<SymbolId> inputs, scratch;
  for (const Draft& draft : drafts) {
    if (draft.role == ir::Role::kInput) inputs.push_back(draft.symbol);
    if (draft.role == ir::Role::kScratch) scratch.push_back(draft.symbol);
  }
  ForwardCopies(function, inputs, scratch);
}

/// The parameters that the body still accesses, with their live ranges; sets the function's
/// parameter list.
std::vector<ir::Parameter> MakeParameters(Function& function, const std::vector<Draft>& drafts,
                                          int steps) {
  const std::vector<SymbolSteps> symbols = FindSteps(function);
  std::vector<ir::Parameter> parameters;
  function.parameters.clear();
  for (const Draft& draft : drafts) {
    const SymbolSteps& accesses = symbols[draft.symbol.index()];
    if (accesses.accessed.empty()) continue;
    Symbol& symbol = function[draft.symbol];
    symbol.is_const = accesses.written.empty();
    function.parameters.push_back(draft.symbol);
    parameters.push_back({draft.role, draft.argument, symbol.name, symbol.type.scalar,
                          symbol.elements, LiveRange(draft.role, accesses, steps)});
  }
  return parameters;
}

/// What comes after unpacking and tidying up.
NativeKernel FinishKernel(Function function, const Unpacked& unpacked,
                          const std::vector<ArgumentFacts>& arguments,
                          const CompileOptions& options) {
  const std::vector<SymbolId> moved = MoveLargeArrays(function, options.stack_limit);

  NativeKernel native;
  const std::vector<Draft> drafts =
      OrderParameters(unpacked, arguments, moved, native.linked_constants);
  NameOutputs(function, drafts);
  function.parameters.clear();
  for (const Draft& draft : drafts) function.parameters.push_back(draft.symbol);
  NameLocals(function);
  function.body = SpliceCompounds(std::move(function.body));
  ForwardCopiesOfInputs(function, drafts);
  OrderSubscripts(function);
  MakeConversionsExplicit(function);
  MakeIndependentOfIntWidth(function);

  ir::Kernel& kernel = native.kernel;
  kernel.steps = std::max(1, static_cast<int>(function.body.size()));
  kernel.can_fail = function.result != Type{Scalar::kVoid, 0};
  kernel.parameters = MakeParameters(function, drafts, kernel.steps);
  kernel.in_place = FindInPlace(function, kernel.parameters);
  std::vector<int> handovers = FindHandovers(kernel.parameters);
  kernel.body = ir::NativeBody{std::move(function), std::move(handovers)};
  return native;
}

/// The parameter of `kernel` that is `parameter` of another version of the same kernel; -1: none.
int IndexOf(const ir::Parameter& parameter, const ir::Kernel& kernel) {
  const auto found = std::ranges::find_if(kernel.parameters, [&](const ir::Parameter& other) {
    return other.role == parameter.role && other.argument == parameter.argument &&
           other.name == parameter.name;
  });
  return found == kernel.parameters.end() ? -1
                                          : static_cast<int>(found - kernel.parameters.begin());
}

/// True if `changed` works in place wherever `original` does, but for scratch that it has not.
bool KeepsInPlace(const ir::Kernel& changed, const ir::Kernel& original) {
  return std::ranges::all_of(original.in_place, [&](const ir::InPlace& pair) {
    const int input = IndexOf(original.parameters[static_cast<std::size_t>(pair.input)], changed);
    const int output = IndexOf(original.parameters[static_cast<std::size_t>(pair.output)], changed);
    if (input < 0 || output < 0) return true;
    return std::ranges::any_of(changed.in_place, [&](const ir::InPlace& other) {
      return other.input == input && other.output == output &&
             other.min_distance <= pair.min_distance && pair.max_distance <= other.max_distance;
    });
  });
}

}  // namespace

std::variant<NativeKernel, kernelc::Unsupported, Diagnostic> LowerNatively(
    const kernelc::Function& packed, const std::vector<ArgumentFacts>& arguments,
    const std::string& file, const CompileOptions& options) {
  auto outcome = Unpack(packed, arguments, file);
  if (auto* error = std::get_if<Diagnostic>(&outcome)) return std::move(*error);
  if (auto* unsupported = std::get_if<kernelc::Unsupported>(&outcome))
    return std::move(*unsupported);
  auto& unpacked = std::get<Unpacked>(outcome);
  Function& function = unpacked.function;

  FoldConstants(function);
  RemoveDeadCode(function);
  if (Status status = CheckBounds(function, file); !status.ok()) return std::move(status).error();
  for (const WorkspaceReuse& reuse : unpacked.reuses) {
    if (!IsWrittenBeforeRead(function, reuse.symbol)) return reuse.reason;
  }
  SimplifyReturns(function);
  ReplaceSingletonArrays(function);
  SinkDeclarations(function);

  NativeKernel native = FinishKernel(function, unpacked, arguments, options);
  // Whole loops where that leaves the planner as free as it was: memory counts for more than time.
  for (const Fusion fusion : {Fusion::kWhole, Fusion::kOperation}) {
    Function fused = function;
    if (!FuseLoops(fused, fusion)) continue;
    NativeKernel changed = FinishKernel(std::move(fused), unpacked, arguments, options);
    if (!KeepsInPlace(changed.kernel, native.kernel)) continue;
    native = std::move(changed);
    break;
  }
  native.kernel.symbol = packed.name;
  native.kernel.origin = {BaseName(file), packed.where.line, 0, {}};
  return native;
}

}  // namespace utvmc::lowering
