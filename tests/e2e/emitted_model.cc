#include "emitted_model.h"

#include <fmt/format.h>
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
#include "support/names.h"

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

}  // namespace

std::string RunQuietly(const std::vector<std::string>& command) {
  const tools::ProcessResult result = Must(tools::RunProcess(command));
  if (result.exit_code == 0) return result.output;
  return result.output + "\nexit code " + std::to_string(result.exit_code);
}

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

EmittedFiles::EmittedFiles()
    : temporary_(Must(tools::TemporaryFolder::Create())), folder_(temporary_.path()) {}

void EmittedFiles::WriteFiles(const std::vector<OutputFile>& files) {
  DiskFileSystem disk;
  Must(WriteOutputs(disk, folder_, files));
  for (const OutputFile& file : files) names_.push_back(file.name);
}

void EmittedFiles::AddKernels(const std::vector<KernelReport>& kernels) {
  has_packed_ = has_packed_ || !std::ranges::all_of(kernels, &KernelReport::native);
}

std::vector<std::string> EmittedFiles::Sources() const {
  std::vector<std::string> sources;
  for (const std::string& name : names_) {
    if (name.ends_with(".c")) sources.push_back(Path(name));
  }
  sources.push_back(kRuntime + "/utvm_rt.c");
  if (has_packed_)
    Append(sources, {kRuntime + "/utvm_packed.c", kRuntime + "/utvm_arena.c",
                     kRuntime + "/utvm_argsort.c", kRuntime + "/utvm_parallel.c"});
  return sources;
}

std::vector<std::string> EmittedFiles::Headers() const {
  std::vector<std::string> headers;
  for (const std::string& name : names_) {
    if (name.ends_with(".h")) headers.push_back(name);
  }
  return headers;
}

std::vector<std::string> EmittedFiles::IncludeFlags() const {
  return {"-I" + folder_, "-I" + kRuntime};
}

std::string EmittedFiles::Build(const std::vector<std::string>& compiler,
                                const std::vector<std::string>& extra) const {
  std::vector<std::string> command = compiler;
  Append(command, IncludeFlags());
  Append(command, Sources());
  Append(command, extra);
  return RunQuietly(command);
}

std::string EmittedFiles::CompileFiles(const std::vector<std::string>& compiler,
                                       const std::vector<std::string>& sources) const {
  // Several files at once have their results in the working folder.
  std::vector<std::string> command = {"sh", "-c", "cd \"$0\" && exec \"$@\"", folder_};
  Append(command, compiler);
  Append(command, IncludeFlags());
  command.push_back("-S");
  Append(command, sources);
  return RunQuietly(command);
}

EmittedModel::EmittedModel(const std::string& model_folder, const CompileOptions& options)
    : options_(options) {
  DiskFileSystem disk;
  const ModelSources sources = Must(ingest::ReadModelSources(disk, {model_folder, {}, {}, {}}));
  compilation_ = Must(Compile(sources, options));
  WriteFiles(compilation_.files);
  AddKernels(compilation_.report.kernels);
}

std::size_t EmittedModel::ArenaOf(const TensorReport& tensor) const {
  const auto& arenas = report().arenas;
  return static_cast<std::size_t>(std::ranges::find(arenas, tensor.pool, &ArenaReport::pool) -
                                  arenas.begin());
}

