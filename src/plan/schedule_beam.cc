#include "plan/schedule_beam.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "plan/schedule_states.h"

namespace utvmc::plan {

std::optional<PartSchedule> ScheduleByBeam(const ScheduleGraph& graph, const SchedulePart& part,
                                           std::size_t width, std::int64_t below,
                                           WorkBudget& budget) {
  ScheduleStates states(graph, part, 0, budget);
  std::vector<ScheduleStates::Step> steps;
  std::vector<std::size_t> level = {0};
  std::vector<std::size_t> next;
  for (std::size_t ran = 0; ran < part.size(); ++ran) {
    next.clear();
    for (const std::size_t state : level) {
      if (budget.spent()) return std::nullopt;
      states.StepsFrom(state, steps);
      for (const ScheduleStates::Step& step : steps) {
        if (step.peak < below) next.push_back(states.Take(state, step));
      }
    }
    // A state that was reached twice stands in the list twice; states found earlier have lower ids.
    const auto rank = [&](std::size_t id) {
      return std::tuple(states[id].peak, states[id].live, id);
    };
    std::sort(next.begin(), next.end(),
              [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
    next.erase(std::unique(next.begin(), next.end()), next.end());
    if (next.size() > width) next.resize(width);
    level.swap(next);
  }
  if (level.empty()) return std::nullopt;
  return PartSchedule{states.PathTo(level.front()), states[level.front()].peak};
}

}  // namespace utvmc::plan
