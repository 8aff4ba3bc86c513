#include "lowering/in_place.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "kernelc/type.h"
#include "lowering/access_distance.h"
#include "lowering/timed_accesses.h"

namespace utvmc::lowering {
namespace {

using ir::InPlace;
using ir::Parameter;
using ir::Role;

/// Pairs of accesses that are compared, per kernel. TVM's kernels need some tens.
constexpr std::size_t kMostComparisons = 50'000;

/// An access and its place in the order of the text.
struct Ordered {
  const TimedAccess* access;
  std::size_t order;
};

struct Uses {
  std::vector<Ordered> all;
  std::vector<Ordered> writes;
  bool is_known = true;
};

std::vector<Uses> UsesByParameter(const kernelc::Function& function,
                                  const std::vector<TimedAccess>& accesses) {
  std::vector<std::size_t> parameter(function.symbols.size(), function.parameters.size());
  for (std::size_t p = 0; p < function.parameters.size(); ++p) {
    parameter[function.parameters[p].index()] = p;
  }
  std::vector<Uses> uses(function.parameters.size() + 1);  // the last: of what is no parameter
  for (std::size_t order = 0; order < accesses.size(); ++order) {
    const TimedAccess& access = accesses[order];
    Uses& of = uses[parameter[access.symbol.index()]];
    of.is_known = of.is_known && access.is_known;
    of.all.push_back({&access, order});
    if (access.is_write) of.writes.push_back({&access, order});
  }
  return uses;
}

/// Bytes that both have if the second begins `distance` behind the first.
std::int64_t SharedBytes(std::int64_t first, std::int64_t second, std::int64_t distance) {
  return std::min(distance + second, first) - std::max<std::int64_t>(distance, 0);
}

class PairFinder {
 public:
  PairFinder(const kernelc::Function& function, const std::vector<Parameter>& parameters)
      : parameters_(parameters),
        accesses_(FindTimedAccesses(function)),
        uses_(UsesByParameter(function, accesses_)) {}

  std::vector<InPlace> Run() {
    std::vector<InPlace> found;
    for (std::size_t a = 0; a < parameters_.size(); ++a) {
      if (parameters_[a].role == Role::kOutput) continue;
      for (std::size_t b = 0; b < parameters_.size(); ++b) {
        if (parameters_[b].role == Role::kInput || a == b) continue;
        // Two scratch buffers come in either order.
        const bool both_orders =
            parameters_[a].role == Role::kScratch && parameters_[b].role == Role::kScratch;
        if (both_orders && b < a) continue;
        const auto entry = both_orders ? Better(Find(a, b), Find(b, a)) : Find(a, b);
        if (entry) found.push_back(*entry);
      }
    }
    std::sort(found.begin(), found.end(), [](const InPlace& left, const InPlace& right) {
      return std::pair(left.input, left.output) < std::pair(right.input, right.output);
    });
    return found;
  }

 private:
  bool IsCandidate(const Parameter& input, const Parameter& output) const {
    return input.role != Role::kOutput && output.role != Role::kInput &&
           input.live.begin < output.live.end && output.live.begin < input.live.end &&
           kernelc::MayAlias(input.element, output.element) && input.elements > 0 &&
           output.elements > 0;
  }

  /// `output` over `input`.
  std::optional<InPlace> Find(std::size_t input, std::size_t output) {
    const Parameter& over = parameters_[input];
    const Parameter& written = parameters_[output];
    if (!IsCandidate(over, written)) return std::nullopt;
    if (!uses_[input].is_known || !uses_[output].is_known) return std::nullopt;
    const std::size_t comparisons = uses_[input].all.size() * uses_[output].writes.size() + 1;
    if (comparisons > budget_) return std::nullopt;
    budget_ -= comparisons;

    const auto entry = [&](std::int64_t min_distance, std::int64_t max_distance) {
      return InPlace{static_cast<int>(input), static_cast<int>(output),
                     std::max(min_distance, -written.Bytes()),
                     std::min(max_distance, over.Bytes())};
    };
    const std::optional<DistanceRange> later = DistancesOfLaterAccesses(input, output);
    if (!later) return Worthwhile(entry(-written.Bytes(), over.Bytes()));
    // Below everything that is still to be accessed, or above it.
    const auto below = entry(-written.Bytes(), later->lowest - kernelc::SizeOf(written.element));
    const auto above = entry(later->highest + kernelc::SizeOf(over.element), over.Bytes());
    return Better(Worthwhile(below), Worthwhile(above));
  }

  /// From a write of the output to the accesses of the input that come after it.
  std::optional<DistanceRange> DistancesOfLaterAccesses(std::size_t input,
                                                        std::size_t output) const {
    std::optional<DistanceRange> hull;
    for (const Ordered& write : uses_[output].writes) {
      for (const Ordered& later : uses_[input].all) {
        const auto range = DistancesOfLater(
            *write.access, kernelc::SizeOf(parameters_[output].element), *later.access,
            kernelc::SizeOf(parameters_[input].element), later.order > write.order);
        if (!range) continue;
        if (!hull) hull = range;
        hull->lowest = std::min(hull->lowest, range->lowest);
        hull->highest = std::max(hull->highest, range->highest);
      }
    }
    return hull;
  }

  /// The most bytes that the two can have in common.
  std::int64_t MostShared(const InPlace& entry) const {
    const std::int64_t input = parameters_[static_cast<std::size_t>(entry.input)].Bytes();
    const std::int64_t output = parameters_[static_cast<std::size_t>(entry.output)].Bytes();
    if (entry.min_distance > entry.max_distance) return 0;
    const std::int64_t best = std::clamp<std::int64_t>(0, entry.min_distance, entry.max_distance);
    const std::int64_t ends_together =
        std::clamp(input - output, entry.min_distance, entry.max_distance);
    return std::max(SharedBytes(input, output, best), SharedBytes(input, output, ends_together));
  }

  std::optional<InPlace> Worthwhile(const InPlace& entry) const {
    const std::int64_t smaller =
        std::min(parameters_[static_cast<std::size_t>(entry.input)].Bytes(),
                 parameters_[static_cast<std::size_t>(entry.output)].Bytes());
    if (MostShared(entry) < smaller - smaller / 2) return std::nullopt;
    return entry;
  }

  std::optional<InPlace> Better(const std::optional<InPlace>& left,
                                const std::optional<InPlace>& right) const {
    if (!left || !right) return left ? left : right;
    return MostShared(*right) > MostShared(*left) ? right : left;
  }

  const std::vector<Parameter>& parameters_;
  std::vector<TimedAccess> accesses_;
  std::vector<Uses> uses_;
  std::size_t budget_ = kMostComparisons;
};

}  // namespace

std::vector<InPlace> FindInPlace(const kernelc::Function& function,
                                 const std::vector<Parameter>& parameters) {
  return PairFinder(function, parameters).Run();
}

}  // namespace utvmc::lowering
