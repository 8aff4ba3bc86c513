// How much workspace carried-over kernels need, with the functions that they call.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernelc/translation_unit.h"
#include "lowering/outline.h"
#include "lowering/workspace_calls.h"
#include "utvmc/model_sources.h"
#include "utvmc/result.h"

namespace utvmc::lowering {

/// Of all sources of a model, and the headers beside them. Headers in angle brackets are unknown:
/// what they define is taken for functions that allocate nothing.
class Workspaces {
 public:
  struct Workspace {
    std::int64_t bytes = 0;
    /// A function that allocates has no parameter `resource_handle`, by which a kernel hands the
    /// arena on.
    bool needs_variable = false;
  };

  /// The arguments outlive the object.
  Workspaces(const std::vector<kernelc::TranslationUnit>& units,
             const std::vector<SourceFile>& headers);

  /// Of a kernel in that unit. Errors, without a place: those of NeedOfBody(), recursion, and text
  /// that may hide a function.
  Result<Workspace> Of(std::size_t unit, std::string_view kernel);

 private:
  class Scope;
  struct Function {
    std::size_t file;
    const Outline::Function* outline;
    bool operator<(const Function& other) const {
      return std::pair(file, outline) < std::pair(other.file, other.outline);
    }
  };
  struct Evaluation {
    std::optional<WorkspaceNeed> need;  // none while it is under way
    bool needs_variable = false;
  };

  void FindNames();
  void FindAllocating();
  bool IsHeader(std::size_t file) const { return file >= unit_count_; }
  MacroEffect EffectOf(std::size_t file, std::string_view name);
  MacroEffect FindEffect(std::size_t file, std::string_view name) const;
  /// Of all functions of that name which a file may mean, the worst.
  Result<WorkspaceNeed> Call(std::size_t file, std::string_view name, bool& needs_variable);
  Result<WorkspaceNeed> Evaluate(const Function& function, std::string_view name,
                                 bool& needs_variable);
  /// It, or what it calls, perhaps.
  bool Allocates(const Function& function) const;
  /// Its own calls need the arena, and it has no parameter for it.
  bool LacksHandle(const Function& function) const;

  std::size_t unit_count_;
  std::deque<Outline> files_;  // units, then headers
  std::map<std::string_view, std::vector<Function>> functions_;
  std::map<std::string_view, std::vector<std::pair<std::size_t, const Outline::Macro*>>> macros_;
  std::map<std::pair<std::size_t, std::string_view>, MacroEffect> effects_;  // by file and name
  std::set<std::string_view> allocating_;  // names whose text reaches TVMBackendAllocWorkspace
  std::vector<std::string> opaque_;        // by file: why its functions are not all known
  std::map<Function, Evaluation> evaluations_;
  int depth_ = 0;
};

}  // namespace utvmc::lowering
