#include "compile_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "depfile.h"
#include "stale_files.h"
#include "support/files.h"

namespace utvmc::tools {
namespace {

/// All models of a command and what became of them.
struct Compiled {
  std::vector<std::string> inputs;  ///< paths of all files that were read
  std::vector<OutputFile> files;
  std::vector<Report> reports;
  std::optional<ImageReport> image;  ///< of several models
  std::vector<PlanFile> plans;       ///< by model
  Notes notes;
};

std::vector<std::string> OutputPaths(const CompileCommand& command, const Compiled& result) {
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
  for (const NamedModel& model : command.models) {
    const std::string& folder = model.paths.folder;
    std::error_code error;
    if (folder.empty() || !std::filesystem::equivalent(folder, command.output, error) || error) {
      continue;
    }
    return UserError(
        {.file = command.output, .pointer = {}},
        "the output folder is the model folder, where every .c file is a kernel source",
        "choose another folder with -o");
  }
  return Ok();
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

Status WriteFiles(FileSystem& files, const CompileCommand& command, const Compiled& compiled,
                  Console& console) {
  if (!command.depfile.empty() && command.depfile == command.plan) {
    return UserError({.file = command.plan, .pointer = {}},
                     "--depfile and --plan-out name the same file");
  }
  const std::vector<std::string> paths = OutputPaths(command, compiled);
  PendingFile depfile(files, command.depfile, "--depfile");
  PendingFile plan(files, command.plan, "--plan-out");
  if (!command.depfile.empty()) {
    std::vector<std::string> inputs = compiled.inputs;
    for (std::string& path : FilesOf(command.memory)) inputs.push_back(std::move(path));
    for (std::string& path : FilesOf(command.api, command.models.size()))
      inputs.push_back(std::move(path));
    UTVMC_ASSIGN(const std::string text, DepfileText(paths, inputs));
    UTVMC_TRY(depfile.Write(text));
  }
  if (!command.plan.empty()) {
    UTVMC_TRY(plan.Write(compiled.image ? FormatPlans(compiled.plans)
                                        : FormatPlan(compiled.plans.front())));
  }
  UTVMC_ASSIGN(const std::vector<std::string> changed,
               WriteOutputs(files, command.output, compiled.files));
  UTVMC_TRY(depfile.Commit());
  UTVMC_TRY(plan.Commit());

  for (std::size_t i = 0; i < paths.size(); ++i) {
    const std::string& name = compiled.files[i].name;
    const bool is_new = std::find(changed.begin(), changed.end(), name) != changed.end();
    console.Detail(fmt::format("{} {}", is_new ? "wrote" : "unchanged:", paths[i]));
  }
  for (const std::string& path : {command.depfile, command.plan})
    if (!path.empty()) console.Detail(fmt::format("wrote {}", path));
  return Ok();
}

Result<ModelSources> ReadSources(FileSystem& files, const ingest::ModelPaths& model,
                                 Console& console) {
  UTVMC_ASSIGN(ModelSources sources, ingest::ReadModelSources(files, model));
  for (const std::string& path : InputPaths(sources)) console.Detail(fmt::format("read {}", path));
  return sources;
}

Result<Compiled> CompileOne(FileSystem& files, const CompileCommand& command,
                            std::vector<Model> models, Console& console) {
  UTVMC_TRY(ReadQuantizations(files, command.api, models));
  UTVMC_ASSIGN(CompiledModel model,
               CompileModel(files, command.models.front().paths, models.front().options, console));
  Compiled compiled;
  compiled.inputs = InputPaths(model.sources);
  compiled.files = std::move(model.compilation.files);
  compiled.reports = {std::move(model.compilation.report)};
  compiled.plans = {std::move(model.compilation.plan)};
  compiled.notes = std::move(model.compilation.notes);
  return compiled;
}

/// An input of two models is one.
void AddInputs(const ModelSources& sources, std::vector<std::string>& inputs) {
  for (std::string& path : InputPaths(sources)) {
    if (std::ranges::find(inputs, path) == inputs.end()) inputs.push_back(std::move(path));
  }
}

Result<Compiled> CompileSeveral(FileSystem& files, const CompileCommand& command,
                                std::vector<Model> models, Console& console) {
  Compiled compiled;
  for (std::size_t i = 0; i < models.size(); ++i) {
    UTVMC_ASSIGN(models[i].sources, ReadSources(files, command.models[i].paths, console));
    AddInputs(models[i].sources, compiled.inputs);
  }
  UTVMC_TRY(ReadQuantizations(files, command.api, models));
  UTVMC_ASSIGN(ImageCompilation image, CompileModels(models, command.image));
  compiled.files = std::move(image.files);
  compiled.reports = std::move(image.reports);
  compiled.image = std::move(image.image);
  compiled.plans = std::move(image.plans);
  compiled.notes = std::move(image.notes);
  return compiled;
}

void PrintReports(const CompileCommand& command, const Compiled& compiled, Console& console) {
  const bool with_tables = console.verbosity() != Verbosity::kQuiet;
  for (const Report& report : compiled.reports) {
    if (command.explain) {
      const std::string of = compiled.image ? report.name + ": " : "";
      console.Print(of + FormatExplanation(report));
    }
    if (with_tables) console.Print(FormatTable(report));
  }
  if (with_tables && compiled.image) console.Print(FormatTable(*compiled.image));
}

}  // namespace

Result<CompiledModel> CompileModel(FileSystem& files, const ingest::ModelPaths& model,
                                   const CompileOptions& options, Console& console) {
  CompiledModel result;
  UTVMC_ASSIGN(result.sources, ReadSources(files, model, console));
  UTVMC_ASSIGN(result.compilation, Compile(result.sources, options));
  return result;
}

Result<int> RunCompile(FileSystem& files, const CompileCommand& command, Console& console) {
  UTVMC_TRY(CheckOutputFolder(command));
  std::vector<Model> models;
  for (const NamedModel& named : command.models) {
    models.push_back({{}, command.options});
    models.back().options.name = named.name;
  }
  UTVMC_TRY(ReadMemoryOptions(files, command.memory, models));
  UTVMC_ASSIGN(const Compiled compiled,
               models.size() == 1 ? CompileOne(files, command, std::move(models), console)
                                  : CompileSeveral(files, command, std::move(models), console));
  if (command.list_outputs) {
    for (const std::string& path : OutputPaths(command, compiled)) console.Print(path + "\n");
    return 0;
  }
  console.Show(compiled.notes);
  UTVMC_TRY(WriteFiles(files, command, compiled, console));
  std::vector<std::string> names;
  for (const Report& report : compiled.reports) names.push_back(report.name);
  console.Show(StaleFiles(files, command.output, names, compiled.files));
  PrintReports(command, compiled, console);
  return 0;
}

}  // namespace utvmc::tools
