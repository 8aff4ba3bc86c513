#include "lowering/workspaces.h"

#include <fmt/format.h>

#include <algorithm>

#include "lowering/workspace_bytes.h"
#include "lowering/workspace_faults.h"
#include "support/paths.h"

namespace utvmc::lowering {
namespace {

constexpr int kDeepestCalls = 20;
constexpr std::string_view kHandle = "resource_handle";

using Text = std::span<const Lexeme>;

Text Slice(const Outline& file, Outline::Range range) {
  return Text(file.lexemes()).subspan(range.begin, range.end - range.begin);
}

bool Mentions(Text text, std::string_view name) {
  return std::ranges::find(text, name, &Lexeme::text) != text.end();
}

/// `a##b`
bool Pastes(Text text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i].text == "#" && text[i + 1].text == "#") return true;
  }
  return false;
}

/// What the words of one replacement do.
void AddEffect(Text text, MacroEffect& effect) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view word = text[i].text;
    const std::string_view next = i + 1 < text.size() ? text[i + 1].text : std::string_view();
    if (word == "{" || word == "(" || word == "[") ++depth;
    if (word == "}" || word == ")" || word == "]") --depth;
    if (word == "for" || word == "while" || word == "do" || word == "if" || word == "else" ||
        word == "switch" || word == "case")
      effect.controls = true;
    if (word == "break" || word == "continue") effect.controls = effect.jumps = true;
    if (word == "return") effect.controls = effect.returns = true;
    if (word == "goto") effect.controls = effect.jumps = effect.goes = true;
    if (word == "=" || ((word == "+" || word == "-") && next == word)) effect.assigns = true;
  }
  if (depth != 0) effect.is_open = true;
}

}  // namespace

/// The names of one file.
class Workspaces::Scope : public WorkspaceNames {
 public:
  Scope(Workspaces& all, std::size_t file) : all_(all), file_(file) {}

  MacroEffect Macro(std::string_view name) override { return all_.EffectOf(file_, name); }
  bool Allocates(std::string_view name) const override { return all_.allocating_.contains(name); }
  Result<WorkspaceNeed> Call(std::string_view name) override {
    return all_.Call(file_, name, needs_variable_);
  }
  bool needs_variable() const { return needs_variable_; }

 private:
  Workspaces& all_;
  const std::size_t file_;
  bool needs_variable_ = false;
};

Workspaces::Workspaces(const std::vector<kernelc::TranslationUnit>& units,
                       const std::vector<SourceFile>& headers)
    : unit_count_(units.size()) {
  std::vector<const SourceFile*> sources;
  for (const kernelc::TranslationUnit& unit : units) sources.push_back(&unit.source);
  for (const SourceFile& header : headers) sources.push_back(&header);
  const bool any_allocates = std::ranges::any_of(sources, [](const SourceFile* source) {
    return source->text.find("TVMBackend") != std::string::npos;
  });
  if (!any_allocates) return;
  for (const SourceFile* source : sources) files_.emplace_back(source->text);
  opaque_.resize(files_.size());
  FindNames();
  FindAllocating();
  for (std::size_t f = 0; f < files_.size(); ++f) {
    if (files_[f].is_broken() && Mentions(files_[f].lexemes(), kAllocates))
      opaque_[f] = BaseName(sources[f]->path);
    for (const Outline::Function& function : files_[f].functions()) {
      const bool is_macro = std::ranges::any_of(function.names, [&](std::string_view name) {
        return !functions_.contains(name) && EffectOf(f, name).is_macro;
      });
      if (is_macro && Allocates({f, &function})) opaque_[f] = function.names[0];
    }
  }
}

void Workspaces::FindNames() {
  for (std::size_t f = 0; f < files_.size(); ++f) {
    for (const Outline::Macro& macro : files_[f].macros())
      macros_[macro.name].push_back({f, &macro});
  }
  for (std::size_t f = 0; f < files_.size(); ++f) {
    for (const Outline::Function& function : files_[f].functions()) {
      for (const std::string_view name : function.names) {
        if (!EffectOf(f, name).is_macro) functions_[name].push_back({f, &function});
      }
    }
  }
}

void Workspaces::FindAllocating() {
  std::map<std::string_view, std::vector<std::string_view>> mentioned_by;
  const auto add = [&](Text text, const std::vector<std::string_view>& names) {
    for (const Lexeme& lexeme : text) {
      if (lexeme.kind != Lexeme::Kind::kIdentifier) continue;
      std::vector<std::string_view>& all = mentioned_by[lexeme.text];
      // The same definition mentions a name many times over.
      for (const std::string_view name : names) {
        if (all.empty() || all.back() != name) all.push_back(name);
      }
    }
  };
  for (const Outline& file : files_) {
    for (const Outline::Function& function : file.functions())
      add(Slice(file, function.body), function.names);
    for (const Outline::Variable& variable : file.variables())
      add(Slice(file, variable.initializer), variable.names);
    for (const Outline::Macro& macro : file.macros()) {
      add(macro.replacement, {macro.name});
      const bool may_make_it =
          Pastes(macro.replacement) &&
          std::ranges::any_of(macro.replacement, [](const Lexeme& lexeme) {
            return lexeme.text.starts_with("TVMBackend") || lexeme.text.ends_with("Workspace");
          });
      if (may_make_it) mentioned_by[kAllocates].push_back(macro.name);
    }
  }
  std::vector<std::string_view> pending = {kAllocates};
  while (!pending.empty()) {
    const std::string_view name = pending.back();
    pending.pop_back();
    for (const std::string_view by : mentioned_by[name]) {
      if (by != kAllocates && allocating_.insert(by).second) pending.push_back(by);
    }
  }
}

