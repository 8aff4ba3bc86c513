#include "memory_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "option_values.h"
#include "support/spelling.h"

namespace utvmc::tools {
namespace {

/// `before`: what stands before the number.
Result<std::int64_t> ReadSize(const char* option, const std::string& word,
                              const std::string& before) {
  const std::optional<std::int64_t> size = ParseSize(word);
  if (size) return *size;
  return BadValue(option, fmt::format("\"{}\" is not a number of bytes", word),
                  fmt::format("write {0}65536, {0}64K, {0}1M or {0}0x10000", before));
}

/// Names may hold '=' and '@', pools and offsets cannot: the last ones count. Names may hold ':',
/// too, but prefixes of models cannot: of `several` models the first one counts.
Result<Pin> ReadPin(const std::string& word, bool several) {
  const std::string tensor = several ? "MODEL:TENSOR" : "TENSOR";
  const std::size_t equals = word.rfind('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == word.size()) {
    return BadValue("--pin", fmt::format("\"{}\" does not say where", word),
                    fmt::format("write --pin {0}=POOL or --pin {0}=POOL@OFFSET", tensor));
  }
  Pin pin;
  pin.tensor = word.substr(0, equals);
  pin.pool = word.substr(equals + 1);
  pin.where = {.file = {}, .pointer = "--pin"};
  const std::size_t colon = several ? pin.tensor.find(':') : std::string::npos;
  if (colon != std::string::npos) {
    pin.model = pin.tensor.substr(0, colon);
    pin.tensor.erase(0, colon + 1);
  }
  const std::size_t at = pin.pool.find('@');
  if (at == std::string::npos) return pin;
  UTVMC_ASSIGN(pin.offset, ReadSize("--pin", pin.pool.substr(at + 1), tensor + "=POOL@"));
  pin.pool.erase(at);
  return pin;
}

/// Empty: no model has that prefix.
std::optional<std::size_t> FindModel(const std::string& name, const std::vector<Model>& models) {
  for (std::size_t i = 0; i < models.size(); ++i)
    if (models[i].options.name == name) return i;
  return std::nullopt;
}

Diagnostic NoSuchModel(const Location& where, const std::string& name,
                       const std::vector<Model>& models) {
  std::vector<std::string> names;
  for (const Model& model : models) names.push_back(model.options.name);
  return UserError(where, fmt::format("no model is named \"{}\"", name), SpellingHint(name, names));
}

/// To the model that the pin names. Of one model that is not needed, and pins of others, which the
/// file of an image has, are not its concern.
Status AddPin(Pin pin, std::vector<Model>& models) {
  if (models.size() == 1) {
    CompileOptions& options = models.front().options;
    if (pin.model.empty() || pin.model == options.name) options.pins.push_back(std::move(pin));
    return Ok();
  }
  if (pin.model.empty()) {
    const bool is_word = pin.where.file.empty();
    return UserError(pin.where,
                     fmt::format("the pin of \"{}\" does not say of which model, and there are {}",
                                 pin.tensor, models.size()),
                     is_word ? fmt::format("write --pin MODEL:{}={}", pin.tensor, pin.pool)
                             : "add \"model\": \"NAME\"");
  }
  const std::optional<std::size_t> index = FindModel(pin.model, models);
  if (!index) return NoSuchModel(pin.where, pin.model, models);
  models[*index].options.pins.push_back(std::move(pin));
  return Ok();
}

/// Of one model: its plan, perhaps among those of an image.
Status AddPlan(const std::string& path, std::vector<PlanFile> plans, Model& model) {
  const std::string& name = model.options.name;
  const bool is_alone = plans.size() == 1 && plans.front().model.empty();
  const auto own = is_alone ? plans.begin() : std::ranges::find(plans, name, &PlanFile::model);
  if (own != plans.end()) {
    model.options.plan = std::move(*own);
    return Ok();
  }
  return UserError({.file = path, .pointer = "/models"},
                   fmt::format("there is no plan for model \"{}\"", name),
                   "--name says which model it is");
}

/// To each of several models the plan that the file has for it, if any.
Status AddPlans(std::vector<PlanFile> plans, std::vector<Model>& models) {
  for (PlanFile& plan : plans) {
    const Location where = {.file = plan.path, .pointer = plan.pointer};
    if (plan.model.empty()) {
      return UserError(
          where, fmt::format("the plan is for one model, and there are {}", models.size()),
          "put it under its model's name, as in {\"models\": {\"kws\": {\"buffers\": [...]}}}");
    }
    const std::optional<std::size_t> index = FindModel(plan.model, models);
    if (!index) return NoSuchModel(where, plan.model, models);
    models[*index].options.plan = std::move(plan);
  }
  return Ok();
}

/// [POOL=]SIZE.
Status ReadLimit(const char* option, const std::string& word, std::optional<std::int64_t>& total,
                 std::map<std::string, std::int64_t>& pools) {
  const std::size_t equals = word.find('=');
  UTVMC_ASSIGN(const std::int64_t size,
               ReadSize(option, equals == std::string::npos ? word : word.substr(equals + 1),
                        fmt::format("{}=", option)));
  if (equals == std::string::npos) {
    total = std::min<std::int64_t>(size, total.value_or(size));
  } else {
    std::int64_t& limit = pools.try_emplace(word.substr(0, equals), size).first->second;
    limit = std::min(limit, size);
  }
  return Ok();
}

}  // namespace

Status ReadMemoryOptions(FileSystem& files, const MemoryWords& words, std::vector<Model>& models) {
  PoolFile file;
  if (!words.pools.empty()) {
    UTVMC_ASSIGN(std::string text, files.Read(words.pools));
    UTVMC_ASSIGN(file, ReadPools({words.pools, std::move(text)}));
  }
  for (const std::string& word : words.pins) {
    UTVMC_ASSIGN(Pin pin, ReadPin(word, models.size() > 1));
    file.pins.push_back(std::move(pin));
  }
  for (Pin& pin : file.pins) UTVMC_TRY(AddPin(std::move(pin), models));
  if (!words.plan.empty()) {
    UTVMC_ASSIGN(std::string text, files.Read(words.plan));
    UTVMC_ASSIGN(std::vector<PlanFile> plans, ReadPlans({words.plan, std::move(text)}));
    UTVMC_TRY(models.size() == 1 ? AddPlan(words.plan, std::move(plans), models.front())
                                 : AddPlans(std::move(plans), models));
  }
  MemoryLimits limits;
  for (const std::string& word : words.ram_limits)
    UTVMC_TRY(ReadLimit("--ram-limit", word, limits.ram, limits.ram_pools));
  for (const std::string& word : words.flash_limits)
    UTVMC_TRY(ReadLimit("--flash-limit", word, limits.flash, limits.flash_pools));
  for (Model& model : models) {
    model.options.pools = file.pools;
    model.options.limits = limits;
  }
  return Ok();
}

std::vector<std::string> FilesOf(const MemoryWords& words) {
  std::vector<std::string> paths;
  for (const std::string* path : {&words.pools, &words.plan})
    if (!path->empty()) paths.push_back(*path);
  return paths;
}

}  // namespace utvmc::tools
