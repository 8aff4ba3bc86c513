// The common files of several models, and names that they must not have in common.
#include <gmock/gmock.h>

#include <algorithm>
#include <list>

#include "emit/emit.h"
#include "support/program_builder.h"

namespace utvmc::emit {
namespace {

using ir::Role;
using kernelc::Scalar;
using test::BytesOf;
using test::PlanApart;
using test::ProgramBuilder;
using test::SumKernel;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// y = x + `constant` for two floats.
ir::Program AddsConstant(const std::string& name, const std::string& constant = "w",
                         const std::string& data = BytesOf<float>({1, 2})) {
  ProgramBuilder builder(name);
  const auto x = builder.Input("x", "float32", {2});
  const auto w = builder.Constant(constant, "float32", {2}, data);
  const auto y = builder.Activation("y", "float32", {2});
  ir::Kernel kernel =
      SumKernel("op00_add", Scalar::kFloat, 2,
                {{Role::kInput, "p0"}, {Role::kInput, "p1"}, {Role::kOutput, "out"}})
          .Get();
  kernel.symbol = "tvmgen_" + name + "_fused_add";
  builder.Call("add", builder.Kernel(std::move(kernel)), {x, w, y});
  builder.Output(y);
  return builder.program;
}

/// Several models with plans in which nothing shares bytes.
class ImageTest : public testing::Test {
 protected:
  void Add(ir::Program program) {
    programs_.push_back(std::move(program));
    options_.emplace_back(common_);
    options_.back().name = programs_.back().name;
    plans_.push_back(PlanApart(programs_.back(), options_.back()).Get());
  }

  Result<EmittedImage> Emit(const ImagePlan& plan) const {
    std::vector<ImageModel> models;
    auto memory = plans_.begin();
    for (const ir::Program& program : programs_) {
      models.push_back({program, *memory++, common_.extras});
    }
    return EmitImage(models, plan);
  }

  std::string ErrorOf(const ImagePlan& plan = {}) const {
    const auto image = Emit(plan);
    return image.ok() ? "ok" : Format(image.error());
  }

  /// Text of one file; "" if there is none.
  std::string File(const ImagePlan& plan, const std::string& name) const {
    const auto image = Emit(plan);
    EXPECT_TRUE(image.ok()) << Format(image.error());
    const auto file = std::ranges::find(image->files, name, &OutputFile::name);
    return file == image->files.end() ? "" : file->text;
  }

