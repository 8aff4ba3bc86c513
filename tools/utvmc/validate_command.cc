#include "validate_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "compile_command.h"
#include "harness.h"
#include "process.h"
#include "runtime_folder.h"
#include "support/files.h"
#include "temporary_folder.h"
#include "vectors.h"

namespace utvmc::tools {
namespace {

/// TVM's names begin alike: of a long one the end tells more.
std::string Cut(const std::string& name) {
  constexpr std::size_t kWidth = 24;
  return name.size() <= kWidth ? name : "..." + name.substr(name.size() - (kWidth - 3));
}

std::string CommandText(const std::vector<std::string>& arguments) {
  return fmt::format("{}", fmt::join(arguments, " "));
}

/// The runtime's sources that the model needs: those of packed kernels only where it has some.
Result<std::vector<std::string>> RuntimeSources(FileSystem& files, const std::string& folder,
                                                const Report& model) {
  const bool has_packed = std::any_of(model.kernels.begin(), model.kernels.end(),
                                      [](const KernelReport& kernel) { return !kernel.native; });
  UTVMC_ASSIGN(const std::vector<std::string> names, files.List(folder));
  std::vector<std::string> sources;
  for (const std::string& name : names) {
    if (name == "utvm_rt.c" || (has_packed && name.ends_with(".c"))) {
      sources.push_back(folder + "/" + name);
    }
  }
  return sources;
}

/// Compiles and links everything in `folder`. Returns the program's path.
Result<std::string> Build(FileSystem& files, const ValidateCommand& command,
                          const TemporaryFolder& folder, const Compilation& compilation,
                          Console& console) {
  UTVMC_ASSIGN(const std::string runtime, FindRuntimeFolder(files, command.runtime));
  UTVMC_ASSIGN(const std::vector<std::string> runtime_sources,
               RuntimeSources(files, runtime, compilation.report));

  std::vector<std::string> arguments = command.compiler;
  const auto append = [&](const std::vector<std::string>& more) {
    arguments.insert(arguments.end(), more.begin(), more.end());
  };
  append(command.compiler_flags);
  append({"-I" + folder.path(), "-I" + runtime, "-o", folder / "harness", folder / "harness.c"});
  for (const OutputFile& file : compilation.files) {
    if (file.name.ends_with(".c")) arguments.push_back(folder / file.name);
  }
  append(runtime_sources);
  arguments.push_back("-lm");

  console.Detail(CommandText(arguments));
  UTVMC_ASSIGN(const ProcessResult result, RunProcess(arguments));
  if (result.exit_code != 0) {
    console.Quote(result.output);
    return UserError({},
                     fmt::format("\"{}\" failed with exit code {}", CommandText(command.compiler),
                                 result.exit_code),
                     "choose compiler and flags with --cc and --cflags");
  }
  if (!result.output.empty()) console.Detail(result.output);
  return folder / "harness";
}

/// Runs the program on all vectors. Returns what it computed, in the order of the vectors.
Result<std::string> RunHarness(FileSystem& files, const std::string& program,
                               const TemporaryFolder& folder,
                               const std::vector<TestVector>& vectors, Console& console) {
  std::string inputs;
  for (const TestVector& vector : vectors) {
    for (const std::string& input : vector.inputs) inputs += input;
  }
  UTVMC_TRY(files.Write(folder / "inputs.bin", inputs));
  UTVMC_ASSIGN(const ProcessResult result,
               RunProcess({program, folder / "inputs.bin", folder / "outputs.bin",
                           fmt::format("{}", vectors.size())}));
  if (result.exit_code != kHarnessOk) {
    console.Quote(result.output);
    return UserError(
        {}, result.signal != 0
                ? fmt::format("the compiled model was ended by signal {}", result.signal)
                : fmt::format("the compiled model failed with exit code {}", result.exit_code));
  }
  return files.Read(folder / "outputs.bin");
}

/// Cuts `computed` into outputs and compares them with what the vectors expect.
Result<std::vector<OutputMetrics>> Compare(const Report& model,
                                           const std::vector<TestVector>& vectors,
                                           std::string_view computed, double relative_tolerance) {
  std::vector<OutputMetrics> metrics;
  for (const TensorReport& output : model.outputs) {
    metrics.emplace_back(*ir::ParseDataType(output.type), relative_tolerance);
  }
  for (std::size_t k = 0; k < vectors.size(); ++k) {
    for (std::size_t i = 0; i < model.outputs.size(); ++i) {
      const std::string& expected = vectors[k].outputs[i];
      if (computed.size() < expected.size()) return InternalError("the harness wrote too little");
      metrics[i].Add(static_cast<int>(k), expected, computed.substr(0, expected.size()));
      computed.remove_prefix(expected.size());
    }
  }
  if (!computed.empty()) return InternalError("the harness wrote too much");
  return metrics;
}

}  // namespace

Result<int> RunValidate(FileSystem& files, const ValidateCommand& command, Console& console) {
  std::vector<Model> named = {{{}, command.options}};
  UTVMC_TRY(ReadMemoryOptions(files, command.memory, named));
  UTVMC_ASSIGN(const CompiledModel model,
               CompileModel(files, command.model, named.front().options, console));
  const Compilation& compilation = model.compilation;
  console.Show(compilation.notes);
  UTVMC_ASSIGN(const std::vector<TestVector> vectors,
               ReadVectors(files, command.vectors, compilation.report));

  UTVMC_ASSIGN(const TemporaryFolder folder, TemporaryFolder::Create());
  UTVMC_TRY(WriteOutputs(files, folder.path(), compilation.files));
  UTVMC_TRY(files.Write(folder / "harness.c", HarnessSource(compilation.report)));
  UTVMC_ASSIGN(const std::string program, Build(files, command, folder, compilation, console));
  UTVMC_ASSIGN(const std::string computed, RunHarness(files, program, folder, vectors, console));
  UTVMC_ASSIGN(const std::vector<OutputMetrics> metrics,
               Compare(compilation.report, vectors, computed, command.relative_tolerance));

  const bool pass = std::all_of(metrics.begin(), metrics.end(),
                                [](const OutputMetrics& output) { return output.pass(); });
  if (!pass || console.verbosity() != Verbosity::kQuiet) {
    console.Print(Printable(FormatValidation(compilation.report, metrics, vectors.size())));
  }
  return pass ? 0 : 1;
}

std::string FormatValidation(const Report& model, const std::vector<OutputMetrics>& metrics,
                             std::size_t vectors) {
  using Row = std::array<std::string, 8>;
  std::vector<Row> rows = {
      {"output", "type", "elements", "max abs", "max rel", "RMSE", "cosine", "result"}};
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    const OutputMetrics& m = metrics[i];
    rows.push_back({fmt::format("{} {}", i, Cut(model.outputs[i].name)), model.outputs[i].type,
                    fmt::format("{}", m.elements()), fmt::format("{:.3g}", m.max_abs()),
                    fmt::format("{:.3g}", m.max_rel()), fmt::format("{:.3g}", m.rmse()),
                    fmt::format("{:.7f}", m.cosine()), m.pass() ? "pass" : "FAIL"});
  }
  std::array<std::size_t, 8> widths = {};
  for (const Row& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], row[c].size());
  }

  std::string text = fmt::format("{}: {} vector{}\n", model.name, vectors, vectors == 1 ? "" : "s");
  for (const Row& row : rows) {
    text += fmt::format("  {:<{}}  {:<{}}", row[0], widths[0], row[1], widths[1]);
    for (std::size_t c = 2; c < 7; ++c) text += fmt::format("  {:>{}}", row[c], widths[c]);
    text += fmt::format("  {}\n", row[7]);
  }
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    const auto& first = metrics[i].first_mismatch();
    if (!first) continue;
    text +=
        fmt::format("  output {}: {} of {} elements differ; vector {}, element {}: {}, not {}\n", i,
                    metrics[i].mismatches(), metrics[i].elements(), first->vector, first->element,
                    first->actual, first->expected);
  }
  return text;
}

}  // namespace utvmc::tools
