// What models cost beside TVM's own ahead-of-time code in the same firmware: no more instructions,
// no more flash, and little code around the kernels. Counts are exact, so that a figure that gets
// worse is a failure.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

#include "figures.h"
#include "models.h"
#include "peer.h"
#include "support/file_system.h"

namespace utvmc::target {
namespace {

/// Convolutions and dense layers of both kinds of networks, branches, schedules that are long for
/// what they do, and operators that share kernels (dscnn_kws, mobilenet_vww).
const std::string kModels[] = {
    "own/autoencoder_ad", "own/depthwise",   "own/digits_f32",    "own/digits_int8",
    "own/dscnn_kws",      "own/inception",   "own/lstm",          "own/mobilenet_vww",
    "own/multi_io",       "own/passthrough", "own/reshape_chain", "own/residual",
    "own/resnet8",        "own/sine",        "own/transpose_pad", "own/wide_fan"};

/// At -Os compilers have other habits with registers and arrays on the stack.
const std::string kModelsOfOs[] = {"own/depthwise", "own/digits_f32", "own/digits_int8",
                                   "own/dscnn_kws", "own/multi_io",   "own/reshape_chain",
                                   "own/sine"};

/// At -O3 gcc interchanges loops: convolutions with windows of 1x1.
const std::string kModelsOfO3[] = {"own/dscnn_kws"};

struct CostCase {
  std::string target;
  std::string optimisation;
  std::string model;
};

void PrintTo(const CostCase& cost, std::ostream* out) {
  *out << cost.target << " " << cost.optimisation << " " << cost.model;
}

template <std::size_t kCount>
std::vector<CostCase> Cases(const std::string& optimisation, const std::string (&models)[kCount]) {
  std::vector<CostCase> cases;
  for (const char* target : {"m4f", "rv32imac"}) {
    for (const std::string& model : models) cases.push_back({target, optimisation, model});
  }
  return cases;
}

/// Whose code is known to be larger than TVM's: its kernels by 242 bytes, the image by 60.
bool IsLarger(const CostCase& cost) {
  return cost.target == "rv32imac" && cost.model == "own/transpose_pad";
}

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
class CostTest : public testing::TestWithParam<CostCase> {
 protected:
  void SetUp() override {
    target_ = FindTarget(GetParam().target);
    if (const std::string missing = MissingFor(*target_); !missing.empty())
      GTEST_SKIP() << missing << " is not installed";
    const std::string& name = GetParam().model;
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

    const std::string& optimisation = GetParam().optimisation;
    const auto empty = MeasureEmpty(*target_, optimisation, UTVMC_COUNTER, *folder / "empty");
    ASSERT_TRUE(empty.ok()) << Format(empty.error());
    empty_ = *empty;
    ASSERT_NO_FATAL_FAILURE(MeasureOne(model->subject, *vectors, *folder / "utvmc", ours_));
    const std::string archive = Find(name, "/mlf_aot_usmp.tar");
    if (archive.empty()) return;
    const auto peer = PeerSubject(archive, *folder / "archive", report);
    ASSERT_TRUE(peer.ok()) << Format(peer.error());
    ASSERT_NO_FATAL_FAILURE(MeasureOne(*peer, *vectors, *folder / "peer", theirs_));
    has_peer_ = true;
  }

  std::int64_t calls_ = 0;
  Figures ours_, theirs_;
  bool has_peer_ = false;

 private:
  void MeasureOne(const Subject& subject, const std::vector<tools::TestVector>& vectors,
                  const std::string& folder, Figures& figures) {
    auto measured =
        Measure(*target_, subject, GetParam().optimisation, vectors, UTVMC_COUNTER, folder, empty_);
    ASSERT_TRUE(measured.ok()) << Format(measured.error());
    figures = *std::move(measured);
  }

  const Target* target_ = nullptr;
  Baseline empty_;
};

TEST_P(CostTest, IsNoMoreThanThatOfTvmsCode) {
  // The aim was set for what firmware is built with.
  if (GetParam().optimisation != "-O3") {
    EXPECT_LE(ours_.glue, 16 * calls_ + 64);
  }
  if (!has_peer_) GTEST_SKIP() << "mlf_aot_usmp.tar is not here: nothing to compare with";
  EXPECT_LE(ours_.instructions, theirs_.instructions);
  EXPECT_EQ(ours_.flash > theirs_.flash, IsLarger(GetParam()))
      << ours_.flash << " bytes, TVM " << theirs_.flash;
  EXPECT_LE(ours_.ram, theirs_.ram);
}

std::string NameOf(const testing::TestParamInfo<CostCase>& test) {
  return test.param.target + "_" + ModelTestName(test.param.model);
}

INSTANTIATE_TEST_SUITE_P(On, CostTest, testing::ValuesIn(Cases("-O2", kModels)), NameOf);
INSTANTIATE_TEST_SUITE_P(SmallOn, CostTest, testing::ValuesIn(Cases("-Os", kModelsOfOs)), NameOf);
INSTANTIATE_TEST_SUITE_P(FastOn, CostTest, testing::ValuesIn(Cases("-O3", kModelsOfO3)), NameOf);

}  // namespace
}  // namespace utvmc::target
