#include "plan/liveness.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "program_builder.h"

namespace utvmc::plan {

void PrintTo(Interval interval, std::ostream* out) {
  *out << '[' << interval.begin << ", " << interval.end << ')';
}

namespace {

using ir::TensorId;

class LivenessTest : public testing::Test {
 protected:
  Liveness Analyze() {
    Result<Liveness> result = AnalyzeLiveness(b.program, options);
    EXPECT_TRUE(result.ok());
    return *std::move(result);
  }
  /// Empty: the tensor is not in the plan.
  std::optional<Interval> Live(TensorId tensor) {
    const Liveness liveness = Analyze();
    const int index = liveness.tensor_allocation[tensor.index()];
    if (index < 0) return std::nullopt;
    return liveness.allocations[static_cast<std::size_t>(index)].live;
  }

  /// The last kernel may write `output` over `input`.
  void MayWrite(int output, int input, std::int64_t min_distance, std::int64_t max_distance) {
    b.program.kernels.back().in_place.push_back({input, output, min_distance, max_distance});
  }
  /// "b2 over b0 at [-4, 0]", one a line, by buffer of the problem.
  std::string Overlaps() {
    std::string text;
    for (const AllowedOverlap& overlap : Analyze().problem.overlaps) {
      text += fmt::format("b{} over b{} at [{}, {}]\n", overlap.second.value, overlap.first.value,
                          overlap.min_distance, overlap.max_distance);
    }
    return text;
  }

