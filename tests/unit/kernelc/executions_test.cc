#include "kernelc/executions.h"

#include <limits>

#include "printer_fixture.h"

namespace utvmc::kernelc {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

class ExecutionsTest : public PrinterTest {
 protected:
  Stmt Loop(std::int64_t begin, std::int64_t end, Block body) const {
    return S(For{i_, N(begin), N(end), 1, std::move(body)});
  }
  /// How often each statement runs, parents first.
  static std::vector<std::int64_t> Times(const Block& block) {
    std::vector<std::int64_t> list;
    ForEachExecution(block, [&](const Stmt&, std::int64_t times) { list.push_back(times); });
    return list;
  }
  using Counts = std::vector<std::int64_t>;
};

TEST_F(ExecutionsTest, LoopsMultiplyWhatIsInThem) {
  EXPECT_EQ(Times({Store(0, N(1)), Loop(0, 4, {Store(0, N(1)), Loop(1, 4, {Store(0, N(1))})})}),
            Counts({1, 1, 4, 4, 12}));
}

TEST_F(ExecutionsTest, BothSidesOfAConditionRun) {
  EXPECT_EQ(Times({Loop(0, 3, {S(kernelc::If{V('a'), {Store(0, N(1))}, {Store(1, N(1))}})})}),
            Counts({1, 3, 3, 3}));
}

TEST_F(ExecutionsTest, LoopsOfUnknownLengthRunOnce) {
  EXPECT_EQ(Times({S(For{i_, N(0), V('a'), 1, {Store(0, N(1))}}),
                   S(While{V('a'), {Store(0, N(1))}}), S(Compound{{Store(0, N(1))}})}),
            Counts({1, 1, 1, 1, 1, 1}));
}

TEST_F(ExecutionsTest, CountsSaturate) {
  EXPECT_EQ(Times({Loop(0, kMost, {Loop(0, 3, {Store(0, N(1))})})}), Counts({1, kMost, kMost}));
}

TEST_F(ExecutionsTest, AStatementsOwnExpressionsAreThoseOfItsHeader) {
  const auto own = [&](const Stmt& stmt) {
    std::string text;
    ForEachOwnExpr(stmt, [&](const Expr& expr) { text += P(expr) + ";"; });
    return text;
  };
  EXPECT_EQ(own(Loop(1, 4, {Store(0, V('b'))})), "1;4;");
  EXPECT_EQ(own(S(While{V('a'), {Store(0, V('b'))}})), "a;");
  EXPECT_EQ(own(S(kernelc::If{V('a'), {Store(0, V('b'))}, {}})), "a;");
  EXPECT_EQ(own(S(Compound{{Store(0, V('b'))}})), "");
  EXPECT_EQ(own(S(Assign{V('a'), V('b')})), "a;b;");
}

}  // namespace
}  // namespace utvmc::kernelc
