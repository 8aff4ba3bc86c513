// The C compilers and flags under which emitted code has to run.
#pragma once

#include <string>
#include <vector>

namespace utvmc {

struct BuildKind {
  std::string name;
  std::vector<std::string> compiler;
};

/// gcc and clang, each with -O0, -O2, -O3 -flto and sanitizers.
const std::vector<BuildKind>& Builds();

/// One of them: "gcc_O2", "clang_sanitized".
const BuildKind& BuildNamed(const std::string& name);

}  // namespace utvmc
