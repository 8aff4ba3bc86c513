#include "kernelc/conversions.h"

#include <utility>

#include "kernelc/balance.h"
#include "kernelc/build.h"
#include "kernelc/casts.h"
#include "kernelc/convert_literal.h"
#include "kernelc/decided_comparison.h"
#include "kernelc/fold.h"
#include "kernelc/operators.h"
#include "kernelc/truth_value.h"
#include "kernelc/value_range.h"

namespace utvmc::kernelc {
namespace {

/// Converts the value of an assignment, initialisation, argument or return.
void ConvertAssigned(Expr& expr, Type target) {
  if (!IsArithmetic(expr.type) || !IsArithmetic(target)) return;
  if (IsInteger(target.scalar)) {
    while (IsWidening(expr) && IsSilent(*As<Cast>(expr)->operand, target.scalar)) {
      ReplaceByOperand(expr);
    }
  }
  if (As<IntLiteral>(expr) != nullptr && IsInteger(target) && FitsIn(expr, target.scalar)) {
    return MakePlain(expr, target.scalar);
  }
  MakeExplicit(expr, target.scalar);
  // Where utvm_half_t is __fp16, arithmetic on it has type float.
  if (expr.type.scalar == Scalar::kHalf && IsFloatingArithmetic(expr)) {
    expr = MakeCast(target, std::move(expr));
  }
}

/// Converts the operand of !, &&, || and the conditions of ?:, if and while.
void ConvertCondition(Expr& expr) {
  DropWidening(expr);
  while (As<Cast>(expr) != nullptr && expr.type == Type{Scalar::kBool, 0}) ReplaceByOperand(expr);
  if (auto* literal = As<IntLiteral>(expr)) {
    // clang takes other numbers for bit masks (-Wconstant-logical-operand).
    if (expr.type.scalar != Scalar::kBool) expr = MakeInt(literal->value != 0 ? 1 : 0);
  } else if (IsFloating(expr.type) || (IsInteger(expr.type) && LooksLikeMistakenTruth(expr))) {
    // clang calls a floating condition a conversion to bool (-Wfloat-conversion).
    CompareWithZero(expr);
  }
}

/// Shift counts and subscripts: their type changes nothing.
void ConvertFreely(Expr& expr) {
  DropWidening(expr);
  if (As<IntLiteral>(expr) != nullptr) MakePlain(expr, Scalar::kInt32);
}

/// The operand of a shift or of a unary operator is promoted on its own.
void ConvertPromoted(Expr& expr) {
  while (IsWidening(expr)) {
    const Expr& operand = *As<Cast>(expr)->operand;
    if (Promote(operand.type.scalar) != Promote(expr.type.scalar)) return;
    ReplaceByOperand(expr);
  }
}

/// Compilers take ~ of a truth value for a mistake: `~x` becomes `x ? -2 : -1`.
void SpellComplementOfTruth(Expr& expr) {
  const Scalar type = expr.type.scalar;
  Expr condition = WithoutWidening(*As<Unary>(expr)->operand);
  Expr if_true = MakeInt(-2);
  Expr if_false = MakeInt(-1);
  ConvertLiteral(if_true, type);
  ConvertLiteral(if_false, type);
  expr = MakeConditional(std::move(condition), std::move(if_true), std::move(if_false));
}

/// Walks a function, children first.
class Converter {
 public:
  explicit Converter(Function& function) : function_(function) {}

  void Convert(Block& block) {
    for (Stmt& stmt : block) {
      std::visit([&](auto& node) { ConvertNode(node); }, stmt.node);
    }
  }

 private:
  void ConvertNode(Declare& node) {
    if (node.value) ConvertValue(*node.value, function_[node.symbol].type);
  }
  void ConvertNode(Assign& node) {
    Convert(node.target);
    ConvertValue(node.value, node.target.type);
  }
  void ConvertNode(For& node) {
    ConvertValue(node.begin, function_[node.variable].type);
    Convert(node.end);
    ConvertLoopEnd(node);
    Convert(node.body);
  }
  void ConvertNode(While& node) {
    Convert(node.condition);
    ConvertCondition(node.condition);
    Convert(node.body);
  }
  void ConvertNode(If& node) {
    Convert(node.condition);
    ConvertCondition(node.condition);
    Convert(node.then_block);
    Convert(node.else_block);
  }
  void ConvertNode(Return& node) {
    if (node.value) ConvertValue(*node.value, function_.result);
  }
  void ConvertNode(Break&) {}
  void ConvertNode(Evaluate& node) { Convert(node.expression); }
  void ConvertNode(Compound& node) { Convert(node.body); }

