// `utvmc GRAPH PARAMS OUT.c [WORKSPACE_SIZE]`: the command line of utvm_staticrt_codegen, so that
// builds which call that tool can call utvmc in its place.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "print.h"
#include "support/file_system.h"
#include "utvmc/result.h"

namespace utvmc::tools {

struct StaticRuntimeCommand {
  std::string graph;
  std::string params;
  std::string output;     ///< a file
  std::string workspace;  ///< bytes, as the user wrote them; empty: not given. Not needed
};

/// Empty: `arguments` are not of that form, which is three or four words that are no options, the
/// third of them a .c file or the fourth a number. Error: the fourth is no number of bytes.
Result<std::optional<StaticRuntimeCommand>> ParseStaticRuntimeCommand(
    const std::vector<std::string>& arguments);

/// The kernels of that graph: every .c file beside it but for the output; or, where the graph is in
/// the tree of a Model Library Format archive, those of its codegen/host/src. Sorted.
Result<std::vector<std::string>> FindKernels(FileSystem& files,
                                             const StaticRuntimeCommand& command);

/// Writes one C file with TVMWrap_*, the kernels and the constants. Exit code.
Result<int> RunStaticRuntime(FileSystem& files, const StaticRuntimeCommand& command,
                             Console& console);

}  // namespace utvmc::tools
