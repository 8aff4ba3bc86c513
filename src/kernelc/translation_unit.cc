// Names the items of a source and parses its functions and constants, in the order of the text:
// what a function may use is what was declared before it.
#include "kernelc/translation_unit.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <span>
#include <utility>

#include "kernelc/constant.h"
#include "kernelc/file_scope.h"
#include "kernelc/lexer.h"
#include "kernelc/parser.h"
#include "kernelc/signature.h"
#include "kernelc/top_level.h"

namespace utvmc::kernelc {
namespace {

constexpr std::string_view kLinkedParameterLookup = "_lookup_linked_param";
constexpr std::string_view kLinkedParameterPrefix = "__tvm_param__";

/// The names and types that TVM's system-lib registry is made of (formats.md, section 6).
bool IsRegistryName(std::string_view name) {
  return name == "_tvm_func_array" || name == "_tvm_func_registry" || name == "_tvm_system_lib" ||
         name == "TVMSystemLibEntryPoint" || name == "TVMBackendPackedCFunc" ||
         name == "TVMFuncRegistry";
}

/// Entry points of the AOT executor and wrappers around the kernels; no graph calls them.
bool IsEntryPoint(std::string_view name) {
  return name.ends_with("__tvm_main__") ||
         (name.starts_with("tvmgen_") && (name.ends_with("_run") || name.ends_with("_run_model")));
}

class UnitParser {
 public:
  explicit UnitParser(TranslationUnit& unit) : unit_(unit) {
    file_.path = unit.source.path;
    file_.text = unit.source.text;
  }

  Status Run() {
    UTVMC_ASSIGN(tokens_, Tokenize(unit_.source));
    UTVMC_TRY(RemoveDeadRegions(unit_.source, tokens_));
    UTVMC_ASSIGN(const std::vector<RawItem> items, SplitItems(unit_.source, tokens_));
    unit_.items.reserve(items.size());
    for (const RawItem& item : items) UTVMC_TRY(AddItem(item));
    unit_.is_registry = has_registry_ && !has_kernel_;
    return Ok();
  }

 private:
  std::string_view Text(const Token& token) const { return TextOf(file_.text, token); }
  std::span<const Token> Range(std::size_t begin, std::size_t end) const {
    return std::span<const Token>(tokens_).subspan(begin, end - begin);
  }

  Status AddItem(const RawItem& item) {
    switch (item.shape) {
      case RawItem::Shape::kDirective:
        AddDirective(item);
        return Ok();
      case RawItem::Shape::kFunction:
        return AddFunction(item);
      case RawItem::Shape::kDeclaration:
        return AddDeclaration(item);
    }
    return Ok();
  }

  template <class Node>
  void Push(const RawItem& item, Node node) {
    const TextRange range = {tokens_[item.begin].begin, tokens_[item.end - 1].end()};
    unit_.items.push_back({range, std::move(node)});
  }
  void PushOther(const RawItem& item, OtherKind kind, std::string_view name) {
    Push(item, OtherItem{kind, std::string(name)});
  }

  void AddDirective(const RawItem& item) {
    const DirectiveLine line = SplitDirective(Text(tokens_[item.begin]));
    if (line.keyword == "include" || line.keyword == "include_next") {
      const std::string_view name = IncludedName(line.rest);
      file_.has_foreign_includes |= !IsKnownHeader(name);
      PushOther(item, OtherKind::kInclude, name);
    } else if (line.keyword == "define" || line.keyword == "undef") {
      const std::string_view name = MacroName(line.rest);
      // An #undef may stand in a branch that is not taken: the name stays suspect.
      if (line.keyword == "define") {
        const bool is_function = line.rest.substr(name.size()).starts_with('(');
        (is_function ? file_.function_macros : file_.object_macros).insert(name);
      }
      PushOther(item, OtherKind::kMacro, name);
    } else {
      PushOther(item, OtherKind::kDirective, line.keyword);
    }
  }

