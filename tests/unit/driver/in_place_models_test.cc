// What the kernels of real models may do in place, tried out: within the distances that lowering
// found every kernel computes what it computes with disjoint memory, one byte beyond it does not.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "ingest/ingest.h"
#include "lowering/lowering.h"
#include "passes/passes.h"
#include "support/file_system.h"
#include "support/tagged_run.h"
#include "utvmc/compiler.h"

namespace utvmc {
namespace {

namespace fs = std::filesystem;

/// Enough for all but the large convolutions, of which the small models have smaller ones.
constexpr std::int64_t kMostStatements = 50'000;

std::vector<fs::path> Models() {
  std::vector<fs::path> models;
  for (const char* folder : {"own", "own_v018", "own_v08"}) {
    for (const auto& entry :
         fs::directory_iterator(fs::path(UTVMC_SOURCE_DIR) / "tests/models" / folder)) {
      if (entry.is_directory()) models.push_back(entry.path());
    }
  }
  std::sort(models.begin(), models.end());
  return models;
}

std::string Name(const ir::Kernel& kernel, const ir::InPlace& pair) {
  return fmt::format("{}: {} over {}", kernel.symbol,
                     kernel.parameters[static_cast<std::size_t>(pair.output)].name,
                     kernel.parameters[static_cast<std::size_t>(pair.input)].name);
}

/// The kernels of a model; none if utvmc refuses it.
std::vector<ir::Kernel> Kernels(const fs::path& folder) {
  DiskFileSystem files;
  Notes notes;
  const auto sources = ingest::ReadModelSources(files, {.folder = folder.string()});
  if (!sources.ok()) return {};
  const auto units = ingest::ReadKernels(sources->kernels, notes);
  if (!units.ok()) return {};
  auto program = ingest::ReadGraph(*sources, *units, notes);
  if (!program.ok()) return {};
  passes::AliasCopies(*program);
  // Every local array as scratch, so that there are more buffers to share.
  CompileOptions options;
  options.stack_limit = 0;
  if (!lowering::LowerKernels(*program, *units, sources->headers, options).ok()) return {};
  passes::RemoveUnused(*program);
  return std::move(program->kernels);
}

TEST(InPlace, OfEveryKernelIsRightAtBothEndsAndWrongOneByteBeyond) {
  std::set<std::string> checked;
  for (const fs::path& model : Models()) {
    for (const ir::Kernel& kernel : Kernels(model)) {
      for (const ir::InPlace& pair : kernel.in_place) {
        const std::string failure = test::CheckInPlace(kernel, pair, kMostStatements);
        if (failure == test::kTooLong) continue;
        EXPECT_EQ(failure, "") << model << ' ' << Name(kernel, pair);
        checked.insert(Name(kernel, pair));
      }
    }
  }
  EXPECT_GT(checked.size(), 70u);
}

TEST(InPlace, TurnedOffArenasGrowBack) {
  DiskFileSystem files;
  const auto sources =
      ingest::ReadModelSources(files, {.folder = UTVMC_SOURCE_DIR "/tests/models/own/residual"});
  ASSERT_TRUE(sources.ok());
  const auto bytes = [&](bool in_place) {
    CompileOptions options;
    options.in_place = in_place;
    const Result<Compilation> compilation = Compile(*sources, options);
    EXPECT_TRUE(compilation.ok()) << Format(compilation.error());
    return compilation.ok() ? compilation->report.arena_bytes : -1;
  };
  EXPECT_EQ(bytes(true), 18560);
  EXPECT_EQ(bytes(false), 26752);
}

}  // namespace
}  // namespace utvmc
