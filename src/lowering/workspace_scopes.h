// The blocks of workspace that a function has, brace by brace: what they need at most.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace utvmc::lowering {

/// Follows a function in the order of its text. Every scope whose blocks are freed for certain is a
/// moment of the scope around it; every other one counts as a block of all its bytes that nobody
/// frees. Names are views of the caller's text.
class WorkspaceScopes {
 public:
  enum class Kind { kFunction, kPlain, kLoop, kSwitch, kAfterFailure };

  struct Scope {
    Kind kind = Kind::kPlain;
    std::size_t live_before = 0;
    bool frees_all = true;

    struct Event {
      bool is_free = false;
      bool is_moment = false;  ///< taken and given back
      std::string_view name = {};
      std::int64_t bytes = 0;
    };
    std::vector<Event> events = {};

    std::int64_t Sum() const;
    /// The most at one time, if every block is freed where the text does.
    std::int64_t Peak() const;
  };

  WorkspaceScopes() { Open(Kind::kFunction); }

  void Open(Kind kind) { scopes_.push_back({kind, live_.size()}); }
  /// `times`: how often the scope runs at most; nothing where that is unknown. False if blocks that
  /// it may leave behind are then without bound.
  [[nodiscard]] bool Close(std::optional<std::int64_t> times);

  /// Takes a block of `bytes`; `name` is empty where no variable holds it.
  void Alloc(std::string_view name, std::int64_t bytes);
  void Free(std::string_view name);
  /// A call that takes `bytes`, and may keep them.
  void Call(std::int64_t bytes, bool keeps);
  void Assign(std::string_view name);

  void Return();
  void Break() { LeaveLoop(true); }
  void Continue() { LeaveLoop(false); }
  void Goto();
  /// A `case`: what is live there another way in has not taken.
  void Case();

  /// Nothing that is live, and nothing around it, is freed for certain.
  void Spoil();

  bool IsLive(std::string_view name) const;

  /// The function's own, when all others are closed.
  const Scope& Finish();
  /// A return while blocks were live.
  bool leaves_early() const { return leaves_early_; }

 private:
  struct Block {
    std::string_view name;
    std::size_t scope;
  };

  /// Where an allocation failed: with enough workspace none does.
  bool IsAfterFailure() const;
  void LeaveLoop(bool may_be_switch);

  std::vector<Scope> scopes_;
  std::vector<Block> live_;
  bool leaves_early_ = false;
};

}  // namespace utvmc::lowering
