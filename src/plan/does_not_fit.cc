#include "plan/does_not_fit.h"

#include <fmt/format.h>

#include <algorithm>

#include "plan/arithmetic.h"
#include "plan/buffer_names.h"
#include "support/byte_count.h"
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

/// The names of the first few, and how many more there are.
std::string ListNames(const ir::Program& program, const Liveness& liveness, const Misfit& misfit,
                      const std::vector<std::size_t>& chosen) {
  const std::vector<std::string> names = NameBuffers(program, liveness.allocations);
  std::string list;
  for (std::size_t i = 0; i < std::min(chosen.size(), kShown); ++i) {
    list +=
        fmt::format("{}{}", i == 0 ? "" : ", ", MangleName(names[misfit.buffers[chosen[i]]], 40));
  }
  if (chosen.size() > kShown) list += fmt::format(" and {} more", chosen.size() - kShown);
  return list;
}

/// "; 32 bytes of them are pinned here (x, w)"; empty: none that live at the peak.
std::string PinnedAtPeak(const ir::Program& program, const Liveness& liveness,
                         const Misfit& misfit) {
  const std::int64_t time = PeakTime(misfit.problem);
  std::vector<std::size_t> live;
  std::int64_t bytes = 0;
  for (const std::size_t i : misfit.pinned) {
    if (!LivesDuring(misfit.problem.buffers[i], {time, time + 1})) continue;
    live.push_back(i);
    bytes += misfit.problem.buffers[i].size;
  }
  if (live.empty()) return "";
  return fmt::format("; {} of them pinned ({})", ByteCount(bytes),
                     ListNames(program, liveness, misfit, live));
}

/// Bytes of an arena as heuristics plan it.
std::int64_t ArenaOf(const Problem& problem) {
  std::int64_t align = 1;
  for (const Buffer& buffer : problem.buffers) align = std::max(align, buffer.alignment);
  return AlignUp(Construct(problem).height, align);
}

/// What pinned offsets and alignment add: ", plus 16 bytes because of pinned offsets (x), plus 8
/// bytes of padding for alignment". Each is the difference to a plan that has been made without.
std::string Additions(const ir::Program& program, const Liveness& liveness, const Misfit& misfit) {
  if (misfit.found <= misfit.room || misfit.found == LowerBound(misfit.problem)) return "";
  Problem problem = misfit.problem;
  std::int64_t bytes = std::min(misfit.found, ArenaOf(problem));
  std::string text;
  std::vector<std::size_t> fixed;
  for (std::size_t i = 0; i < problem.buffers.size(); ++i) {
    if (problem.buffers[i].fixed_offset) fixed.push_back(i);
    problem.buffers[i].fixed_offset.reset();
  }
  const std::int64_t unpinned = fixed.empty() ? bytes : std::min(bytes, ArenaOf(problem));
  if (unpinned < bytes) {
    text += fmt::format(", plus {} because of pinned offsets ({})", ByteCount(bytes - unpinned),
                        ListNames(program, liveness, misfit, fixed));
  }
  for (Buffer& buffer : problem.buffers) buffer.alignment = 1;
  const std::int64_t unaligned = std::min(unpinned, ArenaOf(problem));
  if (unaligned < unpinned)
    text += fmt::format(", plus {} of padding for alignment", ByteCount(unpinned - unaligned));
  return text;
}

/// Why the memory does not do although it holds the peak; empty: it does not.
std::string Reason(const Misfit& misfit) {
  if (LowerBound(misfit.problem) > misfit.room || misfit.found <= misfit.room) return "";
  if (misfit.enough && *misfit.enough < misfit.found) return "";  // then some go elsewhere
  if (misfit.proved > misfit.room) {
    return fmt::format(", and no plan of all buffers there takes less than {} (proved)",
                       misfit.proved);
  }
  return fmt::format(", and the best plan found for all buffers there takes {}", misfit.found);
}

Diagnostic Tell(const Misfit& misfit, const std::string& story) {
  Diagnostic error =
      BudgetError({},
                  fmt::format("{} is {} too small{}: {}", misfit.memory, ByteCount(misfit.missing),
                              misfit.model.empty() ? "" : " for " + misfit.model, story),
                  "");
  if (!misfit.enough) {
    error.hint = fmt::format("{} too small as well",
                             misfit.other.empty() ? "other memories are" : misfit.other + " is");
    return error;
  }
  error.hint = fmt::format("{} would do{}", ByteCount(*misfit.enough), misfit.besides);
  if (misfit.least < *misfit.enough && misfit.least > 0) {
    error.hint += fmt::format(", and less than {} never will", misfit.least);
    if (misfit.searched) error.hint += "; raise --plan-budget to search on";
  }
  return error;
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
  return fmt::format("{} needs {} at once ({}{})", OperatorAt(program, liveness, time),
                     ByteCount(at_once), BuffersAt(program, liveness, buffers, problem, time),
                     at_once < sum ? ", which share bytes" : "");
}

Diagnostic DoesNotFit(const ir::Program& program, const Liveness& liveness, const Misfit& misfit) {
  return Tell(misfit, PeakStory(program, liveness, misfit.buffers, misfit.problem) +
                          PinnedAtPeak(program, liveness, misfit) +
                          Additions(program, liveness, misfit) + Reason(misfit));
}

Diagnostic TogetherTooLarge(const ir::Program& program, const Liveness& liveness,
                            const Misfit& misfit, const std::string& arenas) {
  return Tell(misfit, fmt::format("the arenas take {} together ({}); {}", misfit.found, arenas,
                                  PeakStory(program, liveness, misfit.buffers, misfit.problem) +
                                      PinnedAtPeak(program, liveness, misfit)));
}

Diagnostic AsWell(Diagnostic error, const Diagnostic& other) {
  error.hint +=
      fmt::format("{}besides, {} ({})", error.hint.empty() ? "" : "; ", other.message, other.hint);
  return error;
}

}  // namespace utvmc::plan
