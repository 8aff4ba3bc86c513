#include "lowering/calling_convention.h"

#include <fmt/format.h>

#include <iterator>
#include <set>
#include <utility>

#include "kernelc/build.h"
#include "kernelc/fold.h"
#include "kernelc/walk.h"
#include "lowering/argument_values.h"
#include "lowering/bound_buffers.h"
#include "lowering/first_failure.h"
#include "lowering/unpack_expression.h"

namespace utvmc::lowering {
namespace {

using namespace kernelc;  // the whole file is about its tree

/// The code that the kernel returns, where it is a constant; nothing returned is success.
std::optional<std::int64_t> ReturnCode(const Return& leave) {
  if (!leave.value) return 0;
  Expr value = *leave.value;
  Rewrite(value, FoldNode);
  return IntegerValue(value);
}

/// After a statement that may end a run that succeeds, nothing is certain to run.
bool MayReturn(const Stmt& stmt) {
  bool returns = false;
  ForEachStmt({stmt}, [&](const Stmt& inner) {
    const auto* leave = As<Return>(inner);
    returns = returns || (leave != nullptr && ReturnCode(*leave).value_or(0) == 0);
  });
  return returns;
}

/// Ends in a return of an error.
bool Fails(const Block& block) {
  if (block.empty()) return false;
  const auto* leave = As<Return>(block.back());
  return leave != nullptr && ReturnCode(*leave).value_or(0) != 0;
}

/// Runs the statements of a packed kernel and keeps what is left of them.
class Unpacker {
 public:
  Unpacker(const Function& packed, const std::vector<ArgumentFacts>& arguments,
           const std::string& file)
      : out_{packed, {}, {}},
        failure_(file, packed.name),
        arguments_(arguments, failure_),
        buffers_(out_, arguments, failure_),
        expressions_(out_.function, arguments_, buffers_, failure_) {
    BindParameters(static_cast<std::int64_t>(arguments.size()));
    ForEachStmt(packed.body, [&](const Stmt& stmt) {
      const auto* assign = As<Assign>(stmt);
      const auto* variable = assign != nullptr ? As<VarRef>(assign->target) : nullptr;
      if (variable != nullptr) reassigned_.insert(variable->symbol);
    });
  }

  std::variant<Unpacked, Unsupported, Diagnostic> Run() {
    out_.function.body = LowerBody();
    if (!failure_.failed()) buffers_.CheckAllFreed();
    if (!failure_.failed()) arguments_.CheckAllTaken(out_.function.where);
    if (failure_.error()) return *std::move(failure_.error());
    if (failure_.unsupported()) return *std::move(failure_.unsupported());
    buffers_.BecomeParameters();
    return std::move(out_);
  }

 private:
  void BindParameters(std::int64_t count) {
    const auto& parameters = out_.function.parameters;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      const auto kind = i == 0   ? KnownValue::Kind::kArgs
                        : i == 1 ? KnownValue::Kind::kTypeCodes
                                 : KnownValue::Kind::kIgnored;
      if (i == 2) {
        expressions_.Define(parameters[i], MakeInt(count));
      } else {
        expressions_.Define(parameters[i], KnownValue{kind, 0});
      }
    }
  }

  Block LowerBody() {
    Block out;
    bool certain = true;
    for (const Stmt& stmt : out_.function.body) {
      Block lowered = LowerBlock({stmt}, certain);
      std::move(lowered.begin(), lowered.end(), std::back_inserter(out));
      certain = certain && !MayReturn(stmt);
      buffers_.EndStep();
    }
    return out;
  }

  /// `certain`: the block runs in every call, so a failing check in it is a compile-time error.
  Block LowerBlock(const Block& block, bool certain) {
    Block out;
    for (const Stmt& stmt : block) {
      if (failure_.failed()) break;
      std::visit([&](const auto& node) { LowerStmt(stmt.where, node, certain, out); }, stmt.node);
      certain = certain && !MayReturn(stmt);
    }
    return out;
  }

  void LowerStmt(Position where, const Declare& declare, bool, Block& out) {
    if (!declare.value) {
      out.push_back({declare, where});
      return;
    }
    Lowered value = expressions_.Lower(*declare.value);
    buffers_.NameWorkspace(value, declare.symbol);
    const auto* scalar = std::get_if<Expr>(&value);
    const bool is_fixed = !reassigned_.contains(declare.symbol);
    const Type type = out_.function[declare.symbol].type;
    if (scalar == nullptr && type.IsPointer() && is_fixed) {
      expressions_.Define(declare.symbol, std::move(value));
      return;
    }
    if (scalar == nullptr || type.IsPointer()) {
      failure_.GiveUp(where,
                      fmt::format("the pointer variable {}", out_.function[declare.symbol].name));
      return;
    }
    if (is_fixed && IntegerValue(*scalar) && IsInteger(type.scalar)) {
      expressions_.Define(declare.symbol,
                          MakeInt(WrapTo(type.scalar, *IntegerValue(*scalar)), type.scalar, where));
      return;
    }
    out.push_back({Declare{declare.symbol, *scalar}, where});
  }

