// The barriers of run(): which one stands before which operator.
#include <gmock/gmock.h>

#include <sstream>

#include "emit/emit.h"
#include "support/program_builder.h"

namespace utvmc::emit {
namespace {

using ir::Role;
using kernelc::Scalar;
using test::PlanApart;
using test::ProgramBuilder;
using test::SumKernel;
using ::testing::Each;
using ::testing::ElementsAre;

/// Operators that add up two floats or many.
class Graph {
 public:
  Graph() : x_(b_.Input("x", "float32", {4})) {}

  ir::TensorId x() const { return x_; }

  ir::TensorId Sum(std::vector<ir::TensorId> terms) {
    std::vector<test::Buffer> buffers;
    for (std::size_t i = 0; i < terms.size(); ++i)
      buffers.push_back({Role::kInput, "p" + std::to_string(i)});
    buffers.push_back({Role::kOutput, "out"});
    const std::string name = "sum" + std::to_string(count_++);
    const ir::KernelId kernel = b_.Kernel(SumKernel(name, Scalar::kFloat, 4, buffers).Get());
    const ir::TensorId out = b_.Activation(name, "float32", {4});
    terms.push_back(out);
    b_.Call(name, kernel, std::move(terms));
    return out;
  }

  std::vector<ir::TensorId> Branches(int count) {
    std::vector<ir::TensorId> branches;
    for (int i = 0; i < count; ++i) branches.push_back(Sum({x_}));
    return branches;
  }

  /// "()" or "_OF(arena)" or "_ANEW(arena)", of each operator.
  std::vector<std::string> Handovers(ir::TensorId output) {
    b_.Output(output);
    std::vector<std::string> handovers;
    for (const OutputFile& file : Emit(b_.program, PlanApart(b_.program, {}).Get(), {})) {
      if (file.name != "network.c") continue;
      std::istringstream lines(file.text);
      const std::string start = "    UTVM_HANDOVER";
      for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(start))
          handovers.push_back(line.substr(start.size(), line.size() - start.size() - 1));
      }
    }
    return handovers;
  }

 private:
  ProgramBuilder b_;
  ir::TensorId x_;
  int count_ = 0;
};

/// All but the first.
std::vector<std::string> Rest(std::vector<std::string> handovers) {
  EXPECT_EQ(handovers.front(), "_OF(arena)");
  handovers.erase(handovers.begin());
  return handovers;
}

TEST(Handovers, FirstOneMakesTheArenaKnown) {
  Graph graph;
  const ir::TensorId first = graph.Sum({graph.x()});
  EXPECT_THAT(graph.Handovers(graph.Sum({first, graph.x()})), ElementsAre("_OF(arena)", "()"));
}

TEST(Handovers, ChainsKeepAddressesAsTheCompilerLikes) {
  Graph graph;
  ir::TensorId last = graph.x();
  for (int i = 0; i < 100; ++i) last = graph.Sum({last});
  EXPECT_THAT(Rest(graph.Handovers(last)), Each("()"));
}

TEST(Handovers, SixBuffersFitIntoRegisters) {
  Graph graph;
  const std::vector<ir::TensorId> branches = graph.Branches(6);
  EXPECT_THAT(Rest(graph.Handovers(graph.Sum(branches))), Each("()"));
}

TEST(Handovers, AnOperatorThatJoinsMoreComputesTheirAddressesItself) {
  Graph graph;
  const std::vector<ir::TensorId> branches = graph.Branches(7);
  const ir::TensorId joined = graph.Sum(branches);
  const std::vector<std::string> rest = Rest(graph.Handovers(graph.Sum({joined})));
  EXPECT_EQ(rest.size(), 8u);
  EXPECT_EQ(rest[6], "_ANEW(arena)");
  EXPECT_EQ(std::ranges::count(rest, "()"), 7);
}

TEST(Handovers, ManyBuffersThatWaitDoNotWaitInRegisters) {
  Graph graph;
  const std::vector<ir::TensorId> branches = graph.Branches(20);
  ir::TensorId sum = branches[0];
  for (std::size_t i = 1; i < branches.size(); ++i) sum = graph.Sum({sum, branches[i]});
  const std::vector<std::string> rest = Rest(graph.Handovers(sum));
  EXPECT_EQ(rest[16], "_ANEW(arena)") << "seventeen results wait";
  EXPECT_EQ(std::ranges::count(rest, "_ANEW(arena)"), 1);
}

}  // namespace
}  // namespace utvmc::emit