  void ConvertValue(Expr& value, Type target) {
    Convert(value);
    ConvertAssigned(value, target);
  }

  /// Balances `variable < end` although the variable has no expression of its own.
  void ConvertLoopEnd(For& node) {
    const Expr variable = MakeVar(function_, node.variable);
    if (!IsInteger(variable.type) || !IsInteger(node.end.type)) return;
    SimplifyOperand(node.end, variable, true);
    const Scalar common = UsualArithmetic(variable.type.scalar, node.end.type.scalar);
    if (FitsIn(variable, common)) {
      MakeExplicit(node.end, common);
    } else {
      // A signed variable that counts up to an unsigned end starts at 0 or above.
      WrapInCast(node.end, Scalar::kInt64);
    }
  }

  void Convert(Expr& expr) {
    if (auto* binary = As<Binary>(expr)) {
      ConvertBinary(expr, *binary);
    } else if (auto* unary = As<Unary>(expr)) {
      ConvertUnary(expr, *unary);
    } else if (auto* conditional = As<Conditional>(expr)) {
      Convert(*conditional->condition);
      Convert(*conditional->if_true);
      Convert(*conditional->if_false);
      ConvertCondition(*conditional->condition);
      // The types may have decided a comparison in it.
      if (IntegerValue(*conditional->condition)) return FoldNode(expr);
      Balance(*conditional->if_true, *conditional->if_false, false);
    } else if (auto* cast = As<Cast>(expr)) {
      Convert(*cast->operand);
      SimplifyCast(expr);
    } else if (auto* subscript = As<Subscript>(expr)) {
      Convert(*subscript->base);
      Convert(*subscript->index);
      ConvertFreely(*subscript->index);
    } else if (auto* member = As<Member>(expr)) {
      Convert(*member->base);
    } else if (auto* call = As<Call>(expr)) {
      ConvertArguments(*call);
    }
  }

  void ConvertBinary(Expr& expr, Binary& binary) {
    Convert(*binary.left);
    Convert(*binary.right);
    if (IsLogical(binary.op)) {
      ConvertCondition(*binary.left);
      ConvertCondition(*binary.right);
    } else if (binary.op == BinaryOp::kShiftLeft || binary.op == BinaryOp::kShiftRight) {
      ConvertPromoted(*binary.left);
      ConvertFreely(*binary.right);
    } else {
      Balance(*binary.left, *binary.right, IsComparison(binary.op));
      if (IsComparison(binary.op)) FoldDecidedComparison(expr);
    }
  }

  void ConvertUnary(Expr& expr, Unary& unary) {
    Convert(*unary.operand);
    if (unary.op == UnaryOp::kLogicalNot) return ConvertCondition(*unary.operand);
    const bool is_object = unary.op == UnaryOp::kAddressOf || unary.op == UnaryOp::kDereference;
    if (is_object) return;
    if (unary.op == UnaryOp::kNegate && NegateLiteral(expr)) return;
    ConvertPromoted(*unary.operand);
    if (unary.op == UnaryOp::kBitNot && IsTruthValue(WithoutWidening(*unary.operand))) {
      return SpellComplementOfTruth(expr);
    }
    // clang warns of -x where an unsigned x is widened afterwards (-Wsign-conversion).
    if (unary.op == UnaryOp::kNegate && IsInteger(expr.type) &&
        IsUnsignedInteger(expr.type.scalar)) {
      expr = MakeBinary(BinaryOp::kSubtract, MakeInt(0, Scalar::kUint32), Expr(*unary.operand));
    }
  }

  void ConvertArguments(Call& call) {
    const KnownFunction* known = FindKnownFunction(call.callee);
    for (std::size_t i = 0; i < call.arguments.size(); ++i) {
      Convert(call.arguments[i]);
      if (known != nullptr && i < known->parameters.size()) {
        ConvertArgument(call.arguments[i], known->parameters[i]);
      }
    }
  }

  static void ConvertArgument(Expr& argument, Type parameter) {
    ConvertAssigned(argument, parameter);
    // fabs() of an integer counts as a mistake (-Wabsolute-value), however exact.
    const bool is_mixed = IsFloating(parameter) && IsInteger(argument.type);
    if (is_mixed) WrapInCast(argument, parameter.scalar);
  }

  Function& function_;
};

}  // namespace

void MakeConversionsExplicit(Function& function) { Converter(function).Convert(function.body); }

}  // namespace utvmc::kernelc