std::string EmittedModel::GuardedModelHeader(bool through_op_table) const {
  const std::string& prefix = options_.name;
  const std::string macro = Upper(prefix);
  const std::size_t arena_count = report().arenas.size();
  std::string caller_arguments;
  const auto spans = [&](const char* kind, const char* array,
                         const std::vector<TensorReport>& tensors) {
    std::string text;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
      const std::string name = fmt::format("{}_{}_{}", macro, kind, i);
      const bool is_callers = tensors[i].pool == kCallerPool;
      text += is_callers
                  ? fmt::format("{{-1, 0, {}_BYTES}}, ", name)
                  : fmt::format("{{{}, {}_OFFSET, {}_BYTES}}, ", ArenaOf(tensors[i]), name, name);
      if (is_callers) caller_arguments += fmt::format(", {}[{}]", array, i);
    }
    return text;
  };
  std::string text = fmt::format("#include \"{}.h\"\n", prefix);
  text += fmt::format("#define MODEL_IN_COUNT {}_IN_COUNT\n", macro);
  text += fmt::format("#define MODEL_OUT_COUNT {}_OUT_COUNT\n", macro);
  text += fmt::format("#define MODEL_INPUTS {}\n", spans("IN", "in", report().inputs));
  text += fmt::format("#define MODEL_OUTPUTS {}\n", spans("OUT", "out", report().outputs));
  std::string sizes, pointers;
  for (std::size_t i = 0; i < arena_count; ++i) {
    sizes += fmt::format("sizeof({}_{}_t), ", prefix, report().arenas[i].pool);
    pointers += fmt::format("{}arena[{}]", i == 0 ? "" : ", ", i);
  }
  text +=
      fmt::format("#define MODEL_ARENA_COUNT {}\n#define MODEL_ARENAS {}\n", arena_count, sizes);
  text += fmt::format("#define MODEL_HAS_INIT {}\n", report().init_pools.empty() ? 0 : 1);
  std::string init = "(void)arena";
  for (const std::string& pool : report().init_pools) {
    init += pool == report().init_pools[0] ? fmt::format(";\n    {}_init(", prefix) : ", ";
    init += fmt::format("arena[{}]", ArenaOf({.name = {}, .type = {}, .shape = {}, .pool = pool}));
  }
  text += fmt::format("static void model_init(void **arena)\n{{\n    {}{};\n}}\n", init,
                      report().init_pools.empty() ? "" : ")");
  const std::string call = fmt::format("{}_run({}{})", prefix, pointers, caller_arguments);
  if (through_op_table) return text + RunThroughOpTable(prefix, pointers + caller_arguments);
  text += "static int model_run(void **arena)\n{\n";
  text += report().can_fail ? fmt::format("    return (int){};\n", call)
                            : fmt::format("    {};\n    return 0;\n", call);
  return text + "}\n";
}

std::string EmittedModel::RunThroughOpTable(const std::string& prefix,
                                            const std::string& arguments) const {
  const std::string call = fmt::format("{}_ops[i].run({})", prefix, arguments);
  return fmt::format(
      "#include \"{0}_op_table.h\"\n"
      "static int model_run(void **arena)\n{{\n"
      "    uint32_t i;\n"
      "    for (i = 0; i < {1}_OP_COUNT; ++i) {{\n"
      "        const {0}_op_t *found = {0}_op_find({0}_ops[i].name);\n"
      "        if (found == NULL || strcmp(found->name, {0}_ops[i].name) != 0) {{\n"
      "            return -99;\n        }}\n"
      "        {2};\n    }}\n"
      "    (void)arena;\n"
      "    return {0}_op_find(\"no such operator\") == NULL ? 0 : -98;\n}}\n",
      prefix, Upper(prefix),
      report().can_fail ? fmt::format("if ({} != 0) {{\n            return -97;\n        }}", call)
                        : call);
}

std::string EmittedModel::BuildRunner(std::vector<std::string> compiler,
                                      const std::vector<std::string>& sources,
                                      bool through_op_table) const {
  DiskFileSystem disk;
  Must(disk.Write(Path("guarded_model.h"), GuardedModelHeader(through_op_table)));
  Append(compiler, {"-std=c99", "-o", Path("run")});
  std::vector<std::string> extra = sources;
  Append(extra, {UTVMC_SOURCE_DIR "/tests/e2e/guarded_main.c", "-lm"});
  return Build(compiler, extra);
}

std::string RunProgram(const EmittedModel& model, const std::string& inputs,
                       const std::string& placement) {
  DiskFileSystem disk;
  Must(disk.Write(model.Path("inputs.bin"), inputs));
  const std::string printed = RunQuietly(
      {model.Path("run"), model.Path("inputs.bin"), model.Path("outputs.bin"), placement});
  EXPECT_EQ(printed, "");
  return printed.empty() ? Must(disk.Read(model.Path("outputs.bin"))) : "";
}

std::string RunVectors(const EmittedModel& model, const std::vector<tools::TestVector>& vectors,
                       const std::string& placement, double relative_tolerance) {
  std::string inputs;
  for (const tools::TestVector& vector : vectors) {
    for (const std::string& input : vector.inputs) inputs += input;
  }
  const std::string outputs = RunProgram(model, inputs, placement);

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
