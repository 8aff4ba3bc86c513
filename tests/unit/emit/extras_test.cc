// What is emitted for tuning and debugging: whole files of one small model.
#include <gmock/gmock.h>

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

/// y = x + w, known as "flat" as well; z is a copy of it.
ProgramBuilder AddAndCopy(bool can_fail = false) {
  ProgramBuilder b;
  const auto x = b.Input("x", "float32", {1, 2});
  const auto w = b.Constant("w", "float32", {2}, BytesOf<float>({0.5f, -1}));
  const auto y = b.Activation("add \"1\"?", "float32", {1, 2});
  const auto flat = b.Activation("flat", "float32", {2});
  const auto z = b.Activation("z", "float32", {});
  b.program[flat].alias_of = y;
  b.program[z].shape = {2};
  ir::Kernel kernel =
      SumKernel("op00_add", Scalar::kFloat, 2,
                {{Role::kInput, "p0"}, {Role::kInput, "p1"}, {Role::kOutput, "out"}})
          .Get();
  kernel.can_fail = can_fail;
  const auto id = b.Kernel(kernel);
  b.Call("add", id, {x, w, y});
  b.Copy("z", flat, z);
  b.Output(z);
  return b;
}

std::vector<OutputFile> EmitIt(const ir::Program& program, Extras extras,
                               IoPlacement io = IoPlacement::kArena) {
  CompileOptions options;
  options.io = io;
  return Emit(program, PlanApart(program, options).Get(), extras);
}

std::string TextOf(const std::vector<OutputFile>& files, const std::string& name) {
  for (const OutputFile& file : files) {
    if (file.name == name) return file.text;
  }
  return "no file " + name;
}

/// What run() does.
std::string BodyOf(const std::vector<OutputFile>& files) {
  const std::string text = TextOf(files, "network.c");
  return text.substr(text.find("\n{\n") + 1);
}

std::vector<std::string> Names(const std::vector<OutputFile>& files) {
  std::vector<std::string> names;
  for (const OutputFile& file : files) names.push_back(file.name);
  return names;
}

TEST(ExtrasTest, NothingIsEmittedThatNobodyAskedFor) {
  const std::vector<OutputFile> files = EmitIt(AddAndCopy().program, {});
  EXPECT_THAT(Names(files), ElementsAre("network.h", "network.c", "operators.h", "operators.c",
                                        "network_data.h", "network_data.c"));
  EXPECT_THAT(TextOf(files, "network.h"), Not(HasSubstr("OP_COUNT")));
  EXPECT_EQ(BodyOf(files), R"({
    /* op 0: add */
    UTVM_HANDOVER();
    network_op00_add(arena->x.data, arena->op00_add.data);

    /* op 1: copy of z */
    UTVM_HANDOVER();
    memcpy(arena->op01_copy.data, arena->op00_add.data, 8u);
}
)");
}

TEST(ExtrasTest, AllHaveFilesOfTheirOwnInAFixedOrder) {
  const std::vector<OutputFile> files = EmitIt(AddAndCopy().program, {true, true, true});
  EXPECT_THAT(Names(files), ElementsAre("network.h", "network.c", "operators.h", "operators.c",
                                        "network_data.h", "network_data.c", "network_profile.h",
                                        "network_profile.c", "network_op_table.h",
                                        "network_op_table.c", "network_dump.h", "network_dump.c"));
}

TEST(ExtrasTest, HooksStandAroundEachOperator) {
  const ProgramBuilder model = AddAndCopy(true);
  EXPECT_EQ(BodyOf(EmitIt(model.program, {true, false, true})), R"({
    int32_t status;

    /* op 0: add */
    network_op_begin(0u);
    UTVM_HANDOVER();
    status = network_op00_add(arena->x.data, arena->op00_add.data);
    UTVM_HANDOVER();
    network_op_end(0u);
    if (status != 0) {
        return status;
    }
    network_on_tensor(&network_tensors[0], arena->op00_add.data);
    network_on_tensor(&network_tensors[1], arena->op00_add.data);

    /* op 1: copy of z */
    network_op_begin(1u);
    UTVM_HANDOVER();
    memcpy(arena->op01_copy.data, arena->op00_add.data, 8u);
    UTVM_HANDOVER();
    network_op_end(1u);
    network_on_tensor(&network_tensors[2], arena->op01_copy.data);

    return 0;
}
)");
}

TEST(ExtrasTest, ProfileSaysWhatOperatorsCost) {
  const std::vector<OutputFile> files = EmitIt(AddAndCopy().program, {.profile = true});
  EXPECT_THAT(TextOf(files, "network.h"), HasSubstr("#define NETWORK_OP_COUNT 2u\n"));
  EXPECT_THAT(TextOf(files, "network_profile.h"),
              HasSubstr("extern const utvm_op_cost_t network_op_costs[2];\n"));
  EXPECT_EQ(
      TextOf(files, "network_profile.c"),
      R"(/* network_profile.c - what each operator of model "network" costs, and hooks around it. Generated;
 * do not edit.
 */
#include "network_profile.h"

const utvm_op_cost_t network_op_costs[2] = {
    {"add", 0u, 24u},
    {"z", 0u, 16u},
};

#if defined(UTVM_WEAK) && !defined(UTVM_STRONG_HOOKS)

UTVM_WEAK void network_op_begin(uint32_t op)
{
    (void)op;
}

UTVM_WEAK void network_op_end(uint32_t op)
{
    (void)op;
}

#endif
)");
}

