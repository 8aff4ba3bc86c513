#include "plan/pins.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ir/callers.h"
#include "plan/arithmetic.h"
#include "plan/buffer_names.h"
#include "plan/pool_set.h"
#include "support/byte_count.h"
#include "support/spelling.h"

namespace utvmc::plan {
namespace {

using ir::Tensor;
using ir::TensorId;

/// "tensor \"x\"", or where there are several models, "tensor \"x\" of kws".
std::string TensorOf(const Pin& pin) {
  return fmt::format("tensor \"{}\"{}", pin.tensor, pin.model.empty() ? "" : " of " + pin.model);
}

Diagnostic Refuse(const Pin& pin, const std::string& why, std::string hint = {}) {
  return UserError(pin.where,
                   fmt::format("{} cannot be in pool \"{}\": {}", TensorOf(pin), pin.pool, why),
                   std::move(hint));
}

std::string ListPools(const std::vector<MemoryPool>& pools) {
  std::string list;
  for (const MemoryPool& pool : pools) list += fmt::format("\"{}\", ", pool.name);
  return fmt::format("pools are {}and \"{}\" for a buffer of the application", list, kCallerPool);
}

class Resolver {
 public:
  Resolver(const ir::Program& program, const CompileOptions& options)
      : program_(program), options_(options) {
    for (const RamPool& pool : RamPools(options)) pools_.push_back(pool.pool);
    for (const MemoryPool& pool : FlashPools(options)) pools_.push_back(pool);
    // What comes later wins. A copy at the end bears the name of what it copies, and is what a pin
    // of an output means, unless that is an input.
    const std::vector<std::string> results = NameResults(program);
    for (std::size_t i = 0; i < results.size(); ++i)
      if (!results[i].empty()) by_name_[results[i]] = TensorId(i);
    for (std::size_t i = 0; i < program.tensors.size(); ++i) Name(TensorId(i));
    for (const TensorId output : program.outputs) Name(output);
    for (const TensorId input : program.inputs) Name(input);
    for (const std::vector<TensorId>* ids : {&program.inputs, &program.outputs}) {
      for (const TensorId id : *ids)
        if (ir::IsWithCaller(program, options, id)) callers_.insert(program.Root(id));
    }
  }

  Result<ResolvedPins> Run() {
    for (const Pin& pin : options_.pins) UTVMC_TRY(Resolve(pin));
    return std::move(pins_);
  }

 private:
  void Name(TensorId id) { by_name_[program_[id].name] = id; }

  bool IsInterface(TensorId id) const {
    const auto has = [&](const std::vector<TensorId>& ids) {
      return std::ranges::find(ids, id) != ids.end();
    };
    return has(program_.inputs) || has(program_.outputs);
  }

  Status Resolve(const Pin& pin) {
    const auto named = by_name_.find(pin.tensor);
    if (named == by_name_.end()) return NoSuchTensor(pin);
    if (pin.pool == kCallerPool) return CheckCaller(pin, named->second);
    return Place(pin, program_.Root(named->second));
  }

  Diagnostic NoSuchTensor(const Pin& pin) const {
    const std::vector<std::string> scratch = NameScratch(program_);
    if (std::ranges::find(scratch, pin.tensor) != scratch.end()) {
      return Refuse(pin, "it is scratch of an operator, which is no tensor",
                    "a plan decides about scratch, too: --plan-out writes one, --plan-in reads it");
    }
    std::vector<std::string> names;
    for (const auto& [name, id] : by_name_) names.push_back(name);
    const std::string closest = Closest(pin.tensor, names);
    return UserError(
        pin.where, fmt::format("there is no {} to pin", TensorOf(pin)),
        closest.empty() ? "tensors have the names of the nodes in graph.json; results of operators "
                          "also those of the memory plan in the emitted header, as in "
                          "\"op03_conv2d\""
                        : fmt::format("did you mean \"{}\"?", closest));
  }

  Status CheckCaller(const Pin& pin, TensorId id) const {
    if (!IsInterface(id)) return Refuse(pin, "it is neither an input nor an output of the model");
    if (program_[id].name != pin.tensor) {
      return Refuse(pin, "only the graph's name says which buffer of the application it is",
                    fmt::format("write \"{}\"", program_[id].name));
    }
    if (pin.offset) return Refuse(pin, "a buffer of the application has no offset");
    return Ok();
  }

  Status Place(const Pin& pin, TensorId root) {
    const auto found = std::ranges::find(pools_, pin.pool, &MemoryPool::name);
    if (found == pools_.end()) return Refuse(pin, "there is no such pool", ListPools(pools_));
    const bool is_constant = program_[root].kind == Tensor::Kind::kConstant;
    const bool is_flash = found->kind == MemoryPool::Kind::kFlash;
    if (is_flash && !is_constant) return Refuse(pin, "only constants can be in flash");
    if (is_flash && pin.offset) return Refuse(pin, "the linker decides about offsets in flash");
    if (callers_.contains(root)) {
      const bool is_option = options_.io == IoPlacement::kCaller;
      return Refuse(pin, "it is in a buffer of the application",
                    is_option ? "in place of --io=caller, pin the other inputs and outputs to "
                                "\"caller\""
                              : "leave out the pin to \"caller\"");
    }
    if (pin.offset) UTVMC_TRY(CheckOffset(pin, *found, root));

    const auto [entry, is_new] = pins_.try_emplace(root, ResolvedPin{pin.pool, pin.offset, pin});
    const bool agrees = entry->second.pool == pin.pool && entry->second.offset == pin.offset;
    if (is_new || agrees) return Ok();
    return Refuse(pin, fmt::format("the pin {} puts it elsewhere", Spell(entry->second.pin)),
                  "leave out one of the two");
  }

  Status CheckOffset(const Pin& pin, const MemoryPool& pool, TensorId root) const {
    const Tensor& tensor = program_[root];
    const std::int64_t element = kernelc::SizeOf(ir::ElementType(tensor.type));
    const std::int64_t alignment = std::max({element, options_.align, pool.alignment});
    if (*pin.offset % alignment != 0) {
      return Refuse(pin, fmt::format("offset {} is no multiple of {}", *pin.offset, alignment));
    }
    if (*pin.offset > kMostOffset)
      return Refuse(pin, fmt::format("no memory reaches to offset {}", *pin.offset));
    const std::int64_t size = std::max<std::int64_t>(tensor.Bytes(), element);
    if (pool.size > 0 && SaturatingAdd(*pin.offset, size) > pool.size) {
      return Refuse(pin, fmt::format("its {} from offset {} end behind the pool's {}",
                                     ByteCount(size), *pin.offset, pool.size));
    }
    return Ok();
  }

  const ir::Program& program_;
  const CompileOptions& options_;
  std::vector<MemoryPool> pools_;
  std::map<std::string, TensorId> by_name_;
  std::set<TensorId> callers_;  ///< roots that are in buffers of the application
  ResolvedPins pins_;
};

}  // namespace

std::string Spell(const Pin& pin) {
  std::string text =
      fmt::format("{}{}{}={}", pin.model, pin.model.empty() ? "" : ":", pin.tensor, pin.pool);
  if (pin.offset) text += fmt::format("@{}", *pin.offset);
  return text;
}

Result<ResolvedPins> ResolvePins(const ir::Program& program, const CompileOptions& options) {
  return Resolver(program, options).Run();
}

}  // namespace utvmc::plan