MacroEffect Workspaces::EffectOf(std::size_t file, std::string_view name) {
  if (!macros_.contains(name)) return {};
  const auto [found, is_new] = effects_.try_emplace({file, name});
  if (is_new) found->second = FindEffect(file, name);
  MacroEffect effect = found->second;
  effect.allocates = effect.is_macro && allocating_.contains(name);
  return effect;
}

MacroEffect Workspaces::FindEffect(std::size_t file, std::string_view name) const {
  MacroEffect effect;
  std::set<std::string_view> seen = {name};
  std::vector<std::string_view> pending = {name};
  while (!pending.empty()) {
    const auto found = macros_.find(pending.back());
    pending.pop_back();
    if (found == macros_.end()) continue;
    for (const auto& [where, macro] : found->second) {
      if (where != file && !IsHeader(where)) continue;
      if (macro->name == name) {
        effect.is_macro = true;
        effect.has_parameters |= macro->has_parameters;
      }
      AddEffect(macro->replacement, effect);
      for (const Lexeme& lexeme : macro->replacement) {
        if (macros_.contains(lexeme.text) && seen.insert(lexeme.text).second)
          pending.push_back(lexeme.text);
      }
    }
  }
  return effect;
}

Result<Workspaces::Workspace> Workspaces::Of(std::size_t unit, std::string_view kernel) {
  if (files_.empty()) return Workspace{};
  for (std::size_t f = 0; f < files_.size(); ++f) {
    if (!opaque_[f].empty() && (f == unit || IsHeader(f))) return NotUnderstood(opaque_[f]);
  }
  const auto found = functions_.find(kernel);
  const bool is_known =
      found != functions_.end() &&
      std::ranges::find(found->second, unit, &Function::file) != found->second.end();
  if (!is_known) {
    if (Mentions(files_[unit].lexemes(), kAllocates)) return NotUnderstood(kernel);
    return Workspace{};
  }
  Workspace workspace;
  UTVMC_ASSIGN(const WorkspaceNeed need, Call(unit, kernel, workspace.needs_variable));
  workspace.bytes = need.bytes;
  // Of functions that only free it is not known who calls them.
  for (std::size_t f = 0; f < files_.size(); ++f) {
    if (need.bytes == 0 || (f != unit && !IsHeader(f))) continue;
    for (const Outline::Function& function : files_[f].functions()) {
      if (!Allocates({f, &function}) && LacksHandle({f, &function}))
        workspace.needs_variable = true;
    }
  }
  return workspace;
}

Result<WorkspaceNeed> Workspaces::Call(std::size_t file, std::string_view name,
                                       bool& needs_variable) {
  const auto found = functions_.find(name);
  if (found == functions_.end()) return NotCalled(name);  // a variable
  const bool is_here =
      std::ranges::find(found->second, file, &Function::file) != found->second.end();
  WorkspaceNeed worst;
  for (const Function& function : found->second) {
    if (is_here && function.file != file) continue;
    bool needs = false;
    UTVMC_ASSIGN(const WorkspaceNeed need, Evaluate(function, name, needs));
    // A variable of the file of the kernel is none of another source.
    if (needs && function.file != file && !IsHeader(function.file) && !IsHeader(file)) {
      return WorkspaceFault(
          fmt::format("{}() allocates workspace, but has no resource_handle to take it from", name),
          "give it a parameter void* resource_handle, and pass on the kernel's");
    }
    needs_variable |= needs;
    worst.bytes = std::max(worst.bytes, need.bytes);
    worst.all_bytes = std::max(worst.all_bytes, need.all_bytes);
    worst.keeps |= need.keeps;
  }
  return worst;
}

bool Workspaces::Allocates(const Function& function) const {
  return std::ranges::any_of(
      Slice(files_[function.file], function.outline->body), [&](const Lexeme& lexeme) {
        return lexeme.text == kAllocates || allocating_.contains(lexeme.text);
      });
}

bool Workspaces::LacksHandle(const Function& function) const {
  const Outline& file = files_[function.file];
  const Text body = Slice(file, function.outline->body);
  return (Mentions(body, kAllocates) || Mentions(body, kFrees)) &&
         !Mentions(Slice(file, function.outline->head), kHandle);
}

Result<WorkspaceNeed> Workspaces::Evaluate(const Function& function, std::string_view name,
                                           bool& needs_variable) {
  if (!Allocates(function)) return WorkspaceNeed{};
  const auto [place, is_new] = evaluations_.try_emplace(function);
  Evaluation& evaluation = place->second;
  if (is_new) {
    if (depth_ >= kDeepestCalls) {
      return WorkspaceFault(
          fmt::format("allocates workspace more than {} calls deep", kDeepestCalls),
          "allocate in the kernel, and pass the block on");
    }
    ++depth_;
    Scope scope(*this, function.file);
    auto need = NeedOfBody(Slice(files_[function.file], function.outline->body), scope);
    --depth_;
    if (!need.ok()) {
      evaluations_.erase(function);
      return std::move(need).error();
    }
    evaluation.need = *need;
    evaluation.needs_variable = scope.needs_variable() || LacksHandle(function);
  } else if (!evaluation.need) {
    return WorkspaceFault(fmt::format("{}() allocates workspace and calls itself", name),
                          "allocate in the kernel, and pass the block on");
  }
  needs_variable |= evaluation.needs_variable;
  return *evaluation.need;
}

}  // namespace utvmc::lowering
