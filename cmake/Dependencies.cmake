# C++20 as far as these have it.
if((CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 12)
   OR (CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 14))
  message(FATAL_ERROR
    "utvmc needs g++ 12 or clang 14, and this is ${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}: "
    "choose another with -DCMAKE_CXX_COMPILER=...")
endif()

# Finds the libraries. All that are missing are named at once, with the packages that hold them.
set(utvmc_missing "")
foreach(entry
    "CLI11" "nlohmann_json" "fmt" "spdlog" "GTest" "benchmark")
  find_package(${entry} QUIET)
  if(NOT ${entry}_FOUND)
    string(APPEND utvmc_missing " ${entry}")
  endif()
endforeach()
if(utvmc_missing)
  message(FATAL_ERROR
    "utvmc needs libraries that were not found:${utvmc_missing}\n"
    "  Debian, Ubuntu: apt install libcli11-dev nlohmann-json3-dev libfmt-dev libspdlog-dev libgtest-dev libgmock-dev libbenchmark-dev\n"
    "  Fedora:         dnf install cli11-devel json-devel fmt-devel spdlog-devel gtest-devel gmock-devel google-benchmark-devel\n"
    "  Homebrew:       brew install cli11 nlohmann-json fmt spdlog googletest google-benchmark")
endif()
