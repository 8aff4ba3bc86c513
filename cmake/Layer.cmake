# One folder of src/ is one static library; its DEPENDS are the arrows of docs/DESIGN.md.
#   utvmc_add_layer(plan SOURCES a.cc b.cc DEPENDS ir LIBRARIES fmt::fmt)
function(utvmc_add_layer name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  add_library(utvmc_${name} STATIC ${ARG_SOURCES})
  target_include_directories(utvmc_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
  target_compile_features(utvmc_${name} PUBLIC cxx_std_20)
  target_link_libraries(utvmc_${name} PRIVATE utvmc_warnings ${ARG_LIBRARIES})
  utvmc_precompile(utvmc_${name} utvmc_support ${utvmc_standard_headers})
  foreach(layer IN LISTS ARG_DEPENDS)
    target_link_libraries(utvmc_${name} PUBLIC utvmc_${layer})
  endforeach()
endfunction()

# Unit tests of one layer: tests/unit/<layer>/*_test.cc in one executable.
#   utvmc_add_unit_test(plan SOURCES problem_test.cc)
function(utvmc_add_unit_test layer)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${layer}_test ${ARG_SOURCES})
  target_include_directories(${layer}_test PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_options(${layer}_test PRIVATE -O0)  # tests are compiled once and run once
  target_link_libraries(${layer}_test PRIVATE utvmc_${layer} utvmc_warnings ${ARG_LIBRARIES}
                                              fmt::fmt GTest::gmock GTest::gtest_main)
  utvmc_precompile(${layer}_test support_test ${utvmc_standard_headers} <gmock/gmock.h> <gtest/gtest.h>)
  target_compile_definitions(${layer}_test PRIVATE UTVMC_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  gtest_discover_tests(${layer}_test TEST_PREFIX "unit.${layer}." DISCOVERY_TIMEOUT 60)
endfunction()
