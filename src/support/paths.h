// Paths as text, '/' separated.
#pragma once

#include <string>
#include <string_view>

namespace utvmc {

/// The path of `name` in `folder`; an empty folder is the current one.
std::string JoinPath(std::string_view folder, std::string_view name);

/// Last component of a path.
std::string BaseName(std::string_view path);

}  // namespace utvmc
