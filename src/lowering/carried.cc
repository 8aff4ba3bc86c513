#include "lowering/carried.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "lowering/lexemes.h"
#include "support/includes.h"
#include "support/names.h"
#include "support/paths.h"

namespace utvmc::lowering {
namespace {

using kernelc::ConstantItem;
using kernelc::FunctionItem;
using kernelc::Item;
using kernelc::OtherItem;
using kernelc::OtherKind;
using kernelc::TranslationUnit;

std::string_view TextOf(const TranslationUnit& unit, const Item& item) {
  return std::string_view(unit.source.text)
      .substr(item.range.begin, item.range.end - item.range.begin);
}

/// What an item defines; empty for what is carried over in any case or never.
std::string DefinedName(const Item& item) {
  if (const auto* function = std::get_if<FunctionItem>(&item.node)) return function->name;
  if (const auto* constant = std::get_if<ConstantItem>(&item.node)) return constant->name;
  const auto& other = std::get<OtherItem>(item.node);
  return other.kind == OtherKind::kVariable || other.kind == OtherKind::kPrototype ? other.name
                                                                                   : std::string();
}

bool IsAlwaysCarried(const Item& item) {
  const auto* other = std::get_if<OtherItem>(&item.node);
  if (other == nullptr) return false;
  return other->kind == OtherKind::kInclude || other->kind == OtherKind::kMacro ||
         other->kind == OtherKind::kDirective || other->kind == OtherKind::kDeclaration;
}

bool IsStatic(std::string_view text) {
  for (const Lexeme& lexeme : Lexemes(text)) {
    if (lexeme.text == "static") return true;
    if (lexeme.text == "(" || lexeme.text == "{" || lexeme.text == "=" || lexeme.text == ";")
      return false;
  }
  return false;
}

/// TVM's handle of the module: there is none, and NULL is what v0.7 and later pass anyway.
constexpr const char* kModuleContext = "__tvm_module_ctx";

/// "sub/utils.h" is emitted as "network_packed_utils.h": beside the sources, and clear of utvmc's
/// own headers.
class HeaderNames {
 public:
  HeaderNames(const std::vector<SourceFile>& headers, const std::string& prefix) {
    constexpr std::size_t kLongestStem = 40;
    NameScope scope;
    for (const SourceFile& header : headers) {
      std::string stem = BaseName(header.path);
      if (stem.ends_with(".h")) stem.resize(stem.size() - 2);
      names_[header.path] =
          scope.Claim(prefix + "_packed_" + MangleName(stem, kLongestStem)) + ".h";
    }
  }

  /// The emitted name of what `name` means in `includer`; nothing where that is none of the
  /// headers.
  std::optional<std::string> Find(const std::string& includer, const std::string& name) const {
    const auto found = names_.find(IncludedPath(includer, name));
    return found == names_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::map<std::string, std::string> names_;  // by path
};

/// `text`, taken from the file `includer`, with the names of copied headers in its include lines.
std::string RenameIncludes(std::string_view text, const std::string& includer,
                           const HeaderNames& headers) {
  std::string out;
  std::size_t done = 0;
  for (const QuotedInclude& include : FindQuotedIncludes(text)) {
    const std::optional<std::string> name = headers.Find(includer, include.name);
    if (!name) continue;
    out.append(text.substr(done, include.begin - done)).append(*name);
    done = include.end;
  }
  return out.append(text.substr(done));
}

class Carrier {
 public:
  Carrier(const std::vector<TranslationUnit>& units, const std::vector<SourceFile>& headers,
          const std::string& prefix)
      : units_(units), headers_(headers), prefix_(prefix), header_names_(headers, prefix) {
    needed_.resize(units.size());
    uses_.resize(units.size());
    for (std::size_t u = 0; u < units.size(); ++u) {
      needed_[u].resize(units[u].items.size(), false);
      for (std::size_t i = 0; i < units[u].items.size(); ++i) {
        const std::string name = DefinedName(units[u].items[i]);
        if (!name.empty() && name != kModuleContext) definitions_[name].push_back({u, i});
      }
    }
  }

  Carried Run(const std::set<std::string>& kernels) {
    for (const std::string& kernel : kernels) Need(kernel);
    while (!pending_.empty()) {
      const Place place = pending_.back();
      pending_.pop_back();
      NeedWhatItNames(place);
    }
    NameExternals();
    Carried carried;
    for (std::size_t u = 0; u < units_.size(); ++u) carried.sources.push_back(Assemble(u));
    carried.functions = names_;
    return carried;
  }

 private:
  struct Place {
    std::size_t unit;
    std::size_t item;
  };

  const Item& At(Place place) const { return units_[place.unit].items[place.item]; }

  /// A name means the definition in the same unit where there is one, else one with external
  /// linkage.
  void Need(const std::string& name, std::optional<std::size_t> from = std::nullopt) {
    const auto found = definitions_.find(name);
    if (found == definitions_.end()) return;
    const auto is_local = [&](Place place) { return from && place.unit == *from; };
    const bool any_local =
        std::any_of(found->second.begin(), found->second.end(), [&](Place place) {
          const auto* other = std::get_if<OtherItem>(&At(place).node);
          return is_local(place) && !(other != nullptr && other->kind == OtherKind::kPrototype);
        });
    for (const Place place : found->second) {
      const bool is_external = !IsStatic(TextOf(units_[place.unit], At(place)));
      if (!is_local(place) && (any_local || !is_external || !IsDefinition(place))) continue;
      Take(place);
      if (from && !is_local(place)) uses_[*from].insert(place.unit);
    }
  }

