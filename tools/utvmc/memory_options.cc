#include "memory_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

namespace utvmc::tools {
namespace {

Diagnostic BadValue(const char* option, std::string message, std::string hint) {
  return UserError({.file = {}, .pointer = option}, std::move(message), std::move(hint));
}

/// `before`: what stands before the number.
Result<std::int64_t> ReadSize(const char* option, const std::string& word,
                              const std::string& before) {
  const std::optional<std::int64_t> size = ParseSize(word);
  if (size) return *size;
  return BadValue(option, fmt::format("\"{}\" is not a number of bytes", word),
                  fmt::format("write {0}65536, {0}64K, {0}1M or {0}0x10000", before));
}

/// Names may hold '=' and '@', pools and offsets cannot: the last ones count.
Result<Pin> ReadPin(const std::string& word) {
  const std::size_t equals = word.rfind('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == word.size()) {
    return BadValue("--pin", fmt::format("\"{}\" does not say where", word),
                    "write --pin TENSOR=POOL or --pin TENSOR=POOL@OFFSET");
  }
  Pin pin;
  pin.tensor = word.substr(0, equals);
  pin.pool = word.substr(equals + 1);
  pin.where = {.file = {}, .pointer = "--pin"};
  const std::size_t at = pin.pool.find('@');
  if (at == std::string::npos) return pin;
  UTVMC_ASSIGN(pin.offset, ReadSize("--pin", pin.pool.substr(at + 1), "TENSOR=POOL@"));
  pin.pool.erase(at);
  return pin;
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

Status ReadMemoryOptions(FileSystem& files, const MemoryWords& words, CompileOptions& options) {
  if (!words.pools.empty()) {
    UTVMC_ASSIGN(std::string text, files.Read(words.pools));
    UTVMC_ASSIGN(PoolFile file, ReadPools({words.pools, std::move(text)}));
    options.pools = std::move(file.pools);
    options.pins = std::move(file.pins);
  }
  for (const std::string& word : words.pins) {
    UTVMC_ASSIGN(Pin pin, ReadPin(word));
    options.pins.push_back(std::move(pin));
  }
  if (!words.plan.empty()) {
    UTVMC_ASSIGN(std::string text, files.Read(words.plan));
    UTVMC_ASSIGN(options.plan, ReadPlan({words.plan, std::move(text)}));
  }
  MemoryLimits& limits = options.limits;
  for (const std::string& word : words.ram_limits)
    UTVMC_TRY(ReadLimit("--ram-limit", word, limits.ram, limits.ram_pools));
  for (const std::string& word : words.flash_limits)
    UTVMC_TRY(ReadLimit("--flash-limit", word, limits.flash, limits.flash_pools));
  return Ok();
}

std::vector<std::string> FilesOf(const MemoryWords& words) {
  std::vector<std::string> paths;
  for (const std::string* path : {&words.pools, &words.plan})
    if (!path->empty()) paths.push_back(*path);
  return paths;
}

}  // namespace utvmc::tools
