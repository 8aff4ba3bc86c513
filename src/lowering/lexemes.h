// C text as a sequence of lexemes, as far as carrying it over needs to know: what is a name, and
// what only looks like one because it stands in a comment or a string.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace utvmc::lowering {

struct Lexeme {
  enum class Kind { kIdentifier, kNumber, kString, kOther };
  Kind kind = Kind::kOther;
  std::string_view text;
};

/// The lexemes of `text`, without white space and comments. Any bytes are accepted.
std::vector<Lexeme> Lexemes(std::string_view text);

/// `text` with every identifier that is a key of `names` replaced; comments and strings stay.
std::string Rename(std::string_view text, const std::map<std::string, std::string>& names);

/// `text` with every preprocessor line, its continuations included, replaced by `replace(line)`.
std::string WithoutDirectives(std::string_view text,
                              const std::function<std::string_view(std::string_view)>& replace);

/// True if `text`, one or more definitions, has a variable that keeps its value between calls:
/// `static` inside a function or at file scope, and not const.
bool KeepsState(std::string_view text);

/// True if the first declaration of `text` defines a variable that is not const.
bool DefinesMutableVariable(std::string_view text);

}  // namespace utvmc::lowering
