// C's operators: how they are spelled and how tightly they bind (C99 6.5).
#pragma once

#include <optional>
#include <string_view>

#include "kernelc/ast.h"
#include "kernelc/token.h"

namespace utvmc::kernelc {

/// C99's levels of precedence, the loosest first.
enum class Level {
  kConditional,
  kLogicalOr,
  kLogicalAnd,
  kBitOr,
  kBitXor,
  kBitAnd,
  kEquality,
  kRelational,
  kShift,
  kAdditive,
  kMultiplicative,
  kUnary,
  kPostfix,
  kPrimary,
};

std::string_view Spell(BinaryOp op);
std::string_view Spell(UnaryOp op);
Level LevelOf(BinaryOp op);

/// The binary operator that `punct` is between two operands.
std::optional<BinaryOp> FindBinaryOp(Punct punct);
/// The operator of a compound assignment: of `+=`, that is `+`.
BinaryOp OpOfAssignment(std::string_view spelling);

bool IsComparison(BinaryOp op);
bool IsBitwise(BinaryOp op);  ///< & ^ |, not the shifts
bool IsLogical(BinaryOp op);  ///< && ||

}  // namespace utvmc::kernelc
