#include "kernelc/operators.h"

#include <cstddef>

namespace utvmc::kernelc {
namespace {

struct Entry {
  BinaryOp op;
  Punct punct;
  std::string_view text;
  Level level;
};

/// By BinaryOp.
constexpr Entry kBinary[] = {
    {BinaryOp::kMultiply, Punct::kStar, "*", Level::kMultiplicative},
    {BinaryOp::kDivide, Punct::kSlash, "/", Level::kMultiplicative},
    {BinaryOp::kModulo, Punct::kPercent, "%", Level::kMultiplicative},
    {BinaryOp::kAdd, Punct::kPlus, "+", Level::kAdditive},
    {BinaryOp::kSubtract, Punct::kMinus, "-", Level::kAdditive},
    {BinaryOp::kShiftLeft, Punct::kShiftLeft, "<<", Level::kShift},
    {BinaryOp::kShiftRight, Punct::kShiftRight, ">>", Level::kShift},
    {BinaryOp::kLess, Punct::kLess, "<", Level::kRelational},
    {BinaryOp::kLessEqual, Punct::kLessEqual, "<=", Level::kRelational},
    {BinaryOp::kGreater, Punct::kGreater, ">", Level::kRelational},
    {BinaryOp::kGreaterEqual, Punct::kGreaterEqual, ">=", Level::kRelational},
    {BinaryOp::kEqual, Punct::kEqual, "==", Level::kEquality},
    {BinaryOp::kNotEqual, Punct::kNotEqual, "!=", Level::kEquality},
    {BinaryOp::kBitAnd, Punct::kAnd, "&", Level::kBitAnd},
    {BinaryOp::kBitXor, Punct::kXor, "^", Level::kBitXor},
    {BinaryOp::kBitOr, Punct::kOr, "|", Level::kBitOr},
    {BinaryOp::kLogicalAnd, Punct::kAndAnd, "&&", Level::kLogicalAnd},
    {BinaryOp::kLogicalOr, Punct::kOrOr, "||", Level::kLogicalOr},
};

constexpr bool IsInOrder() {
  for (std::size_t i = 0; i < std::size(kBinary); ++i) {
    if (static_cast<std::size_t>(kBinary[i].op) != i) return false;
  }
  return true;
}
static_assert(IsInOrder());

const Entry& EntryOf(BinaryOp op) { return kBinary[static_cast<std::size_t>(op)]; }

}  // namespace

std::string_view Spell(BinaryOp op) { return EntryOf(op).text; }

std::string_view Spell(UnaryOp op) {
  switch (op) {
    case UnaryOp::kNegate:
      return "-";
    case UnaryOp::kPlus:
      return "+";
    case UnaryOp::kLogicalNot:
      return "!";
    case UnaryOp::kBitNot:
      return "~";
    case UnaryOp::kAddressOf:
      return "&";
    case UnaryOp::kDereference:
      return "*";
  }
  return "";
}

Level LevelOf(BinaryOp op) { return EntryOf(op).level; }

std::optional<BinaryOp> FindBinaryOp(Punct punct) {
  if (punct == Punct::kNone) return std::nullopt;
  for (const Entry& entry : kBinary) {
    if (entry.punct == punct) return entry.op;
  }
  return std::nullopt;
}

BinaryOp OpOfAssignment(std::string_view spelling) {
  const std::string_view text = spelling.substr(0, spelling.size() - 1);
  const Entry* entry = kBinary;
  while (entry->text != text) ++entry;
  return entry->op;
}

bool IsComparison(BinaryOp op) { return op >= BinaryOp::kLess && op <= BinaryOp::kNotEqual; }
bool IsBitwise(BinaryOp op) { return op >= BinaryOp::kBitAnd && op <= BinaryOp::kBitOr; }
bool IsLogical(BinaryOp op) { return op == BinaryOp::kLogicalAnd || op == BinaryOp::kLogicalOr; }

}  // namespace utvmc::kernelc
