#include "plan/pool_set.h"

#include <gtest/gtest.h>

#include "plan/arithmetic.h"

namespace utvmc::plan {
namespace {

CompileOptions RamAndFlash() {
  CompileOptions options;
  options.pools = {{.name = "dtcm", .size = 100},
                   {.name = "qspi", .kind = MemoryPool::Kind::kFlash, .size = 50},
                   {.name = "sram", .size = 200}};
  return options;
}

TEST(RamPools, WithoutAnyThereIsOneAsLargeAsItNeedsToBe) {
  const std::vector<RamPool> pools = RamPools({});
  ASSERT_EQ(pools.size(), 1U);
  EXPECT_EQ(pools[0].pool.name, "arena");
  EXPECT_EQ(pools[0].pool.size, 0);
  EXPECT_EQ(pools[0].capacity, kSaturated);
}

TEST(RamPools, AreThoseOfTheUserInTheirOrder) {
  const std::vector<RamPool> pools = RamPools(RamAndFlash());
  ASSERT_EQ(pools.size(), 2U);
  EXPECT_EQ(pools[0].pool.name, "dtcm");
  EXPECT_EQ(pools[0].capacity, 100);
  EXPECT_EQ(pools[1].pool.name, "sram");
}

TEST(RamPools, LimitsOfAPoolLowerItsCapacity) {
  CompileOptions options = RamAndFlash();
  options.limits.ram_pools = {{"dtcm", 64}, {"sram", 1000}};
  EXPECT_EQ(RamPools(options)[0].capacity, 64);
  EXPECT_EQ(RamPools(options)[0].pool.size, 100);
  EXPECT_EQ(RamPools(options)[1].capacity, 200);
}

TEST(RamPools, TheLimitOfAllIsThatOfASinglePool) {
  CompileOptions options = RamAndFlash();
  options.limits.ram = 10;
  EXPECT_EQ(RamPools(options)[0].capacity, 100);
  options.pools.pop_back();
  EXPECT_EQ(RamPools(options)[0].capacity, 10);
  options.pools.clear();
  EXPECT_EQ(RamPools(options)[0].capacity, 10);
}

TEST(FlashPools, AreThoseOfTheUser) {
  EXPECT_TRUE(FlashPools({}).empty());
  const std::vector<MemoryPool> pools = FlashPools(RamAndFlash());
  ASSERT_EQ(pools.size(), 1U);
  EXPECT_EQ(pools[0].name, "qspi");
}

TEST(InOneArena, LeavesOnlyWhatIsWithTheCallerWhereItIs) {
  CompileOptions options = RamAndFlash();
  options.limits.ram = 1;
  options.plan = PlanFile{};
  options.pins = {{"x", "sram"}, {"y", kCallerPool}};
  options.align = 8;
  options.pools[2].alignment = 32;
  const CompileOptions one = InOneArena(options);
  ASSERT_EQ(one.pools.size(), 1U);
  EXPECT_EQ(one.pools[0].name, kDefaultPool);
  EXPECT_EQ(one.pools[0].size, kSaturated);
  EXPECT_EQ(one.pools[0].alignment, 32) << "the largest of all";
  EXPECT_FALSE(one.limits.ram || one.plan);
  ASSERT_EQ(one.pins.size(), 1U);
  EXPECT_EQ(one.pins[0].tensor, "y");
  EXPECT_EQ(one.align, 8);
}

}  // namespace
}  // namespace utvmc::plan
