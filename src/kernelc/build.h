// Typed constructors of expressions: the only place that knows what type C gives to an operation.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernelc/ast.h"

namespace utvmc::kernelc {

Expr MakeInt(std::int64_t value, Scalar type = Scalar::kInt32, Position where = {});
Expr MakeFloat(double value, Scalar type, Position where = {});
/// NULL, of type void*.
Expr MakeNull(Position where = {});
/// Reference to a symbol; arrays, constants and buffers have pointer type (they decay).
Expr MakeVar(const Function& function, SymbolId symbol, Position where = {});
/// base[index]; `base` has pointer type.
Expr MakeSubscript(Expr base, Expr index);
Expr MakeCast(Type type, Expr operand);

/// Type of `left op right`, or nothing where C has none (a pointer times a float, a float modulo).
std::optional<Type> TypeOf(BinaryOp op, Type left, Type right);
std::optional<Type> TypeOf(UnaryOp op, Type operand);
/// Type of `c ? a : b`.
std::optional<Type> TypeOfConditional(Type if_true, Type if_false);

/// `left op right`; the operation must have a type.
Expr MakeBinary(BinaryOp op, Expr left, Expr right);
Expr MakeUnary(UnaryOp op, Expr operand);
Expr MakeConditional(Expr condition, Expr if_true, Expr if_false);

/// A function that kernels may call without leaving the subset.
struct KnownFunction {
  std::string name;
  Type result;
  std::vector<Type> parameters;
  bool is_pure = false;  ///< libm: depends on its arguments only and has no effect
};
/// libm's functions of formats.md section 4 and TVM's backend API; null for anything else.
const KnownFunction* FindKnownFunction(std::string_view name);

}  // namespace utvmc::kernelc
