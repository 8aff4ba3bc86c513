// What can be said about options without looking at the model.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "support/names.h"
#include "support/pool_fault.h"
#include "utvmc/compiler.h"

namespace utvmc {
namespace {

constexpr std::int64_t kMaxAlign = 4096;

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

/// A C identifier that is no keyword. Leading and double underscores belong to the compiler (C99
/// 7.1.3, C++17 [lex.name]); one at the end would become double before "_run".
bool IsUserIdentifier(std::string_view name) {
  return !name.empty() && IsLetter(name[0]) && name.back() != '_' &&
         name.find("__") == std::string_view::npos &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return IsLetter(c) || IsDigit(c) || c == '_'; }) &&
         !IsReservedWord(name);
}

Diagnostic BadOption(const char* option, std::string message, std::string hint) {
  return UserError({.file = {}, .pointer = option}, std::move(message), std::move(hint));
}

bool IsPowerOfTwo(std::int64_t value) { return value > 0 && (value & (value - 1)) == 0; }

Status CheckLimits(const char* option, const char* kind, const std::set<std::string>& pools,
                   const std::optional<std::int64_t>& total,
                   const std::map<std::string, std::int64_t>& limits) {
  if (total.value_or(0) < 0) return BadOption(option, fmt::format("{} is negative", *total), {});
  for (const auto& [pool, limit] : limits) {
    if (!pools.contains(pool)) {
      return BadOption(option, fmt::format("there is no {} pool \"{}\"", kind, pool),
                       pools.empty()
                           ? "pools are named with --pools FILE"
                           : fmt::format("{} pools are \"{}\"", kind, fmt::join(pools, "\", \"")));
    }
    if (limit < 0) return BadOption(option, fmt::format("{} is negative", limit), {});
  }
  return Ok();
}

Status CheckPools(const CompileOptions& options) {
  std::set<std::string> ram, flash;
  for (const MemoryPool& pool : options.pools) {
    if (const auto fault = FindFault(pool)) {
      return BadOption(
          "--pools", fmt::format("{} of pool \"{}\": {}", fault->field, pool.name, fault->message),
          fault->hint);
    }
    if (ram.contains(pool.name) || flash.contains(pool.name))
      return BadOption("--pools", fmt::format("there are two pools \"{}\"", pool.name), {});
    for (const MemoryPool& other : options.pools) {
      if (&other == &pool) break;
      if (const auto clash = FindClash(pool, other)) {
        return BadOption(
            "--pools",
            fmt::format("{} of pool \"{}\": {}", clash->field, pool.name, clash->message),
            clash->hint);
      }
    }
    (pool.kind == MemoryPool::Kind::kRam ? ram : flash).insert(pool.name);
  }
  if (ram.empty() && !flash.contains(kDefaultPool)) ram.insert(kDefaultPool);
  UTVMC_TRY(CheckLimits("--ram-limit", "RAM", ram, options.limits.ram, options.limits.ram_pools));
  return CheckLimits("--flash-limit", "flash", flash, options.limits.flash,
                     options.limits.flash_pools);
}

/// So that the pool file of an image is not taken for that of one of its models.
Status CheckPins(const CompileOptions& options) {
  for (const Pin& pin : options.pins) {
    if (pin.model.empty() || pin.model == options.name) continue;
    return UserError(
        pin.where,
        fmt::format("the pin is for model \"{}\", this one is \"{}\"", pin.model, options.name),
        "leave out \"model\", or name the model like that");
  }
  return Ok();
}

Diagnostic BadApi(Api api, std::string message, std::string hint) {
  return BadOption(fmt::format("--api={}", Spell(api)).c_str(), std::move(message),
                   std::move(hint));
}

/// A prefix with which the model's own names would be those of the interface.
bool IsNameOfApi(Api api, const std::string& name) {
  switch (api) {
    case Api::kStm32:
      return name == "ai" || name.starts_with("ai_") || name == "models";
    case Api::kTvmC:
      return name == "tvmgen" || name.starts_with("tvmgen_");
    case Api::kTvmWrap:
      return Upper(name) == "TVM_WRAPPER";
    case Api::kNative:
      break;
  }
  return false;
}

Status CheckApi(const CompileOptions& options) {
  const ApiOptions& api = options.api;
  if (IsNameOfApi(api.api, options.name)) {
    return BadApi(api.api,
                  fmt::format("with the name \"{}\" the model's files or functions would be those "
                              "of the interface",
                              options.name),
                  "choose another --name");
  }
  if (!api.quantization.empty() && api.api != Api::kStm32) {
    return BadOption(
        "--quantization",
        fmt::format("--api={} has no place for scales and zero points", Spell(api.api)),
        "add --api=stm32, or leave the option out");
  }
  if (!api.output_names.empty() && api.api != Api::kTvmC && api.api != Api::kStm32) {
    return BadOption("--output-names",
                     fmt::format("--api={} does not name outputs", Spell(api.api)),
                     "leave the option out");
  }
  const bool is_module =
      std::ranges::all_of(api.module, [](char c) { return IsLetter(c) || IsDigit(c) || c == '_'; });
  if (!is_module || api.module.size() > static_cast<std::size_t>(kMaxNameLength)) {
    return BadApi(api.api, fmt::format("\"{}\" cannot be part of C names", api.module),
                  fmt::format("use up to {} letters, digits and underscores", kMaxNameLength));
  }
  return Ok();
}

}  // namespace

Status CheckOptions(const CompileOptions& options) {
  if (options.name.size() > static_cast<std::size_t>(kMaxNameLength)) {
    return BadOption(
        "--name", fmt::format("\"{}\" is longer than {} characters", options.name, kMaxNameLength),
        "external names must differ within their first 31 characters (C99 5.2.4.1); "
        "choose a shorter prefix");
  }
  if (!IsUserIdentifier(options.name)) {
    return BadOption("--name", fmt::format("\"{}\" cannot begin C names", options.name),
                     options.api.api == Api::kTvmC && options.name == "default"
                         ? "leave the option out: the interface then has TVM's name \"default\""
                         : "use letters, digits and single underscores, a letter first, and no "
                           "keyword");
  }
  if (options.align != 0 && (!IsPowerOfTwo(options.align) || options.align > kMaxAlign)) {
    return BadOption("--align",
                     fmt::format("{} is not a power of two up to {}", options.align, kMaxAlign),
                     "leave the option out to align each buffer as its element type needs");
  }
  if (options.stack_limit < 0) {
    return BadOption("--stack-limit", fmt::format("{} is negative", options.stack_limit),
                     "0 moves every local array into the arena");
  }
  if (options.plan_budget.value_or(0) < 0) {
    return BadOption("--plan-budget", fmt::format("{} is negative", *options.plan_budget),
                     "0 leaves the plan to heuristics");
  }
  UTVMC_TRY(CheckApi(options));
  UTVMC_TRY(CheckPins(options));
  return CheckPools(options);
}

}  // namespace utvmc
