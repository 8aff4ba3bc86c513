# Headers that nearly every source includes, compiled once: parsing them is most of a build's time.
# Sources still include what they use; UTVMC_PRECOMPILE=OFF shows whether they do.
option(UTVMC_PRECOMPILE "Precompile the headers of the standard library and of GoogleTest" ON)

set(utvmc_standard_headers
  <algorithm> <cstdint> <functional> <map> <memory> <optional> <set> <string> <string_view> <tuple> <utility> <variant>
  <vector> <fmt/format.h>)

# utvmc_precompile(TARGET OWNER HEADERS...): TARGET uses the headers that OWNER, with the same flags, has compiled.
function(utvmc_precompile target owner)
  if(NOT UTVMC_PRECOMPILE)
    return()
  endif()
  if(target STREQUAL owner)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  else()
    target_precompile_headers(${target} REUSE_FROM ${owner})
  endif()
endfunction()
