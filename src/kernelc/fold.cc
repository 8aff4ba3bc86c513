#include "kernelc/fold.h"

#include "kernelc/build.h"
#include "kernelc/walk.h"

namespace utvmc::kernelc {
namespace {

__extension__ using UnsignedWide = unsigned __int128;
__extension__ using Wide = __int128;  // holds every sum and product of two 64-bit values

std::optional<std::int64_t> InRange(Scalar type, Wide value) {
  if (IsUnsignedInteger(type))
    return WrapTo(type, static_cast<std::int64_t>(static_cast<UnsignedWide>(value)));
  if (value < MinOf(type) || value > static_cast<Wide>(MaxOf(type))) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

/// The mathematical value: literals of kUint64 are held in two's complement.
Wide Widen(Scalar type, std::int64_t value) {
  return type == Scalar::kUint64 ? static_cast<Wide>(static_cast<std::uint64_t>(value))
                                 : static_cast<Wide>(value);
}

bool IsComparison(BinaryOp op) { return op >= BinaryOp::kLess && op <= BinaryOp::kNotEqual; }

std::int64_t Compare(BinaryOp op, Wide left, Wide right) {
  switch (op) {
    case BinaryOp::kLess:
      return left < right;
    case BinaryOp::kLessEqual:
      return left <= right;
    case BinaryOp::kGreater:
      return left > right;
    case BinaryOp::kGreaterEqual:
      return left >= right;
    case BinaryOp::kEqual:
      return left == right;
    default:
      return left != right;
  }
}

std::optional<std::int64_t> Shift(BinaryOp op, Scalar type, std::int64_t left, Wide count) {
  if (count < 0 || count >= BitsOf(type)) return std::nullopt;
  if (op == BinaryOp::kShiftRight)
    return static_cast<std::int64_t>(Widen(type, left) >> static_cast<int>(count));
  if (left < 0 && IsSignedInteger(type)) return std::nullopt;
  return InRange(type, Widen(type, left) << static_cast<int>(count));
}

/// Both operands already have the common type `type`.
std::optional<std::int64_t> Arithmetic(BinaryOp op, Scalar type, Wide left, Wide right) {
  switch (op) {
    case BinaryOp::kAdd:
      return InRange(type, left + right);
    case BinaryOp::kSubtract:
      return InRange(type, left - right);
    case BinaryOp::kMultiply:
      return InRange(type, left * right);
    case BinaryOp::kDivide:
      return right == 0 ? std::nullopt : InRange(type, left / right);
    case BinaryOp::kModulo:
      return right == 0 ? std::nullopt : InRange(type, left % right);
    case BinaryOp::kBitAnd:
      return InRange(type, left & right);
    case BinaryOp::kBitOr:
      return InRange(type, left | right);
    case BinaryOp::kBitXor:
      return InRange(type, left ^ right);
    default:
      return std::nullopt;
  }
}

std::optional<std::int64_t> FoldLiterals(const Binary& node, Scalar result, std::int64_t left,
                                         std::int64_t right) {
  const Scalar left_type = node.left->type.scalar;
  const Scalar right_type = node.right->type.scalar;
  if (node.op == BinaryOp::kLogicalAnd) return left != 0 && right != 0;
  if (node.op == BinaryOp::kLogicalOr) return left != 0 || right != 0;
  if (node.op == BinaryOp::kShiftLeft || node.op == BinaryOp::kShiftRight) {
    return Shift(node.op, result, left, Widen(right_type, right));
  }
  const Scalar common = UsualArithmetic(left_type, right_type);
  const Wide a = Widen(common, WrapTo(common, left));
  const Wide b = Widen(common, WrapTo(common, right));
  if (IsComparison(node.op)) return Compare(node.op, a, b);
  return Arithmetic(node.op, common, a, b);
}

bool IsTruthValue(const Expr& expr) {
  if (const auto* binary = As<Binary>(expr)) {
    return IsComparison(binary->op) || binary->op == BinaryOp::kLogicalAnd ||
           binary->op == BinaryOp::kLogicalOr;
  }
  if (const auto* unary = As<Unary>(expr)) return unary->op == UnaryOp::kLogicalNot;
  return expr.type == Type{Scalar::kBool};
}

/// `kept` in the type of `expr`, in its place.
void ReplaceBy(Expr& expr, Expr kept) {
  const Type type = expr.type;
  const Position where = expr.where;
  expr = kept.type == type ? std::move(kept) : MakeCast(type, std::move(kept));
  expr.where = where;
  FoldNode(expr);
}

void ReplaceBy(Expr& expr, std::int64_t value) {
  expr = MakeInt(value, expr.type.scalar, expr.where);
}

/// Logical operators with one literal operand. The right operand of `0 && x` is never evaluated,
/// and reads are pure.
bool FoldLogic(Expr& expr, Binary& node) {
  const bool is_and = node.op == BinaryOp::kLogicalAnd;
  for (bool literal_is_left : {true, false}) {
    Expr& literal = literal_is_left ? *node.left : *node.right;
    Expr& other = literal_is_left ? *node.right : *node.left;
    const auto value = IntegerValue(literal);
    if (!value) continue;
    const bool decides = (*value != 0) != is_and;
    if (decides && (literal_is_left || IsPure(other))) return ReplaceBy(expr, is_and ? 0 : 1), true;
    if (!decides && IsTruthValue(other)) return ReplaceBy(expr, Expr(other)), true;
  }
  return false;
}

bool IsNeutral(BinaryOp op, std::int64_t value, bool is_left) {
  switch (op) {
    case BinaryOp::kAdd:
    case BinaryOp::kBitOr:
    case BinaryOp::kBitXor:
      return value == 0;
    case BinaryOp::kMultiply:
      return value == 1;
    case BinaryOp::kSubtract:
    case BinaryOp::kShiftLeft:
    case BinaryOp::kShiftRight:
      return !is_left && value == 0;
    case BinaryOp::kDivide:
      return !is_left && value == 1;
    default:
      return false;
  }
}

bool FoldIdentity(Expr& expr, Binary& node) {
  if (!IsInteger(expr.type.scalar)) return false;
  for (bool literal_is_left : {true, false}) {
    const auto value = IntegerValue(literal_is_left ? *node.left : *node.right);
    if (!value) continue;
    Expr& other = literal_is_left ? *node.right : *node.left;
    if (other.type.IsPointer() || !IsInteger(other.type.scalar)) return false;
    if (IsNeutral(node.op, *value, literal_is_left)) return ReplaceBy(expr, Expr(other)), true;
    const bool absorbs =
        *value == 0 && (node.op == BinaryOp::kMultiply || node.op == BinaryOp::kBitAnd);
    if (absorbs && IsPure(other)) return ReplaceBy(expr, 0), true;
  }
  return false;
}

/// 0 - x is -x.
bool FoldNegation(Expr& expr, Binary& node) {
  if (node.op != BinaryOp::kSubtract || IntegerValue(*node.left) != 0) return false;
  if (!IsInteger(node.right->type.scalar) || As<IntLiteral>(*node.right) != nullptr) return false;
  Expr negated = MakeUnary(UnaryOp::kNegate, *node.right);
  if (negated.type != expr.type) return false;
  return ReplaceBy(expr, std::move(negated)), true;
}

/// The literal that an addition or subtraction adds, where it is one of integers with a literal on
/// the right.
std::optional<Wide> Addend(const Expr& expr) {
  const auto* node = As<Binary>(expr);
  if (node == nullptr || expr.type.IsPointer() || !IsInteger(expr.type.scalar)) return std::nullopt;
  if (node->op != BinaryOp::kAdd && node->op != BinaryOp::kSubtract) return std::nullopt;
  if (node->left->type.IsPointer()) return std::nullopt;
  const auto value = IntegerValue(*node->right);
  if (!value) return std::nullopt;
  const Wide wide = Widen(node->right->type.scalar, *value);
  return node->op == BinaryOp::kAdd ? wide : -wide;
}

/// (x + 31) - 1 is x + 30. The sum is the same number wherever the original does not overflow.
bool FoldAddends(Expr& expr, Binary& node) {
  const auto outer = Addend(expr);
  const auto inner = outer ? Addend(*node.left) : std::nullopt;
  if (!inner || node.left->type != expr.type || !IsSignedInteger(expr.type.scalar)) return false;
  const Wide sum = *inner + *outer;
  const Wide magnitude = sum < 0 ? -sum : sum;
  Scalar type = node.right->type.scalar;
  if (!IsSignedInteger(type) || !InRange(type, magnitude)) type = expr.type.scalar;
  if (!InRange(type, magnitude)) return false;
  Expr x = *As<Binary>(*node.left)->left;
  Expr folded = MakeBinary(sum < 0 ? BinaryOp::kSubtract : BinaryOp::kAdd, std::move(x),
                           MakeInt(static_cast<std::int64_t>(magnitude), type, expr.where));
  return ReplaceBy(expr, std::move(folded)), true;
}

/// The literal without its sign, where it is negative and its magnitude has a type that keeps the
/// one of the sum.
std::optional<Expr> Negated(const Expr& literal, const Type& sum) {
  if (const auto* real = As<FloatLiteral>(literal)) {
    if (!(real->value < 0)) return std::nullopt;
    return MakeFloat(-real->value, literal.type.scalar, literal.where);
  }
  const auto value = IntegerValue(literal);
  if (!value || !IsSignedInteger(literal.type.scalar) || !IsSignedInteger(sum.scalar)) return {};
  const Wide wide = Widen(literal.type.scalar, *value);
  if (wide >= 0 || !InRange(sum.scalar, -wide)) return std::nullopt;
  const Scalar type = InRange(literal.type.scalar, -wide) ? literal.type.scalar : sum.scalar;
  return MakeInt(static_cast<std::int64_t>(-wide), type, literal.where);
}

/// x + -128 is x - 128, and x - -128 is x + 128. Of floats too, by IEEE 754 (5.4.1): a sign is no
/// rounding.
bool FoldNegativeAddend(Expr& expr, Binary& node) {
  if (node.op != BinaryOp::kAdd && node.op != BinaryOp::kSubtract) return false;
  auto negated = Negated(*node.right, expr.type);
  if (!negated) return false;
  const BinaryOp op = node.op == BinaryOp::kAdd ? BinaryOp::kSubtract : BinaryOp::kAdd;
  Expr turned = MakeBinary(op, std::move(*node.left), *std::move(negated));
  turned.where = expr.where;
  return expr = std::move(turned), true;
}

void FoldBinary(Expr& expr, Binary& node) {
  if (node.left->type.IsPointer() || node.right->type.IsPointer()) return;
  const auto left = IntegerValue(*node.left);
  const auto right = IntegerValue(*node.right);
  if (left && right) {
    if (auto value = FoldLiterals(node, expr.type.scalar, *left, *right)) ReplaceBy(expr, *value);
    return;
  }
  if (node.op == BinaryOp::kLogicalAnd || node.op == BinaryOp::kLogicalOr) {
    FoldLogic(expr, node);
  } else if (!FoldIdentity(expr, node) && !FoldNegation(expr, node) &&
             !FoldNegativeAddend(expr, node)) {
    FoldAddends(expr, node);
  }
}

void FoldUnary(Expr& expr, Unary& node) {
  const Scalar type = expr.type.scalar;
  if (node.op == UnaryOp::kNegate) {
    if (const auto* literal = As<FloatLiteral>(*node.operand)) {
      expr = MakeFloat(-literal->value, type, expr.where);
      return;
    }
  }
  const auto value = IntegerValue(*node.operand);
  if (node.op == UnaryOp::kPlus && expr.type == node.operand->type)
    return ReplaceBy(expr, Expr(*node.operand));
  if (!value) return;
  switch (node.op) {
    case UnaryOp::kNegate:
      if (auto folded = InRange(type, -Widen(type, *value))) ReplaceBy(expr, *folded);
      break;
    case UnaryOp::kLogicalNot:
      ReplaceBy(expr, *value == 0 ? 1 : 0);
      break;
    case UnaryOp::kBitNot:
      ReplaceBy(expr, WrapTo(type, ~*value));
      break;
    default:
      break;
  }
}

void FoldCast(Expr& expr, Cast& node) {
  if (expr.type.IsPointer()) return;
  const Scalar type = expr.type.scalar;
  if (expr.type == node.operand->type) return ReplaceBy(expr, Expr(*node.operand));
  const auto value = IntegerValue(*node.operand);
  if (!value) return;
  if (IsInteger(type)) return ReplaceBy(expr, WrapTo(type, *value));
  // Integers of this size are exact in a float: no rounding mode is involved.
  constexpr std::int64_t kExactInFloat = std::int64_t{1} << 24;
  const bool exact = *value >= -kExactInFloat && *value <= kExactInFloat;
  if ((type == Scalar::kFloat || type == Scalar::kDouble) && exact) {
    expr = MakeFloat(static_cast<double>(*value), type, expr.where);
  }
}

void FoldConditional(Expr& expr, Conditional& node) {
  const auto condition = IntegerValue(*node.condition);
  if (condition) ReplaceBy(expr, Expr(*condition != 0 ? *node.if_true : *node.if_false));
}

}  // namespace

std::optional<std::int64_t> IntegerValue(const Expr& expr) {
  if (const auto* literal = As<IntLiteral>(expr)) return literal->value;
  return std::nullopt;
}

std::int64_t WrapTo(Scalar integer, std::int64_t value) {
  switch (integer) {
    case Scalar::kBool:
      return value != 0;
    case Scalar::kInt8:
      return static_cast<std::int8_t>(value);
    case Scalar::kInt16:
      return static_cast<std::int16_t>(value);
    case Scalar::kInt32:
      return static_cast<std::int32_t>(value);
    case Scalar::kUint8:
      return static_cast<std::uint8_t>(value);
    case Scalar::kUint16:
      return static_cast<std::uint16_t>(value);
    case Scalar::kUint32:
      return static_cast<std::uint32_t>(value);
    default:
      return value;
  }
}

bool IsPure(const Expr& expr) {
  bool pure = true;
  ForEachExpr(expr, [&](const Expr& inner) {
    if (const auto* call = As<Call>(inner)) {
      const KnownFunction* known = FindKnownFunction(call->callee);
      pure = pure && known != nullptr && known->is_pure;
    }
  });
  return pure;
}

void FoldNode(Expr& expr) {
  if (auto* binary = As<Binary>(expr)) {
    FoldBinary(expr, *binary);
  } else if (auto* unary = As<Unary>(expr)) {
    FoldUnary(expr, *unary);
  } else if (auto* cast = As<Cast>(expr)) {
    FoldCast(expr, *cast);
  } else if (auto* conditional = As<Conditional>(expr)) {
    FoldConditional(expr, *conditional);
  }
}

void FoldConstants(Function& function) { Rewrite(function.body, FoldNode); }

}  // namespace utvmc::kernelc
