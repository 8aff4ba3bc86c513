// `#include "name"` lines of C text, and the files that they mean.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace utvmc {

/// A name between quotes, and where it stands: bytes [begin, end) of the text, without the quotes.
struct QuotedInclude {
  std::string name;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// In the order of the text. Lines inside comments count too: an include too many does no harm.
std::vector<QuotedInclude> FindQuotedIncludes(std::string_view text);

/// The path that `name` means in the file `includer`: relative to its folder (C99 6.10.2 leaves
/// that to the compiler, and all do it), without "." and "..". Empty for an absolute name.
std::string IncludedPath(const std::string& includer, const std::string& name);

}  // namespace utvmc
