// What can be said about several models without looking at any.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "support/names.h"
#include "utvmc/compiler.h"

namespace utvmc {
namespace {

Diagnostic BadNames(std::string message, std::string hint) {
  return UserError({}, std::move(message), std::move(hint));
}

Diagnostic BadGroup(std::string message, std::string hint) {
  return UserError({.file = {}, .pointer = "--concurrent"}, std::move(message), std::move(hint));
}

Status CheckNames(const std::vector<Model>& models) {
  std::map<std::string, std::string> names;  // by capitals
  for (const Model& model : models) {
    const std::string& name = model.options.name;
    if (Upper(name) == "MODELS") {
      return BadNames(fmt::format("\"{}\" cannot name one of several models", name),
                      "models.h is the header of all of them: choose another name");
    }
    const auto [entry, is_new] = names.try_emplace(Upper(name), name);
    if (is_new) continue;
    if (entry->second == name) {
      return BadNames(fmt::format("two models are named \"{}\"", name),
                      "give each a name of its own");
    }
    return BadNames(
        fmt::format("the names \"{}\" and \"{}\" differ in case only", entry->second, name),
        "macros of both would be the same: choose other names");
  }
  return Ok();
}

std::string ListNames(const std::vector<Model>& models) {
  std::string list;
  for (const Model& model : models) list += (list.empty() ? "" : ", ") + model.options.name;
  return list;
}

Status CheckGroup(const std::vector<std::string>& group, const std::vector<Model>& models) {
  for (std::size_t i = 0; i < group.size(); ++i) {
    const bool is_known = std::ranges::any_of(
        models, [&](const Model& model) { return model.options.name == group[i]; });
    if (!is_known) {
      return BadGroup(fmt::format("no model is named \"{}\"", group[i]),
                      fmt::format("use two or more of: {}", ListNames(models)));
    }
    if (std::find(group.begin(), group.begin() + static_cast<std::ptrdiff_t>(i), group[i]) !=
        group.begin() + static_cast<std::ptrdiff_t>(i)) {
      return BadGroup(fmt::format("\"{}\" stands twice in one group", group[i]),
                      "two runs of one model at the same time need two arenas");
    }
  }
  if (group.size() < 2) {
    return BadGroup(
        group.empty() ? "a group is empty" : fmt::format("\"{}\" is one model", group[0]),
        "name those that may run at the same time, as in --concurrent kws+vww");
  }
  return Ok();
}

/// What an interface cannot do for several models, or for models in one arena.
Status CheckApis(const std::vector<Model>& models, const ImageOptions& options) {
  const ApiOptions& api = models.front().options.api;
  const std::string where = fmt::format("--api={}", Spell(api.api));
  for (const Model& model : models) {
    if (model.options.api.api == api.api) continue;
    return UserError({.file = {}, .pointer = where}, "the models have different interfaces",
                     "compile them one by one");
  }
  if (models.size() > 1 && api.api == Api::kTvmWrap) {
    return UserError(
        {.file = {}, .pointer = where},
        fmt::format("TVMWrap_Run() is one function, but there are {} models", models.size()),
        "use --api=tvm-c or --api=stm32, whose functions have the models' names");
  }
  for (const Model& model : models) {
    if (models.size() == 1 || model.options.api.module.empty()) continue;
    return UserError({.file = {}, .pointer = "--module"}, "a module is one model",
                     "leave the option out: modules then have the models' names");
  }
  for (const Model& model : models) {
    if (models.size() == 1 || model.options.api.output_names.empty()) continue;
    return UserError({.file = {}, .pointer = "--output-names"},
                     "names of outputs are about one model", "compile that model by itself");
  }
  const bool names_pools = std::ranges::any_of(
      models.front().options.pools,
      [](const MemoryPool& pool) { return pool.kind == MemoryPool::Kind::kRam; });
  const bool has_static_arena =
      api.api == Api::kTvmC && !names_pools && models.front().options.io == IoPlacement::kCaller;
  if (options.share_arena && has_static_arena) {
    return UserError({.file = {}, .pointer = where},
                     "each model has a static workspace, which no other can share",
                     "add --pools FILE or --io=arena: the application then passes the memory");
  }
  return Ok();
}

/// A plan says where an arena begins only in one that models share.
Status CheckPlans(const std::vector<Model>& models, const ImageOptions& options) {
  for (const Model& model : models) {
    const std::optional<PlanFile>& plan = model.options.plan;
    if (options.share_arena || !plan || plan->arenas.empty()) continue;
    return UserError(plan->arenas.front().where, "the models share no arena to begin in",
                     "add --share-arena, or leave \"arenas\" out of the plan");
  }
  return Ok();
}

}  // namespace

Status CheckModels(const std::vector<Model>& models, const ImageOptions& options) {
  if (models.empty()) return BadNames("no model", "name at least one");
  for (const Model& model : models) UTVMC_TRY(CheckOptions(model.options));
  UTVMC_TRY(CheckNames(models));
  UTVMC_TRY(CheckPlans(models, options));
  UTVMC_TRY(CheckApis(models, options));
  if (!options.concurrent.empty() && !options.share_arena) {
    return BadGroup("models share no arena",
                    "add --share-arena, or leave --concurrent out: models with "
                    "arenas of their own may always run at the same time");
  }
  for (const auto& group : options.concurrent) UTVMC_TRY(CheckGroup(group, models));
  return Ok();
}

}  // namespace utvmc
