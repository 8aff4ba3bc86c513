#include "plan/hill_climb.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <optional>
#include <random>
#include <vector>

namespace utvmc::plan {
namespace {

/// A move that raises the height by this part of it is kept every second time, twice this part
/// every fourth time and so on. Tuned on the MiniMalloc benchmark.
constexpr std::int64_t kTemperatureDivisor = 480;

struct Step {
  std::size_t from = 0;
  std::size_t to = 0;
};

class Climber {
 public:
  Climber(ListPlacer& placer, std::uint32_t seed) : placer_(placer), random_(seed) {}

  /// Takes one step and keeps or drops its outcome. False: there is nothing left to change.
  bool TakeStep(WorkBudget& budget) {
    CollectChain(budget);
    if (chain_.empty() || placer_.order().size() < 2) return false;
    const Step step = ChooseStep();
    budget.Spend(1);
    if (step.from != step.to) {
      placer_.Move(step.from, step.to, SaturatingAdd(placer_.height(), Tolerance()), budget);
    }
    return true;
  }

 private:
  /// Uniform in [0, count) up to a bias of count / 2^32; count > 0. The distributions of the
  /// standard library differ between implementations.
  std::size_t Below(std::size_t count) {
    return static_cast<std::size_t>((std::uint64_t{random_()} * count) >> 32);
  }

  /// By how much the height may rise this time: a geometric distribution, interpolated.
  std::int64_t Tolerance() {
    const std::int64_t unit = placer_.height() / kTemperatureDivisor + 1;
    const int halvings = std::countl_zero(static_cast<std::uint32_t>(random_()));
    const auto part = static_cast<std::int64_t>(Below(static_cast<std::size_t>(
        std::min<std::int64_t>(unit, std::numeric_limits<std::int32_t>::max()))));
    return unit * halvings + part;
  }

  /// From a buffer that reaches the height down along those that each rests on. Fixed ones end it.
  void CollectChain(WorkBudget& budget) {
    chain_.clear();
    candidates_.clear();
    for (const std::int32_t id : placer_.order()) {
      const auto index = static_cast<std::size_t>(id);
      if (placer_.ExtentOf(index).top == placer_.height()) candidates_.push_back(index);
    }
    budget.Spend(static_cast<std::int64_t>(placer_.order().size()));
    while (!candidates_.empty()) {
      chain_.push_back(candidates_[Below(candidates_.size())]);
      CollectSupports(chain_.back());
      budget.Spend(static_cast<std::int64_t>(placer_.NeighboursOf(chain_.back()).size()) / 2);
    }
  }

  /// Neighbours placed before `id` that end where it starts (up to its alignment).
  void CollectSupports(std::size_t id) {
    candidates_.clear();
    const std::int64_t start = placer_.ExtentOf(id).start;
    if (start == 0) return;
    for (const std::int32_t neighbour : placer_.NeighboursOf(id)) {
      const auto index = static_cast<std::size_t>(neighbour);
      if (placer_.Rank(index) < 0 || placer_.Rank(index) > placer_.Rank(id)) continue;
      const std::int64_t top = placer_.ExtentOf(index).top;
      if (top <= start && AlignUp(top, placer_.AlignmentOf(id)) == start) {
        candidates_.push_back(index);
      }
    }
    CollectPartnersBelow(id);
  }

  /// Partners placed before `id` from which it keeps the least distance upwards.
  void CollectPartnersBelow(std::size_t id) {
    const std::int64_t start = placer_.ExtentOf(id).start;
    for (const Partner& partner : placer_.PartnersOf(id)) {
      const auto index = static_cast<std::size_t>(partner.other);
      if (placer_.Rank(index) < 0 || placer_.Rank(index) > placer_.Rank(id)) continue;
      const std::int64_t lowest = placer_.ExtentOf(index).start + partner.low;
      if (lowest > 0 && lowest <= start && AlignUp(lowest, placer_.AlignmentOf(id)) == start) {
        candidates_.push_back(index);
      }
    }
  }

  Step ChooseStep() {
    const std::size_t choice = Below(10);
    const std::size_t length = chain_.size();
    if (choice < 5 && length >= 2) {
      // One of the chain past one that it rests on, in either direction.
      const std::size_t above = Below(length - 1);
      const std::size_t below = above + 1 + Below(length - 1 - above);
      const Step step = {Position(chain_[above]), Position(chain_[below])};
      return Below(2) == 0 ? step : Step{step.to, step.from};
    }
    if (choice < 8) {
      // One of the chain to anywhere earlier.
      const std::size_t from = Position(chain_[Below(length)]);
      return {from, Below(from + 1)};
    }
    const std::size_t count = placer_.order().size();
    const std::size_t from = Below(count);
    return {from, Below(count)};
  }

  std::size_t Position(std::size_t id) const { return static_cast<std::size_t>(placer_.Rank(id)); }

  ListPlacer& placer_;
  std::mt19937 random_;
  std::vector<std::size_t> chain_;
  std::vector<std::size_t> candidates_;
};

}  // namespace

Placement HillClimb(ListPlacer& placer, std::int64_t floor, std::uint32_t seed,
                    WorkBudget& budget) {
  Placement best = placer.Current();
  Climber climber(placer, seed);
  while (best.height > floor && !budget.spent() && climber.TakeStep(budget)) {
    if (placer.height() < best.height) best = placer.Current();
  }
  return best;
}

}  // namespace utvmc::plan