  bool IsDefinition(Place place) const {
    const auto* other = std::get_if<OtherItem>(&At(place).node);
    return other == nullptr || other->kind == OtherKind::kVariable;
  }

  void Take(Place place) {
    std::vector<bool>& items = needed_[place.unit];
    if (items[place.item]) return;
    const bool first_of_unit =
        std::none_of(items.begin(), items.end(), [](bool needed) { return needed; });
    items[place.item] = true;
    pending_.push_back(place);
    if (!first_of_unit) return;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (IsAlwaysCarried(units_[place.unit].items[i])) Take({place.unit, i});
    }
  }

  void NeedWhatItNames(Place place) {
    for (const Lexeme& lexeme : Lexemes(TextOf(units_[place.unit], At(place)))) {
      if (lexeme.kind == Lexeme::Kind::kIdentifier) Need(std::string(lexeme.text), place.unit);
    }
  }

  bool IsExternal(Place place) const {
    return IsDefinition(place) && !IsStatic(TextOf(units_[place.unit], At(place)));
  }

  /// The number comes first, since TVM's symbols differ at their end and C99 counts 31 characters.
  void NameExternals() {
    for (std::size_t u = 0; u < units_.size(); ++u) {
      for (std::size_t i = 0; i < units_[u].items.size(); ++i) {
        const std::string name = DefinedName(units_[u].items[i]);
        if (name.empty() || !needed_[u][i] || !IsExternal({u, i})) continue;
        names_.emplace(name, fmt::format("{}_tvm{}_{}", prefix_, names_.size(), name));
      }
    }
    names_[kModuleContext] = "NULL";
  }

  ir::CarriedSource Assemble(std::size_t u) const {
    const TranslationUnit& unit = units_[u];
    ir::CarriedSource carried;
    carried.file = BaseName(unit.source.path);
    std::set<std::string> functions;
    for (std::size_t i = 0; i < unit.items.size(); ++i) {
      if (!needed_[u][i]) continue;
      const std::string_view text = TextOf(unit, unit.items[i]);
      carried.text += Rename(RenameIncludes(text, unit.source.path, header_names_), names_);
      if (carried.text.empty() || carried.text.back() != '\n') carried.text += '\n';
      CollectPackedFunctions(text, functions);
      const auto* other = std::get_if<OtherItem>(&unit.items[i].node);
      const bool is_variable = other != nullptr && other->kind == OtherKind::kVariable;
      if (KeepsState(text) || (is_variable && DefinesMutableVariable(text)))
        carried.keeps_state = true;
      if (IsExternal({u, i}) && names_.contains(DefinedName(unit.items[i])))
        carried.externals.push_back(names_.at(DefinedName(unit.items[i])));
    }
    carried.packed_functions.assign(functions.begin(), functions.end());
    carried.uses.assign(uses_[u].begin(), uses_[u].end());
    if (!carried.text.empty()) CarryHeaders(unit, carried);
    return carried;
  }

  /// The headers that the unit includes, and those that they include.
  void CarryHeaders(const TranslationUnit& unit, ir::CarriedSource& carried) const {
    std::set<std::string> included;
    std::vector<const SourceFile*> pending = {&unit.source};
    while (!pending.empty()) {
      const SourceFile& file = *pending.back();
      pending.pop_back();
      for (const QuotedInclude& include : FindQuotedIncludes(file.text)) {
        const std::string path = IncludedPath(file.path, include.name);
        const auto header = std::ranges::find(headers_, path, &SourceFile::path);
        if (header == headers_.end() || !included.insert(path).second) continue;
        carried.headers.push_back(
            {*header_names_.Find(file.path, include.name), BaseName(path),
             Rename(RenameIncludes(header->text, path, header_names_), names_)});
        if (KeepsState(header->text)) carried.keeps_state = true;
        pending.push_back(&*header);
      }
    }
  }

  /// TVMBackendGetFuncFromEnv(context, "name", &handle)
  static void CollectPackedFunctions(std::string_view text, std::set<std::string>& functions) {
    bool in_call = false;
    for (const Lexeme& lexeme : Lexemes(text)) {
      if (lexeme.text == "TVMBackendGetFuncFromEnv") in_call = true;
      if (lexeme.text == ";") in_call = false;
      if (!in_call || lexeme.kind != Lexeme::Kind::kString || lexeme.text.size() < 2) continue;
      functions.insert(std::string(lexeme.text.substr(1, lexeme.text.size() - 2)));
      in_call = false;
    }
  }

  const std::vector<TranslationUnit>& units_;
  const std::vector<SourceFile>& headers_;
  const std::string& prefix_;
  const HeaderNames header_names_;
  std::map<std::string, std::vector<Place>> definitions_;
  std::vector<std::vector<bool>> needed_;    // by unit and item
  std::vector<std::set<std::size_t>> uses_;  // by unit: others whose definitions it names
  std::vector<Place> pending_;               // needed, but not yet searched for names
  std::map<std::string, std::string> names_;
};

}  // namespace

Carried CarryOver(const std::vector<TranslationUnit>& units, const std::vector<SourceFile>& headers,
                  const std::set<std::string>& kernels, const std::string& prefix) {
  return Carrier(units, headers, prefix).Run(kernels);
}

}  // namespace utvmc::lowering
