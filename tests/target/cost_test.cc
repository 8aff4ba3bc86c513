// What models cost beside TVM's own ahead-of-time code in the same firmware: no more instructions,
// no more flash, and little code around the kernels. Counts are exact, so that a figure that gets
// worse is a failure.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <tuple>

#include "figures.h"
#include "models.h"
#include "peer.h"
#include "support/file_system.h"

namespace utvmc::target {
namespace {

/// Convolutions and dense layers of both kinds of networks, branches, schedules that are long for
/// what they do, and operators that share kernels (dscnn_kws, mobilenet_vww).
const std::string kModels[] = {"own/autoencoder_ad", "own/depthwise", "own/digits_f32",
                               "own/digits_int8",    "own/dscnn_kws", "own/inception",
                               "own/mobilenet_vww",  "own/multi_io",  "own/reshape_chain",
                               "own/resnet8",        "own/sine",      "own/wide_fan"};

/// A file of the model; what is not committed may be beside the checkout. Empty: it is in neither.
std::string Find(const std::string& model, const std::string& file) {
  DiskFileSystem disk;
  for (const std::string& root : {std::string(UTVMC_SOURCE_DIR "/tests/models/"),
                                  std::string(UTVMC_SOURCE_DIR "/../shared/models/")}) {
    const std::string path = root + model + file;
    if (disk.Exists(path)) return path;
  }
  return "";
}

/// What the target's compiler makes of emitted code, and of TVM's.
class CostTest : public testing::TestWithParam<std::tuple<std::string, std::string>> {
 protected:
  void SetUp() override {
    target_ = FindTarget(std::get<0>(GetParam()));
    if (const std::string missing = MissingFor(*target_); !missing.empty())
      GTEST_SKIP() << missing << " is not installed";
    const std::string& name = std::get<1>(GetParam());
    const std::string graph = Find(name, "/graph.json");
    if (graph.empty()) GTEST_SKIP() << name << " is not here";
    const std::string model_folder = graph.substr(0, graph.rfind('/'));
    auto folder = tools::TemporaryFolder::Create();
    ASSERT_TRUE(folder.ok());
    const auto model = CompileModel(model_folder, *folder / "emitted");
    ASSERT_TRUE(model.ok()) << Format(model.error());
    const Report& report = model->compilation.report;
    calls_ = report.operators;
    DiskFileSystem disk;
    const auto vectors = tools::ReadVectors(disk, model_folder + "/vectors", report);
    ASSERT_TRUE(vectors.ok()) << Format(vectors.error());

    ASSERT_NO_FATAL_FAILURE(MeasureOne(model->subject, "-Os", *vectors, *folder / "small", small_));
    ASSERT_NO_FATAL_FAILURE(MeasureOne(model->subject, "-O2", *vectors, *folder / "utvmc", ours_));
    const std::string archive = Find(name, "/mlf_aot_usmp.tar");
    if (archive.empty()) return;
    const auto peer = PeerSubject(archive, *folder / "archive", report);
    ASSERT_TRUE(peer.ok()) << Format(peer.error());
    ASSERT_NO_FATAL_FAILURE(MeasureOne(*peer, "-O2", *vectors, *folder / "peer", theirs_));
    has_peer_ = true;
  }

  std::int64_t calls_ = 0;
  Figures ours_, theirs_;  ///< with -O2
  Figures small_;          ///< ours with -Os
  bool has_peer_ = false;

 private:
  void MeasureOne(const Subject& subject, const std::string& optimisation,
                  const std::vector<tools::TestVector>& vectors, const std::string& folder,
                  Figures& figures) {
    const auto empty = MeasureEmpty(*target_, optimisation, UTVMC_COUNTER, folder + "_empty");
    ASSERT_TRUE(empty.ok()) << Format(empty.error());
    auto measured =
        Measure(*target_, subject, optimisation, vectors, UTVMC_COUNTER, folder, *empty);
    ASSERT_TRUE(measured.ok()) << Format(measured.error());
    figures = *std::move(measured);
  }

  const Target* target_ = nullptr;
};

TEST_P(CostTest, IsNoMoreThanThatOfTvmsCode) {
  EXPECT_LE(ours_.glue, 16 * calls_ + 64);
  EXPECT_LE(small_.glue, 16 * calls_ + 64);
  if (!has_peer_) GTEST_SKIP() << "mlf_aot_usmp.tar is not here: nothing to compare with";
  EXPECT_LE(ours_.instructions, theirs_.instructions);
  EXPECT_LE(ours_.flash, theirs_.flash);
  EXPECT_LE(ours_.ram, theirs_.ram);
}

INSTANTIATE_TEST_SUITE_P(On, CostTest,
                         testing::Combine(testing::Values<std::string>("m4f", "rv32imac"),
                                          testing::ValuesIn(kModels)),
                         [](const auto& test) {
                           return std::get<0>(test.param) + "_" +
                                  ModelTestName(std::get<1>(test.param));
                         });

}  // namespace
}  // namespace utvmc::target