  CompileOptions common_;
  std::list<ir::Program> programs_;
  std::list<CompileOptions> options_;
  std::list<plan::MemoryPlan> plans_;
};

/// kws at 0, vww behind it.
plan::SharedArena SideBySide() {
  plan::SharedArena arena;
  arena.pool = "arena";
  arena.members = {{0, 0, 16}, {1, 16, 16}};
  arena.bytes = arena.lower_bound = 32;
  arena.align = 4;
  return arena;
}

TEST_F(ImageTest, WithoutSharingModelsHeaderIncludesTheOthers) {
  Add(AddsConstant("kws"));
  Add(AddsConstant("vww"));
  const std::string header = File({}, "models.h");
  EXPECT_TRUE(header.starts_with("/* models.h - models \"kws\", \"vww\" of one image.\n"));
  EXPECT_TRUE(header.ends_with(
      " *   RAM    32 B in arenas of their own, caller-provided: kws 16 B, vww 16 B\n"
      " *   Flash  16 B constants + code\n"
      " */\n"
      "#ifndef MODELS_H\n"
      "#define MODELS_H\n"
      "\n"
      "#include \"kws.h\"\n"
      "#include \"vww.h\"\n"
      "\n"
      "#endif /* MODELS_H */\n"))
      << header;
}

TEST_F(ImageTest, AModelThatIsNotAtTheBeginningIsBehindPadding) {
  Add(AddsConstant("kws"));
  Add(AddsConstant("vww"));
  const std::string header = File({.arenas = {SideBySide()}, .concurrent = {{0, 1}}}, "models.h");
  EXPECT_THAT(header,
              HasSubstr("typedef union models_arena {\n"
                        "    kws_arena_t kws;                                     /* [0, 16) */\n"
                        "    struct { uint8_t at_16[16]; vww_arena_t data; } vww; /* [16, 32) */\n"
                        "    uint8_t bytes[MODELS_ARENA_BYTES];\n"
                        "} models_arena_t;\n"));
  EXPECT_THAT(header, HasSubstr("offsetof(models_arena_t, vww.data) == 16u"));
  EXPECT_THAT(header, HasSubstr("May run at the same time: kws + vww. */"));
  EXPECT_THAT(header,
              HasSubstr("static inline vww_arena_t *models_vww_arena(models_arena_t *arena)\n"
                        "{\n"
                        "    UTVM_HANDOVER_OF(arena);\n"
                        "    return &arena->vww.data;\n"
                        "}\n"));
}

TEST_F(ImageTest, MembersAndAccessorsGiveWayToNamesOfTheArena) {
  Add(AddsConstant("bytes"));
  Add(AddsConstant("arena"));
  const std::string header = File({.arenas = {SideBySide()}}, "models.h");
  EXPECT_THAT(header, HasSubstr("    bytes_arena_t bytes_2; "));
  EXPECT_THAT(header, HasSubstr("arena_arena_t *models_arena_arena(models_arena_t *arena)"));
}

TEST_F(ImageTest, IdenticalConstantsAndKernelsAreEmittedOnce) {
  Add(AddsConstant("kws"));
  Add(AddsConstant("vww", "bias"));
  const ImagePlan plan = {.share_constants = true};
  const auto image = Emit(plan);
  ASSERT_TRUE(image.ok());
  EXPECT_EQ(image->shared_constants, 1);
  EXPECT_EQ(image->saved_constant_bytes, 8);
  EXPECT_EQ(image->shared_kernels, 1);
  EXPECT_EQ(image->saved_kernels, 1);
  std::vector<std::string> names;
  for (const OutputFile& file : image->files) names.push_back(file.name);
  EXPECT_THAT(names,
              ElementsAre("models.h", "models_operators.h", "models_operators.c", "models_data.h",
                          "models_data.c", "kws.h", "kws.c", "kws_operators.h", "kws_operators.c",
                          "kws_data.h", "kws_data.c", "vww.h", "vww.c", "vww_operators.h",
                          "vww_operators.c", "vww_data.h", "vww_data.c"));
  EXPECT_THAT(File(plan, "models_data.c"),
              HasSubstr("/* \"w\" of kws, float32[2]; \"bias\" of vww, float32[2]: 8 B */\n"
                        "const float models_w[2] = {\n"));
  EXPECT_THAT(File(plan, "models_operators.c"),
              HasSubstr("/* kws: From tvmgen_kws_fused_add (kernels.c:12).\n"
                        " * vww: From tvmgen_vww_fused_add (kernels.c:12). */\n"
                        "void models_add(const float p0[2], const float p1[2], "
                        "float out[UTVM_RESTRICT 2])\n"));
  EXPECT_THAT(File(plan, "vww.c"), HasSubstr("    models_add(arena->x.data, models_w, "));
  EXPECT_THAT(File(plan, "vww_data.h"), HasSubstr("#include \"models_data.h\"\n"));
  EXPECT_THAT(File(plan, "vww_operators.c"),
              HasSubstr("/* Every kernel that was lowered is in models_operators.c: nothing is "
                        "defined here. */\n"));
  EXPECT_THAT(File(plan, "vww.h"),
              HasSubstr(" *   Flash  8 B constants (vww_data.c) + code\n"
                        " *          of these 8 B in models_data.c, shared with other models\n"));
}

TEST_F(ImageTest, WhatIsNotTheSameStaysWithItsModel) {
  Add(AddsConstant("kws"));
  Add(AddsConstant("vww", "w", BytesOf<float>({3, 4})));
  const ImagePlan plan = {.share_constants = true};
  EXPECT_EQ(File(plan, "models_data.c"), "");
  EXPECT_THAT(File(plan, "vww_data.c"), HasSubstr("const float vww_w[2]"));
  EXPECT_THAT(File(plan, "vww_data.h"), Not(HasSubstr("models_data.h")));
  EXPECT_THAT(File(plan, "vww.c"), HasSubstr("    models_add(arena->x.data, vww_w, "));
}

TEST_F(ImageTest, ASharedKernelIsRestrictOnlyWhereEveryPlanAllowsIt) {
  Add(AddsConstant("kws"));
  Add(AddsConstant("vww"));
  // In the plan of vww the output has the bytes of the input.
  plan::MemoryPlan& plan = plans_.back();
  plan.allocations[1].offset = plan.allocations[0].offset;
  EXPECT_THAT(File({.share_constants = true}, "models_operators.h"),
              HasSubstr("void models_add(const float p0[2], const float p1[2], float out[2]);"));
}

TEST_F(ImageTest, AParameterOfTheCallerDoesNotHideASharedConstant) {
  common_.io = IoPlacement::kCaller;
  for (const char* name : {"kws", "vww"}) {
    ir::Program program = AddsConstant(name);
    program.tensors[0].name = "models_w";
    Add(std::move(program));
  }
  EXPECT_THAT(File({.share_constants = true}, "kws.c"),
              HasSubstr("models_add(models_w_2, models_w, y);"));
}

TEST_F(ImageTest, FilesOfTwoModelsAreDistinct) {
  Add(AddsConstant("kws"));
  Add(AddsConstant("kws_data"));
  EXPECT_EQ(ErrorOf(),
            "error: \"kws\" and \"kws_data\" would both have the file \"kws_data.h\"\n"
            "  hint: choose names of which none begins with another one and an underscore");
}

TEST_F(ImageTest, FilesThatDifferInCaseOnlyAreTheSameOnSomeDisks) {
  Add(AddsConstant("kws"));
  Add(AddsConstant("KWS_data"));
  EXPECT_EQ(ErrorOf(),
            "error: \"kws\" and \"KWS_data\" would both have the file \"KWS_data.h\"\n"
            "  hint: choose names of which none begins with another one and an underscore");
}

TEST_F(ImageTest, FilesOfAModelAreNotTheCommonOnes) {
  Add(AddsConstant("models_data"));
  Add(AddsConstant("vww"));
  EXPECT_EQ(ErrorOf(),
            "error: the common files and \"models_data\" would both have the file "
            "\"models_data.h\"\n"
            "  hint: choose names of which none begins with another one and an underscore");
}

TEST_F(ImageTest, FilesAndNamesForTuningAreDistinctToo) {
  common_.extras = {.profile = true};
  Add(AddsConstant("kws"));
  Add(AddsConstant("kws_profile"));
  EXPECT_EQ(ErrorOf(),
            "error: \"kws\" and \"kws_profile\" would both have the file \"kws_profile.h\"\n"
            "  hint: choose names of which none begins with another one and an underscore");
}

TEST_F(ImageTest, ExternalNamesOfTwoModelsAreDistinct) {
  Add(AddsConstant("kws", "op_run"));
  Add(AddsConstant("kws_op"));
  EXPECT_EQ(ErrorOf(),
            "error: \"kws\" and \"kws_op\" would both have the name \"kws_op_run\"\n"
            "  hint: choose names of which none begins with another one and an underscore");
}

TEST_F(ImageTest, MacrosOfAModelAreNotThePrefixOfAnother) {
  Add(AddsConstant("kws"));
  Add(AddsConstant("KWS_H"));
  EXPECT_EQ(ErrorOf(),
            "error: \"kws\" and \"KWS_H\" would both have the name \"KWS_H\"\n"
            "  hint: choose names of which none begins with another one and an underscore");
}

TEST_F(ImageTest, ANameMayBeginWithAnotherWhereNothingMeets) {
  Add(AddsConstant("kws"));
  Add(AddsConstant("kws_small"));
  EXPECT_EQ(ErrorOf(), "ok");
}

}  // namespace
}  // namespace utvmc::emit
