#include "lowering/workspace_scopes.h"

#include <algorithm>
#include <utility>

#include "support/saturating.h"

namespace utvmc::lowering {
namespace {

constexpr std::int64_t kAlign = 16;   // UTVM_ARENA_ALIGN
constexpr std::int64_t kHeader = 16;  // UTVM_ARENA_HEADER_BYTES

}  // namespace

std::int64_t WorkspaceScopes::Scope::Sum() const {
  std::int64_t sum = 0;
  for (const Event& event : events) sum = SaturatingAdd(sum, event.bytes);
  return sum;
}

/// Does what utvm_arena.c does: a block follows the last one that is live.
std::int64_t WorkspaceScopes::Scope::Peak() const {
  struct Taken {
    std::string_view name;
    std::int64_t end;
    bool is_live;
  };
  std::vector<Taken> blocks;
  std::int64_t peak = 0;
  for (const Event& event : events) {
    if (event.is_free) {
      // A name may come again: the last block of that name is the live one.
      const auto block = std::find_if(blocks.rbegin(), blocks.rend(), [&](const Taken& taken) {
        return taken.is_live && taken.name == event.name;
      });
      if (block != blocks.rend()) block->is_live = false;
      while (!blocks.empty() && !blocks.back().is_live) blocks.pop_back();
      continue;
    }
    const std::int64_t end = SaturatingAdd(blocks.empty() ? 0 : blocks.back().end, event.bytes);
    peak = std::max(peak, end);
    if (!event.is_moment) blocks.push_back({event.name, end, true});
  }
  return peak;
}

bool WorkspaceScopes::Close(std::optional<std::int64_t> times) {
  if (live_.size() > scopes_.back().live_before) Spoil();
  const Scope scope = std::move(scopes_.back());
  scopes_.pop_back();
  live_.resize(std::min(live_.size(), scope.live_before));
  if (scope.frees_all) {
    Call(scope.Peak(), false);
    return true;
  }
  const std::int64_t bytes = scope.Sum();
  Call(SaturatingMultiply(bytes, times.value_or(0)), true);
  return times || bytes == 0;
}

void WorkspaceScopes::Alloc(std::string_view name, std::int64_t bytes) {
  const std::int64_t taken = kHeader + (bytes + kAlign - 1) / kAlign * kAlign;
  scopes_.back().events.push_back({.name = name, .bytes = taken});
  if (name.empty() || IsLive(name))
    Spoil();
  else
    live_.push_back({name, scopes_.size()});
}

void WorkspaceScopes::Free(std::string_view name) {
  const auto block = std::ranges::find(live_, name, &Block::name);
  if (block == live_.end() || block->scope != scopes_.size()) return Spoil();
  live_.erase(block);
  scopes_.back().events.push_back({.is_free = true, .name = name});
}

void WorkspaceScopes::Call(std::int64_t bytes, bool keeps) {
  if (keeps) Spoil();
  if (bytes > 0) scopes_.back().events.push_back({.is_moment = true, .bytes = bytes});
}

void WorkspaceScopes::Assign(std::string_view name) {
  if (IsLive(name)) Spoil();
}

void WorkspaceScopes::Return() {
  if (!live_.empty() && !IsAfterFailure()) leaves_early_ = true;
}

void WorkspaceScopes::LeaveLoop(bool may_be_switch) {
  if (IsAfterFailure()) return;
  for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
    const bool is_left =
        scope->kind == Kind::kLoop || (may_be_switch && scope->kind == Kind::kSwitch);
    if (!is_left) continue;
    if (live_.size() > scope->live_before) Spoil();
    return;
  }
}

void WorkspaceScopes::Goto() {
  if (!IsAfterFailure()) Spoil();
}

void WorkspaceScopes::Case() {
  for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
    if (scope->kind != Kind::kSwitch) continue;
    if (live_.size() > scope->live_before) Spoil();
    return;
  }
}

void WorkspaceScopes::Spoil() {
  for (Scope& scope : scopes_) scope.frees_all = false;
}

bool WorkspaceScopes::IsLive(std::string_view name) const {
  return std::ranges::find(live_, name, &Block::name) != live_.end();
}

bool WorkspaceScopes::IsAfterFailure() const {
  return std::ranges::find(scopes_, Kind::kAfterFailure, &Scope::kind) != scopes_.end();
}

const WorkspaceScopes::Scope& WorkspaceScopes::Finish() {
  if (!live_.empty()) Spoil();
  return scopes_.back();
}

}  // namespace utvmc::lowering
