#include "static_runtime_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>

#include "api_options.h"
#include "compile_command.h"
#include "single_file.h"
#include "support/files.h"

namespace utvmc::tools {
namespace {

namespace fs = std::filesystem;

/// The model's own names begin with it.
constexpr const char* kPrefix = "staticrt";

/// What TVM's kernels, which a build for utvm_staticrt_codegen still links, look for in its output.
/// Nothing calls them.
constexpr const char* kUnused =
    "\n"
    "/* A build may still link TVM's kernels, which ask for these. Nothing calls them. */\n"
    "void *TVMBackendAllocWorkspace(int device_type, int device_id, uint64_t nbytes, int code, "
    "int bits);\n"
    "int TVMBackendFreeWorkspace(int device_type, int device_id, void *ptr);\n"
    "\n"
    "void *TVMBackendAllocWorkspace(int device_type, int device_id, uint64_t nbytes, int code, "
    "int bits)\n"
    "{\n"
    "    (void)device_type;\n"
    "    (void)device_id;\n"
    "    (void)nbytes;\n"
    "    (void)code;\n"
    "    (void)bits;\n"
    "    return NULL;\n"
    "}\n"
    "\n"
    "int TVMBackendFreeWorkspace(int device_type, int device_id, void *ptr)\n"
    "{\n"
    "    (void)device_type;\n"
    "    (void)device_id;\n"
    "    (void)ptr;\n"
    "    return -1;\n"
    "}\n";

/// As strtoul() of base 0 reads it, of which the tool's users write the decimal form.
bool IsSize(const std::string& word) {
  const bool is_hex = word.starts_with("0x") || word.starts_with("0X");
  const char* begin = word.data() + (is_hex ? 2 : 0);
  const char* end = word.data() + word.size();
  std::uint64_t value = 0;
  const auto [stop, error] = std::from_chars(begin, end, value, is_hex ? 16 : 10);
  return error == std::errc() && stop == end && begin != end;
}

/// The .c files directly in a folder, without `but`, which may be spelt another way.
std::vector<std::string> SourcesIn(FileSystem& files, const fs::path& folder,
                                   const std::string& but) {
  std::vector<std::string> paths;
  const Result<std::vector<std::string>> names = files.List(folder.empty() ? "." : folder.string());
  if (!names.ok()) return paths;
  for (const std::string& name : *names) {
    std::error_code ignored;
    const fs::path path = folder / name;
    if (name.ends_with(".c") && !fs::equivalent(path, but, ignored)) paths.push_back(path.string());
  }
  return paths;
}

/// Text that is carried over wants headers and sources of its own beside it.
Status CheckAllNative(const Report& report) {
  const auto carried = std::ranges::find(report.kernels, false, &KernelReport::native);
  if (carried == report.kernels.end()) return Ok();
  return UserError(
      {.file = carried->file, .line = carried->line},
      fmt::format("kernel {} cannot be part of one file: {}", carried->symbol, carried->reason),
      "use utvmc compile --api=tvmwrap, which writes several");
}

}  // namespace

Result<std::optional<StaticRuntimeCommand>> ParseStaticRuntimeCommand(
    const std::vector<std::string>& arguments) {
  const std::optional<StaticRuntimeCommand> none;
  const bool has_options =
      std::ranges::any_of(arguments, [](const std::string& word) { return word.starts_with('-'); });
  if (has_options || arguments.size() < 3 || arguments.size() > 4) return none;
  for (const char* verb : {"compile", "validate", "plan"})
    if (arguments[0] == verb) return none;
  StaticRuntimeCommand command{arguments[0], arguments[1], arguments[2], {}};
  if (arguments.size() == 4) command.workspace = arguments[3];
  const bool is_size = IsSize(command.workspace);
  if (!command.output.ends_with(".c") && !is_size) return none;
  if (!command.workspace.empty() && !is_size) {
    return UserError(
        {}, fmt::format("the workspace size \"{}\" is no number of bytes", command.workspace),
        "usage: utvmc GRAPH PARAMS OUT.c [WORKSPACE_SIZE]");
  }
  return std::optional(std::move(command));
}

Result<std::vector<std::string>> FindKernels(FileSystem& files,
                                             const StaticRuntimeCommand& command) {
  const fs::path folder = fs::path(command.graph).parent_path();
  std::vector<std::string> kernels = SourcesIn(files, folder, command.output);
  // codegen/host/src/*.c of executor-config/graph/default.graph, or runtime-config before v0.8.
  const fs::path archive = folder / ".." / ".." / "codegen" / "host" / "src";
  if (kernels.empty()) kernels = SourcesIn(files, archive, command.output);
  if (!kernels.empty()) return kernels;
  return UserError({.file = command.graph}, "no C source of the kernels is beside the graph",
                   "utvmc compiles the kernels as well: put kernels.c there, or use utvmc compile "
                   "--api=tvmwrap --graph FILE --params FILE --kernels FILE...");
}

Result<int> RunStaticRuntime(FileSystem& files, const StaticRuntimeCommand& command,
                             Console& console) {
  UTVMC_ASSIGN(std::vector<std::string> kernels, FindKernels(files, command));
  CompileOptions options;
  options.name = kPrefix;
  options.api.api = Api::kTvmWrap;
  options.io = DefaultIo(options.api.api);
  UTVMC_ASSIGN(CompiledModel model,
               CompileModel(files, {"", command.graph, command.params, std::move(kernels)}, options,
                            console));
  Compilation& compilation = model.compilation;
  UTVMC_TRY(CheckAllNative(compilation.report));
  if (!command.workspace.empty() && command.workspace != "0") {
    compilation.notes.push_back(
        Info({}, fmt::format("the workspace size {} is not needed: what the kernels allocate is "
                             "part of the arena of {} bytes",
                             command.workspace, compilation.report.arena_bytes)));
  }
  console.Show(compilation.notes);

  for (OutputFile& header : RuntimeHeaders()) compilation.files.push_back(std::move(header));
  const fs::path output = command.output;
  const std::string folder = output.has_parent_path() ? output.parent_path().string() : ".";
  UTVMC_TRY(WriteOutputs(files, folder,
                         {{output.filename().string(), JoinFiles(compilation.files) + kUnused}}));
  return 0;
}

}  // namespace utvmc::tools
