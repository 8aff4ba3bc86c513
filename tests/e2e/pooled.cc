#include "pooled.h"

#include <algorithm>

#include "emitted_model.h"
#include "support/files.h"

namespace utvmc {

CompileOptions WithTwoPools(const std::string& model_folder, CompileOptions options) {
  const std::int64_t bytes = EmittedModel(model_folder, options).report().arena_bytes;
  const std::int64_t fast = std::max<std::int64_t>(1, bytes * 2 / 5);
  options.pools = {
      {.name = "fast", .size = fast, .speed = {.byte_cost = 1}},
      {.name = "slow", .size = 4 * bytes + 65536, .alignment = 8, .speed = {.byte_cost = 4}}};
  return options;
}

CompileOptions WithSections(const std::string& model_folder, CompileOptions options) {
  options = WithTwoPools(model_folder, std::move(options));
  options.pools[0].section = ".fast_ram";
  options.pools[1].section = ".slow_ram";
  options.pools[1].address = 0x20000000;
  constexpr auto kFlash = MemoryPool::Kind::kFlash;
  options.pools.push_back(
      {.name = "itcm", .kind = kFlash, .size = 1024, .section = ".itcm_rodata"});
  options.pools.push_back({.name = "qspi",
                           .kind = kFlash,
                           .size = 1 << 24,
                           .alignment = 64,
                           .section = ".qspi",
                           .speed = {.byte_cost = 2}});
  if (HasNode(model_folder, "p0")) options.pins = {{"p0", "slow", {}, {}}};
  return options;
}

bool HasNode(const std::string& model_folder, const std::string& name) {
  DiskFileSystem disk;
  const Result<std::string> graph = disk.Read(model_folder + "/graph.json");
  return graph.ok() && graph->find("\"name\": \"" + name + "\"") != std::string::npos;
}

}  // namespace utvmc
