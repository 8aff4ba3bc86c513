// The two shared models that do not become typed kernels.
#include <gtest/gtest.h>

#include <cstring>
#include <fstream>

#include "emitted_model.h"
#include "ingest/ingest.h"
#include "process.h"

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

TEST(PackedCall, LinksWithTheRuntimesArgsortAndSorts) {
  const EmittedModel model(FindModel("own/argsort_packed_call"), CompileOptions{});
  ASSERT_EQ(model.Build(
                {"gcc", "-std=c99", "-O2", "-fsanitize=address,undefined", "-o", model.Path("run")},
                {UTVMC_SOURCE_DIR "/tests/e2e/guarded_main.c", "-lm"}),
            "");
  const float values[16] = {3, -1, 4, 1, -5, 9, 2, 6, 5, 3.5f, -8, 9.5f, 7, 0, 0.5f, -2};
  const std::int32_t expected[16] = {10, 4, 15, 1, 13, 14, 3, 6, 0, 9, 2, 8, 7, 12, 5, 11};
  std::ofstream(model.Path("in"), std::ios::binary)
      .write(reinterpret_cast<const char*>(values), sizeof values);
  const auto result =
      tools::RunProcess({model.Path("run"), model.Path("in"), model.Path("out"), "end"});
  ASSERT_TRUE(result.ok());
  ASSERT_EQ(result->output, "");
  std::int32_t sorted[16] = {};
  std::ifstream(model.Path("out"), std::ios::binary)
      .read(reinterpret_cast<char*>(sorted), sizeof sorted);
  EXPECT_EQ(std::memcmp(sorted, expected, sizeof expected), 0);
}

}  // namespace
}  // namespace utvmc