  void LowerStmt(Position where, const Assign& assign, bool, Block& out) {
    Lowered target = expressions_.Lower(assign.target);
    Expr value = expressions_.LowerScalar(assign.value);
    if (failure_.failed()) return;
    auto* scalar = std::get_if<Expr>(&target);
    if (scalar == nullptr) {
      failure_.GiveUp(where, "an assignment to a pointer");
      return;
    }
    // A bool tensor accessed as another byte type: Element() wrapped the read in a cast; the write
    // converts instead.
    if (auto* cast = As<Cast>(*scalar)) {
      value = MakeCast(scalar->type, std::move(value));
      Expr stripped = *cast->operand;
      *scalar = std::move(stripped);
    }
    if (As<VarRef>(*scalar) == nullptr && As<Subscript>(*scalar) == nullptr) {
      failure_.GiveUp(where, "an assignment to a field");
      return;
    }
    buffers_.CheckWritable(where, *scalar);
    out.push_back({Assign{std::move(*scalar), std::move(value)}, where});
  }

  void LowerStmt(Position where, const For& loop, bool, Block& out) {
    For lowered{loop.variable,
                expressions_.LowerScalar(loop.begin),
                expressions_.LowerScalar(loop.end),
                loop.step,
                {}};
    const auto begin = IntegerValue(lowered.begin);
    const auto end = IntegerValue(lowered.end);
    if (begin && end && *begin >= *end) return;
    lowered.body = LowerBlock(loop.body, false);
    out.push_back({std::move(lowered), where});
  }

  void LowerStmt(Position where, const While& loop, bool, Block& out) {
    While lowered{expressions_.LowerScalar(loop.condition), {}};
    lowered.body = LowerBlock(loop.body, false);
    out.push_back({std::move(lowered), where});
  }

  void LowerStmt(Position where, const If& branch, bool certain, Block& out) {
    arguments_.ForgetRead();
    Expr condition = expressions_.LowerScalar(branch.condition);
    if (failure_.failed()) return;
    if (const auto literal = IntegerValue(condition)) {
      const Block& taken = *literal != 0 ? branch.then_block : branch.else_block;
      if (certain && Fails(taken)) return ReportFailedCheck(where, taken);
      Block lowered = LowerBlock(taken, certain);
      if (!lowered.empty()) out.push_back({Compound{std::move(lowered)}, where});
      return;
    }
    If lowered{std::move(condition), LowerBlock(branch.then_block, false),
               LowerBlock(branch.else_block, false)};
    out.push_back({std::move(lowered), where});
  }

  void ReportFailedCheck(Position where, const Block& taken) {
    std::string arguments;
    for (std::size_t argument : arguments_.read()) {
      arguments += fmt::format("{}argument {}", arguments.empty() ? " on " : ", ", argument);
    }
    std::string text;
    for (const Stmt& stmt : taken) {
      const auto* evaluate = As<Evaluate>(stmt);
      const auto* call = evaluate != nullptr ? As<Call>(evaluate->expression) : nullptr;
      const auto* message = call != nullptr && !call->arguments.empty()
                                ? As<StringLiteral>(call->arguments[0])
                                : nullptr;
      if (message != nullptr) text = fmt::format(": {}", message->text);
    }
    failure_.Mismatch(where,
                      fmt::format("a check{} always fails with this graph{}", arguments, text));
  }

  void LowerStmt(Position where, const Return& leave, bool, Block& out) {
    Return lowered;
    if (leave.value) lowered.value = expressions_.LowerScalar(*leave.value);
    out.push_back({std::move(lowered), where});
  }

  void LowerStmt(Position where, const Break&, bool, Block& out) {
    out.push_back({Break{}, where});
  }

  void LowerStmt(Position where, const Evaluate& evaluate, bool, Block& out) {
    const auto* call = As<Call>(evaluate.expression);
    // The code that follows reports.
    if (call != nullptr && call->callee == "TVMAPISetLastError") return;
    Expr lowered = expressions_.LowerScalar(evaluate.expression);
    if (!IsPure(lowered)) out.push_back({Evaluate{std::move(lowered)}, where});
  }

  void LowerStmt(Position where, const Compound& compound, bool certain, Block& out) {
    out.push_back({Compound{LowerBlock(compound.body, certain)}, where});
  }

  Unpacked out_;
  FirstFailure failure_;
  ArgumentValues arguments_;
  BoundBuffers buffers_;
  ExpressionUnpacker expressions_;
  std::set<SymbolId> reassigned_;
};

}  // namespace

std::variant<Unpacked, kernelc::Unsupported, Diagnostic> Unpack(
    const kernelc::Function& packed, const std::vector<ArgumentFacts>& arguments,
    const std::string& file) {
  return Unpacker(packed, arguments, file).Run();
}

}  // namespace utvmc::lowering
