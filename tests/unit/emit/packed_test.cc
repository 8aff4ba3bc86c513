// Kernels that are carried over: the text of their file, and that it works with the runtime.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "emit/emit.h"
#include "support/program_builder.h"

namespace utvmc::emit {
namespace {

using ir::Role;
using kernelc::Scalar;
using test::PlanApart;
using test::ProgramBuilder;

/// A kernel as TVM prints it, its symbol renamed as lowering does: sorts by a function that it
/// looks up, and uses a workspace.
constexpr const char* kArgsort = R"(#include "tvm/runtime/c_runtime_api.h"
#include "tvm/runtime/c_backend_api.h"
static void* tvm_contrib_sort_argsort_packed = NULL;
TVM_DLL int32_t network_tvm_argsort(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, int32_t* out_ret_tcode, void* resource_handle) {
  if (num_args != 2 || arg_type_ids[0] != 7) return -1;
  if (((DLTensor*)(((TVMValue*)args)[0].v_handle))[0].device.device_type != 1) return -1;
  void* space = TVMBackendAllocWorkspace(1, 0, (uint64_t)24, 2, 32);
  if (space == NULL) return -1;
  TVMValue stack[4];
  int32_t codes[4] = {7, 7, 0, 0};
  stack[0] = ((TVMValue*)args)[0];
  stack[1] = ((TVMValue*)args)[1];
  stack[2].v_int64 = 1;
  stack[3].v_int64 = 1;
  if (tvm_contrib_sort_argsort_packed == NULL) {
    if (TVMBackendGetFuncFromEnv(NULL, "tvm.contrib.sort.argsort", &tvm_contrib_sort_argsort_packed) != 0) return -1;
  }
  TVMValue ret_val;
  int ret_type_code;
  if (TVMFuncCall(tvm_contrib_sort_argsort_packed, stack, (int*)codes, 4, &ret_val, &ret_type_code) != 0) return -1;
  return TVMBackendFreeWorkspace(1, 0, space);
}
)";

ir::Kernel PackedKernel(std::string symbol, std::string function, std::string name,
                        std::size_t source, int parameter_count,
                        std::vector<ir::Parameter> parameters) {
  ir::Kernel kernel;
  kernel.symbol = std::move(symbol);
  kernel.origin = {"kernels.c", 10, 0, ""};
  kernel.name = std::move(name);
  kernel.parameters = std::move(parameters);
  kernel.can_fail = true;
  kernel.body =
      ir::PackedBody{source, std::move(function), parameter_count, "a call of TVMFuncCall()"};
  return kernel;
}

ProgramBuilder ArgsortModel() {
  ProgramBuilder builder;
  const auto x = builder.Input("x", "float32", {1, 4});
  const auto y = builder.Activation("tvmgen_default_fused_argsort", "int32", {1, 4});
  const auto kernel =
      builder.Kernel(PackedKernel("argsort", "network_tvm_argsort", "op00_argsort", 0, 6,
                                  {{Role::kInput, 0, "p0", Scalar::kFloat, 4, {0, 1}},
                                   {Role::kOutput, 1, "out", Scalar::kInt32, 4, {0, 1}},
                                   {Role::kScratch, -1, "workspace", Scalar::kUint64, 7, {0, 1}}}));
  builder.Call("tvmgen_default_fused_argsort", kernel, {x, y});
  builder.Output(y);
  builder.program.carried.push_back(
      {.file = "kernels.c", .text = kArgsort, .packed_functions = {"tvm.contrib.sort.argsort"}});
  return builder;
}

std::vector<OutputFile> EmitAll(const ir::Program& program) {
  CompileOptions options;
  options.name = program.name;
  return Emit(program, PlanApart(program, options).Get());
}

std::string TextOf(const std::vector<OutputFile>& files, const std::string& name) {
  for (const OutputFile& file : files) {
    if (file.name == name) return file.text;
  }
  return "no file " + name;
}

/// Compiles the files with main.c and the runtime, and runs the result.
bool BuildsAndRuns(std::vector<OutputFile> files, const std::string& main_text) {
  std::string pattern = ::testing::TempDir() + "utvmc_packed_XXXXXX";
  const std::filesystem::path folder = mkdtemp(pattern.data());
  files.push_back({"main.c", main_text});
  for (const OutputFile& file : files) {
    std::ofstream(folder / file.name, std::ios::binary) << file.text;
  }
  const std::string command =
      "cd '" + folder.string() +
      "' && cc -std=c99 -Wall -Werror -I'" UTVMC_SOURCE_DIR "/runtime' *.c '" UTVMC_SOURCE_DIR
      "/runtime/utvm_packed.c' '" UTVMC_SOURCE_DIR "/runtime/utvm_arena.c' '" UTVMC_SOURCE_DIR
      "/runtime/utvm_argsort.c' -o main && ./main";
  const bool ok = std::system(command.c_str()) == 0;
  std::filesystem::remove_all(folder);
  return ok;
}

TEST(PackedTest, FileHasPreambleTextAndTypedWrapper) {
  const std::vector<OutputFile> files = EmitAll(ArgsortModel().program);
  ASSERT_EQ(files.size(), 7u);
  EXPECT_EQ(files[6].name, "network_packed.c");
  EXPECT_EQ(
      files[6].text,
      std::string(
          R"(/* network_packed.c - kernels of model "network" that are carried over as they are in kernels.c.
 * Generated; do not edit.
 */
#include "operators.h"

#include "tvm/runtime/c_runtime_api.h"
#include "utvm_packed_calls.h"

#if UTVM_RT_ABI != 1
#error "network_packed.c was generated for runtime ABI 1: regenerate it with your utvmc"
#endif

/* Functions that the kernels look up by name; the application links them. */
int tvm_contrib_sort_argsort(TVMValue *args, int *type_codes, int num_args, TVMValue *out_ret_value,
                             int *out_ret_tcode, void *resource_handle);

static const utvm_packed_entry utvm_packed_functions[] = {
    {"tvm.contrib.sort.argsort", tvm_contrib_sort_argsort},
    {NULL, NULL},
};

/* Verbatim, but for the names of external functions and of headers. */
)") + kArgsort +
          R"(
/* From argsort (kernels.c:10). Carried over because it uses a call of TVMFuncCall(). */
int32_t network_op00_argsort(const float p0[4], int32_t out[4], uint64_t workspace[7])
{
    static const int64_t shape_0[2] = {1, 4};
    static const int64_t shape_1[2] = {1, 4};
    DLTensor tensors[2] = {
        {
            .data = (void *)(uintptr_t)p0,
            .UTVM_DEVICE_FIELD = {kDLCPU, 0},
            .ndim = 2,
            .dtype = {2, 32, 1},
            .shape = (int64_t *)(uintptr_t)shape_0,
        },
        {
            .data = out,
            .UTVM_DEVICE_FIELD = {kDLCPU, 0},
            .ndim = 2,
            .dtype = {0, 32, 1},
            .shape = (int64_t *)(uintptr_t)shape_1,
        },
    };
    TVMValue values[2] = {{.v_handle = &tensors[0]}, {.v_handle = &tensors[1]}};
    int32_t codes[2] = {7, 7};
    TVMValue result;
    int32_t result_code = 0;
    utvm_arena_t memory;

    (void)utvm_arena_create(&memory, workspace, 56u);
    return network_tvm_argsort(values, (void *)codes, 2, &result, (void *)&result_code, &memory);
}
)");
}

TEST(PackedTest, WrapperIsDeclaredAndCalledLikeANativeKernel) {
  const std::vector<OutputFile> files = EmitAll(ArgsortModel().program);
  EXPECT_NE(TextOf(files, "operators.h")
                .find("/* From argsort (kernels.c:10). */\n"
                      "int32_t network_op00_argsort(const float p0[4], int32_t out[4], "
                      "uint64_t workspace[7]);\n"),
            std::string::npos);
  EXPECT_NE(TextOf(files, "network.c")
                .find("    /* op 0: argsort */\n"
                      "    UTVM_HANDOVER_OF(arena);\n"
                      "    status = network_op00_argsort(arena->x.data, arena->op00_argsort.data,\n"
                      "                                  arena->op00_workspace.data);\n"
                      "    if (status != 0) {\n"
                      "        return status;\n"
                      "    }\n\n"
                      "    return 0;\n"),
            std::string::npos);
  EXPECT_EQ(TextOf(files, "network.h").find("no static RAM"), std::string::npos);
}

TEST(PackedTest, RunsWithTheRuntime) {
  EXPECT_TRUE(BuildsAndRuns(EmitAll(ArgsortModel().program), R"(#include "network.h"
int main(void)
{
    static network_arena_t arena;
    float *x = network_in_x(&arena);
    x[0] = 3.0f; x[1] = -1.0f; x[2] = 2.0f; x[3] = 0.0f;
    if (network_run(&arena) != 0) return 1;
    const int32_t *y = network_out_argsort(&arena);
    return y[0] == 1 && y[1] == 3 && y[2] == 2 && y[3] == 0 ? 0 : 2;
}
)"));
}

/// v0.6: three parameters, so the workspace comes from a variable; a scalar and a flattened tensor.
TEST(PackedTest, KernelOfV06FindsWorkspaceAndScalarAndFlatShape) {
  ProgramBuilder builder("old");
  const auto x = builder.Input("x", "int8", {2, 3});
  const auto s = builder.Input("values", "bool", {});
  const auto y = builder.Activation("y", "int64", {2});
  const auto kernel =
      builder.Kernel(PackedKernel("facts", "old_tvm_facts", "op00_facts", 0, 3,
                                  {{Role::kInput, 0, "tensors", Scalar::kInt8, 6, {0, 1}},
                                   {Role::kInput, 1, "values", Scalar::kInt8, 1, {0, 1}},
                                   {Role::kOutput, 2, "out", Scalar::kInt64, 2, {0, 1}},
                                   {Role::kScratch, -1, "space", Scalar::kUint8, 64, {0, 1}}}));
  builder.Call("facts", kernel, {x, s, y});
  builder.program.operators[0].flatten = true;
  builder.Output(y);
  builder.program.carried.push_back(
      {.file = "kernels.c",
       .text = "int32_t old_tvm_facts(void* args, void* arg_type_ids, int32_t num_args) {\n"
               "  TVMArray* x = (TVMArray*)((TVMValue*)args)[0].v_handle;\n"
               "  TVMArray* s = (TVMArray*)((TVMValue*)args)[1].v_handle;\n"
               "  TVMArray* y = (TVMArray*)((TVMValue*)args)[2].v_handle;\n"
               "  int64_t* t = (int64_t*)TVMBackendAllocWorkspace(1, 0, (uint64_t)16, 0, 64);\n"
               "  if (t == NULL || num_args != 3 || x->ctx.device_type != 1) return -1;\n"
               "  if (s->ndim != 1 || s->dtype.code != 1 || s->dtype.bits != 1) return -2;\n"
               "  t[0] = x->ndim * 10 + x->shape[0];\n"
               "  ((int64_t*)y->data)[0] = t[0];\n"
               "  ((int64_t*)y->data)[1] = ((int8_t*)s->data)[0];\n"
               "  return TVMBackendFreeWorkspace(1, 0, t);\n"
               "}\n",
       .shares_workspace = true});
  const std::vector<OutputFile> files = EmitAll(builder.program);
  const std::string text = TextOf(files, "old_packed.c");
  EXPECT_NE(text.find("#define UTVM_WORKSPACE utvm_current_workspace\n"), std::string::npos);
  EXPECT_NE(text.find("    utvm_current_workspace = &memory;\n"
                      "    return old_tvm_facts(values_2, (void *)codes, 3);\n"),
            std::string::npos);
  EXPECT_EQ(text.find("utvm_packed_functions"), std::string::npos);
  EXPECT_TRUE(BuildsAndRuns(files, R"(#include "old.h"
int main(void)
{
    static old_arena_t arena;
    old_in_values(&arena)[0] = 1;
    if (old_run(&arena) != 0) return 1;
    return old_out_y(&arena)[0] == 16 && old_out_y(&arena)[1] == 1 ? 0 : 2;
}
)"));
}

TEST(PackedTest, EverySourceHasAFileWithItsOwnKernels) {
  ProgramBuilder builder = ArgsortModel();
  builder.program.carried.push_back({.file = "more.c", .text = "/* text of more.c */"});
  const auto z = builder.Activation("z", "float32", {1, 4});
  const auto kernel =
      builder.Kernel(PackedKernel("more", "network_tvm_more", "op01_more", 1, 6,
                                  {{Role::kInput, 0, "p0", Scalar::kFloat, 4, {0, 1}},
                                   {Role::kOutput, 1, "out", Scalar::kFloat, 4, {0, 1}}}));
  builder.Call("more", kernel, {builder.program.inputs[0], z});
  const std::vector<OutputFile> files = EmitAll(builder.program);
  ASSERT_EQ(files.size(), 8u);
  EXPECT_EQ(files[7].name, "network_packed_2.c");
  EXPECT_EQ(files[6].text.find("op01_more"), std::string::npos);
  EXPECT_EQ(files[7].text.find("op00_argsort"), std::string::npos);
  EXPECT_NE(files[7].text.find("/* text of more.c */\n\n/* From more (kernels.c:10)."),
            std::string::npos);
  EXPECT_NE(files[7].text.find("return network_tvm_more(values, (void *)codes, 2, &result, (void "
                               "*)&result_code, NULL);"),
            std::string::npos);
}

TEST(PackedTest, LocalsOfAWrapperAvoidItsParameters) {
  ProgramBuilder builder = ArgsortModel();
  builder.program.kernels[0].parameters[0].name = "tensors";
  builder.program.kernels[0].parameters[1].name = "result";
  const std::string text = EmitAll(builder.program)[6].text;
  EXPECT_NE(text.find("DLTensor tensors_2[2] = {"), std::string::npos);
  EXPECT_NE(text.find(".data = (void *)(uintptr_t)tensors,"), std::string::npos);
  EXPECT_NE(text.find("&result_2, (void *)&result_code, &memory);"), std::string::npos);
}

}  // namespace
}  // namespace utvmc::emit
