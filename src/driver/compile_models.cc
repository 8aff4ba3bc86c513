// Several models in one image, in order: each by itself, then what they have in common.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "driver/planned_model.h"
#include "emit/emit.h"
#include "plan/shared_arena.h"
#include "report/report.h"
#include "utvmc/compiler.h"

namespace utvmc {
namespace {

/// Names to indices; every name is one of a model.
std::vector<std::vector<std::size_t>> Indices(const std::vector<Model>& models,
                                              const std::vector<std::vector<std::string>>& groups) {
  std::vector<std::vector<std::size_t>> result;
  for (const std::vector<std::string>& group : groups) {
    result.emplace_back();
    for (std::size_t i = 0; i < models.size(); ++i) {
      if (std::ranges::find(group, models[i].options.name) != group.end()) {
        result.back().push_back(i);
      }
    }
  }
  return result;
}

Result<std::vector<plan::SharedArena>> PlanArenas(const std::vector<PlannedModel>& models,
                                                  const emit::ImagePlan& plan) {
  std::vector<std::vector<plan::ArenaNeed>> needs;
  for (const PlannedModel& model : models) needs.push_back(plan::ArenaNeeds(model.plan));
  return plan::ShareArenas(needs, plan.concurrent);
}

Status CheckLimit(const std::string& what, std::int64_t bytes, std::optional<std::int64_t> limit) {
  if (!limit || bytes <= *limit) return Ok();
  return Diagnostic{Severity::kError,
                    ErrorClass::kBudget,
                    {},
                    fmt::format("all models together need {} bytes of {}, {} more than its {}",
                                bytes, what, bytes - *limit, *limit),
                    "let models share what they can, or move some to other memories"};
}

/// What each model keeps by itself, all must keep together.
Status CheckLimits(const std::vector<PlannedModel>& planned, const ImageReport& image,
                   const emit::ImagePlan& plan, const CompileOptions& options) {
  std::map<std::string, std::int64_t> bytes;  // by pool
  for (const PlannedModel& model : planned) {
    for (const plan::Arena& arena : model.plan.arenas) bytes[arena.pool.name] += arena.bytes;
  }
  for (const plan::SharedArena& arena : plan.arenas) bytes[arena.pool] = arena.bytes;
  std::set<std::tuple<std::string_view, kernelc::Scalar, std::string_view>> counted;
  for (const PlannedModel& model : planned) {
    for (std::size_t i = 0; i < model.program.tensors.size(); ++i) {
      const ir::Tensor& constant = model.program.tensors[i];
      const MemoryPool* pool = model.plan.FlashPoolOf(ir::TensorId(i));
      if (pool == nullptr) continue;
      const bool is_new =
          counted.insert({pool->name, ir::ElementType(constant.type), constant.data}).second;
      if (is_new || !plan.share_constants) bytes[pool->name] += constant.Bytes();
    }
  }
  for (const MemoryPool& pool : options.pools) {
    if (!bytes.contains(pool.name)) continue;
    std::int64_t limit = pool.size;
    const bool is_flash = pool.kind == MemoryPool::Kind::kFlash;
    const auto& limits = is_flash ? options.limits.flash_pools : options.limits.ram_pools;
    const auto own = limits.find(pool.name);
    if (own != limits.end()) limit = std::min(limit, own->second);
    UTVMC_TRY(CheckLimit(fmt::format("\"{}\"", pool.name), bytes[pool.name], limit));
  }
  UTVMC_TRY(CheckLimit("RAM", image.arena_bytes, options.limits.ram));
  return CheckLimit("flash", image.constant_bytes, options.limits.flash);
}

ImageReport MakeImageReport(const std::vector<Report>& reports, const emit::ImagePlan& plan,
                            const emit::EmittedImage& emitted) {
  ImageReport image;
  for (const Report& report : reports) {
    image.models.push_back(report.name);
    image.arena_bytes += report.arena_bytes;
    image.constant_bytes += report.constant_bytes;
    image.kernels += static_cast<std::int64_t>(report.kernels.size());
  }
  if (!plan.arenas.empty()) image.arena_bytes = 0;
  for (std::size_t i = 0; i < plan.arenas.size(); ++i) {
    const plan::SharedArena& arena = plan.arenas[i];
    image.arenas.push_back(
        {emitted.arena_types[i], arena.bytes, arena.lower_bound, arena.BytesApart()});
    image.arena_bytes += arena.bytes;
  }
  image.shared_constants = emitted.shared_constants;
  image.saved_constant_bytes = emitted.saved_constant_bytes;
  image.constant_bytes -= emitted.saved_constant_bytes;
  image.shared_kernels = emitted.shared_kernels;
  image.saved_kernels = emitted.saved_kernels;
  image.kernels -= emitted.saved_kernels;
  return image;
}

}  // namespace

Result<ImageCompilation> CompileModels(const std::vector<Model>& models,
                                       const ImageOptions& options) {
  ImageCompilation result;
  UTVMC_TRY(CheckModels(models, options));

  // Each model goes its way as if it were alone, up to the place of every byte in its arena.
  std::vector<PlannedModel> planned;
  for (const Model& model : models) {
    UTVMC_ASSIGN(PlannedModel next, PlanModel(model.sources, model.options, result.notes));
    planned.push_back(std::move(next));
  }

  // Arenas of models that never run at the same time get the same bytes.
  emit::ImagePlan plan;
  plan.concurrent = Indices(models, options.concurrent);
  plan.share_constants = options.share_constants;
  if (options.share_arena) {
    UTVMC_ASSIGN(plan.arenas, PlanArenas(planned, plan));
  }

  // Programs and plans become C text; what is the same in two of them is looked for here.
  std::vector<emit::ImageModel> parts;
  for (std::size_t i = 0; i < planned.size(); ++i) {
    UTVMC_ASSIGN(emit::ApiPlan api,
                 emit::PlanApi(planned[i].program, planned[i].plan, models[i].options));
    parts.push_back(
        {planned[i].program, planned[i].plan, models[i].options.extras, std::move(api)});
  }
  UTVMC_ASSIGN(emit::EmittedImage emitted, emit::EmitImage(parts, plan));

  // The figures of each, and of all together.
  for (const PlannedModel& model : planned) {
    result.reports.push_back(report::MakeReport(model.program, model.plan, model.order));
  }
  result.image = MakeImageReport(result.reports, plan, emitted);
  UTVMC_TRY(CheckLimits(planned, result.image, plan, models.front().options));
  result.files = std::move(emitted.files);
  return result;
}

}  // namespace utvmc
