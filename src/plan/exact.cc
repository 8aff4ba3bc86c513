// Improve: which heights to ask ExactSearch for, and in what order.
#include "plan/exact.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "plan/aliases.h"
#include "plan/exact_instance.h"
#include "plan/exact_search.h"

namespace utvmc::plan {
namespace {

/// Nodes for the first attempt at a height above the lower bound; twice as many each round.
constexpr std::int64_t kFirstSlice = 30'000;
/// The lower bound is the likeliest optimum: attempts at it get so many times more.
constexpr std::int64_t kBoundFactor = 4;
/// Up to so many buffers the search is the likelier to end with a proof, beyond it local search.
constexpr std::size_t kMostSearchedFirst = 1000;
/// Attempts at heights above the lower bound per round.
constexpr int kMostProbes = 6;

std::int64_t HeightOf(const ExactInstance& instance, const std::vector<std::int64_t>& offsets) {
  std::int64_t height = 0;
  for (std::size_t item = 0; item < offsets.size(); ++item) {
    const Item& self = instance.items[item];
    height = std::max(height, offsets[item] + self.size - self.spare);
  }
  return height;
}

/// Lowers the height of one part of a problem.
class Minimiser {
 public:
  /// `offsets`, by item, are a placement of `height` bytes.
  Minimiser(const ExactInstance& instance, const ExactTechniques& techniques,
            std::vector<std::int64_t> offsets, std::int64_t height)
      : instance_(instance),
        search_(instance, techniques),
        offsets_(std::move(offsets)),
        height_(height),
        lower_bound_(instance.lower_bound) {}

  /// Until the height is proved or not above `enough`, or the nodes are spent. Rounds of a probe at
  /// the lower bound and of a bisection from there to the height; heights at which nothing is found
  /// within a slice count as impossible for the rest of the round.
  void Run(std::int64_t enough, std::int64_t& nodes) {
    RestartSchedule at_bound;
    std::int64_t bound = -1;
    for (std::int64_t slice = kFirstSlice; nodes > 0; slice *= 2) {
      const std::int64_t lowest = std::max(lower_bound_, enough);
      if (lowest >= height_) return;
      if (lowest != bound) at_bound = {};
      bound = lowest;
      const bool found = Attempt(lowest, at_bound, slice * kBoundFactor, nodes);
      if (!found) Bisect(NextHeight(lowest), slice, nodes);
    }
  }

  std::int64_t height() const { return height_; }
  std::int64_t lower_bound() const { return lower_bound_; }
  const std::vector<std::int64_t>& offsets() const { return offsets_; }

 private:
  /// The lowest height above `height` that a placement which cannot be lowered can have.
  std::int64_t NextHeight(std::int64_t height) const {
    return (height / instance_.height_unit + 1) * instance_.height_unit;
  }

  /// `low` is a multiple of the unit of heights.
  void Bisect(std::int64_t low, std::int64_t slice, std::int64_t& nodes) {
    const std::int64_t unit = instance_.height_unit;
    for (int probe = 0; probe < kMostProbes && low < height_ && nodes > 0; ++probe) {
      const std::int64_t capacity = low + (height_ - 1 - low) / 2 / unit * unit;
      RestartSchedule schedule;
      if (!Attempt(capacity, schedule, slice, nodes)) low = capacity + unit;
    }
  }

  /// True: found. An impossible capacity raises the lower bound.
  bool Attempt(std::int64_t capacity, RestartSchedule& schedule, std::int64_t most,
               std::int64_t& nodes) {
    const std::int64_t granted = std::min(most, nodes);
    std::int64_t left = granted;
    const SearchOutcome outcome = search_.Run(capacity, schedule, left);
    nodes -= granted - left;
    if (outcome == SearchOutcome::kImpossible) lower_bound_ = NextHeight(capacity);
    if (outcome != SearchOutcome::kFound) return false;
    offsets_ = search_.offsets();
    height_ = HeightOf(instance_, offsets_);
    return true;
  }