  Status AddFunction(const RawItem& item) {
    const std::string_view name = Text(tokens_[item.name]);
    if (IsRegistryName(name)) {
      AddRegistry(item, name);
      return Ok();
    }
    if (name == kLinkedParameterLookup) {
      ReadLinkedParameters(Range(item.body, item.end));
      PushOther(item, OtherKind::kRegistry, name);
      return Ok();
    }
    file_.defined_functions.insert(name);
    FunctionItem function;
    function.name = name;
    function.where = tokens_[item.name].where();
    function.is_static = IsStatic(item);
    UTVMC_TRY(ParseInto(item, function));
    has_kernel_ |= function.is_packed && !function.is_static;
    Push(item, std::move(function));
    return Ok();
  }

  /// `inline` alone makes no kernel either.
  bool IsStatic(const RawItem& item) const {
    for (const Token& token : Range(item.begin, item.name)) {
      if (token.Is(Word::kStatic) || token.Is(Word::kInline) ||
          Text(token).starts_with("__STATIC")) {
        return true;
      }
    }
    return false;
  }

  Status ParseInto(const RawItem& item, FunctionItem& function) {
    const auto signature = ReadSignature(file_.text, Range(item.begin, item.name),
                                         Range(item.parameters_begin, item.parameters_end));
    const auto body = Range(item.body, item.end);
    const Unsupported outside = {function.where, "code outside the subset"};
    if (!signature) {
      function.body = FindForeignConstruct(file_, body).value_or(outside);
      return Ok();
    }
    function.is_packed = signature->IsPacked();
    function.parameter_count = static_cast<int>(signature->parameters.size());
    ParsedFunction parsed = ParseFunction(file_, function.name, function.where, *signature, body);
    if (auto* error = std::get_if<Diagnostic>(&parsed)) {
      // Only kernels must be right: TVM wrote them. Of other functions nothing is known, and the C
      // compiler sees their text.
      const bool is_kernel =
          function.is_packed && !function.is_static && !IsEntryPoint(function.name);
      if (is_kernel) return std::move(*error);
      function.body = outside;
    } else if (auto* tree = std::get_if<Function>(&parsed)) {
      function.body = std::move(*tree);
    } else {
      function.body = std::get<Unsupported>(std::move(parsed));
    }
    return Ok();
  }

  void AddRegistry(const RawItem& item, std::string_view name) {
    has_registry_ = true;
    PushOther(item, OtherKind::kRegistry, name);
  }

  /// The cases of v0.8's look-up: `case 3: ... = (uintptr_t)__tvm_param__p0;`.
  void ReadLinkedParameters(std::span<const Token> body) {
    std::optional<std::int64_t> storage;
    for (std::size_t i = 0; i + 2 < body.size(); ++i) {
      if (body[i].Is(Word::kCase) && body[i + 2].Is(Punct::kColon)) {
        const std::string_view text = Text(body[i + 1]);
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        storage.reset();
        if (error == std::errc() && end == text.data() + text.size()) storage = value;
      } else if (storage && Text(body[i]).starts_with(kLinkedParameterPrefix)) {
        unit_.linked_params.emplace_back(*storage, Text(body[i]));
        storage.reset();
      }
    }
  }

  Status AddDeclaration(const RawItem& item) {
    const std::span<const Token> tokens = Range(item.begin, item.end);
    const std::string_view name = DeclaredName(item);
    if (IsRegistryDeclaration(tokens)) {
      AddRegistry(item, name);
    } else if (DeclaresType(tokens)) {
      for (const Token& token : tokens) {
        if (token.kind == TokenKind::kIdentifier && token.Is(Word::kNone)) {
          file_.declared_names.insert(Text(token));
        }
      }
      PushOther(item, OtherKind::kDeclaration, name);
    } else if (item.has_parameters && !item.has_initializer) {
      file_.declared_functions.insert(name);
      PushOther(item, OtherKind::kPrototype, name);
    } else if (name.empty()) {
      PushOther(item, OtherKind::kDeclaration, name);
    } else {
      return AddVariable(item, tokens, name);
    }
    return Ok();
  }

  bool IsRegistryDeclaration(std::span<const Token> tokens) const {
    for (const Token& token : tokens) {
      if (token.Is(Punct::kAssign) || token.Is(Punct::kLeftParen)) return false;
      if (token.kind == TokenKind::kIdentifier && IsRegistryName(Text(token))) return true;
    }
    return false;
  }

