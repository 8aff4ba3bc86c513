#include "kernelc/parse_name.h"

#include <fmt/format.h>

#include <limits>
#include <string>
#include <string_view>

#include "kernelc/build.h"
#include "kernelc/file_scope.h"

namespace utvmc::kernelc {
namespace {

constexpr std::string_view kUndeclaredHint =
    "TVM declares every name that it uses: generate the file anew, or include the header that "
    "declares this one";

/// A keyword, or a macro of the C library, that is a value.
bool ResolveWord(ParseContext& in, const Token& name, Expr& out) {
  const Position where = name.where();
  switch (name.word) {
    case Word::kNull:
      out = MakeNull(where);
      return true;
    case Word::kTrue:
    case Word::kFalse:
      out = MakeInt(name.Is(Word::kTrue) ? 1 : 0, Scalar::kInt32, where);
      return true;
    case Word::kInfinity:
      out = MakeFloat(std::numeric_limits<double>::infinity(), Scalar::kFloat, where);
      return true;
    case Word::kNan:
      out = MakeFloat(std::numeric_limits<double>::quiet_NaN(), Scalar::kFloat, where);
      return true;
    default:
      return in.Error(where, fmt::format("expected an expression, not '{}'", in.Text(name)));
  }
}

}  // namespace

bool ResolveName(ParseContext& in, const Token& name, Expr& out) {
  if (!name.Is(Word::kNone)) return ResolveWord(in, name, out);
  const FileScope& file = in.file();
  const std::string_view text = in.Text(name);
  const Position where = name.where();
  if (const auto local = in.FindLocal(text)) {
    out = MakeVar(in.function(), *local, where);
    return true;
  }
  if (const auto constant = file.constants.find(text); constant != file.constants.end()) {
    const auto& [element, elements] = constant->second;
    const SymbolId id = in.FileSymbol(text, SymbolKind::kConstant, {element, 0}, elements);
    out = MakeVar(in.function(), id, where);
    return true;
  }
  if (file.module_variables.contains(text)) {
    const SymbolId id = in.FileSymbol(text, SymbolKind::kModuleVariable, kVoidPointer, 0);
    out = MakeVar(in.function(), id, where);
    return true;
  }
  if (const auto value = FindEnumerator(text); value && !file.declared_names.contains(text)) {
    out = MakeInt(*value, Scalar::kInt32, where);
    return true;
  }
  if (file.defined_functions.contains(text) || file.declared_functions.contains(text)) {
    out = MakeNull(where);
    return in.PassOver(where, fmt::format("the address of {}()", text));
  }
  return FailOnName(in, name, false);
}

bool FailOnName(ParseContext& in, const Token& name, bool is_call) {
  const FileScope& file = in.file();
  const std::string_view text = in.Text(name);
  const Position where = name.where();
  const std::string call = fmt::format("a call of {}()", text);
  if (file.defined_functions.contains(text) || file.declared_functions.contains(text)) {
    return in.Reject(where, call);
  }
  if (IsVectorType(text)) return in.Reject(where, fmt::format("the vector type {}", text));
  if (IsLibraryMacro(text)) return in.Reject(where, fmt::format("the macro {}", text));
  if (IsTvmName(text)) {
    return in.Reject(where, is_call ? call : fmt::format("{} of TVM's headers", text));
  }
  if (IsLibraryFunction(text) || text.starts_with("__builtin_")) return in.Reject(where, call);
  if (file.variables.contains(text)) return in.Reject(where, fmt::format("the variable {}", text));
  if (file.declared_names.contains(text)) {
    return in.Reject(where, fmt::format("the declaration of {}", text));
  }
  if (file.has_foreign_includes) {
    return in.Reject(where, is_call ? call : fmt::format("the macro {}", text));
  }
  return in.Error(where, fmt::format("undeclared {} '{}'", is_call ? "function" : "name", text),
                  std::string(kUndeclaredHint));
}

bool FailOnTypeName(ParseContext& in, const Token& name) {
  const std::string_view text = in.Text(name);
  if (IsVectorType(text)) return in.Reject(name.where(), fmt::format("the vector type {}", text));
  // size_t, uintptr_t and the like depend on the target.
  if (in.file().declared_names.contains(text) || in.file().has_foreign_includes ||
      IsTvmName(text) || text == "size_t" || text == "ptrdiff_t" || text == "intptr_t" ||
      text == "uintptr_t") {
    return in.Reject(name.where(), fmt::format("the type {}", text));
  }
  return in.Error(name.where(), fmt::format("undeclared type '{}'", text),
                  std::string(kUndeclaredHint));
}

}  // namespace utvmc::kernelc
