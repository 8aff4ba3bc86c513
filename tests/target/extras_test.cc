// --profile, --op-table and --dump-hook on a Cortex-M4F and an rv32imac: hooks are called in order,
// tensors are those that TVM's own kernels compute on the host, and so are those of operators that
// are called one by one.
#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "extras_subject.h"
#include "metrics.h"
#include "packed_reference.h"
#include "run.h"
#include "support/file_system.h"

namespace utvmc::target {
namespace {

constexpr double kRelativeTolerance = 1e-5;

using Events = std::vector<Event>;

/// What is left to compare of a log.
class Reader {
 public:
  explicit Reader(const Events& events) : events_(events) {}

  bool AtEnd() const { return at_ == events_.size(); }

  /// The next event is this one; its name.
  std::string Expect(const std::string& what, std::size_t op) {
    if (AtEnd()) {
      ADD_FAILURE() << "no " << what << " of operator " << op;
      return "";
    }
    const Event& event = events_[at_++];
    EXPECT_EQ(event.what, what) << "operator " << op;
    EXPECT_EQ(event.op, op) << what;
    return event.name;
  }

  /// The tensors that come next, those of operator `op`: one at least.
  Events TakeTensors(std::size_t op) {
    Events tensors;
    for (; !AtEnd() && events_[at_].what == "tensor"; ++at_) {
      EXPECT_EQ(events_[at_].op, op);
      tensors.push_back(events_[at_]);
    }
    EXPECT_FALSE(tensors.empty()) << "operator " << op;
    return tensors;
  }

 private:
  const Events& events_;
  std::size_t at_ = 0;
};

/// begin 0, end 0, its tensors, begin 1...; then alone 0, the same tensors, alone 1... What the
/// hook was shown.
Events ExpectInOrder(const Events& events, std::size_t operators) {
  Reader reader(events);
  Events dumps;
  std::vector<std::string> names;
  for (std::size_t op = 0; op < operators; ++op) {
    names.push_back(reader.Expect("begin", op));
    EXPECT_EQ(reader.Expect("end", op), names.back());
    for (Event& tensor : reader.TakeTensors(op)) dumps.push_back(std::move(tensor));
  }
  auto dump = dumps.begin();
  for (std::size_t op = 0; op < operators; ++op) {
    EXPECT_EQ(reader.Expect("alone", op), names[op]);
    for (const Event& tensor : reader.TakeTensors(op)) {
      if (dump == dumps.end()) break;
      EXPECT_EQ(tensor.name, dump->name);
      EXPECT_EQ(tensor.data, dump->data) << tensor.name << " of operator " << op << " alone";
      ++dump;
    }
  }
  EXPECT_EQ(dump, dumps.end());
  EXPECT_TRUE(reader.AtEnd());
  return dumps;
}

bool IsClose(const Event& tensor, const std::string& expected) {
  if (tensor.data.size() != expected.size()) return false;
  tools::OutputMetrics metrics(*ir::ParseDataType(tensor.dtype), kRelativeTolerance);
  metrics.Add(0, expected, tensor.data);
  return !metrics.first_mismatch();
}

void ExpectAsComputedByTvm(const Events& dumps, const TensorDumps& expected) {
  std::size_t compared = 0;
  for (const Event& dump : dumps) {
    const auto found = expected.find(dump.name);
    if (found == expected.end()) continue;
    EXPECT_TRUE(std::ranges::any_of(found->second,
                                    [&](const std::string& data) { return IsClose(dump, data); }))
        << "op " << dump.op << ", " << dump.name;
    ++compared;
  }
  EXPECT_EQ(compared, expected.size()) << "every node of these models is needed";
}

/// The board's name and the model's.
using Parameters = std::tuple<std::string, std::string>;

class ExtrasTest : public testing::TestWithParam<Parameters> {
 protected:
  void SetUp() override {
    if (const std::string missing = MissingFor(target_); !missing.empty())
      GTEST_SKIP() << missing << " is not installed";
  }

  const Target& target_ = *FindTarget(std::get<0>(GetParam()));
  const std::string folder_ =
      std::string(UTVMC_SOURCE_DIR "/tests/models/own/") + std::get<1>(GetParam());
};

TEST_P(ExtrasTest, HooksAndOperatorsAloneShowWhatTvmComputes) {
  auto folder = tools::TemporaryFolder::Create();
  ASSERT_TRUE(folder.ok());
  const auto model = CompileModelWithExtras(folder_, *folder / "emitted");
  ASSERT_TRUE(model.ok()) << Format(model.error());
  const Report& report = model->compilation.report;
  DiskFileSystem disk;
  const auto vectors = tools::ReadVectors(disk, folder_ + "/vectors", report);
  ASSERT_TRUE(vectors.ok()) << Format(vectors.error());
  const auto image = BuildImage(target_, model->subject, "-O2", folder->path());
  ASSERT_TRUE(image.ok()) << Format(image.error());
  const auto inferences = RunVectors(target_, model->subject, *image, *vectors);
  ASSERT_TRUE(inferences.ok()) << Format(inferences.error());
  EXPECT_EQ(Differences(*inferences, *vectors, report, kRelativeTolerance), "");

  const PackedReference reference(folder_);
  for (std::size_t v = 0; v < vectors->size(); ++v) {
    const auto events = ReadEvents((*inferences)[v].outputs.back());
    ASSERT_TRUE(events.ok()) << Format(events.error());
    const Events dumps = ExpectInOrder(*events, static_cast<std::size_t>(report.operators));
    ExpectAsComputedByTvm(dumps, reference.Run((*vectors)[v].inputs));
  }
}

/// The linker takes the weak definitions.
TEST_P(ExtrasTest, WithoutHooksOfTheApplicationTheModelComputesWhatItDid) {
  auto folder = tools::TemporaryFolder::Create();
  ASSERT_TRUE(folder.ok());
  CompileOptions options;
  options.extras = {true, true, true};
  const auto model = CompileModel(folder_, *folder / "emitted", options);
  ASSERT_TRUE(model.ok()) << Format(model.error());
  DiskFileSystem disk;
  const auto vectors = tools::ReadVectors(disk, folder_ + "/vectors", model->compilation.report);
  ASSERT_TRUE(vectors.ok()) << Format(vectors.error());
  const auto image = BuildImage(target_, model->subject, "-Os", folder->path());
  ASSERT_TRUE(image.ok()) << Format(image.error());
  const auto inferences = RunVectors(target_, model->subject, *image, *vectors);
  ASSERT_TRUE(inferences.ok()) << Format(inferences.error());
  EXPECT_EQ(Differences(*inferences, *vectors, model->compilation.report, kRelativeTolerance), "");
}

INSTANTIATE_TEST_SUITE_P(On, ExtrasTest,
                         testing::Combine(testing::Values("m4f", "rv32imac"),
                                          testing::Values("digits_int8", "multi_io")),
                         [](const auto& test) {
                           return std::get<0>(test.param) + "_" + std::get<1>(test.param);
                         });

}  // namespace
}  // namespace utvmc::target
