// One C source of a model, split into its top-level items; functions inside the subset are parsed.
//
// ParseTranslationUnit is the front door of the C front end. Nothing outside the subset is an error
// as long as its construct is recognised (a macro, inline assembly, a helper function, ...): the
// item then carries the reason, and its text is kept so that it can be carried over verbatim.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kernelc/ast.h"
#include "utvmc/model_sources.h"
#include "utvmc/result.h"

namespace utvmc::kernelc {

/// Half-open byte range [begin, end) of the source text.
struct TextRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Why a function is outside the subset.
struct Unsupported {
  Position where;
  std::string construct;  ///< completes "uses ...": "inline assembly", "the macro CLIP", "a call of
                          ///< arm_relu()"
};

/// A function definition.
struct FunctionItem {
  std::string name;
  Position where;
  bool is_static = false;  ///< a helper, never a kernel of the graph
  bool is_packed = false;  ///< has one of the packed kernel signatures
  int parameter_count =
      0;  ///< of a packed one: 3 in v0.6, 6 since; 5 from external code generators
  std::variant<Function, Unsupported> body;
};

/// `static const T name[N] = {...};`
struct ConstantItem {
  std::string name;
  Position where;
  Scalar element = Scalar::kVoid;
  std::int64_t elements = 0;
  std::vector<std::uint8_t> bytes;  ///< little endian, elements * SizeOf(element)
};

/// Everything else that is carried over with a kernel that needs it.
enum class OtherKind {
  kInclude,      ///< #include
  kMacro,        ///< #define, #undef
  kDirective,    ///< any other preprocessor line, #if included
  kPrototype,    ///< declaration of a function
  kVariable,     ///< file-scope variable
  kDeclaration,  ///< typedef, struct, enum, stray `;`
  kRegistry,     ///< part of TVM's system-lib registry: never needed
};
struct OtherItem {
  OtherKind kind = OtherKind::kDeclaration;
  std::string name;  ///< what it declares or includes, where known
};

struct Item {
  TextRange range;  ///< from the first token (storage class, TVM_DLL, directive) to the end,
                    ///< without `extern "C"`
  std::variant<FunctionItem, ConstantItem, OtherItem> node;
};

struct TranslationUnit {
  SourceFile source;
  std::vector<Item> items;
  bool is_registry = false;  ///< holds TVM's system-lib registry and no kernel body

  /// `case STORAGE_ID:` -> name of the constant, from v0.8's _lookup_linked_param; empty without
  /// one.
  std::vector<std::pair<std::int64_t, std::string>> linked_params;
};

/// Splits and parses `source`. Error: text that is not C at all (unbalanced braces, unterminated
/// comment), or a function that is inside the subset but wrong (undeclared name, type error,
/// nesting deeper than kMaxNesting).
Result<TranslationUnit> ParseTranslationUnit(SourceFile source);

/// Deepest nesting of expressions and statements that is accepted; bounds the recursion of every
/// later stage.
inline constexpr int kMaxNesting = 400;

}  // namespace utvmc::kernelc
