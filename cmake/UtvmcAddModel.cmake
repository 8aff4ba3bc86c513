# utvmc_add_model(<target> MODEL <folder> [NAME <prefix>] [OUTPUT_DIR <folder>] [OPTIONS <option>...])
# utvmc_add_models(<target> <name>=<folder>... [OUTPUT_DIR <folder>] [OPTIONS <option>...])
#
# Adds the static library <target>: the C that utvmc makes of the model in <folder>, or of several
# models for one image, together with the runtime. Link it, and #include "<prefix>.h", or of several
# models "models.h". It is compiled with the project's own toolchain and flags, and made anew when a
# file of a model changes.
#
#   NAME        prefix of files, functions and macros; default: <target>
#   <name>      the same for each of several models
#   OUTPUT_DIR  where the C goes; default: a folder of the build tree
#   OPTIONS     more options for `utvmc compile`, for example --io=caller --align=16, or of several
#               models --share-arena --concurrent kws+vww
#
# With --profile or --dump-hook the project defines all hooks, network_op_begin() and its like: from a
# static library a linker would take the weak ones that do nothing before those of another library.
function(utvmc_add_model target)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "MODEL;NAME;OUTPUT_DIR" "OPTIONS")
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "utvmc_add_model(${target}): unknown argument: ${ARG_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT ARG_MODEL)
    message(FATAL_ERROR "utvmc_add_model(${target}): MODEL <folder> is missing")
  endif()
  if(NOT ARG_NAME)
    set(ARG_NAME ${target})
  endif()
  get_filename_component(model "${ARG_MODEL}" ABSOLUTE)
  _utvmc_add_library(${target} "${ARG_OUTPUT_DIR}" "Compiling model ${ARG_MODEL}" "${model}"
    ${model} --name ${ARG_NAME} ${ARG_OPTIONS})
endfunction()

function(utvmc_add_models target)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "OUTPUT_DIR" "OPTIONS")
  set(folders "")
  set(words "")
  set(names "")
  foreach(argument IN LISTS ARG_UNPARSED_ARGUMENTS)
    if(NOT argument MATCHES "^([A-Za-z][A-Za-z0-9_]*)=(.+)$")
      message(FATAL_ERROR "utvmc_add_models(${target}): not <name>=<folder>: ${argument}")
    endif()
    set(name ${CMAKE_MATCH_1})
    get_filename_component(folder "${CMAKE_MATCH_2}" ABSOLUTE)
    list(APPEND names ${name})
    list(APPEND folders ${folder})
    list(APPEND words ${name}=${folder})
  endforeach()
  list(LENGTH words count)
  if(count LESS 2)
    message(FATAL_ERROR "utvmc_add_models(${target}): name two or more <name>=<folder>")
  endif()
  list(JOIN names ", " names)
  _utvmc_add_library(${target} "${ARG_OUTPUT_DIR}" "Compiling models ${names}" "${folders}"
    ${words} ${ARG_OPTIONS})
endfunction()

# `folders`: of the models; what follows are words for `utvmc compile`.
function(_utvmc_add_library target output_dir comment folders)
  if(NOT output_dir)
    set(output_dir ${CMAKE_CURRENT_BINARY_DIR}/${target})
  endif()
  get_filename_component(output "${output_dir}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_BINARY_DIR}")
  set(command ${utvmc_EXECUTABLE} compile -o ${output} ${ARGN})

  # Which files there will be depends on the model: one with kernels that are carried over has more.
  execute_process(COMMAND ${command} --list-outputs
    OUTPUT_VARIABLE outputs ERROR_VARIABLE errors RESULT_VARIABLE status
    OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "utvmc, for ${target}:\n${errors}")
  endif()
  string(REPLACE "\n" ";" outputs "${outputs}")
  set(patterns "")
  foreach(folder IN LISTS folders)
    list(APPEND patterns ${folder}/graph.json ${folder}/params.bin ${folder}/*.c)
  endforeach()
  file(GLOB inputs CONFIGURE_DEPENDS ${patterns})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${inputs})

  set(depfile ${CMAKE_CURRENT_BINARY_DIR}/${target}.utvmc.d)
  add_custom_command(OUTPUT ${outputs}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${output}
    COMMAND ${command} -q --depfile ${depfile}
    # utvmc leaves files alone that stay the same, but build tools compare times.
    COMMAND ${CMAKE_COMMAND} -E touch ${outputs}
    DEPENDS ${inputs} ${utvmc_EXECUTABLE}
    DEPFILE ${depfile}
    COMMENT "${comment}"
    VERBATIM)

  add_library(${target} STATIC ${outputs})
  set_target_properties(${target} PROPERTIES C_STANDARD 99)
  target_compile_definitions(${target} PRIVATE UTVM_STRONG_HOOKS)
  target_include_directories(${target} PUBLIC ${output})
  utvmc_add_runtime()
  target_link_libraries(${target} PUBLIC utvmc_runtime)
endfunction()

# The runtime, once per project: a linker takes from it only what a model needs.
function(utvmc_add_runtime)
  if(TARGET utvmc_runtime)
    return()
  endif()
  file(GLOB sources ${utvmc_RUNTIME_DIR}/*.c)
  add_library(utvmc_runtime STATIC ${sources})
  set_target_properties(utvmc_runtime PROPERTIES C_STANDARD 99)
  target_include_directories(utvmc_runtime PUBLIC ${utvmc_RUNTIME_DIR})
endfunction()
