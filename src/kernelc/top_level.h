// Finds the top-level items of a C source by its brackets, without understanding what is in them.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "kernelc/token.h"
#include "utvmc/model_sources.h"
#include "utvmc/result.h"

namespace utvmc::kernelc {

/// A preprocessor line taken apart.
struct DirectiveLine {
  std::string_view keyword;  ///< "include"; empty for `#` alone
  std::string_view rest;     ///< what follows, outer blanks and comments at the end removed
};
DirectiveLine SplitDirective(std::string_view text);

/// Of an #include's `rest`: the path without its quotes or angle brackets; empty if there is none.
std::string_view IncludedName(std::string_view rest);

/// Of the `rest` of a #define or #undef.
std::string_view MacroName(std::string_view rest);

/// Removes what a C compiler does not see: the C++ branches of `#ifdef __cplusplus` and the like,
/// and
/// `#if 0` regions, with their directives. Other conditionals stay. Error: conditionals that do not
/// nest, or a directive that C does not have.
Status RemoveDeadRegions(const SourceFile& source, std::vector<Token>& tokens);

/// One item; the numbers are indices of tokens, and ranges are half-open.
struct RawItem {
  enum class Shape { kDirective, kFunction, kDeclaration };

  Shape shape = Shape::kDeclaration;
  std::size_t begin = 0;
  std::size_t end = 0;

  /// The last name before parameters; `has_parameters` where there is one.
  bool has_parameters = false;
  std::size_t name = 0;
  std::size_t parameters_begin = 0;
  std::size_t parameters_end = 0;

  bool has_initializer = false;  ///< an `=` outside brackets
  std::size_t body = 0;          ///< kFunction: behind the `{`; the body ends with the item
};

/// Splits `tokens` (closed by kEnd). `extern "C"` and its braces belong to no item. Error: brackets
/// that do not match, or a declaration without an end.
Result<std::vector<RawItem>> SplitItems(const SourceFile& source, std::span<const Token> tokens);

}  // namespace utvmc::kernelc
