// The instances of ../shared/planner, which a checkout alone does not have.
#include <gtest/gtest.h>

#include "plan/exact.h"
#include "problems.h"

namespace utvmc::plan {
namespace {

struct Instance {
  const char* file;
  std::int64_t most;  ///< height that must not be exceeded
};

void PrintTo(const Instance& instance, std::ostream* out) { *out << instance.file; }

class SharedInstance : public testing::TestWithParam<Instance> {};

TEST_P(SharedInstance, IsValidAndLowEnough) {
  const std::optional<Problem> problem = ReadSharedProblem(GetParam().file);
  if (!problem) GTEST_SKIP() << "../shared/planner/" << GetParam().file << " is not there";
  const Placement placement = Solve(*problem);
  EXPECT_EQ(Complaint(*problem, placement), "");
  EXPECT_GE(placement.height, LowerBound(*problem));
  EXPECT_LE(placement.height, GetParam().most);
}

class ExactSharedInstance : public testing::TestWithParam<Instance> {};

TEST_P(ExactSharedInstance, IsProvedOptimal) {
  const std::optional<Problem> problem = ReadSharedProblem(GetParam().file);
  if (!problem) GTEST_SKIP() << "../shared/planner/" << GetParam().file << " is not there";
  const ExactResult result = SolveExactly(*problem, {.node_budget = 2'000'000});
  EXPECT_EQ(Complaint(*problem, result.placement), "");
  EXPECT_EQ(result.placement.height, GetParam().most);
  EXPECT_EQ(result.Verdict(), "optimal (proved)");
}

INSTANTIATE_TEST_SUITE_P(
    Optima, ExactSharedInstance,
    testing::Values(Instance{"kws.csv", 16000}, Instance{"vww.csv", 55296},
                    Instance{"resnet8.csv", 49152}, Instance{"A.1048576.csv", 1048576},
                    Instance{"C.1048576.csv", 1039360}, Instance{"E.1048576.csv", 1048576},
                    Instance{"G.1048576.csv", 1048576}, Instance{"I.1048576.csv", 1048576},
                    Instance{"K.1048576.csv", 1048576}));

// The optimum, which is the lower bound.
INSTANTIATE_TEST_SUITE_P(Networks, SharedInstance,
                         testing::Values(Instance{"kws.csv", 16000}, Instance{"vww.csv", 55296},
                                         Instance{"resnet8.csv", 49152},
                                         Instance{"person_detect.csv", 55296},
                                         Instance{"sww.csv", 6656}, Instance{"toyadmos.csv", 768}));

// What TVM's USMP reaches with hill_climb (the optima are lower by far).
INSTANTIATE_TEST_SUITE_P(
    MiniMalloc, SharedInstance,
    testing::Values(Instance{"A.1048576.csv", 1263616}, Instance{"C.1048576.csv", 1241088},
                    Instance{"E.1048576.csv", 1280000}, Instance{"G.1048576.csv", 1352704},
                    Instance{"I.1048576.csv", 1400832}, Instance{"K.1048576.csv", 1296384}));

}  // namespace
}  // namespace utvmc::plan
