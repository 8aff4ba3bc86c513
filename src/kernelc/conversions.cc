#include "kernelc/conversions.h"

#include <limits>
#include <utility>

#include "kernelc/build.h"
#include "kernelc/literals.h"
#include "kernelc/walk.h"

namespace utvmc::kernelc {
namespace {

bool IsArithmeticType(Type type) { return !type.IsPointer() && IsArithmetic(type.scalar); }
bool IsIntegerType(Type type) { return !type.IsPointer() && IsInteger(type.scalar); }
bool IsFloatingType(Type type) { return !type.IsPointer() && IsFloating(type.scalar); }

bool IsComparison(BinaryOp op) { return op >= BinaryOp::kLess && op <= BinaryOp::kNotEqual; }
bool IsBitwise(BinaryOp op) { return op >= BinaryOp::kBitAnd && op <= BinaryOp::kBitOr; }
bool IsLogical(BinaryOp op) { return op == BinaryOp::kLogicalAnd || op == BinaryOp::kLogicalOr; }

/// True if the value is 0 or 1 by construction.
bool IsTruthValue(const Expr& expr) {
  if (expr.type == Type{Scalar::kBool, 0}) return true;
  if (const auto* binary = As<Binary>(expr)) {
    if (IsComparison(binary->op) || IsLogical(binary->op)) return true;
    return IsBitwise(binary->op) && IsTruthValue(*binary->left) && IsTruthValue(*binary->right);
  }
  if (const auto* conditional = As<Conditional>(expr)) {
    return IsTruthValue(*conditional->if_true) && IsTruthValue(*conditional->if_false);
  }
  const auto* unary = As<Unary>(expr);
  return unary != nullptr && unary->op == UnaryOp::kLogicalNot;
}

bool TypeFitsIn(Scalar from, Scalar to) {
  return MinOf(from) >= MinOf(to) && MaxOf(from) <= MaxOf(to);
}

bool ValueFitsIn(std::int64_t value, Scalar type, Scalar to) {
  if (type == Scalar::kUint64) return static_cast<std::uint64_t>(value) <= MaxOf(to);
  return value >= MinOf(to) && (value < 0 || static_cast<std::uint64_t>(value) <= MaxOf(to));
}

/// Bits of the significand: every integer of that many bits is exact.
int PrecisionOf(Scalar floating) {
  if (floating == Scalar::kHalf) return 11;
  return floating == Scalar::kFloat ? 24 : 53;
}

bool IsExactIn(double value, Scalar floating) {
  if (floating == Scalar::kDouble) return true;
  return floating == Scalar::kFloat && static_cast<double>(static_cast<float>(value)) == value;
}

/// True if no value of `expr` changes when it is converted to `to`.
bool IsExact(const Expr& expr, Scalar to) {
  if (IsIntegerType(expr.type) && IsInteger(to)) return FitsIn(expr, to);
  if (!IsArithmeticType(expr.type) || !IsFloating(to)) return false;
  const Scalar from = expr.type.scalar;
  if (IsFloating(from)) return PrecisionOf(from) <= PrecisionOf(to);
  return BitsOf(from) - (IsSignedInteger(from) ? 1 : 0) <= PrecisionOf(to) && to != Scalar::kHalf;
}

/// True if compilers convert `expr` to `to` without a warning.
bool IsSilent(const Expr& expr, Scalar to) {
  const Scalar from = expr.type.scalar;
  if (from == to) return true;
  if (!IsExact(expr, to) || IsFloatingType(expr.type)) return false;
  if (!IsInteger(to)) return true;
  // What follows is exact as well, but gcc looks at the parts instead of the whole: at operands
  // that were signed before they became uint32_t, and at arms that were widened before the
  // narrowing.
  if (As<Conditional>(expr) != nullptr && from == Scalar::kInt64) return TypeFitsIn(from, to);
  const bool is_compound = As<Binary>(expr) != nullptr || As<Conditional>(expr) != nullptr;
  return !(is_compound && from == Scalar::kUint32 && to == Scalar::kUint64);
}

void ReplaceByOperand(Expr& cast) {
  Expr operand = std::move(*As<Cast>(cast)->operand);
  cast = std::move(operand);
}

/// `expr` below casts between integers that keep every value.
const Expr& WithoutWidening(const Expr& expr) {
  const Expr* inner = &expr;
  for (const Cast* cast = As<Cast>(*inner);
       cast != nullptr && IsIntegerType(inner->type) && IsIntegerType(cast->operand->type) &&
       FitsIn(*cast->operand, inner->type.scalar);
       cast = As<Cast>(*inner)) {
    inner = &*cast->operand;
  }
  return *inner;
}

/// Drops casts between integers that keep every value, for a context in which the type says
/// nothing.
void DropWidening(Expr& expr) {
  while (&WithoutWidening(expr) != &expr) ReplaceByOperand(expr);
}

/// Gives a literal the type whose spelling is plainest among those that convert to `to` unchanged.
void MakePlain(Expr& literal, Scalar to) {
  if (FitsIn(literal, Scalar::kBool) && to == Scalar::kBool) {
    literal.type.scalar = to;
  } else if ((to == Scalar::kUint32 || to == Scalar::kUint64) && FitsIn(literal, Scalar::kUint32)) {
    literal.type.scalar = Scalar::kUint32;
  } else if (FitsIn(literal, Scalar::kInt32)) {
    literal.type.scalar = Scalar::kInt32;
  }
}

/// An integer literal as the literal that its conversion to `to` gives, where there is one.
bool ConvertLiteral(Expr& expr, Scalar to) {
  auto* literal = As<IntLiteral>(expr);
  if (literal == nullptr) return false;
  if (to == Scalar::kFloat || to == Scalar::kDouble) {
    const bool is_unsigned = expr.type.scalar == Scalar::kUint64;
    constexpr std::int64_t kLimit = 1 << 24;  // both types hold everything up to here
    if (is_unsigned || literal->value < -kLimit || literal->value > kLimit) return false;
    expr.node = FloatLiteral{static_cast<double>(literal->value)};
  } else if (IsInteger(to) && FitsIn(expr, to)) {
  } else if (IsUnsignedInteger(to) && to != Scalar::kBool) {
    const std::uint64_t bits = static_cast<std::uint64_t>(literal->value) & MaxOf(to);
    literal->value = static_cast<std::int64_t>(bits);
  } else {
    return false;
  }
  expr.type.scalar = to;
  return true;
}

/// The same for a floating literal, where its text stays the same.
bool ConvertFloatLiteral(Expr& expr, Scalar to) {
  const auto* literal = As<FloatLiteral>(expr);
  if (literal == nullptr || (to != Scalar::kFloat && to != Scalar::kDouble)) return false;
  if (expr.type.scalar == Scalar::kHalf || !IsExactIn(literal->value, to)) return false;
  const std::string as_float = PrintFloatLiteral(literal->value, Scalar::kFloat);
  if (as_float != PrintFloatLiteral(literal->value, Scalar::kDouble) + "f") return false;
  expr.type.scalar = to;
  return true;
}

/// gcc and clang take these numbers in a condition for mistakes (-Wint-in-bool-context).
bool LooksLikeMistakenTruth(const Expr& expr) {
  if (const auto* binary = As<Binary>(expr)) {
    return binary->op == BinaryOp::kMultiply || binary->op == BinaryOp::kShiftLeft;
  }
  if (const auto* unary = As<Unary>(expr)) {
    return unary->op != UnaryOp::kLogicalNot && LooksLikeMistakenTruth(*unary->operand);
  }
  if (const auto* cast = As<Cast>(expr)) return LooksLikeMistakenTruth(*cast->operand);
  return As<Conditional>(expr) != nullptr;
}

/// `expr` becomes `expr != 0`, of type int.
void CompareWithZero(Expr& expr) {
  const Scalar promoted = Promote(expr.type.scalar);
  Expr zero = IsFloating(promoted)
                  ? MakeFloat(0, promoted)
                  : MakeInt(0, IsUnsignedInteger(promoted) ? Scalar::kUint32 : Scalar::kInt32);
  expr = MakeBinary(BinaryOp::kNotEqual, std::move(expr), std::move(zero));
}

bool IsFloatingArithmetic(const Expr& expr) {
  return IsFloatingType(expr.type) && (As<Binary>(expr) != nullptr || As<Unary>(expr) != nullptr ||
                                       As<Conditional>(expr) != nullptr);
}

/// A cast whose operand is already converted: folds it into a literal, takes away what it repeats.
void SimplifyCast(Expr& expr) {
  while (Cast* cast = As<Cast>(expr)) {
    Expr& operand = *cast->operand;
    // C99 6.5.4: a cast of arithmetic to its own floating type still drops excess precision.
    if (operand.type == expr.type && !IsFloatingArithmetic(operand)) return ReplaceByOperand(expr);
    if (!IsArithmeticType(operand.type) || !IsArithmeticType(expr.type)) return;
    const Scalar to = expr.type.scalar;
    if (ConvertLiteral(operand, to) || ConvertFloatLiteral(operand, to)) {
      return ReplaceByOperand(expr);
    }
    if (to == Scalar::kBool && LooksLikeMistakenTruth(operand)) {
      ReplaceByOperand(expr);
      return CompareWithZero(expr);
    }
    Cast* inner = As<Cast>(operand);
    if (inner == nullptr || IsFloatingArithmetic(*inner->operand)) return;
    if (!IsExact(*inner->operand, operand.type.scalar)) return;
    ReplaceByOperand(operand);
  }
}

void WrapInCast(Expr& expr, Scalar to) {
  expr = MakeCast(Type{to, 0}, std::move(expr));
  SimplifyCast(expr);
}

/// Converts `expr` to `to` with a cast unless compilers do so silently.
void MakeExplicit(Expr& expr, Scalar to) {
  if (expr.type.scalar == to) return;
  if (As<IntLiteral>(expr) != nullptr && ConvertLiteral(expr, to)) {
    if (IsInteger(to)) MakePlain(expr, to);
    return;
  }
  if (!ConvertFloatLiteral(expr, to) && !IsSilent(expr, to)) WrapInCast(expr, to);
}

/// Converts the value of an assignment, initialisation, argument or return.
void ConvertAssigned(Expr& expr, Type target) {
  if (!IsArithmeticType(expr.type) || !IsArithmeticType(target)) return;
  if (IsInteger(target.scalar)) {
    for (Cast* cast = As<Cast>(expr);
         cast != nullptr && IsIntegerType(expr.type) && IsIntegerType(cast->operand->type) &&
         FitsIn(*cast->operand, expr.type.scalar) && IsSilent(*cast->operand, target.scalar);
         cast = As<Cast>(expr)) {
      ReplaceByOperand(expr);
    }
  }
  if (As<IntLiteral>(expr) != nullptr && IsIntegerType(target) && FitsIn(expr, target.scalar)) {
    return MakePlain(expr, target.scalar);
  }
  MakeExplicit(expr, target.scalar);
  // Where utvm_half_t is __fp16, arithmetic on it has type float.
  if (expr.type.scalar == Scalar::kHalf && IsFloatingArithmetic(expr)) {
    expr = MakeCast(target, std::move(expr));
  }
}

/// Two operands that C converts to a common type, as one of them sees it.
struct Operands {
  Expr& self;
  const Expr& other;
  bool is_comparison;