  ProgramBuilder b;
  CompileOptions options;
};

TEST_F(LivenessTest, NumbersTheStepsOfAllOperatorsInARow) {
  const TensorId in = b.Input(4), x = b.Activation(4), y = b.Activation(4), z = b.Activation(4);
  b.Call({in}, {x}, 3, {Reads(0, {0, 3}), Writes(1, {0, 3})});
  b.Copy(x, y);
  b.Call({y}, {z}, 2, {Reads(0, {0, 2}), Writes(1, {0, 2})});
  EXPECT_EQ(Analyze().op_begin, (std::vector<std::int64_t>{0, 3, 4, 6}));
}

TEST_F(LivenessTest, AnInputDiesAfterItsLastReadInsideItsLastKernel) {
  const TensorId in = b.Input(4), x = b.Activation(4), y = b.Activation(4);
  b.Call({in}, {x}, 4, {Reads(0, {0, 1}), Writes(1, {2, 4})});
  b.Call({x}, {y}, 5, {Reads(0, {0, 2}), Writes(1, {3, 5})});
  EXPECT_EQ(Live(in), (Interval{0, 1}));
  EXPECT_EQ(Live(x), (Interval{2, 6}));
}

TEST_F(LivenessTest, ATensorLivesUntilItsLastConsumer) {
  const TensorId in = b.Input(4), x = b.Activation(4), y = b.Activation(4), z = b.Activation(4);
  b.Call({in}, {x});
  b.Call({x}, {y});
  b.Call({y, x}, {z});
  EXPECT_EQ(Live(x), (Interval{0, 3}));
  EXPECT_EQ(Live(y), (Interval{1, 3}));
}

TEST_F(LivenessTest, ATensorPassedTwiceLivesUntilTheLaterOfItsReads) {
  const TensorId in = b.Input(4), x = b.Activation(4), y = b.Activation(4);
  b.Call({in}, {x});
  b.Call({x, x}, {y}, 4, {Reads(0, {0, 1}), Reads(1, {0, 3}), Writes(2, {3, 4})});
  EXPECT_EQ(Live(x), (Interval{0, 4}));
}

TEST_F(LivenessTest, AnArgumentThatTheKernelNeverTouchesIsNoAccess) {
  const TensorId in = b.Input(4), x = b.Activation(4), y = b.Activation(4);
  b.Call({in}, {x});
  b.Call({x, in}, {y}, 1, {Reads(0, {0, 1}), Writes(2, {0, 1})});
  EXPECT_EQ(Live(in), (Interval{0, 1}));
}

TEST_F(LivenessTest, AnOutputThatTheKernelNeverTouchesIsBornWithItsOperator) {
  const TensorId in = b.Input(4), x = b.Activation(4), y = b.Activation(4), z = b.Activation(4);
  b.Call({in}, {x});
  b.Call({x}, {y}, 3, {Reads(0, {0, 1})});
  b.Call({y}, {z});
  EXPECT_EQ(Live(y), (Interval{1, 5}));
}

TEST_F(LivenessTest, AResultThatNobodyReadsLivesWhileItIsWritten) {
  const TensorId in = b.Input(4), used = b.Activation(4), unused = b.Activation(4);
  b.Call({in}, {used, unused}, 5, {Reads(0, {0, 5}), Writes(1, {0, 5}), Writes(2, {3, 5})});
  b.Call({used}, {b.Activation(4)});
  EXPECT_EQ(Live(unused), (Interval{3, 5}));
}

TEST_F(LivenessTest, AccessesToAliasesCountToTheRoot) {
  const TensorId in = b.Input(4), x = b.Activation(4), y = b.Activation(4);
  const TensorId alias = b.Alias(x);
  b.Call({in}, {x});
  b.Call({in}, {y});
  b.Call({alias}, {b.Activation(4)});
  EXPECT_EQ(Live(x), (Interval{0, 3}));
  EXPECT_EQ(Live(alias), std::nullopt);
}

TEST_F(LivenessTest, AllInputsAreLiveAtStepZero) {
  const TensorId early = b.Input(4), late = b.Input(4), unread = b.Input(4);
  const TensorId x = b.Activation(4);
  b.Call({early}, {x});
  b.Call({late}, {b.Activation(4)});
  EXPECT_EQ(Live(early), (Interval{0, 1}));
  EXPECT_EQ(Live(late), (Interval{0, 2}));
  EXPECT_EQ(Live(unread), (Interval{0, 1}));
}

TEST_F(LivenessTest, OutputsLiveToTheEnd) {
  const TensorId in = b.Input(4), x = b.Activation(4), y = b.Activation(4);
  b.Call({in}, {x});
  b.Call({in}, {y});
  b.Call({y}, {b.Activation(4)}, 3, {Reads(0, {0, 1}), Writes(1, {0, 3})});
  b.program.outputs = {x, x};
  EXPECT_EQ(Live(x), (Interval{0, 5}));
}

TEST_F(LivenessTest, TheRootOfAnOutputThatIsAnAliasLivesToTheEnd) {
  const TensorId in = b.Input(4);
  b.Call({in}, {b.Activation(4)});
  b.Call({in}, {b.Activation(4)});
  b.program.outputs = {b.Alias(in)};
  EXPECT_EQ(Live(in), (Interval{0, 2}));
}

TEST_F(LivenessTest, AProgramWithoutOperatorsLastsOneStep) {
  const TensorId in = b.Input(4);
  b.program.outputs = {in};
  const Liveness liveness = Analyze();
  EXPECT_EQ(liveness.op_begin, (std::vector<std::int64_t>{1}));
  ASSERT_EQ(liveness.allocations.size(), 1u);
  EXPECT_EQ(liveness.allocations[0].live, (Interval{0, 1}));
  EXPECT_FALSE(liveness.allocations[0].first_op.valid());
}

TEST_F(LivenessTest, ConstantsHaveNoPlace) {
  const TensorId in = b.Input(4), weights = b.Constant(4);
  b.Call({in, weights}, {b.Activation(4)});
  b.program.outputs = {weights};
  EXPECT_EQ(Live(weights), std::nullopt);
}

TEST_F(LivenessTest, InputsAndOutputsOfTheCallerHaveNoPlace) {
  options.io = IoPlacement::kCaller;
  const TensorId in = b.Input(4), x = b.Activation(4), y = b.Activation(4);
  b.Call({in}, {x});
  b.Call({x}, {y});
  b.program.outputs = {b.Alias(y)};
  EXPECT_EQ(Live(in), std::nullopt);
  EXPECT_EQ(Live(x), (Interval{0, 2}));
  EXPECT_EQ(Live(y), std::nullopt);
}

TEST_F(LivenessTest, ACopyTouchesBothSidesInItsOnlyStep) {
  const TensorId in = b.Input(4), x = b.Activation(4), y = b.Activation(4);
  b.Call({in}, {x});
  b.Copy(x, y);
  EXPECT_EQ(Live(x), (Interval{0, 2}));
  EXPECT_EQ(Live(y), (Interval{1, 2}));
}

TEST_F(LivenessTest, AKernelThatWasNotLoweredTouchesAllArgumentsAllTheTime) {
  const TensorId in = b.Input(4), x = b.Activation(4), y = b.Activation(4);
  b.Call({in}, {x});
  b.PackedCall({in, x}, {y});
  EXPECT_EQ(Live(in), (Interval{0, 2}));
  EXPECT_EQ(Live(y), (Interval{1, 2}));
}

TEST_F(LivenessTest, ScratchLivesBetweenItsFirstAndLastAccess) {
  const TensorId in = b.Input(4), x = b.Activation(4), y = b.Activation(4);
  b.Call({in}, {x});
  b.Call({x}, {y}, 6,
         {Reads(0, {0, 2}), Scratch(10, {1, 4}), Writes(1, {4, 6}),
          Scratch(3, {0, 0}, kernelc::Scalar::kInt16)});
  const Liveness liveness = Analyze();
  EXPECT_EQ(liveness.scratch_allocation, (std::vector<std::vector<int>>{{-1, -1}, {-1, 3, -1, 4}}));
  const Allocation& scratch = liveness.allocations[3];
  EXPECT_EQ(scratch.live, (Interval{2, 5}));
  EXPECT_FALSE(scratch.tensor.valid());
  EXPECT_EQ(scratch.op, ir::OperatorId(1));
  EXPECT_EQ(scratch.parameter, 1);
  EXPECT_EQ(scratch.size, 40);
  EXPECT_EQ(liveness.problem.buffers[3].alignment, 4);
  EXPECT_EQ(liveness.allocations[4].live, (Interval{1, 2}));  // never accessed: one step
}

TEST_F(LivenessTest, TensorsComeFirstInTheOrderOfTheirIds) {
  const TensorId in = b.Input(1), x = b.Activation(2);
  b.Call({in}, {x}, 1, {Reads(0, {0, 1}), Scratch(1, {0, 1}), Writes(1, {0, 1})});
  const Liveness liveness = Analyze();
  ASSERT_EQ(liveness.allocations.size(), 3u);
  EXPECT_EQ(liveness.allocations[0].tensor, in);
  EXPECT_EQ(liveness.allocations[1].tensor, x);
  EXPECT_EQ(liveness.allocations[2].op, ir::OperatorId(0));
}

TEST_F(LivenessTest, AZeroElementTensorKeepsOneElement) {
  const TensorId in = b.Tensor(ir::Tensor::Kind::kInput, {0, 7}, {ir::DataType::Code::kFloat, 32});
  b.program.inputs = {in};
  b.program.outputs = {in};
  const Liveness liveness = Analyze();
  EXPECT_EQ(liveness.allocations[0].elements, 1);
  EXPECT_EQ(liveness.allocations[0].size, 4);
}

TEST_F(LivenessTest, AlignmentIsThatOfTheElementUnlessMoreIsAskedFor) {
  b.program.inputs = {b.Tensor(ir::Tensor::Kind::kInput, {3}, {ir::DataType::Code::kInt, 64}),
                      b.Tensor(ir::Tensor::Kind::kInput, {3}, {ir::DataType::Code::kInt, 8})};
  EXPECT_EQ(Analyze().problem.buffers[0].alignment, 8);
  EXPECT_EQ(Analyze().problem.buffers[1].alignment, 1);
  options.align = 4;
  EXPECT_EQ(Analyze().problem.buffers[0].alignment, 8);
  EXPECT_EQ(Analyze().problem.buffers[1].alignment, 4);
}

TEST_F(LivenessTest, NamesTheFirstAndTheLastOperatorOfALifetime) {
  const TensorId in = b.Input(4), x = b.Activation(4), y = b.Activation(4);
  b.Call({in}, {x}, 3, {Reads(0, {0, 3}), Writes(1, {2, 3})});
  b.Call({in}, {y}, 2, {Reads(0, {0, 1}), Writes(1, {1, 2})});
  b.Call({x, y}, {b.Activation(4)}, 2, {Reads(0, {0, 1}), Reads(1, {0, 2}), Writes(2, {1, 2})});
  const Liveness liveness = Analyze();
  EXPECT_EQ(liveness.allocations[0].last_op, ir::OperatorId(1));
  EXPECT_EQ(liveness.allocations[1].first_op, ir::OperatorId(0));
  EXPECT_EQ(liveness.allocations[1].last_op, ir::OperatorId(2));
  EXPECT_EQ(liveness.allocations[2].first_op, ir::OperatorId(1));
}

TEST_F(LivenessTest, AnOutputMayOverlapATensorThatDiesInTheStepInWhichItIsWritten) {
  const TensorId in = b.Input(4), x = b.Activation(4), y = b.Activation(4);
  b.Call({in}, {x});
  MayWrite(1, 0, -4, 0);
  b.Call({x}, {y});
  MayWrite(1, 0, -4, -1);
  EXPECT_EQ(Overlaps(), "b1 over b0 at [-4, 0]\nb2 over b1 at [-4, -1]\n");
}

TEST_F(LivenessTest, WhatALaterOperatorReadsIsNotOverwritten) {
  const TensorId in = b.Input(4), x = b.Activation(4), y = b.Activation(4);
  b.Call({in}, {x});
  MayWrite(1, 0, -4, 0);
  b.Call({b.Alias(in), x}, {y});
  MayWrite(2, 1, -4, 0);
  EXPECT_EQ(Overlaps(), "b2 over b1 at [-4, 0]\n");
}

TEST_F(LivenessTest, AnOutputOfTheModelIsNotOverwrittenEvenInTheLastStep) {
  const TensorId in = b.Input(4), x = b.Activation(4), y = b.Activation(4);
  b.Call({in}, {x});
  b.Call({x}, {y});
  MayWrite(1, 0, -4, 0);
  b.program.outputs = {b.Alias(x), y};
  EXPECT_EQ(Overlaps(), "");
}

TEST_F(LivenessTest, WhatIsReadInALaterStepOfTheKernelIsOverwrittenInThatOne) {
  const TensorId in = b.Input(4), x = b.Activation(4), y = b.Activation(4);
  b.Call({in}, {x}, 3, {Reads(0, {0, 2}), Writes(1, {1, 3})});
  MayWrite(1, 0, -4, 0);
  b.Call({x}, {y});
  EXPECT_EQ(Overlaps(), "b1 over b0 at [-4, 0]\n");
}

TEST_F(LivenessTest, ATensorPassedTwiceIsOverwrittenWhereBothReadsAllowIt) {
  const TensorId in = b.Input(4), x = b.Activation(4);
  b.Call({in, in}, {x});
  MayWrite(2, 0, -4, 0);
  MayWrite(2, 1, -2, 2);
  EXPECT_EQ(Overlaps(), "b1 over b0 at [-2, 0]\n");
  b.program.kernels[0].in_place[1].min_distance = 1;
  EXPECT_EQ(Overlaps(), "");
  b.program.kernels[0].in_place.pop_back();
  EXPECT_EQ(Overlaps(), "");
}

TEST_F(LivenessTest, AReadThatEndsBeforeTheOutputIsBornDoesNotMatter) {
  const TensorId in = b.Input(4), x = b.Activation(4);
  b.Call({in, in}, {x}, 2, {Reads(0, {0, 2}), Reads(1, {0, 1}), Writes(2, {1, 2})});
  MayWrite(2, 0, -4, 0);
  EXPECT_EQ(Overlaps(), "b1 over b0 at [-4, 0]\n");
}

TEST_F(LivenessTest, ConstantsAndBuffersOfTheCallerHaveNoOverlaps) {
  const TensorId in = b.Input(4), w = b.Constant(4), x = b.Activation(4), y = b.Activation(4);
  b.Call({in, w}, {x});
  MayWrite(2, 0, -4, 0);
  MayWrite(2, 1, -4, 0);
  b.Call({x}, {y});
  MayWrite(1, 0, -4, 0);
  b.program.outputs = {y};
  EXPECT_EQ(Overlaps(), "b1 over b0 at [-4, 0]\nb2 over b1 at [-4, 0]\n");
  options.io = IoPlacement::kCaller;
  EXPECT_EQ(Overlaps(), "");
}

TEST_F(LivenessTest, ScratchMayOverwriteAndBeOverwritten) {
  const TensorId in = b.Input(4), x = b.Activation(4);
  b.Call({in}, {x}, 2,
         {Reads(0, {0, 1}), Writes(1, {1, 2}), Scratch(1, {0, 2}, kernelc::Scalar::kInt32)});
  MayWrite(2, 0, -4, -3);
  MayWrite(1, 2, -4, 3);
  EXPECT_EQ(Overlaps(), "b2 over b0 at [-4, -3]\nb1 over b2 at [-4, 3]\n");
}

TEST_F(LivenessTest, RefusesBuffersThatAddUpToMoreThanAnArenaCanHave) {
  b.Input(std::int64_t{1} << 61);
  b.Input(std::int64_t{1} << 61);
  const Result<Liveness> result = AnalyzeLiveness(b.program, options);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().error_class, ErrorClass::kUser);
  EXPECT_EQ(result.error().message, "the buffers of the model add up to more than 2^62 bytes");
  EXPECT_EQ(result.error().hint, "check the shapes in the graph");
}

}  // namespace
}  // namespace utvmc::plan
