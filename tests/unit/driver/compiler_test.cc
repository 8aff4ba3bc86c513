// Compile() from text to text, with a model small enough to read.
#include "utvmc/compiler.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/add_one.h"

namespace utvmc {
namespace {

using ::testing::Contains;
using ::testing::SizeIs;

std::vector<std::string> FileNames(const Compilation& compilation) {
  std::vector<std::string> names;
  for (const OutputFile& file : compilation.files) names.push_back(file.name);
  return names;
}

TEST(Compile, TurnsAModelIntoCFilesAndFigures) {
  const Result<Compilation> compilation = Compile(testing::AddOne(), {});
  ASSERT_TRUE(compilation.ok()) << Format(compilation.error());
  EXPECT_THAT(FileNames(*compilation), Contains("network.h"));
  EXPECT_THAT(FileNames(*compilation), Contains("network.c"));
  EXPECT_EQ(compilation->report.operators, 1);
  EXPECT_EQ(compilation->report.lower_bound, 2);
  EXPECT_EQ(compilation->report.constant_bytes, 0);
  ASSERT_THAT(compilation->report.kernels, SizeIs(1));
  EXPECT_TRUE(compilation->report.kernels[0].native);
}

TEST(Compile, TheNameIsThePrefixOfEveryFile) {
  CompileOptions options;
  options.name = "kws";
  const Result<Compilation> compilation = Compile(testing::AddOne(), options);
  ASSERT_TRUE(compilation.ok()) << Format(compilation.error());
  EXPECT_EQ(compilation->report.name, "kws");
  for (const OutputFile& file : compilation->files) EXPECT_EQ(file.name.substr(0, 3), "kws");
}

TEST(Compile, APinOfATensorThatNothingReadsSaysSo) {
  ModelSources sources = testing::AddOne();
  std::string& graph = sources.graph.text;
  const auto replace = [&](const std::string& from, const std::string& to) {
    const std::size_t at = graph.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    graph.replace(at, from.size(), to);
  };
  // A second operator whose result is no head.
  replace(R"("flatten_data": "0"}})", R"("flatten_data": "0"}},
    {"op": "tvm_op", "name": "idle", "inputs": [[1, 0, 0]],
     "attrs": {"func_name": "add_one", "num_inputs": "1", "num_outputs": "1", "flatten_data": "0"}})");
  replace("[0, 1, 2]", "[0, 1, 2, 3]");
  replace("[[2], [2]]", "[[2], [2], [2]]");
  replace("[0, 1]]", "[0, 1, 2]]");
  replace(R"("int8", "int8")", R"("int8", "int8", "int8")");
  ASSERT_TRUE(Compile(sources, {}).ok());
  CompileOptions options;
  options.pins = {{"idle", "arena", {}, {.file = {}, .pointer = "--pin"}}};
  const Result<Compilation> compilation = Compile(sources, options);
  ASSERT_FALSE(compilation.ok());
  EXPECT_EQ(Format(compilation.error()),
            "error: --pin: tensor \"idle\" cannot be in pool \"arena\": nothing that leads to an "
            "output reads it, so that it is left out\n"
            "  hint: leave out the pin");
}

TEST(Compile, TheSameInputGivesTheSameBytes) {
  const Result<Compilation> first = Compile(testing::AddOne(), {});
  const Result<Compilation> second = Compile(testing::AddOne(), {});
  ASSERT_TRUE(first.ok() && second.ok());
  ASSERT_EQ(first->files.size(), second->files.size());
  for (std::size_t i = 0; i < first->files.size(); ++i) {
    EXPECT_EQ(first->files[i].name, second->files[i].name);
    EXPECT_EQ(first->files[i].text, second->files[i].text);
  }
}

/// A kernel of TVM v0.14: every one of `elements` floats of the result is the sum of all inputs,
/// which have so many elements, so that nothing can be done in place.
std::string SumKernel(const std::string& name, const std::vector<int>& inputs, int elements) {
  std::string sums;
  std::string pointers;
  for (std::size_t i = 0; i <= inputs.size(); ++i) {
    const std::string number = std::to_string(i);
    pointers += "  float* a" + number + " = (float*)(((DLTensor*)(((TVMValue*)args)[" + number +
                "].v_handle))[0].data);\n";
    if (i == inputs.size()) break;
    const std::string out = "a" + std::to_string(inputs.size()) + "[i]";
    sums += "    for (int32_t j = 0; j < " + std::to_string(inputs[i]) + "; ++j) {\n      " + out +
            " = (" + out + " + a" + number + "[j]);\n    }\n";
  }
  return "#include \"tvm/runtime/c_runtime_api.h\"\nTVM_DLL int32_t " + name +
         "(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, "
         "int32_t* out_ret_tcode, void* resource_handle) {\n" +
         pointers + "  for (int32_t i = 0; i < " + std::to_string(elements) + "; ++i) {\n    a" +
         std::to_string(inputs.size()) + "[i] = 0.000000e+00f;\n" + sums + "  }\n  return 0;\n}\n";
}

/// Two branches of x: the wide one, which leaves less behind, comes second.
ModelSources TwoBranches() {
  const auto node = [](const char* name, const char* inputs, const char* count) {
    return std::string(R"({"op": "tvm_op", "name": ")") + name + R"(", "inputs": [)" + inputs +
           R"(], "attrs": {"func_name": ")" + name + R"(", "num_inputs": ")" + count +
           R"(", "num_outputs": "1", "flatten_data": "0"}})";
  };
  ModelSources sources;
  sources.graph = {"graph.json", R"({"nodes": [{"op": "null", "name": "x", "inputs": []}, )" +
                                     node("narrow", "[0, 0, 0]", "1") + ", " +
                                     node("more", "[1, 0, 0]", "1") + ", " +
                                     node("wide", "[0, 0, 0]", "1") + ", " +
                                     node("less", "[3, 0, 0]", "1") + ", " +
                                     node("out", "[2, 0, 0], [4, 0, 0]", "2") + R"(],
    "arg_nodes": [0], "heads": [[5, 0, 0]], "node_row_ptr": [0, 1, 2, 3, 4, 5, 6],
    "attrs": {"shape": ["list_shape", [[100], [10], [20], [60], [1], [4]]],
              "storage_id": ["list_int", [0, 1, 2, 3, 4, 5]],
              "dltype": ["list_str", ["float32", "float32", "float32", "float32", "float32",
                                      "float32"]]}})"};
  sources.kernels = {{"narrow.c", SumKernel("narrow", {100}, 10)},
                     {"more.c", SumKernel("more", {10}, 20)},
                     {"wide.c", SumKernel("wide", {100}, 60)},
                     {"less.c", SumKernel("less", {60}, 1)},
                     {"out.c", SumKernel("out", {20, 1}, 4)}};
  return sources;
}

