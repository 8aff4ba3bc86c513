#include "compile_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "depfile.h"
#include "support/files.h"

namespace utvmc::tools {
namespace {

std::vector<std::string> OutputPaths(const CompileCommand& command, const Compilation& result) {
  std::vector<std::string> paths;
  const std::filesystem::path folder = command.output;
  for (const OutputFile& file : result.files) paths.push_back((folder / file.name).string());
  return paths;
}

std::vector<std::string> InputPaths(const ModelSources& sources) {
  std::vector<std::string> paths = {sources.graph.path};
  if (sources.params) paths.push_back(sources.params->path);
  for (const SourceFile& kernels : sources.kernels) paths.push_back(kernels.path);
  for (const SourceFile& header : sources.headers) paths.push_back(header.path);
  return paths;
}

/// The next compilation would take its own output for kernels.
Status CheckOutputFolder(const CompileCommand& command) {
  std::error_code error;
  if (command.model.folder.empty() ||
      !std::filesystem::equivalent(command.model.folder, command.output, error) || error) {
    return Ok();
  }
  return UserError({.file = command.output, .pointer = {}},
                   "the output folder is the model folder, where every .c file is a kernel source",
                   "choose another folder with -o");
}

/// A file besides the outputs in two steps, so that it and they are written all or none.
class PendingFile {
 public:
  /// `option`: which names it.
  PendingFile(FileSystem& files, std::string path, const char* option)
      : files_(files), path_(std::move(path)), option_(option), temporary_(path_ + ".utvmc-tmp") {}
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;
  ~PendingFile() {
    if (is_written_) files_.Remove(temporary_);
  }

  Status Write(const std::string& text) {
    const std::string parent = std::filesystem::path(path_).parent_path().string();
    if (files_.IsFolder(path_)) {
      return UserError({.file = path_, .pointer = {}}, "cannot write: is a folder",
                       fmt::format("name a file with {}", option_));
    }
    if (!parent.empty()) UTVMC_TRY(files_.MakeFolders(parent));
    is_written_ = true;
    Status written = files_.Write(temporary_, text);
    if (!written.ok()) written.error().where.file = path_;
    return written;
  }

  /// Nothing where nothing was written.
  Status Commit() { return is_written_ ? files_.Rename(temporary_, path_) : Ok(); }

 private:
  FileSystem& files_;
  std::string path_;
  const char* option_;
  std::string temporary_;
  bool is_written_ = false;
};

Status WriteFiles(FileSystem& files, const CompileCommand& command, const CompiledModel& model,
                  Console& console) {
  if (!command.depfile.empty() && command.depfile == command.plan) {
    return UserError({.file = command.plan, .pointer = {}},
                     "--depfile and --plan-out name the same file");
  }
  const std::vector<std::string> paths = OutputPaths(command, model.compilation);
  PendingFile depfile(files, command.depfile, "--depfile");
  PendingFile plan(files, command.plan, "--plan-out");
  if (!command.depfile.empty()) {
    std::vector<std::string> inputs = InputPaths(model.sources);
    for (std::string& path : FilesOf(command.memory)) inputs.push_back(std::move(path));
    UTVMC_ASSIGN(const std::string text, DepfileText(paths, inputs));
    UTVMC_TRY(depfile.Write(text));
  }
  if (!command.plan.empty()) UTVMC_TRY(plan.Write(FormatPlan(model.compilation.plan)));
  UTVMC_ASSIGN(const std::vector<std::string> changed,
               WriteOutputs(files, command.output, model.compilation.files));
  UTVMC_TRY(depfile.Commit());
  UTVMC_TRY(plan.Commit());

  for (std::size_t i = 0; i < paths.size(); ++i) {
    const std::string& name = model.compilation.files[i].name;
    const bool is_new = std::find(changed.begin(), changed.end(), name) != changed.end();
    console.Detail(fmt::format("{} {}", is_new ? "wrote" : "unchanged:", paths[i]));
  }
  for (const std::string& path : {command.depfile, command.plan})
    if (!path.empty()) console.Detail(fmt::format("wrote {}", path));
  return Ok();
}

}  // namespace

Result<CompiledModel> CompileModel(FileSystem& files, const ingest::ModelPaths& model,
                                   const CompileOptions& options, Console& console) {
  CompiledModel result;
  UTVMC_ASSIGN(result.sources, ingest::ReadModelSources(files, model));
  for (const std::string& path : InputPaths(result.sources)) {
    console.Detail(fmt::format("read {}", path));
  }
  UTVMC_ASSIGN(result.compilation, Compile(result.sources, options));
  return result;
}

Result<int> RunCompile(FileSystem& files, const CompileCommand& command, Console& console) {
  UTVMC_TRY(CheckOutputFolder(command));
  CompileOptions options = command.options;
  UTVMC_TRY(ReadMemoryOptions(files, command.memory, options));
  UTVMC_ASSIGN(const CompiledModel model, CompileModel(files, command.model, options, console));
  if (command.list_outputs) {
    for (const std::string& path : OutputPaths(command, model.compilation)) {
      console.Print(path + "\n");
    }
    return 0;
  }
  console.Show(model.compilation.notes);
  UTVMC_TRY(WriteFiles(files, command, model, console));
  if (command.explain) console.Print(FormatExplanation(model.compilation.report));
  if (console.verbosity() != Verbosity::kQuiet) {
    console.Print(FormatTable(model.compilation.report));
  }
  return 0;
}

}  // namespace utvmc::tools