  static bool DeclaresType(std::span<const Token> tokens) {
    if (tokens[0].Is(Word::kTypedef)) return true;
    const bool is_tag =
        tokens[0].Is(Word::kStruct) || tokens[0].Is(Word::kUnion) || tokens[0].Is(Word::kEnum);
    return is_tag && tokens.size() > 2 &&
           (tokens[1].Is(Punct::kLeftBrace) || tokens[2].Is(Punct::kLeftBrace) ||
            tokens[2].Is(Punct::kSemicolon));
  }

  /// The name before the parameters, the `=`, the `[` or the `;`.
  std::string_view DeclaredName(const RawItem& item) const {
    if (item.has_parameters) return Text(tokens_[item.name]);
    std::string_view name;
    int depth = 0;
    for (const Token& token : Range(item.begin, item.end)) {
      if (depth == 0 && (token.Is(Punct::kAssign) || token.Is(Punct::kLeftBracket))) break;
      if (token.Is(Punct::kLeftParen) || token.Is(Punct::kLeftBrace)) ++depth;
      if (token.Is(Punct::kRightParen) || token.Is(Punct::kRightBrace)) --depth;
      if (depth == 0 && token.kind == TokenKind::kIdentifier && token.Is(Word::kNone)) {
        name = Text(token);
      }
    }
    return name;
  }

  /// An initializer of file scope that names what is declared nowhere is a line gone astray.
  Status CheckInitializer(std::span<const Token> tokens) const {
    if (file_.has_foreign_includes) return Ok();
    const auto begin = std::find_if(tokens.begin(), tokens.end(),
                                    [](const Token& token) { return token.Is(Punct::kAssign); });
    for (auto token = begin; token != tokens.end(); ++token) {
      if (token->kind != TokenKind::kIdentifier || !token->Is(Word::kNone)) continue;
      const bool is_member = (token - 1)->Is(Punct::kDot) || (token - 1)->Is(Punct::kArrow);
      if (is_member || IsKnownName(file_, Text(*token))) continue;
      return UserError({file_.path, token->line, token->column, {}},
                       fmt::format("undeclared name '{}' in an initializer", Text(*token)));
    }
    return Ok();
  }

  Status AddVariable(const RawItem& item, std::span<const Token> tokens, std::string_view name) {
    auto parsed = ParseConstantArray(file_, tokens);
    if (auto* error = std::get_if<Diagnostic>(&parsed)) return std::move(*error);
    if (auto* constant = std::get_if<ConstantItem>(&parsed)) {
      const FileScope::Constant entry = {constant->element, constant->elements};
      if (!file_.constants.emplace(name, entry).second) {
        return UserError({file_.path, constant->where.line, constant->where.column, {}},
                         fmt::format("'{}' is defined twice", name));
      }
      Push(item, std::move(*constant));
      return Ok();
    }
    UTVMC_TRY(CheckInitializer(tokens));
    (IsVoidPointer(tokens) ? file_.module_variables : file_.variables).insert(name);
    PushOther(item, OtherKind::kVariable, name);
    return Ok();
  }

  /// `[static|extern] void* name [= value];`
  static bool IsVoidPointer(std::span<const Token> tokens) {
    std::size_t at = 0;
    while (tokens[at].Is(Word::kStatic) || tokens[at].Is(Word::kExtern)) ++at;
    return tokens.size() - at >= 4 && tokens[at].Is(Word::kVoid) &&
           tokens[at + 1].Is(Punct::kStar) && tokens[at + 2].kind == TokenKind::kIdentifier &&
           (tokens[at + 3].Is(Punct::kAssign) || tokens[at + 3].Is(Punct::kSemicolon));
  }

  TranslationUnit& unit_;
  FileScope file_;
  std::vector<Token> tokens_;
  bool has_registry_ = false;
  bool has_kernel_ = false;
};

}  // namespace

Result<TranslationUnit> ParseTranslationUnit(SourceFile source) {
  TranslationUnit unit;
  unit.source = std::move(source);
  UTVMC_TRY(UnitParser(unit).Run());
  return unit;
}

}  // namespace utvmc::kernelc
