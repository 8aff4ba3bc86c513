# The warnings that utvmc's own C++ compiles under.
add_library(utvmc_warnings INTERFACE)
target_compile_options(utvmc_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
  $<$<BOOL:${UTVMC_WERROR}>:-Werror>)