TEST(ExtrasTest, OperatorsTakeWhatRunTakes) {
  const ProgramBuilder model = AddAndCopy();
  const std::vector<OutputFile> files =
      EmitIt(model.program, {.op_table = true}, IoPlacement::kCaller);
  EXPECT_THAT(TextOf(files, "network_op_table.h"),
              HasSubstr("typedef struct network_op {\n"
                        "    const char *name; /* of the graph's node */\n"
                        "    void (*run)(network_arena_t *arena, const float x[NETWORK_IN_0_LEN],\n"
                        "                float z[NETWORK_OUT_0_LEN]);\n"
                        "} network_op_t;\n"));
  EXPECT_EQ(
      TextOf(files, "network_op_table.c"),
      R"(/* network_op_table.c - the operators of model "network", each callable alone. Generated; do not
 * edit.
 */
#include "network_op_table.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "network_data.h"
#include "operators.h"

/* op 0: add */
static void run_op_0(network_arena_t *arena, const float x[NETWORK_IN_0_LEN],
                     float z[NETWORK_OUT_0_LEN])
{
    (void)z;
    UTVM_HANDOVER();
    network_op00_add(x, arena->op00_add.data);
}

/* op 1: copy of z */
static void run_op_1(network_arena_t *arena, const float x[NETWORK_IN_0_LEN],
                     float z[NETWORK_OUT_0_LEN])
{
    (void)x;
    UTVM_HANDOVER();
    memcpy(z, arena->op00_add.data, 8u);
}

const network_op_t network_ops[2] = {
    {"add", run_op_0},
    {"z", run_op_1},
};

static bool is_same_name(const char *a, const char *b)
{
    size_t i = 0u;

    while ((a[i] == b[i]) && (a[i] != '\0')) {
        ++i;
    }
    return a[i] == b[i];
}

const network_op_t *network_op_find(const char *name)
{
    for (uint32_t i = 0u; i < NETWORK_OP_COUNT; ++i) {
        if (is_same_name(network_ops[i].name, name)) {
            return &network_ops[i];
        }
    }
    return NULL;
}
)");
}

TEST(ExtrasTest, WhereOneOperatorCanFailAllReturnAStatus) {
  const std::string text =
      TextOf(EmitIt(AddAndCopy(true).program, {.op_table = true}), "network_op_table.c");
  EXPECT_THAT(text, HasSubstr("static int32_t run_op_0(network_arena_t *arena)\n{\n"
                              "    UTVM_HANDOVER();\n    return network_op00_"));
  EXPECT_THAT(text, HasSubstr("8u);\n    return 0;\n}\n"));
}

TEST(ExtrasTest, DumpDescribesTensorsByEveryName) {
  EXPECT_EQ(
      TextOf(EmitIt(AddAndCopy().program, {.dump_hook = true}), "network_dump.c"),
      R"(/* network_dump.c - a hook that is shown every tensor that an operator of model "network" writes.
 * Generated; do not edit.
 */
#include "network_dump.h"

static const uint32_t shape_0[2] = {1u, 2u};
static const uint32_t shape_1[1] = {2u};

const utvm_tensor_t network_tensors[3] = {
    {"add \0421\042\077", "float32", shape_0, 2u, 8u, 0u},
    {"flat", "float32", shape_1, 1u, 8u, 0u},
    {"z", "float32", shape_1, 1u, 8u, 1u},
};

#if defined(UTVM_WEAK) && !defined(UTVM_STRONG_HOOKS)

UTVM_WEAK void network_on_tensor(const utvm_tensor_t *tensor, const void *data)
{
    (void)tensor;
    (void)data;
}

#endif
)");
}

TEST(ExtrasTest, AModelWithoutOperatorsHasTablesOfNothing) {
  ProgramBuilder b;
  b.Output(b.Input("x", "int8", {2}));
  const std::vector<OutputFile> files = EmitIt(b.program, {true, true, true});
  EXPECT_THAT(TextOf(files, "network.h"), HasSubstr("#define NETWORK_OP_COUNT 0u\n"));
  EXPECT_THAT(TextOf(files, "network_profile.c"), HasSubstr("[1] = {\n    {NULL, 0u, 0u},\n};\n"));
  EXPECT_THAT(TextOf(files, "network_op_table.c"),
              HasSubstr("{\n    (void)name;\n    return NULL;\n}\n"));
  EXPECT_THAT(TextOf(files, "network_dump.h"), HasSubstr("#define NETWORK_TENSOR_COUNT 0u\n"));
  EXPECT_THAT(TextOf(files, "network_dump.c"),
              HasSubstr("[1] = {\n    {NULL, NULL, NULL, 0u, 0u, 0u},\n};\n"));
}

}  // namespace
}  // namespace utvmc::emit
