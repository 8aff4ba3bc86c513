// Several models in one image, in order: each by itself, then what they have in common.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "driver/planned_model.h"
#include "emit/emit.h"
#include "plan/constant_tables.h"
#include "plan/does_not_fit.h"
#include "plan/flash.h"
#include "plan/given_plan.h"
#include "plan/plan_together.h"
#include "report/report.h"
#include "support/byte_count.h"
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

constexpr const char* kAllConstants = "the constants of all models";

/// Bytes of all constants and of the tables of them; `share`: constants that several models have
/// count once, and there are no tables. No pin to RAM is looked at.
std::int64_t ConstantBytes(const std::vector<PreparedModel>& models, bool share) {
  std::int64_t bytes = 0;
  std::map<std::pair<kernelc::Scalar, std::string_view>, const PreparedModel*> first;
  for (const PreparedModel& model : models) {
    if (!share)
      bytes += ir::FindConstantTables(model.program, [](ir::TensorId) { return false; }).bytes;
    for (const ir::Tensor& tensor : model.program.tensors) {
      if (tensor.kind != ir::Tensor::Kind::kConstant || tensor.alias_of.valid()) continue;
      const auto known = first.try_emplace({ir::ElementType(tensor.type), tensor.data}, &model);
      if (!share || known.first->second == &model) bytes += tensor.Bytes();
    }
  }
  return bytes;
}

/// Kernels that models may have in common get no tables: they are called in the same way by all.
ir::ConstantTables Tables(const ir::Program& program, const plan::MemoryPlan& plan,
                          const ImageOptions& options) {
  return options.share_constants ? ir::ConstantTables() : plan::FindConstantTables(program, plan);
}

/// RAM is missing, `error` says; and flash, too? PlanMemory looks where there is one model.
Diagnostic WithFlash(Diagnostic error, const std::vector<PreparedModel>& models, bool share,
                     const CompileOptions& options) {
  if (error.error_class != ErrorClass::kBudget || models.size() == 1) return error;
  const Status flash = plan::CheckFlashLimit(options, ConstantBytes(models, share), kAllConstants);
  return flash.ok() ? error : plan::AsWell(std::move(error), flash.error());
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

/// The plans as data. `arenas`: those that are shared.
std::vector<PlanFile> DescribePlans(const std::vector<PreparedModel>& models,
                                    const std::vector<plan::MemoryPlan>& plans,
                                    const std::vector<plan::SharedArena>& arenas) {
  std::vector<PlanFile> files;
  for (std::size_t i = 0; i < models.size(); ++i) {
    files.push_back(plan::DescribePlan(models[i].program, plans[i]));
    files.back().model = models[i].program.name;
  }
  for (const plan::SharedArena& arena : arenas) {
    for (const plan::SharedArena::Member& member : arena.members)
      files[member.model].arenas.push_back({.pool = arena.pool, .offset = member.offset});
  }
  return files;
}

}  // namespace

Result<ImageCompilation> CompileModels(const std::vector<Model>& models,
                                       const ImageOptions& options) {
  ImageCompilation result;
  UTVMC_TRY(CheckModels(models, options));

  // Each model goes its way as if it were alone, up to the order of its operators.
  std::vector<PreparedModel> prepared;
  for (const Model& model : models) {
    UTVMC_ASSIGN(PreparedModel next,
                 PrepareModel(model.sources, model.options, models.size() == 1, result.notes));
    prepared.push_back(std::move(next));
  }

  // Memories are for all of them. Arenas of models that never run at the same time get the same
  // bytes.
  const std::vector<std::vector<std::size_t>> concurrent = Indices(models, options.concurrent);
  std::vector<plan::ModelToPlan> to_plan;
  for (std::size_t i = 0; i < models.size(); ++i) {
    to_plan.push_back({prepared[i].program, models[i].options});
  }
  Result<plan::PlannedTogether> planned =
      plan::PlanTogether(to_plan, {.share_arena = options.share_arena,
                                   .concurrent = concurrent,
                                   .share_constants = options.share_constants});
  if (!planned.ok()) {
    return WithFlash(std::move(planned).error(), prepared, options.share_constants,
                     models.front().options);
  }

  // Programs and plans become C text; what is the same in two of them is looked for here.
  const emit::ImagePlan plan = {.arenas = std::move(planned->arenas),
                                .concurrent = concurrent,
                                .share_constants = options.share_constants};
  std::vector<emit::ImageModel> parts;
  for (std::size_t i = 0; i < prepared.size(); ++i) {
    UTVMC_ASSIGN(emit::ApiPlan api,
                 emit::PlanApi(prepared[i].program, planned->plans[i], models[i].options));
    parts.push_back(
        {prepared[i].program, planned->plans[i], models[i].options.extras, std::move(api)});
  }
  UTVMC_ASSIGN(emit::EmittedImage emitted, emit::EmitImage(parts, plan));

  // The figures of each, and of all together; and the plans for other tools.
  for (std::size_t i = 0; i < prepared.size(); ++i) {
    const auto& [program, order] = prepared[i];
    result.reports.push_back(report::MakeReport(program, planned->plans[i], order,
                                                Tables(program, planned->plans[i], options)));
  }
  result.image = MakeImageReport(result.reports, plan, emitted);
  // What each model keeps by itself, all must keep together. Pools and RAM are PlanTogether's.
  UTVMC_TRY(
      plan::CheckFlashLimit(models.front().options, result.image.constant_bytes, kAllConstants));
  result.plans = DescribePlans(prepared, planned->plans, plan.arenas);
  result.files = std::move(emitted.files);
  return result;
}

}  // namespace utvmc
