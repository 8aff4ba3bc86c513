#include "subject.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "ingest/ingest.h"
#include "process.h"
#include "support/files.h"
#include "support/names.h"

namespace utvmc::target {
namespace {

const std::string kRuntime = UTVMC_SOURCE_DIR "/runtime";

/// run() of an emitted model, in C.
std::string CallOfModel(const Report& report) {
  const std::string& prefix = report.name;
  std::string text = fmt::format("#include \"subject.h\"\n\n#include \"{}.h\"\n\n", prefix);
  std::string arguments;
  for (const ArenaReport& arena : report.arenas) {
    text += fmt::format("{0}_{1}_t {0}_{1};\n", prefix, arena.pool);
    arguments += fmt::format("{}&{}_{}", arguments.empty() ? "" : ", ", prefix, arena.pool);
  }
  const std::string call = fmt::format("{}_run({})", prefix, arguments);
  text += "\nint subject_run(void)\n{\n";
  return text + (report.can_fail ? fmt::format("    return (int){};\n}}\n", call)
                                 : fmt::format("    {};\n    return 0;\n}}\n", call));
}

/// The value of "#define NAME 123u" in a header. Error: it is not there.
Result<std::int64_t> ValueOfMacro(const std::string& header, const std::string& name) {
  const std::string start = "#define " + name + " ";
  const std::size_t at = header.find(start);
  if (at == std::string::npos) return UserError({}, fmt::format("no macro {} in the header", name));
  return static_cast<std::int64_t>(std::stoll(header.substr(at + start.size())));
}

Result<std::vector<Place>> PlacesOfModel(const Report& report, const std::string& header,
                                         const char* direction,
                                         const std::vector<TensorReport>& tensors) {
  std::vector<Place> places;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const std::string macro = fmt::format("{}_{}_{}_OFFSET", Upper(report.name), direction, i);
    UTVMC_ASSIGN(const std::int64_t offset, ValueOfMacro(header, macro));
    places.push_back({report.name + "_" + tensors[i].pool, offset, tensors[i].bytes});
  }
  return places;
}

}  // namespace

Subject EmptySubject() {
  return {.name = "empty",
          .sources = {},
          .include_folders = {},
          .call = "#include \"subject.h\"\n\nint subject_run(void)\n{\n    return 0;\n}\n",
          .inputs = {},
          .outputs = {},
          .memory = {},
          .not_kernels = {}};
}

Result<CompiledModel> EmitModel(const std::string& model_folder, const std::string& folder,
                                const CompileOptions& options) {
  DiskFileSystem disk;
  UTVMC_ASSIGN(const ModelSources sources,
               ingest::ReadModelSources(disk, {model_folder, {}, {}, {}}));
  UTVMC_ASSIGN(Compilation compilation, Compile(sources, options));
  UTVMC_TRY(WriteOutputs(disk, folder, compilation.files));

  const Report& report = compilation.report;
  Subject subject;
  subject.name = "utvmc";
  subject.include_folders = {folder, kRuntime};
  subject.not_kernels = {report.name + "_run"};
  for (const OutputFile& file : compilation.files) {
    if (file.name.ends_with(".c")) subject.sources.push_back(folder + "/" + file.name);
  }
  if (!std::ranges::all_of(report.kernels, &KernelReport::native)) {
    for (const char* name : {"/utvm_packed.c", "/utvm_argsort.c", "/utvm_arena.c"})
      subject.sources.push_back(kRuntime + name);
  }
  return CompiledModel{std::move(compilation), std::move(subject)};
}

Result<CompiledModel> CompileModel(const std::string& model_folder, const std::string& folder,
                                   const CompileOptions& options) {
  UTVMC_ASSIGN(CompiledModel model, EmitModel(model_folder, folder, options));
  const Report& report = model.compilation.report;
  const auto& files = model.compilation.files;
  const auto header = std::ranges::find(files, report.name + ".h", &OutputFile::name);
  Subject& subject = model.subject;
  subject.call = CallOfModel(report);
  UTVMC_ASSIGN(subject.inputs, PlacesOfModel(report, header->text, "IN", report.inputs));
  UTVMC_ASSIGN(subject.outputs, PlacesOfModel(report, header->text, "OUT", report.outputs));
  for (const ArenaReport& arena : report.arenas)
    subject.memory.push_back({report.name + "_" + arena.pool, 0, arena.bytes});
  return model;
}

}  // namespace utvmc::target
