#include "builds.h"

#include <algorithm>
#include <cstdlib>

namespace utvmc {

const std::vector<BuildKind>& Builds() {
  static const std::vector<BuildKind> builds = {
      {"gcc_O0", {"gcc", "-O0"}},
      {"gcc_O2", {"gcc", "-O2"}},
      // The exemption in network.c does not reach link time (docs/GENERATED_CODE.md).
      {"gcc_O3_lto", {"gcc", "-O3", "-flto", "-Wno-stringop-overflow", "-Wno-stringop-overread"}},
      {"gcc_sanitized",
       {"gcc", "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"}},
      {"clang_O0", {"clang", "-O0"}},
      {"clang_O2", {"clang", "-O2"}},
      {"clang_O3_lto", {"clang", "-O3", "-flto", "-fuse-ld=lld"}},
      {"clang_sanitized",
       {"clang", "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"}},
  };
  return builds;
}

const BuildKind& BuildNamed(const std::string& name) {
  const auto found = std::ranges::find(Builds(), name, &BuildKind::name);
  if (found == Builds().end()) std::abort();
  return *found;
}

}  // namespace utvmc