  Scalar Common(Scalar self_type) const { return UsualArithmetic(self_type, other.type.scalar); }

  /// True if the operation keeps its value and needs no cast when `candidate` takes the place of
  /// `self`, which has the same value in another integer type.
  bool Accept(const Expr& candidate) const {
    const Scalar before = Common(self.type.scalar);
    const Scalar after = Common(candidate.type.scalar);
    if (!IsInteger(before) || !IsInteger(after) || !IsSilent(candidate, after)) return false;
    if (before == after) return true;
    // Numbers compare the same in every type that holds them both.
    return is_comparison && FitsIn(other, after) && FitsIn(other, before) &&
           FitsIn(candidate, before);
  }
};

/// Takes away casts of `operands.self` that the other operand makes superfluous.
void SimplifyOperand(const Operands& operands) {
  Expr& self = operands.self;
  while (const Cast* cast = As<Cast>(self)) {
    const bool keeps_values = IsIntegerType(self.type) && IsIntegerType(cast->operand->type) &&
                              FitsIn(*cast->operand, self.type.scalar);
    if (!keeps_values || !operands.Accept(*cast->operand)) return;
    ReplaceByOperand(self);
  }
  if (As<IntLiteral>(self) == nullptr) return;
  Expr plain = self;
  plain.type.scalar = Scalar::kInt32;
  const bool is_signed = IsSignedInteger(operands.Common(Scalar::kInt32));
  if (is_signed && FitsIn(self, Scalar::kInt32) && operands.Accept(plain)) {
    self = std::move(plain);
    return;
  }
  plain.type.scalar = Scalar::kUint32;
  const bool is_unsigned = IsUnsignedInteger(operands.Common(self.type.scalar));
  if (is_unsigned && FitsIn(self, Scalar::kUint32) && operands.Accept(plain)) self = plain;
}

/// gcc 12 warns (-Wsign-conversion) even of an explicit cast of a narrow signed operand to
/// uint32_t, because it looks through the cast; it does not look through arithmetic: `(uint32_t)(x
/// + 0)`.
void HideNarrowOperand(Expr& operand) {
  Cast* cast = As<Cast>(operand);
  if (cast == nullptr || operand.type != Type{Scalar::kUint32, 0}) return;
  Expr& narrow = *cast->operand;
  const bool is_narrow = IsIntegerType(narrow.type) && IsSignedInteger(narrow.type.scalar) &&
                         BitsOf(narrow.type.scalar) < 32;
  if (is_narrow) narrow = MakeBinary(BinaryOp::kAdd, std::move(narrow), MakeInt(0));
}

/// Makes the usual arithmetic conversions of two operands explicit. The right one is simplified
/// first, so that of two widening casts the left one stays.
void Balance(Expr& left, Expr& right, bool is_comparison) {
  if (!IsArithmeticType(left.type) || !IsArithmeticType(right.type)) return;
  SimplifyOperand({right, left, is_comparison});
  SimplifyOperand({left, right, is_comparison});
  const Scalar common = UsualArithmetic(left.type.scalar, right.type.scalar);
  MakeExplicit(left, common);
  MakeExplicit(right, common);
  // A cast that was added may be what makes a literal's type superfluous.
  SimplifyOperand({right, left, is_comparison});
  SimplifyOperand({left, right, is_comparison});
  if (is_comparison || common != Scalar::kUint32) return;
  HideNarrowOperand(left);
  HideNarrowOperand(right);
}

/// `x op value` for every x of [min, max] if they all agree, else nothing.
std::optional<bool> Decide(BinaryOp op, std::int64_t min, std::uint64_t max, const Expr& literal) {
  const std::int64_t value = As<IntLiteral>(literal)->value;
  const bool is_huge = literal.type.scalar == Scalar::kUint64 && value < 0;
  const bool below = !is_huge && value < min;
  const bool at_min = !is_huge && value == min;
  const bool negative = !is_huge && value < 0;
  const bool above = !negative && static_cast<std::uint64_t>(value) > max;
  const bool at_max = !negative && static_cast<std::uint64_t>(value) == max;
  switch (op) {
    case BinaryOp::kLess:
      if (above) return true;
      return below || at_min ? std::optional(false) : std::nullopt;
    case BinaryOp::kLessEqual:
      if (above || at_max) return true;
      return below ? std::optional(false) : std::nullopt;
    case BinaryOp::kGreater:
      if (below) return true;
      return above || at_max ? std::optional(false) : std::nullopt;
    case BinaryOp::kGreaterEqual:
      if (below || at_min) return true;
      return above ? std::optional(false) : std::nullopt;
    case BinaryOp::kEqual:
      return below || above ? std::optional(false) : std::nullopt;
    case BinaryOp::kNotEqual:
      return below || above ? std::optional(true) : std::nullopt;
    default:
      return std::nullopt;
  }
}

BinaryOp Mirror(BinaryOp op) {
  switch (op) {
    case BinaryOp::kLess:
      return BinaryOp::kGreater;
    case BinaryOp::kLessEqual:
      return BinaryOp::kGreaterEqual;
    case BinaryOp::kGreater:
      return BinaryOp::kLess;
    case BinaryOp::kGreaterEqual:
      return BinaryOp::kLessEqual;
    default:
      return op;
  }
}

bool HasEffect(const Expr& expr) {
  bool found = false;
  ForEachExpr(expr, [&](const Expr& part) {
    const auto* call = As<Call>(part);
    if (call == nullptr) return;
    const KnownFunction* known = FindKnownFunction(call->callee);
    found = found || known == nullptr || !known->is_pure;
  });
  return found;
}

/// A comparison that the operand's type decides becomes its outcome: compilers warn of it
/// (-Wtype-limits, -Wbool-compare).
void FoldDecidedComparison(Expr& expr) {
  const Binary& binary = *As<Binary>(expr);
  const bool literal_is_right = As<IntLiteral>(*binary.right) != nullptr;
  const Expr& literal = literal_is_right ? *binary.right : *binary.left;
  const Expr* operand = literal_is_right ? &*binary.left : &*binary.right;
  if (As<IntLiteral>(literal) == nullptr || As<IntLiteral>(*operand) != nullptr) return;
  if (!IsIntegerType(operand->type)) return;
  const Scalar common = UsualArithmetic(operand->type.scalar, literal.type.scalar);
  if (!FitsIn(*operand, common) || !FitsIn(literal, common)) return;
  operand = &WithoutWidening(*operand);
  const Scalar type = IsTruthValue(*operand) ? Scalar::kBool : operand->type.scalar;
  const BinaryOp op = literal_is_right ? binary.op : Mirror(binary.op);
  const std::optional<bool> outcome = Decide(op, MinOf(type), MaxOf(type), literal);
  if (!outcome || HasEffect(*operand)) return;
  expr = MakeInt(*outcome ? 1 : 0, Scalar::kInt32, expr.where);
}

/// Converts the operand of !, &&, || and the conditions of ?:, if and while.
void ConvertCondition(Expr& expr) {
  DropWidening(expr);
  while (As<Cast>(expr) != nullptr && expr.type == Type{Scalar::kBool, 0}) ReplaceByOperand(expr);
  if (auto* literal = As<IntLiteral>(expr)) {
    // clang takes other numbers for bit masks (-Wconstant-logical-operand).
    if (expr.type.scalar != Scalar::kBool) expr = MakeInt(literal->value != 0 ? 1 : 0);
  } else if (IsFloatingType(expr.type) ||
             (IsIntegerType(expr.type) && LooksLikeMistakenTruth(expr))) {
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
  while (const Cast* cast = As<Cast>(expr)) {
    const bool is_superfluous = IsIntegerType(expr.type) && IsIntegerType(cast->operand->type) &&
                                FitsIn(*cast->operand, expr.type.scalar) &&
                                Promote(cast->operand->type.scalar) == Promote(expr.type.scalar);
    if (!is_superfluous) return;
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

/// `-5` is parsed as the negation of a literal.
bool NegateLiteral(Expr& expr) {
  const Expr& operand = *As<Unary>(expr)->operand;
  const bool is_literal =
      As<IntLiteral>(operand) != nullptr || As<FloatLiteral>(operand) != nullptr;
  if (!is_literal || operand.type != expr.type) return false;
  Expr literal = operand;
  if (auto* integer = As<IntLiteral>(literal)) {
    if (!IsSignedInteger(literal.type.scalar) || integer->value <= MinOf(literal.type.scalar)) {
      return false;
    }
    integer->value = -integer->value;
  } else {
    auto* floating = As<FloatLiteral>(literal);
    floating->value = -floating->value;
  }
  expr = std::move(literal);
  return true;
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
    Expr variable = MakeVar(function_, node.variable);
    if (!IsIntegerType(variable.type) || !IsIntegerType(node.end.type)) return;
    SimplifyOperand({node.end, variable, true});
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
    if (unary.op == UnaryOp::kNegate && IsIntegerType(expr.type) &&
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
    const bool is_mixed = IsFloatingType(parameter) && IsIntegerType(argument.type);
    if (is_mixed) WrapInCast(argument, parameter.scalar);
  }

  Function& function_;
};

}  // namespace

void MakeConversionsExplicit(Function& function) { Converter(function).Convert(function.body); }

bool FitsIn(const Expr& expr, Scalar scalar) {
  if (!IsIntegerType(expr.type)) return false;
  const Scalar type = expr.type.scalar;
  if (const auto* literal = As<IntLiteral>(expr)) return ValueFitsIn(literal->value, type, scalar);
  if (TypeFitsIn(type, scalar) || IsTruthValue(expr)) return true;
  const auto* conditional = As<Conditional>(expr);
  if (conditional == nullptr) return false;
  // An arm that the conditional's own type changes is no longer what it was.
  return FitsIn(*conditional->if_true, type) && FitsIn(*conditional->if_false, type) &&
         FitsIn(*conditional->if_true, scalar) && FitsIn(*conditional->if_false, scalar);
}

}  // namespace utvmc::kernelc