std::string KernelNames(const Compilation& compilation) {
  std::string names;
  for (const KernelReport& kernel : compilation.report.kernels) {
    names += (names.empty() ? "" : " ") + kernel.name;
  }
  return names;
}

TEST(Compile, OperatorsRunInTheOrderThatNeedsLeastMemory) {
  const Result<Compilation> compilation = Compile(TwoBranches(), {});
  ASSERT_TRUE(compilation.ok()) << Format(compilation.error());
  EXPECT_EQ(KernelNames(*compilation), "op00_wide op01_less op02_narrow op03_more op04_out");
  EXPECT_EQ(compilation->report.arena_bytes, 4 * 161);
  EXPECT_EQ(compilation->report.arena_bytes_given_order, 4 * 180);
}

TEST(Compile, OperatorsRunInTheOrderOfTheGraphIfAskedTo) {
  CompileOptions options;
  options.keep_order = true;
  const Result<Compilation> compilation = Compile(TwoBranches(), options);
  ASSERT_TRUE(compilation.ok()) << Format(compilation.error());
  EXPECT_EQ(KernelNames(*compilation), "op00_narrow op01_more op02_wide op03_less op04_out");
  EXPECT_EQ(compilation->report.arena_bytes, 4 * 180);
  EXPECT_EQ(compilation->report.arena_bytes_given_order, 0);
}

TEST(Compile, AGraphWithControlDependenciesKeepsItsOrder) {
  ModelSources sources = TwoBranches();
  const std::string before = R"("name": "out", )";
  sources.graph.text.insert(sources.graph.text.find(before) + before.size(),
                            R"("control_deps": [3], )");
  const Result<Compilation> compilation = Compile(sources, {});
  ASSERT_TRUE(compilation.ok()) << Format(compilation.error());
  EXPECT_EQ(KernelNames(*compilation), "op00_narrow op01_more op02_wide op03_less op04_out");
}

TEST(Compile, BadOptionsAreRefusedBeforeTheModelIsRead) {
  CompileOptions options;
  options.align = 3;
  const Result<Compilation> compilation = Compile({}, options);
  ASSERT_FALSE(compilation.ok());
  EXPECT_EQ(Format(compilation.error()),
            "error: --align: 3 is not a power of two up to 4096\n"
            "  hint: leave the option out to align each buffer as its element type needs");
}

TEST(Version, HasThreeParts) {
  const std::string version = Version();
  EXPECT_EQ(std::count(version.begin(), version.end(), '.'), 2);
}

}  // namespace
}  // namespace utvmc
