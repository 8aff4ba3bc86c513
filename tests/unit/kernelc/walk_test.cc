#include "kernelc/walk.h"

#include <gmock/gmock.h>

#include <string>

#include "kernelc/build.h"
#include "kernelc/printer.h"

namespace utvmc::kernelc {
namespace {

using ::testing::ElementsAre;

/// `float in[8]`, `float out[8]`, `int32_t i`, `int32_t n` and shorthands for their uses.
class WalkTest : public ::testing::Test {
 protected:
  WalkTest() {
    in_ = function_.Add({"in", SymbolKind::kBuffer, {Scalar::kFloat, 0}, 8, true});
    out_ = function_.Add({"out", SymbolKind::kBuffer, {Scalar::kFloat, 0}, 8, false});
    i_ = function_.Add({"i", SymbolKind::kLoop, {Scalar::kInt32, 0}});
    n_ = function_.Add({"n", SymbolKind::kScalar, {Scalar::kInt32, 0}});
  }

  Expr Var(SymbolId symbol) const { return MakeVar(function_, symbol); }
  Expr At(SymbolId symbol, Expr index) const {
    return MakeSubscript(Var(symbol), std::move(index));
  }
  Stmt CopyLoop() const {
    Assign assign{At(out_, Var(i_)), At(in_, MakeBinary(BinaryOp::kAdd, Var(i_), Var(n_)))};
    return {For{i_, MakeInt(0), MakeInt(8), 1, {Stmt{std::move(assign), {}}}}, {}};
  }

  std::vector<std::string> Expressions(const Block& block) const {
    std::vector<std::string> texts;
    ForEachExpr(block, [&](const Expr& expr) { texts.push_back(PrintExpr(function_, expr)); });
    return texts;
  }

  /// "r in[i + n]", "w n", ...
  std::vector<std::string> Accesses(const Stmt& stmt) const {
    std::vector<std::string> texts;
    ForEachAccess(stmt, [&](const Access& access) {
      std::string text = (access.is_write ? "w " : "r ") + function_[access.symbol].name;
      if (access.index != nullptr) text += "[" + PrintExpr(function_, *access.index) + "]";
      texts.push_back(text);
    });
    return texts;
  }

  Function function_;
  SymbolId in_, out_, i_, n_;
};

TEST_F(WalkTest, VisitsExpressionsInSourceOrderParentsFirst) {
  EXPECT_THAT(Expressions({CopyLoop()}),
              ElementsAre("0", "8", "out[i]", "out", "i", "in[i + n]", "in", "i + n", "i", "n"));
}

TEST_F(WalkTest, VisitsEveryKindOfStatement) {
  Block block;
  block.push_back({Declare{n_, MakeInt(1)}, {}});
  block.push_back({Declare{n_, std::nullopt}, {}});
  block.push_back({While{MakeInt(2), {Stmt{Break{}, {}}}}, {}});
  Block then_block = {Stmt{Return{MakeInt(4)}, {}}};
  Block else_block = {Stmt{Return{}, {}}};
  block.push_back({If{MakeInt(3), std::move(then_block), std::move(else_block)}, {}});
  Call call{"f", {MakeInt(5)}};
  Block inner = {Stmt{Evaluate{Expr{std::move(call), {Scalar::kInt32, 0}, {}}}, {}}};
  block.push_back({Compound{std::move(inner)}, {}});
  EXPECT_THAT(Expressions(block), ElementsAre("1", "2", "3", "4", "f(5)", "5"));

  int statements = 0;
  ForEachStmt(block, [&](const Stmt&) { ++statements; });
  EXPECT_EQ(statements, 9);
}

TEST_F(WalkTest, RewritesChildrenBeforeParents) {
  Expr expr = MakeConditional(MakeUnary(UnaryOp::kLogicalNot, Var(n_)),
                              MakeCast({Scalar::kInt64, 0}, MakeInt(1)), MakeInt(2));
  std::vector<std::string> order;
  Rewrite(expr, [&](Expr& part) {
    order.push_back(PrintExpr(function_, part));
    if (auto* literal = As<IntLiteral>(part)) ++literal->value;
  });
  EXPECT_THAT(order, ElementsAre("n", "!n", "1", "(int64_t)2", "2", "!n ? (int64_t)2 : 3"));
}

TEST_F(WalkTest, RewritesInsideStatements) {
  Block block = {CopyLoop()};
  Rewrite(block, [&](Expr& part) {
    const auto* variable = As<VarRef>(part);
    if (variable != nullptr && variable->symbol == n_) part = MakeInt(7);
  });
  EXPECT_EQ(PrintExpr(function_, As<Assign>(As<For>(block[0])->body[0])->value), "in[i + 7]");
}

TEST_F(WalkTest, ReadsTheValueOfAnAssignmentBeforeWritingItsTarget) {
  EXPECT_THAT(Accesses(CopyLoop()),
              ElementsAre("w i", "r i", "r n", "r in[i + n]", "r i", "w out[i]"));
}

TEST_F(WalkTest, ADeclarationWritesOnlyWithAValue) {
  EXPECT_THAT(Accesses({Declare{n_, Var(i_)}, {}}), ElementsAre("r i", "w n"));
  EXPECT_THAT(Accesses({Declare{n_, std::nullopt}, {}}), ElementsAre());
}

TEST_F(WalkTest, AnAddressIsAReadAndAWrite) {
  Expr address = MakeUnary(UnaryOp::kAddressOf, Var(n_));
  Call call{"f", {std::move(address), Var(in_)}};
  const Stmt stmt{Evaluate{Expr{std::move(call), {Scalar::kInt32, 0}, {}}}, {}};
  EXPECT_THAT(Accesses(stmt), ElementsAre("r n", "w n", "r in"));
}

TEST_F(WalkTest, AStoreThroughAnotherPointerReadsThePointer) {
  Expr base = MakeCast({Scalar::kFloat, 1}, Var(in_));
  const Stmt stmt{Assign{MakeSubscript(std::move(base), Var(i_)), MakeInt(0)}, {}};
  EXPECT_THAT(Accesses(stmt), ElementsAre("r in", "r i"));
}

TEST_F(WalkTest, AStoreToAMemberWritesTheElement) {
  const SymbolId values =
      function_.Add({"values", SymbolKind::kArray, {Scalar::kTvmValue, 0}, 2, false});
  Expr member{Member{At(values, MakeInt(1)), "v_int64"}, {Scalar::kInt64, 0}, {}};
  EXPECT_THAT(Accesses({Assign{std::move(member), Var(n_)}, {}}),
              ElementsAre("r n", "w values[1]"));
}

}  // namespace
}  // namespace utvmc::kernelc
