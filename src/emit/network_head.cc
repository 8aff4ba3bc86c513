// The comment at the head of network.h: what the model costs, and what the peak is made of.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "emit/describe.h"
#include "emit/image.h"
#include "emit/sections.h"
#include "plan/bytes_in_use.h"

namespace utvmc::emit {
namespace {

using plan::Allocation;

/// Of these, what is defined in files that several models have in common.
std::int64_t SharedConstantBytes(const Model& model) {
  std::int64_t bytes = 0;
  for (std::size_t i = 0; i < model.program.tensors.size(); ++i) {
    if (model.symbols.IsShared(ir::TensorId(i))) bytes += model.program.tensors[i].Bytes();
  }
  return bytes;
}

/// "1960 B (op 3)": the most scratch that one operator has live at once.
std::string WorstScratch(const plan::MemoryPlan& plan) {
  const plan::ScratchPeak peak = plan::FindScratchPeak(plan);
  return peak.bytes == 0 ? "none" : fmt::format("{} B (op {})", peak.bytes, peak.op.index());
}

/// "200 B (op 1)": what local arrays below --stack-limit add to the frame of an operator; those of
/// sibling blocks are counted as if they lived together.
std::string WorstLocalArrays(const ir::Program& program) {
  std::int64_t most = 0;
  std::size_t where = 0;
  for (std::size_t i = 0; i < program.operators.size(); ++i) {
    if (!program.operators[i].kernel.valid()) continue;
    const std::int64_t bytes = LocalArrayBytes(program[program.operators[i].kernel]);
    if (bytes > most) where = i;
    most = std::max(most, bytes);
  }
  return most == 0 ? "none" : fmt::format("{} B (op {})", most, where);
}

/// Largest first.
std::vector<std::size_t> BuffersAtPeak(const plan::MemoryPlan& plan, std::size_t arena) {
  const std::int64_t time = plan.arenas[arena].peak_time;
  std::vector<std::size_t> live;
  for (std::size_t i = 0; i < plan.allocations.size(); ++i) {
    const Allocation& allocation = plan.allocations[i];
    if (allocation.arena != arena) continue;
    if (allocation.live.begin <= time && time < allocation.live.end) live.push_back(i);
  }
  std::stable_sort(live.begin(), live.end(), [&](std::size_t a, std::size_t b) {
    return plan.allocations[a].size > plan.allocations[b].size;
  });
  return live;
}

std::string PeakOperator(const Model& model, std::size_t arena) {
  const std::vector<std::int64_t>& begin = model.plan.op_begin;
  const auto after =
      std::upper_bound(begin.begin(), begin.end(), model.plan.arenas[arena].peak_time);
  const auto op = static_cast<std::size_t>(after - begin.begin());
  if (op == 0 || op > model.program.operators.size()) return "";
  return fmt::format(" in op {} ({})", op - 1, DescribeOperator(model.program.operators[op - 1]));
}

std::string Peak(const Model& model, std::size_t arena) {
  constexpr std::size_t kShown = 6;
  const std::vector<std::size_t> live = BuffersAtPeak(model.plan, arena);
  std::int64_t total = 0;
  std::string list;
  for (std::size_t i = 0; i < live.size(); ++i) {
    const std::int64_t size = model.plan.allocations[live[i]].size;
    total += size;
    if (i < kShown) {
      list += fmt::format("{}{} {} B", i == 0 ? "" : ", ", model.symbols.members[live[i]], size);
    }
  }
  if (live.empty()) return "0 B: nothing lives in the arena";
  if (live.size() > kShown) list += fmt::format(" and {} more", live.size() - kShown);
  const std::int64_t used =
      plan::MostBytes(plan::BytesInUse(model.plan.allocations, [&](const Allocation& allocation) {
        return allocation.arena == arena;
      })).bytes;
  return fmt::format("{} B{}: {}{}", used, PeakOperator(model, arena), list,
                     used < total ? ", which share bytes: the kernel works in place" : "");
}

/// "832 B arena", "16384 of 65536 B dtcm".
std::string DescribeArena(const plan::Arena& arena) {
  return arena.pool.size == 0
             ? fmt::format("{} B {}", arena.bytes, arena.pool.name)
             : fmt::format("{} of {} B {}", arena.bytes, arena.pool.size, arena.pool.name);
}

/// What the kernels that were not lowered add to the arena.
const char* StaticRam(const ir::Program& program) {
  if (program.carried.empty()) return ", no static RAM";
  return KeepsState(program) ? "; static variables of carried-over kernels not counted" : "";
}

/// Options for tuning add constants that are none of the model's.
std::string DescribeTables(const ExtraSymbols& extras) {
  std::string names;
  for (const std::string& file : extras.files) {
    if (file.ends_with(".c")) names += (names.empty() ? "" : ", ") + file;
  }
  return names.empty() ? names : fmt::format("\n         \tnot counted: tables of {}", names);
}

}  // namespace

bool KeepsState(const ir::Program& program) {
  return std::ranges::any_of(program.carried, &ir::CarriedSource::keeps_state);
}

std::int64_t ConstantBytes(const Model& model, const MemoryPool* pool) {
  std::int64_t bytes = 0;
  for (std::size_t i = 0; i < model.program.tensors.size(); ++i) {
    if (model.symbols.constants[i].empty()) continue;
    const bool counts = pool == nullptr || model.plan.FlashPoolOf(ir::TensorId(i)) == pool;
    if (counts) bytes += model.program.tensors[i].Bytes();
  }
  return bytes;
}

std::string NetworkHead(const Model& model) {
  const Symbols& symbols = model.symbols;
  const plan::MemoryPlan& plan = model.plan;
  std::string text = fmt::format("{} - public interface of model \"{}\".\n\n",
                                 symbols.network_header, symbols.prefix);
  text += fmt::format(
      "Generated by utvmc {} from graph, parameters and kernels (crc32 {:08x}); do not edit.\n\n",
      UTVMC_VERSION, model.program.checksum);
  for (std::size_t i = 0; i < plan.arenas.size(); ++i) {
    text += fmt::format("  {}    \t{}, caller-provided (lower bound {} B){}{}\n",
                        i == 0 ? "RAM" : "   ", DescribeArena(plan.arenas[i]),
                        plan.arenas[i].lower_bound, i == 0 ? "; no heap" : "",
                        i == 0 ? StaticRam(model.program) : "");
  }
  text += fmt::format("         \tworst scratch of one operator: {}\n", WorstScratch(plan));
  for (std::size_t i = 0; i < plan.arenas.size(); ++i) {
    text += fmt::format("         \tpeak {}{}\n",
                        plan.arenas.size() == 1 ? "" : "of " + plan.arenas[i].pool.name + " ",
                        Peak(model, i));
  }
  text += fmt::format("  Stack  \tlocal arrays of one operator at most: {}\n",
                      WorstLocalArrays(model.program));
  text += fmt::format("  Flash  \t{} B constants ({}) + code", ConstantBytes(model),
                      symbols.data_source);
  if (const std::int64_t shared = SharedConstantBytes(model); shared > 0) {
    text += fmt::format("\n         \tof these {} B in {}, shared with other models", shared,
                        kSharedDataSource);
  }
  for (const MemoryPool& pool : plan.flash_pools)
    text += fmt::format("\n         \t{} of {} B {}", ConstantBytes(model, &pool), pool.size,
                        pool.name);
  return text + DescribeTables(symbols.extras);
}

}  // namespace utvmc::emit
