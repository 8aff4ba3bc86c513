#include "emit/handovers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include "emit/calls.h"

namespace utvmc::emit {
namespace {

/// Of the 8 registers that survive calls on a Cortex-M the arena needs one, and a call of so many
/// arguments another on the way to the stack.
constexpr std::size_t kMostForOneCall = 6;
/// Of those that are needed late and one by one, as many as registers again may go on the stack:
/// each costs a word there, and saves an instruction. No shared model but wide_fan gets here.
constexpr std::size_t kMostKept = 16;

/// The first byte of a buffer: arena and offset. Buffers that begin at the same one have one
/// address.
using Address = std::pair<std::size_t, std::int64_t>;

/// Those that the operator is given, but for the begin of an arena, which run() is passed.
std::set<Address> AddressesOf(const Model& model, std::size_t op_index) {
  std::set<Address> addresses;
  for (const std::size_t i : UsedAllocations(model, op_index)) {
    const plan::Allocation& place = model.plan.allocations[i];
    if (place.offset != 0) addresses.insert({place.arena, place.offset});
  }
  return addresses;
}

/// By address: the last operator that is given it.
std::map<Address, std::size_t> LastUses(const Model& model) {
  std::map<Address, std::size_t> last;
  for (std::size_t i = 0; i < model.program.operators.size(); ++i) {
    for (const Address& address : AddressesOf(model, i)) last[address] = i;
  }
  return last;
}

}  // namespace

std::vector<Handover> PlanHandovers(const Model& model) {
  std::vector<Handover> handovers(model.program.operators.size(), Handover::kPlain);
  const std::map<Address, std::size_t> last = LastUses(model);
  std::set<Address> kept;  // used before and again
  for (std::size_t i = 0; i < handovers.size(); ++i) {
    const std::set<Address> needed = AddressesOf(model, i);
    const auto again = static_cast<std::size_t>(std::ranges::count_if(
        needed, [&](const Address& address) { return kept.contains(address); }));
    if (again > kMostForOneCall || kept.size() > kMostKept) {
      handovers[i] = Handover::kAnew;
      kept.clear();
    }
    for (const Address& address : needed) {
      if (last.at(address) == i) {
        kept.erase(address);
      } else {
        kept.insert(address);
      }
    }
  }
  if (!handovers.empty()) handovers[0] = Handover::kOf;
  return handovers;
}

void WriteHandover(Writer& writer, const Model& model, Handover handover) {
  if (handover == Handover::kPlain) return writer.Line("UTVM_HANDOVER();");
  const char* macro = handover == Handover::kOf ? "UTVM_HANDOVER_OF" : "UTVM_HANDOVER_ANEW";
  for (const ArenaSymbols& arena : model.symbols.arenas)
    writer.Line(fmt::format("{}({});", macro, arena.pointer));
}

}  // namespace utvmc::emit
