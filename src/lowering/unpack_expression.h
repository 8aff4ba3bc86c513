// Expressions of a packed kernel, evaluated as far as graph and calling convention fix their
// values.
#pragma once

#include <cstdint>
#include <map>

#include "kernelc/ast.h"
#include "lowering/argument_values.h"
#include "lowering/bound_buffers.h"
#include "lowering/first_failure.h"
#include "lowering/known_value.h"

namespace utvmc::lowering {

class ExpressionUnpacker {
 public:
  ExpressionUnpacker(const kernelc::Function& function, ArgumentValues& arguments,
                     BoundBuffers& buffers, FirstFailure& failure)
      : function_(function), arguments_(arguments), buffers_(buffers), failure_(failure) {}

  /// From now on `variable` is `value`.
  void Define(kernelc::SymbolId variable, Lowered value);

  Lowered Lower(const kernelc::Expr& expr);
  /// An expression that must be a scalar.
  kernelc::Expr LowerScalar(const kernelc::Expr& expr);

 private:
  Lowered LowerNode(const kernelc::Expr& expr, const kernelc::IntLiteral&);
  Lowered LowerNode(const kernelc::Expr& expr, const kernelc::FloatLiteral&);
  Lowered LowerNode(const kernelc::Expr& expr, const kernelc::StringLiteral&);
  Lowered LowerNode(const kernelc::Expr& expr, const kernelc::NamedConstant& constant);
  Lowered LowerNode(const kernelc::Expr& expr, const kernelc::VarRef& variable);
  Lowered LowerNode(const kernelc::Expr& expr, const kernelc::Cast& cast);
  Lowered LowerNode(const kernelc::Expr& expr, const kernelc::Subscript& subscript);
  Lowered LowerNode(const kernelc::Expr& expr, const kernelc::Member& member);
  Lowered LowerNode(const kernelc::Expr& expr, const kernelc::Unary& unary);
  Lowered LowerNode(const kernelc::Expr& expr, const kernelc::Binary& binary);
  Lowered LowerNode(const kernelc::Expr& expr, const kernelc::Conditional& conditional);
  Lowered LowerNode(const kernelc::Expr& expr, const kernelc::Call& call);

  Lowered ArrayElement(const kernelc::Expr& expr, kernelc::SymbolId array, kernelc::Expr index);
  Lowered CompareToNull(const kernelc::Expr& expr, kernelc::BinaryOp op, KnownValue left,
                        KnownValue right);

  const kernelc::Function& function_;
  ArgumentValues& arguments_;
  BoundBuffers& buffers_;
  FirstFailure& failure_;
  std::map<kernelc::SymbolId, Lowered> known_;
};

}  // namespace utvmc::lowering
