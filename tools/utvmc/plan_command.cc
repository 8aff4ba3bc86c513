#include "plan_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plan/exact.h"
#include "plan/instance_csv.h"
#include "support/byte_count.h"
#include "support/files.h"

namespace utvmc::tools {
namespace {

Result<plan::Instance> Read(FileSystem& files, const std::string& path) {
  SourceFile file{path, {}};
  UTVMC_ASSIGN(file.text, files.Read(path));
  return plan::ReadInstance(file);
}

std::string Summary(const plan::Instance& instance, std::int64_t height, const std::string& more) {
  const std::size_t count = instance.ids.size();
  return fmt::format("{} buffer{}, height {}: {}\n", count, count == 1 ? "" : "s", height, more);
}

Diagnostic TooHigh(const PlanCommand& command, const plan::ExactResult& result) {
  Diagnostic error = UserError(
      {.file = command.instance},
      result.lower_bound > *command.capacity
          ? fmt::format("no plan fits {}: the lower bound is {}", ByteCount(*command.capacity),
                        result.lower_bound)
          : fmt::format("no plan of at most {} found: the best has {}, the lower bound is {}",
                        ByteCount(*command.capacity), result.placement.height, result.lower_bound),
      result.lower_bound > *command.capacity ? "" : "raise --plan-budget to search on");
  error.error_class = ErrorClass::kBudget;
  return error;
}

Status WriteFile(FileSystem& files, const std::string& path, std::string text) {
  const std::filesystem::path target = path;
  UTVMC_TRY(WriteOutputs(files, target.parent_path().string(),
                         {{target.filename().string(), std::move(text)}}));
  return Ok();
}

/// Fixed offsets that contradict each other are a fault of the file, not of the planner.
Status CheckFixedOffsets(const PlanCommand& command, const plan::Instance& instance) {
  std::vector<std::size_t> fixed;
  std::vector<std::string> names;
  plan::Placement placement;
  for (std::size_t i = 0; i < instance.problem.buffers.size(); ++i) {
    const plan::Buffer& buffer = instance.problem.buffers[i];
    if (!buffer.fixed_offset) continue;
    fixed.push_back(i);
    names.push_back(instance.ids[i]);
    placement.offsets.push_back(*buffer.fixed_offset);
    placement.height = std::max(placement.height, *buffer.fixed_offset + buffer.size);
  }
  const Status valid = plan::Validate(plan::Extract(instance.problem, fixed), placement, names);
  if (valid.ok()) return Ok();
  constexpr std::string_view kAbout = "memory plan";
  std::string message = valid.error().message;
  if (message.starts_with(kAbout)) message.replace(0, kAbout.size(), "fixed offsets");
  return UserError({.file = command.instance}, std::move(message));
}

Result<int> Plan(FileSystem& files, const PlanCommand& command, const plan::Instance& instance,
                 Console& console) {
  UTVMC_TRY(CheckFixedOffsets(command, instance));
  const plan::ExactResult result = plan::SolveExactly(
      instance.problem, {.node_budget = command.budget, .enough = command.capacity.value_or(0)});
  UTVMC_TRY(plan::Validate(instance.problem, result.placement));
  if (command.capacity && result.placement.height > *command.capacity)
    return TooHigh(command, result);
  if (!command.output.empty()) {
    UTVMC_TRY(WriteFile(files, command.output, WriteSolution(instance, result.placement)));
  }
  console.Print(Summary(instance, result.placement.height,
                        fmt::format("{} ({} nodes)", result.Verdict(), result.nodes)));
  return 0;
}

/// What Validate finds is a fault of the file here, not of utvmc.
Result<int> Check(FileSystem& files, const PlanCommand& command, const plan::Instance& instance,
                  Console& console) {
  SourceFile file{command.solution, {}};
  UTVMC_ASSIGN(file.text, files.Read(command.solution));
  UTVMC_ASSIGN(const plan::Placement placement, plan::ReadSolution(file, instance));
  const Status valid = plan::Validate(instance.problem, placement, instance.ids);
  if (!valid.ok()) return UserError({.file = command.solution}, valid.error().message);
  if (command.capacity && placement.height > *command.capacity) {
    Diagnostic error = UserError({.file = command.solution},
                                 fmt::format("the plan has {}, more than {}",
                                             ByteCount(placement.height), *command.capacity));
    error.error_class = ErrorClass::kBudget;
    return error;
  }
  console.Print(Summary(instance, placement.height,
                        fmt::format("valid, lower bound {}", plan::LowerBound(instance.problem))));
  return 0;
}

}  // namespace

Result<int> RunPlan(FileSystem& files, const PlanCommand& command, Console& console) {
  UTVMC_ASSIGN(const plan::Instance instance, Read(files, command.instance));
  return command.solution.empty() ? Plan(files, command, instance, console)
                                  : Check(files, command, instance, console);
}

}  // namespace utvmc::tools
