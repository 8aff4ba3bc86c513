#include "emitted_model.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "ingest/ingest.h"
#include "metrics.h"
#include "process.h"
#include "support/files.h"

namespace utvmc {
namespace {

const std::string kRuntime = UTVMC_SOURCE_DIR "/runtime";

/// A failure here means that there is nothing to test.
template <class T>
T Must(Result<T> result) {
  if (result.ok()) return *std::move(result);
  ADD_FAILURE() << Format(result.error());
  std::abort();
}

void Append(std::vector<std::string>& words, const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
}

std::string RunQuietly(const std::vector<std::string>& command) {
  const tools::ProcessResult result = Must(tools::RunProcess(command));
  if (result.exit_code == 0) return result.output;
  return result.output + "\nexit code " + std::to_string(result.exit_code);
}

}  // namespace

std::string FindModel(const std::string& name) {
  for (const std::string& root : {std::string(UTVMC_SOURCE_DIR "/tests/models/"),
                                  std::string(UTVMC_SOURCE_DIR "/../shared/models/")}) {
    if (std::filesystem::exists(root + name + "/graph.json")) return root + name;
  }
  return "";
}

bool HasProgram(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "");
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (access((folder + "/" + name).c_str(), X_OK) == 0) return true;
  }
  return false;
}

const std::vector<std::string>& StrictWarnings() {
  static const std::vector<std::string> warnings = {"-Wall",
                                                    "-Wextra",
                                                    "-Wpedantic",
                                                    "-Wconversion",
                                                    "-Wsign-conversion",
                                                    "-Wcast-qual",
                                                    "-Wcast-align",
                                                    "-Wshadow",
                                                    "-Wundef",
                                                    "-Wstrict-prototypes",
                                                    "-Wmissing-prototypes",
                                                    "-Wdouble-promotion",
                                                    "-Werror"};
  return warnings;
}

EmittedModel::EmittedModel(const std::string& model_folder, const CompileOptions& options)
    : temporary_(Must(tools::TemporaryFolder::Create())), folder_(temporary_.path()) {
  DiskFileSystem disk;
  const ModelSources sources = Must(ingest::ReadModelSources(disk, {model_folder, {}, {}, {}}));
  compilation_ = Must(Compile(sources, options));
  Must(WriteOutputs(disk, folder_, compilation_.files));
}

std::vector<std::string> EmittedModel::Sources() const {
  std::vector<std::string> sources;
  for (const OutputFile& file : compilation_.files) {
    if (file.name.ends_with(".c")) sources.push_back(Path(file.name));
  }
  sources.push_back(kRuntime + "/utvm_rt.c");
  const auto& kernels = compilation_.report.kernels;
  if (std::any_of(kernels.begin(), kernels.end(),
                  [](const KernelReport& kernel) { return !kernel.native; })) {
    Append(sources, {kRuntime + "/utvm_packed.c", kRuntime + "/utvm_argsort.c"});
  }
  return sources;
}

std::vector<std::string> EmittedModel::IncludeFlags() const {
  return {"-I" + folder_, "-I" + kRuntime};
}

std::string EmittedModel::Build(const std::vector<std::string>& compiler,
                                const std::vector<std::string>& extra) const {
  std::vector<std::string> command = compiler;
  Append(command, IncludeFlags());
  Append(command, Sources());
  Append(command, extra);
  return RunQuietly(command);
}

std::string EmittedModel::CompileOnly(const std::vector<std::string>& compiler) const {
  std::string printed;
  for (const std::string& source : Sources()) {
    std::vector<std::string> command = compiler;
    Append(command, IncludeFlags());
    Append(command, {"-c", "-o", Path("strict.o"), source});
    printed += RunQuietly(command);
  }
  return printed;
}

std::string RunVectors(const EmittedModel& model, const std::vector<tools::TestVector>& vectors,
                       const std::string& program, const std::string& placement,
                       double relative_tolerance) {
  DiskFileSystem disk;
  std::string inputs;
  for (const tools::TestVector& vector : vectors) {
    for (const std::string& input : vector.inputs) inputs += input;
  }
  Must(disk.Write(model.Path("inputs.bin"), inputs));
  const std::string printed =
      RunQuietly({program, model.Path("inputs.bin"), model.Path("outputs.bin"), placement});
  if (!printed.empty()) return printed;
  const std::string outputs = Must(disk.Read(model.Path("outputs.bin")));

  std::size_t at = 0;
  std::string differences;
  for (std::size_t v = 0; v < vectors.size(); ++v) {
    for (std::size_t o = 0; o < vectors[v].outputs.size(); ++o) {
      const std::string& expected = vectors[v].outputs[o];
      if (outputs.size() - at < expected.size()) return "outputs.bin is too short";
      tools::OutputMetrics metrics(*ir::ParseDataType(model.report().outputs[o].type),
                                   relative_tolerance);
      metrics.Add(static_cast<int>(v), expected,
                  std::string_view(outputs).substr(at, expected.size()));
      at += expected.size();
      if (const auto& mismatch = metrics.first_mismatch()) {
        differences += "vector " + std::to_string(v) + " output " + std::to_string(o) +
                       " element " + std::to_string(mismatch->element) + ": expected " +
                       mismatch->expected + ", got " + mismatch->actual + "\n";
      }
    }
  }
  if (at != outputs.size()) differences += "outputs.bin is too long\n";
  return differences;
}

}  // namespace utvmc
