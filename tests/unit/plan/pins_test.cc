#include "plan/pins.h"

#include <gtest/gtest.h>

#include "pooled_program.h"

namespace utvmc::plan {
namespace {

using ir::TensorId;

CompileOptions Options(std::vector<Pin> pins) {
  CompileOptions options = TwoPools();
  options.pools.push_back({.name = "qspi", .kind = MemoryPool::Kind::kFlash, .size = 1000});
  options.pins = std::move(pins);
  return options;
}

std::string ErrorOf(std::vector<Pin> pins, IoPlacement io = IoPlacement::kArena) {
  CompileOptions options = Options(std::move(pins));
  options.io = io;
  const Result<ResolvedPins> resolved = ResolvePins(TwoSums().program, options);
  return resolved.ok() ? "ok" : Format(resolved.error());
}

ResolvedPins Resolve(const ir::Program& program, std::vector<Pin> pins) {
  const Result<ResolvedPins> resolved = ResolvePins(program, Options(std::move(pins)));
  EXPECT_TRUE(resolved.ok()) << Format(resolved.error());
  return resolved.ok() ? *resolved : ResolvedPins{};
}

TEST(ResolvePins, FindsTensorsByTheirNameInTheGraph) {
  const ResolvedPins pins =
      Resolve(TwoSums().program, {PinTo("x", "sram", 64), PinTo("w", "qspi"), PinTo("h", "dtcm")});
  ASSERT_EQ(pins.size(), 3U);
  EXPECT_EQ(pins.at(TensorId(0)).pool, "sram");
  EXPECT_EQ(pins.at(TensorId(0)).offset, 64);
  EXPECT_EQ(pins.at(TensorId(1)).pool, "qspi");
  EXPECT_EQ(pins.at(TensorId(1)).offset, std::nullopt);
}

TEST(ResolvePins, FindsResultsByTheNamesOfTheMemoryPlan) {
  const ResolvedPins pins =
      Resolve(TwoSums().program, {PinTo("op00_sum", "sram"), PinTo("op01_sum", "dtcm")});
  EXPECT_EQ(pins.at(TensorId(2)).pool, "sram");
  EXPECT_EQ(pins.at(TensorId(3)).pool, "dtcm");
}

TEST(ResolvePins, AnAliasIsItsRoot) {
  test::ProgramBuilder b = TwoSums();
  const auto alias = b.Activation("reshape", "float32", {2, 2});
  b.program[alias].alias_of = TensorId(2);
  EXPECT_EQ(Resolve(b.program, {PinTo("reshape", "dtcm")}).at(TensorId(2)).pool, "dtcm");
}

TEST(ResolvePins, TheCopyOfAnOutputIsWhatItsNameMeans) {
  test::ProgramBuilder b = TwoSums();
  const auto copy = b.Activation("w", "float32", {4});
  b.Copy("w", TensorId(1), copy);
  b.Output(copy);
  EXPECT_EQ(Resolve(b.program, {PinTo("w", "dtcm")}).count(copy), 1U);
}

TEST(ResolvePins, WhatIsWithTheCallerIsNotAmongThem) {
  EXPECT_TRUE(
      Resolve(TwoSums().program, {PinTo("x", kCallerPool), PinTo("y", kCallerPool)}).empty());
}

TEST(ResolvePins, TheSamePinTwiceIsOne) {
  EXPECT_EQ(ErrorOf({PinTo("h", "dtcm", 0), PinTo("h", "dtcm", 0)}), "ok");
}

TEST(ResolvePins, RefusesTensorsThatAreNotThere) {
  EXPECT_EQ(ErrorOf({PinTo("dense", "dtcm")}),
            "error: --pin: there is no tensor \"dense\" to pin\n"
            "  hint: tensors have the names of the nodes in graph.json; results of operators also "
            "those of the memory plan in the emitted header, as in \"op03_conv2d\"");
}

TEST(ResolvePins, RefusesPoolsThatAreNotThere) {
  EXPECT_EQ(ErrorOf({PinTo("h", "ccm")}),
            "error: --pin: tensor \"h\" cannot be in pool \"ccm\": there is no such pool\n"
            "  hint: pools are \"dtcm\", \"sram\", \"qspi\", and \"caller\" for a buffer of the "
            "application");
}

TEST(ResolvePins, RefusesActivationsInFlash) {
  EXPECT_EQ(
      ErrorOf({PinTo("h", "qspi")}),
      "error: --pin: tensor \"h\" cannot be in pool \"qspi\": only constants can be in flash");
}

TEST(ResolvePins, RefusesOffsetsThatNobodyCanKeep) {
  EXPECT_EQ(
      ErrorOf({PinTo("w", "qspi", 0)}),
      "error: --pin: tensor \"w\" cannot be in pool \"qspi\": the linker decides about offsets "
      "in flash");
  EXPECT_EQ(
      ErrorOf({PinTo("x", kCallerPool, 0)}),
      "error: --pin: tensor \"x\" cannot be in pool \"caller\": a buffer of the application has "
      "no offset");
  EXPECT_EQ(ErrorOf({PinTo("x", "dtcm", 2)}),
            "error: --pin: tensor \"x\" cannot be in pool \"dtcm\": offset 2 is no multiple of 4");
  EXPECT_EQ(ErrorOf({PinTo("x", "dtcm", 16)}), "ok");
  EXPECT_EQ(
      ErrorOf({PinTo("x", "dtcm", 20)}),
      "error: --pin: tensor \"x\" cannot be in pool \"dtcm\": its 16 bytes from offset 20 end "
      "behind the pool's 32");
}

TEST(ResolvePins, RefusesOtherTensorsThanInputsAndOutputsAtTheCaller) {
  EXPECT_EQ(
      ErrorOf({PinTo("h", kCallerPool)}),
      "error: --pin: tensor \"h\" cannot be in pool \"caller\": it is neither an input nor an "
      "output of the model");
  EXPECT_EQ(ErrorOf({PinTo("op01_sum", kCallerPool)}),
            "error: --pin: tensor \"op01_sum\" cannot be in pool \"caller\": only the graph's name "
            "says which buffer of the application it is\n"
            "  hint: write \"y\"");
}

TEST(ResolvePins, RefusesPinsThatContradictEachOther) {
  EXPECT_EQ(
      ErrorOf({PinTo("h", "dtcm"), PinTo("h", "sram")}),
      "error: --pin: tensor \"h\" cannot be in pool \"sram\": the pin h=dtcm puts it elsewhere\n"
      "  hint: leave out one of the two");
  EXPECT_EQ(ErrorOf({PinTo("h", "dtcm"), PinTo("op00_sum", "dtcm", 0)}),
            "error: --pin: tensor \"op00_sum\" cannot be in pool \"dtcm\": the pin h=dtcm puts it "
            "elsewhere\n"
            "  hint: leave out one of the two");
  EXPECT_EQ(ErrorOf({PinTo("x", "dtcm"), PinTo("x", kCallerPool)}),
            "error: --pin: tensor \"x\" cannot be in pool \"dtcm\": it is in a buffer of the "
            "application\n"
            "  hint: leave out the pin to \"caller\"");
}

TEST(ResolvePins, RefusesPoolsForWhatAnOptionLeavesWithTheCaller) {
  EXPECT_EQ(ErrorOf({PinTo("y", "dtcm")}, IoPlacement::kCaller),
            "error: --pin: tensor \"y\" cannot be in pool \"dtcm\": it is in a buffer of the "
            "application\n"
            "  hint: in place of --io=caller, pin the other inputs and outputs to \"caller\"");
  EXPECT_EQ(ErrorOf({PinTo("h", "dtcm"), PinTo("y", kCallerPool)}, IoPlacement::kCaller), "ok");
}

TEST(ResolvePins, ATensorWithoutElementsTakesOne) {
  test::ProgramBuilder b = TwoSums();
  b.Input("empty", "int32", {0});
  CompileOptions options = Options({PinTo("empty", "dtcm", 28)});
  EXPECT_TRUE(ResolvePins(b.program, options).ok());
  options.pins[0].offset = 32;
  const Result<ResolvedPins> pins = ResolvePins(b.program, options);
  ASSERT_FALSE(pins.ok());
  EXPECT_EQ(
      pins.error().message,
      "tensor \"empty\" cannot be in pool \"dtcm\": its 4 bytes from offset 32 end behind the "
      "pool's 32");
}

TEST(ResolvePins, WithoutPoolsTheArenaIsOne) {
  CompileOptions options;
  options.pins = {PinTo("w", "arena", 1 << 20)};
  EXPECT_TRUE(ResolvePins(TwoSums().program, options).ok());
}

TEST(ResolvePins, KnowsWhatAMisspeltTensorMayMean) {
  EXPECT_EQ(ErrorOf({PinTo("op00_sun", "dtcm")}),
            "error: --pin: there is no tensor \"op00_sun\" to pin\n"
            "  hint: did you mean \"op00_sum\"?");
}

TEST(ResolvePins, ScratchIsNoTensor) {
  EXPECT_EQ(
      ErrorOf({PinTo("op01_acc", "dtcm")}),
      "error: --pin: tensor \"op01_acc\" cannot be in pool \"dtcm\": it is scratch of an operator, "
      "which is no tensor\n"
      "  hint: a plan decides about scratch, too: --plan-out writes one, --plan-in reads it");
}

TEST(ResolvePins, ModelsAreNamedWhereThereAreSeveral) {
  Pin pin = PinTo("dense", "dtcm");
  pin.model = "kws";
  EXPECT_EQ(ErrorOf({pin}),
            "error: --pin: there is no tensor \"dense\" of kws to pin\n"
            "  hint: tensors have the names of the nodes in graph.json; results of operators also "
            "those of the memory plan in the emitted header, as in \"op03_conv2d\"");
  pin.tensor = "h";
  pin.pool = "qspi";
  EXPECT_EQ(
      ErrorOf({pin}),
      "error: --pin: tensor \"h\" of kws cannot be in pool \"qspi\": only constants can be in "
      "flash");
  EXPECT_EQ(Spell(pin), "kws:h=qspi");
}

TEST(Spell, IsWhatTheUserWrote) {
  EXPECT_EQ(Spell(PinTo("x", "dtcm")), "x=dtcm");
  EXPECT_EQ(Spell(PinTo("x", "dtcm", 64)), "x=dtcm@64");
}

}  // namespace
}  // namespace utvmc::plan
