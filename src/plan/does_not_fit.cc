#include "plan/does_not_fit.h"

#include <fmt/format.h>

#include <algorithm>

#include "plan/arithmetic.h"
#include "plan/buffer_names.h"
#include "support/names.h"

namespace utvmc::plan {
namespace {

constexpr std::size_t kShown = 6;

/// "op 3 (conv2d_add)"; empty for a model without operators.
std::string OperatorAt(const ir::Program& program, const Liveness& liveness, std::int64_t time) {
  const std::vector<std::int64_t>& begin = liveness.op_begin;
  const auto next = std::ranges::upper_bound(begin, time);
  const auto op = static_cast<std::size_t>(next - begin.begin()) - 1;
  if (op >= program.operators.size()) return "the model";
  const ir::Operator& self = program.operators[op];
  return fmt::format("op {} ({})", op,
                     self.kernel.valid() ? program[self.kernel].name : std::string("copy"));
}

/// "x 512, op02_pad_temp 64 and 3 more", largest first.
std::string BuffersAt(const ir::Program& program, const Liveness& liveness,
                      const std::vector<std::size_t>& buffers, const Problem& problem,
                      std::int64_t time) {
  const std::vector<std::string> names = NameBuffers(program, liveness.allocations);
  std::vector<std::size_t> live;
  for (std::size_t i = 0; i < buffers.size(); ++i)
    if (LivesDuring(problem.buffers[i], {time, time + 1})) live.push_back(i);
  std::ranges::stable_sort(live, std::ranges::greater(),
                           [&](std::size_t i) { return problem.buffers[i].size; });
  std::string list;
  for (std::size_t i = 0; i < std::min(live.size(), kShown); ++i) {
    list += fmt::format("{}{} {}", i == 0 ? "" : ", ", MangleName(names[buffers[live[i]]], 40),
                        problem.buffers[live[i]].size);
  }
  if (live.size() > kShown) list += fmt::format(" and {} more", live.size() - kShown);
  return list;
}

}  // namespace

std::string PeakStory(const ir::Program& program, const Liveness& liveness,
                      const std::vector<std::size_t>& buffers, const Problem& problem) {
  const std::int64_t time = PeakTime(problem);
  std::vector<std::size_t> live;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < problem.buffers.size(); ++i) {
    if (!LivesDuring(problem.buffers[i], {time, time + 1})) continue;
    live.push_back(i);
    sum += problem.buffers[i].size;
  }
  const std::int64_t at_once = LowerBound(Extract(problem, live));
  return fmt::format("{} needs {} bytes at once ({}{})", OperatorAt(program, liveness, time),
                     at_once, BuffersAt(program, liveness, buffers, problem, time),
                     at_once < sum ? ", which share bytes" : "");
}

Diagnostic DoesNotFit(const ir::Program& program, const Liveness& liveness, const Misfit& misfit) {
  const std::int64_t enough = AlignUp(misfit.height, misfit.alignment);
  const std::int64_t least = AlignUp(misfit.lower_bound, misfit.alignment);
  Diagnostic error;
  error.error_class = ErrorClass::kBudget;
  error.message = fmt::format("{} is {} bytes too small: {}", misfit.pool, enough - misfit.capacity,
                              PeakStory(program, liveness, misfit.buffers, misfit.problem));
  error.hint = fmt::format("{} bytes would do", enough);
  if (least < enough) {
    error.hint +=
        fmt::format(", and less than {} never will; raise --plan-budget to search on", least);
  }
  return error;
}

}  // namespace utvmc::plan
