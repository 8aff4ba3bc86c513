#include "plan/shared_arena.h"

#include <gmock/gmock.h>

namespace utvmc::plan {
namespace {

using ::testing::ElementsAre;
using Groups = std::vector<std::vector<std::size_t>>;

std::vector<ArenaNeed> Need(std::int64_t bytes, std::int64_t align = 1) {
  return {{.bytes = bytes, .align = align}};
}

SharedArena Share(const std::vector<std::vector<ArenaNeed>>& models, const Groups& concurrent) {
  const auto arenas = ShareArenas(models, concurrent);
  EXPECT_TRUE(arenas.ok()) << Format(arenas.error());
  EXPECT_EQ(arenas->size(), 1u);
  return arenas->at(0);
}

std::vector<std::int64_t> Offsets(const SharedArena& arena) {
  std::vector<std::int64_t> offsets;
  for (const SharedArena::Member& member : arena.members) offsets.push_back(member.offset);
  return offsets;
}

TEST(ShareArenas, ModelsThatRunOneAfterTheOtherBeginAtTheSameByte) {
  const SharedArena arena = Share({Need(100, 4), Need(64, 16)}, {});
  EXPECT_EQ(arena.pool, "arena");
  EXPECT_THAT(Offsets(arena), ElementsAre(0, 0));
  EXPECT_EQ(arena.align, 16);
  EXPECT_EQ(arena.bytes, 112);  // a multiple of the alignment
  EXPECT_EQ(arena.lower_bound, 112);
  EXPECT_EQ(arena.BytesApart(), 164);
}

TEST(ShareArenas, ConcurrentModelsShareNoByte) {
  const SharedArena arena = Share({Need(100), Need(64), Need(10)}, {{0, 1}});
  EXPECT_EQ(arena.bytes, 164);
  EXPECT_EQ(arena.lower_bound, 164);
  EXPECT_EQ(arena.members[2].offset, 0);
  const bool apart =
      Offsets(arena)[0] + 100 <= Offsets(arena)[1] || Offsets(arena)[1] + 64 <= Offsets(arena)[0];
  EXPECT_TRUE(apart);
}

TEST(ShareArenas, OneThatMayRunWithEitherOfTwoDoesNotKeepThoseApart) {
  EXPECT_EQ(Share({Need(100), Need(64), Need(80)}, {{0, 1}, {1, 2}}).bytes, 164);
}

TEST(ShareArenas, PairsOfThreeModelsNeedAsMuchAsAllThreeTogether) {
  const std::vector<std::vector<ArenaNeed>> models = {Need(30), Need(20), Need(10)};
  EXPECT_EQ(Share(models, {{0, 1}, {1, 2}, {0, 2}}).bytes, 60);
  EXPECT_EQ(Share(models, {{0, 1, 2}}).bytes, 60);
}

TEST(ShareArenas, ACycleOfFiveModelsIsSolvedAtItsTrueOptimum) {
  // No two neighbours of an odd cycle fit into two slots: 3 of 10 bytes, not the 20 of a pair.
  const std::vector<std::vector<ArenaNeed>> models(5, Need(10));
  const SharedArena arena = Share(models, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 0}});
  EXPECT_EQ(arena.bytes, 30);
  EXPECT_EQ(arena.lower_bound, 30);
}

TEST(ShareArenas, AModelNamedTwiceInAGroupCountsOnce) {
  EXPECT_EQ(Share({Need(30), Need(20)}, {{0, 0, 1}, {0, 1}}).bytes, 50);
}

TEST(ShareArenas, PoolsAreSharedOneByOneAmongTheModelsThatHaveThem) {
  const std::vector<std::vector<ArenaNeed>> models = {
      {{.pool = "dtcm", .bytes = 8}, {.pool = "sram", .bytes = 100}},
      {{.pool = "sram", .bytes = 60}}};
  const auto arenas = ShareArenas(models, Groups{{0, 1}});
  ASSERT_TRUE(arenas.ok());
  ASSERT_EQ(arenas->size(), 2u);
  EXPECT_EQ((*arenas)[0].pool, "dtcm");
  EXPECT_EQ((*arenas)[0].bytes, 8);
  EXPECT_EQ((*arenas)[1].pool, "sram");
  EXPECT_EQ((*arenas)[1].bytes, 160);
  EXPECT_EQ((*arenas)[1].members[1].model, 1u);
}

TEST(ArenaNeeds, AreThoseOfThePlan) {
  MemoryPlan plan;
  plan.arenas.push_back({.bytes = 128, .align = 8});
  const std::vector<ArenaNeed> needs = ArenaNeeds(plan);
  ASSERT_EQ(needs.size(), 1u);
  EXPECT_EQ(needs[0].bytes, 128);
  EXPECT_EQ(needs[0].align, 8);
}

std::vector<ArenaNeed> NeedAt(const std::string& model, std::int64_t offset, std::int64_t bytes,
                              std::int64_t align = 1) {
  std::vector<ArenaNeed> need = Need(bytes, align);
  need[0].start = {offset, model, {.file = "plan.json", .pointer = "/models/" + model}};
  return need;
}

std::string StartError(const std::vector<std::vector<ArenaNeed>>& models, const Groups& groups) {
  const auto arenas = ShareArenas(models, groups);
  return arenas.ok() ? "ok" : Format(arenas.error());
}

TEST(ShareArenas, AStartThatIsGivenStaysAndOthersGoAroundIt) {
  const SharedArena arena = Share({NeedAt("a", 16, 40, 8), Need(16), Need(100)}, {{0, 1}});
  EXPECT_THAT(Offsets(arena), ElementsAre(16, 0, 0));
  EXPECT_EQ(arena.bytes, 104);
  EXPECT_EQ(arena.lower_bound, 104);
}

TEST(ShareArenas, TheBoundDoesNotKnowOfGivenStarts) {
  const SharedArena arena = Share({NeedAt("a", 60, 40)}, {});
  EXPECT_EQ(arena.bytes, 100);
  EXPECT_EQ(arena.lower_bound, 40);
}

TEST(ShareArenas, StartsThatCollideAreRefusedOnlyForModelsThatMayRunTogether) {
  const std::vector<std::vector<ArenaNeed>> models = {NeedAt("a", 0, 40), NeedAt("b", 39, 1)};
  EXPECT_EQ(StartError(models, {}), "ok");
  EXPECT_EQ(StartError(models, {{0, 1}}),
            "plan.json: error: /models/b: \"a\" at 0 (40 bytes) and \"b\" at 39 (1 byte) may run "
            "at the same time, but share bytes of pool \"arena\"\n"
            "  hint: --plan-out writes where arenas may begin; without \"arenas\" utvmc decides");
  EXPECT_EQ(StartError({NeedAt("a", 0, 40), NeedAt("b", 40, 1)}, {{0, 1}}), "ok");
}

TEST(ShareArenas, AStartIsAlignedLikeTheArena) {
  EXPECT_EQ(StartError({NeedAt("a", 4, 40, 8)}, {}),
            "plan.json: error: /models/a: the arena of \"a\" begins at 4, which is no multiple of "
            "8\n"
            "  hint: --plan-out writes where arenas may begin; without \"arenas\" utvmc decides");
}

}  // namespace
}  // namespace utvmc::plan
