#include "lowering/carried.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include "support/files.h"

namespace utvmc::lowering {
namespace {

using kernelc::ConstantItem;
using kernelc::FunctionItem;
using kernelc::Item;
using kernelc::OtherItem;
using kernelc::OtherKind;
using kernelc::TranslationUnit;

/// A lexeme of C as far as renaming needs to know: text between lexemes is white space and
/// comments.
struct Lexeme {
  enum class Kind { kIdentifier, kNumber, kString, kOther };
  Kind kind = Kind::kOther;
  std::string_view text;
};

bool IsIdentifierByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::size_t SkipComment(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) == "//") return std::min(text.find('\n', at), text.size());
  if (text.substr(at, 2) == "/*") {
    const auto end = text.find("*/", at + 2);
    return end == std::string_view::npos ? text.size() : end + 2;
  }
  return at;
}

std::size_t EndOfString(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == quote || text[i] == '\n') {
      return i + 1;
    }
  }
  return text.size();
}

Lexeme LexemeAt(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  if (text[at] == '"' || text[at] == '\'') {
    return {Lexeme::Kind::kString, text.substr(at, EndOfString(text, at) - at)};
  }
  if (!IsIdentifierByte(text[at])) return {Lexeme::Kind::kOther, text.substr(at, 1)};
  while (end < text.size() && IsIdentifierByte(text[end])) ++end;
  const bool is_number = text[at] >= '0' && text[at] <= '9';
  return {is_number ? Lexeme::Kind::kNumber : Lexeme::Kind::kIdentifier, text.substr(at, end - at)};
}

/// Calls visit(lexeme) for every lexeme and other(text) for everything between.
template <class Visit, class Other>
void Scan(std::string_view text, Visit visit, Other other) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t after_comment = SkipComment(text, at);
    if (after_comment != at) {
      other(text.substr(at, after_comment - at));
      at = after_comment;
      continue;
    }
    const Lexeme lexeme = LexemeAt(text, at);
    const bool is_space =
        lexeme.text == " " || lexeme.text == "\n" || lexeme.text == "\t" || lexeme.text == "\r";
    if (is_space) {
      other(lexeme.text);
    } else {
      visit(lexeme);
    }
    at += lexeme.text.size();
  }
}

std::vector<Lexeme> Lexemes(std::string_view text) {
  std::vector<Lexeme> lexemes;
  Scan(
      text, [&](const Lexeme& lexeme) { lexemes.push_back(lexeme); }, [](std::string_view) {});
  return lexemes;
}

std::string Rename(std::string_view text, const std::map<std::string, std::string>& names) {
  std::string out;
  Scan(
      text,
      [&](const Lexeme& lexeme) {
        const auto found = lexeme.kind == Lexeme::Kind::kIdentifier
                               ? names.find(std::string(lexeme.text))
                               : names.end();
        out += found != names.end() ? std::string_view(found->second) : lexeme.text;
      },
      [&](std::string_view other) { out += other; });
  return out;
}

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

class Carrier {
 public:
  Carrier(const std::vector<TranslationUnit>& units, const std::string& prefix)
      : units_(units), prefix_(prefix) {
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

  std::vector<ir::CarriedSource> Run(const std::set<std::string>& kernels) {
    for (const std::string& kernel : kernels) Need(kernel);
    while (!pending_.empty()) {
      const Place place = pending_.back();
      pending_.pop_back();
      NeedWhatItNames(place);
    }
    NameExternals();
    std::vector<ir::CarriedSource> carried(units_.size());
    for (std::size_t u = 0; u < units_.size(); ++u) carried[u] = Assemble(u);
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
      if (from && place.unit != *from) uses_[*from].insert(place.unit);
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

  void NameExternals() {
    names_[kModuleContext] = "NULL";
    for (const auto& [name, places] : definitions_) {
      for (const Place place : places) {
        const std::string_view text = TextOf(units_[place.unit], At(place));
        if (needed_[place.unit][place.item] && IsDefinition(place) && !IsStatic(text)) {
          names_[name] = CarriedName(prefix_, name);
        }
      }
    }
  }

  ir::CarriedSource Assemble(std::size_t u) const {
    const TranslationUnit& unit = units_[u];
    ir::CarriedSource carried;
    carried.file = BaseName(unit.source.path);
    std::set<std::string> functions;
    for (std::size_t i = 0; i < unit.items.size(); ++i) {
      if (!needed_[u][i]) continue;
      const std::string_view text = TextOf(unit, unit.items[i]);
      carried.text += Rename(text, names_);
      if (carried.text.empty() || carried.text.back() != '\n') carried.text += '\n';
      CollectPackedFunctions(text, functions);
    }
    carried.packed_functions.assign(functions.begin(), functions.end());
    carried.uses.assign(uses_[u].begin(), uses_[u].end());
    return carried;
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
  const std::string& prefix_;
  std::map<std::string, std::vector<Place>> definitions_;
  std::vector<std::vector<bool>> needed_;    // by unit and item
  std::vector<std::set<std::size_t>> uses_;  // by unit: the units that it takes something from
  std::vector<Place> pending_;               // needed, but not yet searched for names
  std::map<std::string, std::string> names_;
};

}  // namespace

std::string CarriedName(const std::string& prefix, const std::string& symbol) {
  return prefix + "_tvm_" + symbol;
}

std::vector<ir::CarriedSource> CarryOver(const std::vector<TranslationUnit>& units,
                                         const std::set<std::string>& kernels,
                                         const std::string& prefix) {
  return Carrier(units, prefix).Run(kernels);
}

std::optional<std::int64_t> WorkspaceBytes(std::string_view function_text) {
  const std::vector<Lexeme> lexemes = Lexemes(function_text);
  std::int64_t total = 0;
  for (std::size_t i = 0; i < lexemes.size(); ++i) {
    if (lexemes[i].text != "TVMBackendAllocWorkspace") continue;
    // The third argument: a literal, possibly cast and parenthesised, e.g. (uint64_t)16000.
    int commas = 0;
    std::string digits;
    for (++i; i < lexemes.size() && commas < 3 && lexemes[i].text != ";"; ++i) {
      if (lexemes[i].text == ",") ++commas;
      if (commas != 2 || lexemes[i].text == ",") continue;
      const bool is_cast =
          lexemes[i].text == "uint64_t" || lexemes[i].text == "(" || lexemes[i].text == ")";
      if (lexemes[i].kind == Lexeme::Kind::kNumber && digits.empty())
        digits = std::string(lexemes[i].text);
      else if (!is_cast)
        return std::nullopt;
    }
    constexpr std::int64_t kMost = std::int64_t{1} << 40;
    const std::int64_t bytes = digits.empty() ? -1 : std::strtoll(digits.c_str(), nullptr, 0);
    if (bytes <= 0 || bytes > kMost || total > kMost) return std::nullopt;
    total += (bytes + 15) / 16 * 16;
  }
  return total;
}

}  // namespace utvmc::lowering
