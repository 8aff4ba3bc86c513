#include "plan/traffic.h"

#include <gtest/gtest.h>

#include "pooled_program.h"

namespace utvmc::plan {
namespace {

ProgramTraffic Count(const ir::Program& program, const CompileOptions& options = {}) {
  const Result<ResolvedPins> pins = ResolvePins(program, options);
  EXPECT_TRUE(pins.ok());
  const Result<Liveness> liveness = AnalyzeLiveness(program, options, *pins);
  EXPECT_TRUE(liveness.ok());
  return CountTraffic(program, *liveness);
}

/// Bytes of all buffers, in the order of Liveness::allocations.
std::vector<std::int64_t> BytesOf(const ProgramTraffic& traffic) {
  std::vector<std::int64_t> bytes;
  for (const Traffic& buffer : traffic.buffers) bytes.push_back(buffer.bytes);
  return bytes;
}

TEST(CountTraffic, CountsEveryAccessOfEveryCallAndOfTheApplication) {
  const ProgramTraffic traffic = Count(TwoSums().program);
  // Scratch is written and read; x and y are also the application's.
  EXPECT_EQ(BytesOf(traffic), (std::vector<std::int64_t>{32, 32, 32, 32, 32}));
  EXPECT_EQ(traffic.buffers[0].accesses, 8);
  EXPECT_EQ(traffic.constants[1].bytes, 32);  // two calls
  EXPECT_EQ(traffic.constants[1].accesses, 8);
  EXPECT_EQ(traffic.constants[0].bytes, 0);
}

TEST(CountTraffic, WhatIsWithTheCallerCountsNowhere) {
  CompileOptions options;
  options.io = IoPlacement::kCaller;
  EXPECT_EQ(BytesOf(Count(TwoSums().program, options)), (std::vector<std::int64_t>{32, 32, 32}));
}

TEST(CountTraffic, AConstantInRamIsABuffer) {
  CompileOptions options;
  options.pins = {PinTo("w", "arena")};
  const ProgramTraffic traffic = Count(TwoSums().program, options);
  EXPECT_EQ(BytesOf(traffic), (std::vector<std::int64_t>{32, 32, 32, 32, 32, 32}));
  EXPECT_EQ(traffic.constants[1].bytes, 0);
}

TEST(CountTraffic, CopiesAndKernelsThatWereNotLoweredMoveEachElementOnce) {
  test::ProgramBuilder b;
  const auto x = b.Input("x", "int16", {6});
  const auto y = b.Activation("y", "int16", {6});
  const auto z = b.Activation("z", "int16", {6});
  ir::Kernel kernel;
  kernel.body = ir::PackedBody{};
  b.Call("y", b.Kernel(kernel), {x, y});
  b.Copy("z", y, z);
  b.Output(z);
  const ProgramTraffic traffic = Count(b.program);
  EXPECT_EQ(BytesOf(traffic), (std::vector<std::int64_t>{24, 24, 24}));
  EXPECT_EQ(traffic.buffers[1].accesses, 12);
}

TEST(CountTraffic, AccessesToAnAliasAreAccessesToItsRoot) {
  test::ProgramBuilder b;
  const auto x = b.Input("x", "int8", {5});
  const auto alias = b.Activation("r", "int8", {5});
  b.program[alias].alias_of = x;
  b.Output(alias);
  EXPECT_EQ(BytesOf(Count(b.program)), std::vector<std::int64_t>{10});
}

}  // namespace
}  // namespace utvmc::plan