  const ExactInstance& instance_;
  ExactSearch search_;
  std::vector<std::int64_t> offsets_;
  std::int64_t height_;
  std::int64_t lower_bound_;
};

bool IsEnough(const ExactResult& result, const ExactOptions& options) {
  return result.optimal() || result.placement.height <= options.enough;
}

/// What `placement` gives the items of one part.
std::vector<std::int64_t> OffsetsOf(const ExactInstance& instance, const Placement& placement) {
  std::vector<std::int64_t> offsets;
  for (const std::size_t buffer : instance.buffer) offsets.push_back(placement.offsets[buffer]);
  return offsets;
}

/// Tops of buffers that live at no time, which are part of the height all the same.
std::int64_t HeightOfUntimed(const Problem& problem, const Placement& placement) {
  std::int64_t height = 0;
  for (std::size_t id = 0; id < problem.buffers.size(); ++id) {
    const Buffer& buffer = problem.buffers[id];
    if (buffer.size > 0 && buffer.live.begin < buffer.live.end) continue;
    height = std::max(height, placement.offsets[id] + buffer.size);
  }
  return height;
}

/// Minimises part after part. None need go lower than the lower bound of another, or than enough.
void ImproveParts(const std::vector<ExactInstance>& parts, const ExactOptions& options,
                  std::int64_t budget, ExactResult& result) {
  std::int64_t left = budget;
  bool improved = false;
  for (std::size_t index = 0; index < parts.size() && left > 0; ++index) {
    const ExactInstance& part = parts[index];
    std::vector<std::int64_t> offsets = OffsetsOf(part, result.placement);
    const std::int64_t height = HeightOf(part, offsets);
    const std::int64_t enough = std::max(result.lower_bound, options.enough);
    if (height <= enough) continue;

    Minimiser minimiser(part, options.techniques, std::move(offsets), height);
    std::int64_t nodes = left - left / 2 * (index + 1 < parts.size() ? 1 : 0);
    left -= nodes;
    minimiser.Run(enough, nodes);
    left += nodes;
    result.lower_bound = std::max(result.lower_bound, minimiser.lower_bound());
    if (minimiser.height() >= height) continue;
    improved = true;
    for (std::size_t item = 0; item < part.buffer.size(); ++item) {
      result.placement.offsets[part.buffer[item]] = minimiser.offsets()[item];
    }
  }
  result.nodes = budget - left;
  if (improved) result.placement.technique = "exact search";
}

ExactResult Expanded(const Merged& merged, ExactResult result) {
  result.placement = Expand(merged, std::move(result.placement));
  return result;
}

}  // namespace

std::int64_t DefaultNodeBudget(std::size_t buffers) {
  constexpr std::int64_t kNodes = 400'000;
  constexpr std::int64_t kFullBudget = 2'000;
  const auto count = std::max(static_cast<std::int64_t>(buffers), kFullBudget);
  return kNodes * kFullBudget / count * kFullBudget / count;
}

std::string ExactResult::Verdict() const {
  if (optimal()) return "optimal (proved)";
  return fmt::format("best found, lower bound {}", lower_bound);
}

ExactResult Improve(const Problem& problem, Placement initial, const ExactOptions& options) {
  ExactResult result = {.placement = std::move(initial), .lower_bound = LowerBound(problem)};
  const std::int64_t budget =
      options.node_budget.value_or(DefaultNodeBudget(problem.buffers.size()));
  if (IsEnough(result, options) || budget <= 0) return result;
  if (!Validate(problem, result.placement).ok()) return result;
  if (!problem.groups.empty()) {
    const Merged merged = MergeAliases(problem);
    return Expanded(merged, Improve(merged.problem, Contract(merged, result.placement), options));
  }
  const std::optional<std::vector<ExactInstance>> parts =
      MakeExactInstances(problem, options.techniques.merge_sections, kMostExactEntries);
  if (!parts) return result;

  const std::int64_t untimed = HeightOfUntimed(problem, result.placement);
  result.lower_bound = std::max(result.lower_bound, untimed);
  for (const ExactInstance& part : *parts) {
    result.lower_bound = std::max(result.lower_bound, part.lower_bound);
  }
  ImproveParts(*parts, options, budget, result);
  result.placement.height = untimed;
  for (const ExactInstance& part : *parts) {
    const std::int64_t height = HeightOf(part, OffsetsOf(part, result.placement));
    result.placement.height = std::max(result.placement.height, height);
  }
  return result;
}

ExactResult SolveExactly(const Problem& problem, const ExactOptions& options) {
  if (!problem.groups.empty()) {
    const Merged merged = MergeAliases(problem);
    return Expanded(merged, SolveExactly(merged.problem, options));
  }
  if (problem.buffers.size() > kMostSearchedFirst) return Improve(problem, Solve(problem), options);
  ExactResult result = Improve(problem, Construct(problem), options);
  if (IsEnough(result, options)) return result;
  Placement climbed = Solve(problem);
  if (climbed.height < result.placement.height) result.placement = std::move(climbed);
  return result;
}

}  // namespace utvmc::plan
