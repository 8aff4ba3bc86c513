// Finds and reads a model's files.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ingest/ingest.h"
#include "support/includes.h"
#include "support/paths.h"

namespace utvmc::ingest {
namespace {

/// Hidden files are none of TVM's: editors and file managers leave such beside the originals.
bool IsKernelSource(const std::string& name) { return name.ends_with(".c") && name[0] != '.'; }

Result<SourceFile> ReadSource(FileSystem& files, const std::string& path) {
  SourceFile source{path, {}};
  UTVMC_ASSIGN(source.text, files.Read(path));
  return source;
}

/// What to do about a folder without graph.json that holds `names`.
std::string GuessHint(const std::vector<std::string>& names) {
  const auto holds = [&](auto&& test) { return std::any_of(names.begin(), names.end(), test); };
  for (const std::string& name : names) {
    if (name.ends_with(".tar")) {
      return fmt::format(
          "\"{0}\" looks like an archive of TVM: unpack it (tar -xf {0}) and name the files with "
          "--graph, --params and --kernels",
          name);
    }
  }
  if (holds([](const std::string& name) { return name == "mod.so" || name.ends_with(".so"); })) {
    return "this looks like a model compiled for a desktop: build it for target \"c\" and save "
           "graph.json, params.bin and the C source";
  }
  if (holds([](const std::string& name) { return name == "metadata.json"; })) {
    return "this looks like an unpacked Model Library Format archive: name its files with --graph "
           "(executor-config/graph/), --params (parameters/) and --kernels (codegen/host/src/*.c)";
  }
  return "save lib.get_graph_json() there, or name the files with --graph, --params and --kernels";
}

Result<ModelPaths> FindInFolder(FileSystem& files, const std::string& folder) {
  if (!files.Exists(folder)) {
    return UserError({.file = folder}, "no such folder",
                     "give the folder that holds graph.json, params.bin and the C sources");
  }
  if (!files.IsFolder(folder)) {
    return UserError({.file = folder}, "not a folder",
                     folder.ends_with(".tar")
                         ? fmt::format("this looks like an archive of TVM: unpack it (tar -xf {}) "
                                       "and name the files with --graph, --params and --kernels",
                                       folder)
                         : "give the folder that holds graph.json, params.bin and the C sources");
  }
  UTVMC_ASSIGN(const std::vector<std::string> names, files.List(folder));
  const auto holds = [&](const char* name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (!holds("graph.json")) {
    return UserError({.file = folder}, "no graph.json in this folder", GuessHint(names));
  }
  ModelPaths paths;
  paths.graph = JoinPath(folder, "graph.json");
  if (holds("params.bin")) paths.params = JoinPath(folder, "params.bin");
  for (const std::string& name : names) {
    if (IsKernelSource(name)) paths.kernels.push_back(JoinPath(folder, name));
  }
  if (paths.kernels.empty()) {
    return UserError({.file = folder}, "no C source (*.c) in this folder",
                     "save the kernels there: lib.get_lib().save(\"kernels.c\")");
  }
  return paths;
}

/// What `includer` includes with quotes and lies beside it; the runtime's headers do not.
Status ReadHeaders(FileSystem& files, const SourceFile& includer,
                   std::vector<SourceFile>& headers) {
  for (const QuotedInclude& include : FindQuotedIncludes(includer.text)) {
    const std::string path = IncludedPath(includer.path, include.name);
    const bool is_known = std::ranges::find(headers, path, &SourceFile::path) != headers.end();
    if (path.empty() || is_known || !files.Exists(path) || files.IsFolder(path)) continue;
    UTVMC_ASSIGN(SourceFile header, ReadSource(files, path));
    headers.push_back(std::move(header));
  }
  return Ok();
}

/// Also what headers include, without recursion.
Status ReadAllHeaders(FileSystem& files, ModelSources& sources) {
  for (const SourceFile& kernel : sources.kernels) {
    UTVMC_TRY(ReadHeaders(files, kernel, sources.headers));
  }
  for (std::size_t i = 0; i < sources.headers.size(); ++i) {
    const SourceFile header = sources.headers[i];  // a copy: the list grows
    UTVMC_TRY(ReadHeaders(files, header, sources.headers));
  }
  return Ok();
}

}  // namespace

Result<ModelSources> ReadModelSources(FileSystem& files, const ModelPaths& paths) {
  if (!paths.folder.empty()) {
    UTVMC_ASSIGN(const ModelPaths found, FindInFolder(files, paths.folder));
    return ReadModelSources(files, found);
  }
  if (paths.graph.empty()) {
    return UserError({}, "no model is given",
                     "name its folder, or its files with --graph, "
                     "--params and --kernels");
  }
  if (paths.kernels.empty()) {
    return UserError({}, "no C source is given", "name the model's C sources with --kernels");
  }
  ModelSources sources;
  UTVMC_ASSIGN(sources.graph, ReadSource(files, paths.graph));
  if (!paths.params.empty()) {
    UTVMC_ASSIGN(sources.params, ReadSource(files, paths.params));
  }
  for (const std::string& path : paths.kernels) {
    UTVMC_ASSIGN(SourceFile source, ReadSource(files, path));
    sources.kernels.push_back(std::move(source));
  }
  UTVMC_TRY(ReadAllHeaders(files, sources));
  return sources;
}

}  // namespace utvmc::ingest
