// Kernels that are carried over, and what the runtime has for them, on boards: with the compilers'
// own headers, alignments and assembly.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <tuple>

#include "figures.h"
#include "hand_written.h"
#include "run.h"
#include "support/file_system.h"

namespace utvmc::target {
namespace {

template <class T>
std::string BytesOf(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

/// A model, and what it is to compute.
struct Case {
  std::string name;
  std::string folder;  ///< empty: the test writes it
  std::vector<tools::TestVector> vectors;
  std::int64_t variables = 0;  ///< bytes of those in its text
};

void PrintTo(const Case& each, std::ostream* out) { *out << each.name; }

/// tvm.contrib.sort.argsort of the runtime, found by name.
Case Argsort() {
  const std::vector<float> x = {3, -1, 4, 1, -5, 9, 2, 6, 5, 3.5F, -8, 9.5F, 7, 0, 0.5F, -2};
  const std::vector<std::int32_t> sorted = {10, 4, 15, 1, 13, 14, 3, 6, 0, 9, 2, 8, 7, 12, 5, 11};
  return {"argsort",
          UTVMC_SOURCE_DIR "/tests/models/own/argsort_packed_call",
          {{{BytesOf(x)}, {BytesOf(sorted)}}},
          4};  // TVM keeps the handle that it has looked up
}

/// A macro, a helper of the file, and workspace out of the arena. Its values.txt.
Case Workspace() {
  return {"workspace",
          UTVMC_SOURCE_DIR "/tests/golden/kernel_carried_over",
          {{{BytesOf<float>({1, -5, 3, 2})}, {BytesOf<float>({14})}},
           {{BytesOf<float>({-1, 0.5F, 0, -2})}, {BytesOf<float>({0.25F})}}}};
}

/// Instructions of the processor between kernels in C.
Case Assembly() {
  return {"assembly",
          "",
          {{{BytesOf<std::int32_t>({0, 1, -2, 1000})}, {BytesOf<std::int32_t>({7, 10, 1, 3007})}}}};
}

void WriteAssemblyModel(const std::string& folder, bool is_arm) {
  const std::string loop = "  for (int32_t i = 0; i < 4; ++i) {\n";
  const std::string add = is_arm ? "\".syntax unified\\n adds %0, %0, #7\" : \"+l\"(v) : : \"cc\""
                                 : "\"addi %0, %0, 7\" : \"+r\"(v)";
  std::ofstream(folder + "/kernels.c")
      << HandWrittenHead()
      << HandWrittenKernel("triple", 1,
                           loop + "    ((int32_t*)out_1)[i] = (((int32_t*)p0_1)[i] * 3);\n  }\n")
      << HandWrittenKernel("carried", 1,
                           loop + "    int32_t v = ((int32_t*)p0_1)[i];\n    __asm__ volatile (" +
                               add + ");\n    ((int32_t*)out_1)[i] = v;\n  }\n");
  std::ofstream(folder + "/graph.json") << HandWrittenGraph(
      {{"x", {}, "int32", 4}, {"triple", {0}, "int32", 4}, {"carried", {1}, "int32", 4}}, {2});
}

using Parameters = std::tuple<const char*, Case>;

class CarriedOnBoardTest : public testing::TestWithParam<Parameters> {};

TEST_P(CarriedOnBoardTest, ComputesWhatItsTextMeans) {
  const auto& [target_name, each] = GetParam();
  const Target& target = *FindTarget(target_name);
  if (const std::string missing = MissingFor(target); !missing.empty())
    GTEST_SKIP() << missing << " is not installed";
  auto folder = tools::TemporaryFolder::Create();
  ASSERT_TRUE(folder.ok());
  const bool is_arm = target.name[0] == 'm';
  if (each.folder.empty()) WriteAssemblyModel(folder->path(), is_arm);
  const auto model =
      CompileModel(each.folder.empty() ? folder->path() : each.folder, *folder / "emitted");
  ASSERT_TRUE(model.ok()) << Format(model.error());
  const Report& report = model->compilation.report;
  EXPECT_TRUE(
      std::ranges::any_of(report.kernels, [](const auto& kernel) { return !kernel.native; }));

  const auto image = BuildImage(target, model->subject, "-Os", folder->path());
  ASSERT_TRUE(image.ok()) << Format(image.error());
  const auto inferences = RunVectors(target, model->subject, *image, each.vectors);
  ASSERT_TRUE(inferences.ok()) << Format(inferences.error());
  EXPECT_EQ(Differences(*inferences, each.vectors, report, 1e-5), "");
  const auto map = ReadMap(*image);
  ASSERT_TRUE(map.ok()) << Format(map.error());
  EXPECT_EQ(SizesOf(*map, model->subject).subject_ram, each.variables);
}

INSTANTIATE_TEST_SUITE_P(On, CarriedOnBoardTest,
                         testing::Combine(testing::Values("m0", "m4f", "m55", "rv32imac"),
                                          testing::Values(Argsort(), Workspace(), Assembly())),
                         [](const auto& test) {
                           return std::string(std::get<0>(test.param)) + "_" +
                                  std::get<1>(test.param).name;
                         });

class RuntimeOnBoardTest : public testing::TestWithParam<const char*> {};

TEST_P(RuntimeOnBoardTest, ArenaFunctionsByNameAndTasksDoWhatTheirHeadersSay) {
  const Target& target = *FindTarget(GetParam());
  if (const std::string missing = MissingFor(target); !missing.empty())
    GTEST_SKIP() << missing << " is not installed";
  auto folder = tools::TemporaryFolder::Create();
  ASSERT_TRUE(folder.ok());
  DiskFileSystem disk;
  const auto call = disk.Read(UTVMC_SOURCE_DIR "/tests/target/firmware/runtime_extras.c");
  ASSERT_TRUE(call.ok());
  const std::string runtime = UTVMC_SOURCE_DIR "/runtime";
  Subject subject = EmptySubject();
  subject.name = "line";
  subject.call = *call;
  subject.include_folders = {runtime};
  for (const char* name : {"arena", "backend", "packed", "parallel"})
    subject.sources.push_back(runtime + "/utvm_" + name + ".c");
  for (const char* optimisation : {"-O0", "-Os", "-O3"}) {
    const std::string build = *folder / optimisation;
    ASSERT_TRUE(disk.MakeFolders(build).ok());
    const auto image = BuildImage(target, subject, optimisation, build);
    ASSERT_TRUE(image.ok()) << Format(image.error());
    // "line returned 42" is a check in that file.
    const auto inferences = RunVectors(target, subject, *image, {{}, {}});
    EXPECT_TRUE(inferences.ok()) << Format(inferences.error());
  }
}

INSTANTIATE_TEST_SUITE_P(On, RuntimeOnBoardTest,
                         testing::Values("m0", "m4f", "m55", "sifive_e", "rv32gc"),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace utvmc::target
