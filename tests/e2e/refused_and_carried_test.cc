// Kernels that do not become typed ones: refused, or carried over between typed neighbours.
#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <tuple>
#include <utility>
#include <vector>

#include "builds.h"
#include "emitted_model.h"
#include "hand_written.h"
#include "ingest/ingest.h"

namespace utvmc {
namespace {

TEST(Vectorized, IsRefusedWithKernelLineAndRemedy) {
  DiskFileSystem disk;
  const std::string folder = FindModel("own/digits_f32_vectorized");
  const auto sources = ingest::ReadModelSources(disk, {folder, {}, {}, {}});
  ASSERT_TRUE(sources.ok());
  const auto compilation = Compile(*sources, CompileOptions{});
  ASSERT_FALSE(compilation.ok());
  EXPECT_EQ(Format(compilation.error()),
            folder +
                "/kernels.c:222:9: error: kernel 'tvmgen_default_fused_nn_max_pool2d' uses the "
                "vector type float8, "
                "which is not C\n"
                "  hint: build the model with "
                "tvm.transform.PassContext(config={\"tir.disable_vectorize\": True})");
}

/// The int32 values that `bytes` holds.
std::vector<std::int32_t> Numbers(const std::string& bytes) {
  std::vector<std::int32_t> numbers(bytes.size() / sizeof(std::int32_t));
  std::memcpy(numbers.data(), bytes.data(), numbers.size() * sizeof(std::int32_t));
  return numbers;
}

TEST(PackedCall, LinksWithTheRuntimesArgsortAndSorts) {
  const EmittedModel model(FindModel("own/argsort_packed_call"), CompileOptions{});
  ASSERT_EQ(model.BuildRunner({"gcc", "-O2", "-fsanitize=address,undefined"}), "");
  const float values[16] = {3, -1, 4, 1, -5, 9, 2, 6, 5, 3.5f, -8, 9.5f, 7, 0, 0.5f, -2};
  const std::vector<std::int32_t> expected = {10, 4, 15, 1, 13, 14, 3, 6, 0, 9, 2, 8, 7, 12, 5, 11};
  const std::string inputs(reinterpret_cast<const char*>(values), sizeof values);
  EXPECT_EQ(Numbers(RunProgram(model, inputs, "end")), expected);
}

// --- what utvmc does not read, between kernels that it does ---

constexpr int kElements = 16;

/// Five kernels in a row, each with 16 numbers: the second and the fourth are carried over, the
/// last also adds what the first gave, which therefore has to outlive both.
struct Construct {
  std::string name;
  std::vector<std::string> reasons;  ///< why the two are carried over
  std::vector<std::pair<std::string, std::string>>
      files;                             ///< with the kernels carried_1, carried_3
  std::int32_t (*first)(std::int32_t);   ///< what carried_1 does to every number
  std::int32_t (*second)(std::int32_t);  ///< carried_3
  bool is_x86 = false;
};

void PrintTo(const Construct& construct, std::ostream* out) { *out << construct.name; }

std::string Loop(const std::string& body) {
  return "  for (int32_t i = 0; i < 16; ++i) {\n" + body + "  }\n";
}

/// A kernel that stores `expression` of `v`, an input's element, after `statements`.
std::string MapKernel(const std::string& name, const std::string& expression,
                      const std::string& statements = "") {
  return HandWrittenKernel(name, 1,
                           Loop("    int32_t v = ((int32_t*)p0_1)[i];\n" + statements +
                                "    ((int32_t*)out_1)[i] = " + expression + ";\n"));
}

std::string NativeKernels() {
  return HandWrittenKernel("first", 1,
                           Loop("    ((int32_t*)out_1)[i] = ((((int32_t*)p0_1)[i] * 3) + i);\n")) +
         HandWrittenKernel("middle", 1,
                           Loop("    ((int32_t*)out_1)[i] = (((int32_t*)p0_1)[(15 - i)] - i);\n")) +
         HandWrittenKernel("last", 2,
                           Loop("    ((int32_t*)out_1)[i] = "
                                "(((int32_t*)p0_1)[i] + ((int32_t*)p1_1)[i]);\n"));
}

Construct Assembly() {
  return {
      "assembly",
      {"inline assembly", "inline assembly"},
      {{"kernels.c",
        MapKernel("carried_1", "v",
                  "    __asm__ volatile (\"imull %1, %0\" : \"+r\"(v) : \"r\"(5) : \"cc\");\n") +
            MapKernel("carried_3", "v",
                      "    __asm__ volatile (\"addl $7, %0\" : \"+r\"(v) : : \"cc\");\n")}},
      [](std::int32_t v) { return v * 5; },
      [](std::int32_t v) { return v + 7; },
      true};
}

Construct StatementExpression() {
  return {"statement_expression",
          {"a GNU statement expression", "a GNU statement expression"},
          {{"kernels.c", MapKernel("carried_1", "({ int32_t t = v + 1; t * t; })") +
                             MapKernel("carried_3", "(2 - ({ int32_t t = v; t; }))")}},
          [](std::int32_t v) { return (v + 1) * (v + 1); },
          [](std::int32_t v) { return 2 - v; }};
}

/// The second also has a workspace, which shares the arena with what lives at the time.
Construct Macro() {
  return {
      "macro",
      {"the macro MULTIPLY_ADD", "the macro MULTIPLY_ADD"},
      {{"kernels.c",
        "#define MULTIPLY_ADD(a, b, c) \\\n  ((a) * (b) + (c))\n" +
            MapKernel("carried_1", "MULTIPLY_ADD(v, 4, -3)") +
            HandWrittenKernel(
                "carried_3", 1,
                "  void* copy = TVMBackendAllocWorkspace(1, 0, (uint64_t)64, 0, 32);\n"
                "  if (copy == NULL) {\n    return -1;\n  }\n" +
                    Loop("    ((int32_t*)copy)[(15 - i)] = MULTIPLY_ADD(((int32_t*)p0_1)[i], 2, "
                         "1);\n") +
                    Loop("    ((int32_t*)out_1)[i] = ((int32_t*)copy)[(15 - i)];\n") +
                    "  if (TVMBackendFreeWorkspace(1, 0, copy) != 0) {\n    return -1;\n  }\n")}},
      [](std::int32_t v) { return v * 4 - 3; },
      [](std::int32_t v) { return v * 2 + 1; }};
}

/// Workspace that helpers of the file allocate: one is given the arena and keeps its block, in a
/// loop; the other finds it in a variable and frees its block each time.
Construct HelperWorkspace() {
  return {
      "helper_workspace",
      {"a call of grab()", "a call of twice()"},
      {{"kernels.c",
        "static int32_t* grab(void* resource_handle) {\n"
        "  return (int32_t*)TVMBackendAllocWorkspace(1, 0, (uint64_t)64, 0, 32);\n}\n"
        "static int32_t twice(int32_t value) {\n"
        "  int32_t* copy = (int32_t*)TVMBackendAllocWorkspace(1, 0, (uint64_t)400, 0, 32);\n"
        "  if (copy == NULL) {\n    return -1000;\n  }\n"
        "  copy[99] = value * 2;\n  value = copy[99];\n"
        "  if (TVMBackendFreeWorkspace(1, 0, copy) != 0) {\n    return -2000;\n  }\n"
        "  return value;\n}\n" +
            HandWrittenKernel("carried_1", 1,
                              "  int32_t* last = (int32_t*)p0_1;\n"
                              "  for (int32_t k = 0; k < 3; ++k) {\n"
                              "    int32_t* next = grab(resource_handle);\n"
                              "    if (next == NULL) {\n      return -1;\n    }\n" +
                                  Loop("    next[i] = last[i] + 1;\n") + "    last = next;\n  }\n" +
                                  Loop("    ((int32_t*)out_1)[i] = last[i];\n")) +
            MapKernel("carried_3", "twice(v)")}},
      [](std::int32_t v) { return v + 3; },
      [](std::int32_t v) { return v * 2; }};
}

/// Kernels that call functions of another source, as those for CMSIS-NN do; one of these is what
/// TVM's example of an external code generator ("ccompiler") prints, a macro, heap and all.
Construct ExternalLibrary() {
  return {
      "external_library",
      {"a call of library_scale()", "a call of ccompiler_0_()"},
      {{"kernels.c",
        "#ifdef __cplusplus\nextern \"C\"\n#endif\n"
        "int32_t library_scale(int32_t* in, int32_t* out, int32_t count);\n" +
            HandWrittenKernel("carried_1", 1,
                              "  if (library_scale((int32_t*)p0_1, (int32_t*)out_1, 16) != 0) {\n"
                              "    return -1;\n  }\n") +
            "void ccompiler_0_(int32_t* i0, int32_t* out0);\n" +
            // As that generator prints the function which the graph calls: five parameters.
            "#ifdef __cplusplus\nextern \"C\"\n#endif\n"
            "TVM_DLL int32_t carried_3(TVMValue* args, int* type_code, int num_args, "
            "TVMValue* out_value, int* out_type_code) {\n"
            "  DLTensor* arg0 = (DLTensor*)(((TVMValue*)args)[0].v_handle);\n"
            "  DLTensor* ret1 = (DLTensor*)(((TVMValue*)args)[1].v_handle);\n"
            "  ccompiler_0_((int32_t*)(arg0->data), (int32_t*)(ret1->data));\n"
            "  return 0;\n}\n"},
       {"library.c",
        "#include <stdint.h>\n#include <stdlib.h>\n#include <string.h>\n"
        "#include <tvm/runtime/c_runtime_api.h>\n#include <tvm/runtime/c_backend_api.h>\n"
        "#include <dlpack/dlpack.h>\n"
        "#define CSOURCE_BINARY_OP_1D(p_ID_, p_OP_, p_DIM1_, p_DTYPE)      \\\n"
        "  void p_ID_(p_DTYPE* a, p_DTYPE* b, p_DTYPE* out) {    \\\n"
        "    for (int64_t i = 0; i < p_DIM1_; ++i) {             \\\n"
        "      out[i] = a[i] p_OP_ b[i];                         \\\n"
        "    }                                                   \\\n  }\n"
        "CSOURCE_BINARY_OP_1D(ccompiler_0_0, -, 16, int32_t);\n"
        "int32_t library_scale(int32_t* in, int32_t* out, int32_t count) {\n"
        "  for (int32_t i = 0; i < count; ++i) out[i] = in[i] * 6;\n  return 0;\n}\n"
        "void ccompiler_0_(int32_t* i0, int32_t* out0) {\n"
        "  int32_t* buf_0 = (int32_t*)malloc(64);\n"
        "  memset(buf_0, 0, 64);\n"
        "  ccompiler_0_0(buf_0, i0, out0);\n"
        "  free(buf_0);\n}\n"}},
      [](std::int32_t v) { return v * 6; },
      [](std::int32_t v) { return -v; }};
}

/// A function and a variable of one source that kernels of two others use; and in those two, static
/// functions that have one name and do different things.
Construct SharedHelper() {
  const auto with_own = [](const std::string& own, const std::string& kernel) {
    return "int32_t shared_helper(int32_t value);\n"
           "static int32_t own_helper(int32_t value) {\n  return value " +
           own + ";\n}\n" + MapKernel(kernel, "own_helper(shared_helper(v))");
  };
  return {"shared_helper",
          {"a call of own_helper()", "a call of own_helper()"},
          {{"helpers.c",
            "#include <stdint.h>\n"
            "static const int32_t table[2] = {4, 1};\n"
            "int32_t shared_offset = 2;\n"
            "int32_t shared_helper(int32_t value) {\n"
            "  return value * table[1] + shared_offset;\n}\n"},
           {"one.c", with_own("* 3", "carried_1")},
           {"two.c", with_own("- 9", "carried_3")}},
          [](std::int32_t v) { return (v + 2) * 3; },
          [](std::int32_t v) { return (v + 2) - 9; }};
}

std::vector<std::int32_t> Expected(const Construct& construct, const std::vector<std::int32_t>& x) {
  std::vector<std::int32_t> first, result;
  for (int i = 0; i < kElements; ++i) first.push_back(x[static_cast<std::size_t>(i)] * 3 + i);
  for (int i = 0; i < kElements; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const std::int32_t middle = construct.first(first[kElements - 1 - at]) - i;
    result.push_back(construct.second(middle) + first[at]);
  }
  return result;
}

using CarriedParameters = std::tuple<Construct, const char*>;

class CarriedTest : public testing::TestWithParam<CarriedParameters> {
 protected:
  void WriteModel(const std::string& folder) const {
    bool has_natives = false;
    for (const auto& [name, text] : std::get<0>(GetParam()).files) {
      const bool is_kernels = name == "kernels.c";
      has_natives = has_natives || is_kernels;
      std::ofstream(folder + "/" + name)
          << (name == "helpers.c" || name == "library.c" ? "" : HandWrittenHead()) << text
          << (is_kernels ? NativeKernels() : "");
    }
    if (!has_natives) std::ofstream(folder + "/kernels.c") << HandWrittenHead() << NativeKernels();
    std::ofstream(folder + "/graph.json")
        << HandWrittenGraph({{"x", {}, "int32", kElements},
                             {"first", {0}, "int32", kElements},
                             {"carried_1", {1}, "int32", kElements},
                             {"middle", {2}, "int32", kElements},
                             {"carried_3", {3}, "int32", kElements},
                             {"last", {4, 1}, "int32", kElements}},
                            {5});
  }
};

TEST_P(CarriedTest, ComputesWhatItsNeighboursAndItMean) {
  const auto& [construct, build_name] = GetParam();
  const BuildKind& build = BuildNamed(build_name);
  if (!HasProgram(build.compiler[0])) GTEST_SKIP() << build.compiler[0] << " is not installed";
#if !defined(__x86_64__)
  if (construct.is_x86) GTEST_SKIP() << "its assembly is for x86-64";
#endif
  auto folder = tools::TemporaryFolder::Create();
  ASSERT_TRUE(folder.ok());
  WriteModel(folder->path());

  std::vector<std::int32_t> inputs, expected;
  for (const std::int32_t scale : {1, -7}) {
    std::vector<std::int32_t> x;
    for (std::int32_t i = 0; i < kElements; ++i) x.push_back((i * 11 % 16 - 8) * scale);
    const std::vector<std::int32_t> result = Expected(construct, x);
    inputs.insert(inputs.end(), x.begin(), x.end());
    expected.insert(expected.end(), result.begin(), result.end());
  }
  const std::string input_bytes(reinterpret_cast<const char*>(inputs.data()), inputs.size() * 4);

  for (const IoPlacement io : {IoPlacement::kArena, IoPlacement::kCaller}) {
    SCOPED_TRACE(io == IoPlacement::kArena ? "--io=arena" : "--io=caller");
    CompileOptions options;
    options.io = io;
    const EmittedModel model(folder->path(), options);
    std::vector<std::string> reasons;  // in the order of the graph
    for (const KernelReport& kernel : model.report().kernels) reasons.push_back(kernel.reason);
    const std::vector<std::string>& why = construct.reasons;
    EXPECT_EQ(reasons, (std::vector<std::string>{"", why[0], "", why[1], ""}));
    ASSERT_EQ(model.BuildRunner(build.compiler), "");
    for (const char* placement : {"begin", "end"}) {
      EXPECT_EQ(Numbers(RunProgram(model, input_bytes, placement)), expected) << placement;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, CarriedTest,
    testing::Combine(testing::Values(Assembly(), StatementExpression(), Macro(), ExternalLibrary(),
                                     SharedHelper(), HelperWorkspace()),
                     testing::Values("gcc_O2", "gcc_O3_lto", "gcc_sanitized", "clang_O2",
                                     "clang_sanitized")),
    [](const auto& test) { return std::get<0>(test.param).name + "_" + std::get<1>(test.param); });

}  // namespace
}  // namespace utvmc
