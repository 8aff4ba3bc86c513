// A function with variables and buffers, and shorthands that build expressions and statements on
// it.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "kernelc/build.h"
#include "kernelc/printer.h"

namespace utvmc::kernelc {

inline constexpr Type kInt8 = {Scalar::kInt8, 0};
inline constexpr Type kInt32 = {Scalar::kInt32, 0};
inline constexpr Type kInt64 = {Scalar::kInt64, 0};
inline constexpr Type kFloat = {Scalar::kFloat, 0};

/// A function with int32_t a, b, c, d, float f and buffers p0, out; shorthands build expressions.
class PrinterTest : public ::testing::Test {
 protected:
  PrinterTest() {
    function_.name = "kernel";
    for (const char* name : {"a", "b", "c", "d"}) {
      function_.Add({name, SymbolKind::kScalar, kInt32});
    }
    f_ = function_.Add({"f", SymbolKind::kScalar, kFloat});
    p0_ = function_.Add({"p0", SymbolKind::kBuffer, kInt8, 16, true});
    out_ = function_.Add({"out", SymbolKind::kBuffer, kFloat, 8, false});
    i_ = function_.Add({"i", SymbolKind::kLoop, kInt32});
  }

  Expr V(char name) const { return Var(SymbolId(static_cast<std::size_t>(name - 'a'))); }
  Expr Var(SymbolId symbol) const { return MakeVar(function_, symbol); }
  static Expr N(std::int64_t value) { return MakeInt(value); }
  static Expr B(BinaryOp op, Expr left, Expr right) {
    return MakeBinary(op, std::move(left), std::move(right));
  }
  static Expr U(UnaryOp op, Expr operand) { return MakeUnary(op, std::move(operand)); }
  static Expr If(Expr condition, Expr if_true, Expr if_false) {
    return MakeConditional(std::move(condition), std::move(if_true), std::move(if_false));
  }
  static Expr To(Type type, Expr operand) { return MakeCast(type, std::move(operand)); }
  std::string P(const Expr& expr) const { return PrintExpr(function_, expr); }

  template <class Node>
  static Stmt S(Node node) {
    return Stmt{std::move(node), {}};
  }
  Stmt Store(std::int64_t index, Expr value) const {
    return S(Assign{MakeSubscript(Var(out_), N(index)), std::move(value)});
  }
  std::string Body(Block block, std::vector<int> handovers = {}) {
    function_.body = std::move(block);
    return PrintBody(function_, 1, handovers);
  }

  Function function_;
  SymbolId f_, p0_, out_, i_;
};

}  // namespace utvmc::kernelc
