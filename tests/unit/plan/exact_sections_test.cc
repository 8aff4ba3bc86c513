#include "plan/exact_sections.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace utvmc::plan {
namespace {

/// Items that live in one section of three each, or all through, as `runs` says; partners in pairs.
ExactInstance Instance(const std::vector<SectionRange>& runs,
                       const std::vector<std::pair<std::int32_t, std::int32_t>>& pairs) {
  ExactInstance instance;
  for (const SectionRange run : runs) {
    Item& item = instance.items.emplace_back();
    item.size = static_cast<std::int64_t>(instance.items.size());
    item.runs = {run};
    item.hull = run;
    item.length = run.last - run.first;
    instance.sections = std::max(instance.sections, run.last);
  }
  for (const auto& [a, b] : pairs) {
    instance.items[static_cast<std::size_t>(a)].partners.push_back({.other = b});
    instance.items[static_cast<std::size_t>(b)].partners.push_back({.other = a});
  }
  return instance;
}

TEST(SplitSections, ChangesNothingWithoutPartners) {
  ExactInstance instance = Instance({{0, 2}, {1, 3}}, {});
  std::int64_t entries = 0;
  EXPECT_TRUE(SplitSections(instance, entries));
  EXPECT_EQ(instance.sections, 3);
  EXPECT_EQ(instance.items[1].runs, (std::vector<SectionRange>{{1, 3}}));
}

TEST(SplitSections, TakesPartnersApart) {
  // In the middle section 0 and 1 are partners; 2 lives throughout. The larger one comes first.
  ExactInstance instance = Instance({{0, 2}, {1, 3}, {0, 3}}, {{0, 1}});
  std::int64_t entries = 100;
  EXPECT_TRUE(SplitSections(instance, entries));
  EXPECT_EQ(instance.sections, 4);
  EXPECT_EQ(instance.items[0].runs, (std::vector<SectionRange>{{0, 1}, {2, 3}}));
  EXPECT_EQ(instance.items[0].length, 2);
  EXPECT_EQ(instance.items[0].hull, (SectionRange{0, 3}));
  EXPECT_EQ(instance.items[1].runs, (std::vector<SectionRange>{{1, 2}, {3, 4}}));
  EXPECT_EQ(instance.items[1].hull, (SectionRange{1, 4}));
  EXPECT_EQ(instance.items[2].runs, (std::vector<SectionRange>{{0, 4}}));
  EXPECT_EQ(entries, 100 - 8);
}

/// The items of every section.
std::vector<std::vector<std::size_t>> Sections(const ExactInstance& instance) {
  std::vector<std::vector<std::size_t>> sections(static_cast<std::size_t>(instance.sections));
  for (std::size_t item = 0; item < instance.items.size(); ++item) {
    for (const SectionRange run : instance.items[item].runs) {
      for (std::int32_t at = run.first; at < run.last; ++at) {
        sections[static_cast<std::size_t>(at)].push_back(item);
      }
    }
  }
  return sections;
}

TEST(SplitSections, CoversEveryConflictAndNoPartners) {
  ExactInstance instance =
      Instance(std::vector<SectionRange>(6, SectionRange{0, 1}), {{0, 1}, {1, 2}, {3, 4}});
  std::int64_t entries = 100;
  EXPECT_TRUE(SplitSections(instance, entries));
  const auto sections = Sections(instance);
  for (std::size_t a = 0; a < 6; ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      const bool together = std::any_of(sections.begin(), sections.end(), [&](const auto& items) {
        return std::count(items.begin(), items.end(), a) +
                   std::count(items.begin(), items.end(), b) ==
               2;
      });
      const bool partners = (a == 1 && b == 0) || (a == 2 && b == 1) || (a == 4 && b == 3);
      EXPECT_EQ(together, !partners) << a << " and " << b;
    }
  }
}

TEST(SplitSections, GivesUpWhereItWouldTakeTooMuch) {
  ExactInstance instance = Instance({{0, 1}, {0, 1}}, {{0, 1}});
  std::int64_t entries = 1;
  EXPECT_FALSE(SplitSections(instance, entries));
  std::vector<std::pair<std::int32_t, std::int32_t>> pairs;
  for (std::int32_t item = 0; item < 70; item += 2) pairs.emplace_back(item, item + 1);
  ExactInstance many = Instance(std::vector<SectionRange>(70, SectionRange{0, 1}), pairs);
  entries = 1'000'000;
  EXPECT_FALSE(SplitSections(many, entries));
}

}  // namespace
}  // namespace utvmc::plan
