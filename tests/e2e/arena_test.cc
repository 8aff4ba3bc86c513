// RAM: the arena of every model is the lower bound, and at or below what TVM's own planner needs.
#include <gtest/gtest.h>

#include "emitted_model.h"

namespace utvmc {
namespace {

/// Bytes of static RAM of "TVM AOT + USMP (hill_climb), I/O planned too", linked for a Cortex-M4F
/// (shared/peers.md); for own models that are not there, USMP's workspace plus inputs and outputs.
struct Figure {
  const char* model;
  std::int64_t tvm_bytes;
};

class ArenaTest : public testing::TestWithParam<Figure> {};

TEST_P(ArenaTest, IsOptimalAndAtMostThatOfTvm) {
  const std::string folder = FindModel(GetParam().model);
  if (folder.empty()) GTEST_SKIP() << GetParam().model << " is not here: ../shared is absent";
  const EmittedModel model(folder, CompileOptions{});
  EXPECT_EQ(model.report().arena_bytes, model.report().lower_bound);
  EXPECT_LE(model.report().arena_bytes, GetParam().tvm_bytes);
}

std::string ArenaName(const testing::TestParamInfo<Figure>& test) {
  std::string name = test.param.model;
  for (char& c : name) {
    if (c == '/') c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(
    Peers, ArenaTest,
    testing::Values(Figure{"thirdparty/hello_world_f32", 176},
                    Figure{"thirdparty/hello_world_int8", 96}, Figure{"thirdparty/kws_int8", 56312},
                    Figure{"thirdparty/toycar_int8", 1936},
                    Figure{"thirdparty/person_detect", 150680},
                    Figure{"thirdparty/micro_speech", 12120}, Figure{"own/digits_int8", 852},
                    Figure{"own/digits_f32", 2680}, Figure{"own/sine", 168},
                    Figure{"own/dscnn_kws", 56694}, Figure{"own/resnet8", 89230},
                    Figure{"own/mobilenet_vww", 178210}, Figure{"own/autoencoder_ad", 2976}),
    ArenaName);

}  // namespace
}  // namespace utvmc
