# The warnings that utvmc's own C++ compiles under.
add_library(utvmc_warnings INTERFACE)
target_compile_options(utvmc_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
  # g++ 12 takes `"a" + std::string()` for an overlapping copy, and string::insert for one of 2^63 bytes (GCC bug 105651).
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict$<SEMICOLON>-Wno-stringop-overflow>
  # With sanitizers it sees variants that are read before they are written.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${UTVMC_SANITIZE}>>:-Wno-maybe-uninitialized>
  $<$<BOOL:${UTVMC_WERROR}>:-Werror>)
