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

/// Members of `struct NAME { void* a; void* b; };`, in order.
Result<std::vector<std::string>> MembersOf(const std::string& header, const std::string& name) {
  const std::size_t begin = header.find("struct " + name + " {");
  const std::size_t end = header.find("};", begin);
  if (begin == std::string::npos || end == std::string::npos)
    return UserError({}, fmt::format("no struct {} in the header", name));
  std::vector<std::string> members;
  const std::string pointer = "void* ";
  for (std::size_t at = header.find(pointer, begin); at < end; at = header.find(pointer, at)) {
    at += pointer.size();
    members.push_back(header.substr(at, header.find(';', at) - at));
  }
  return members;
}

/// Buffers of a peer's application for `members`, each with the tensor that it is for.
struct PeerBuffers {
  std::string definitions;
  std::string addresses;  ///< initialisers of the struct
  std::vector<Place> places;
};

Result<PeerBuffers> BuffersOf(const std::vector<std::string>& members, const char* prefix,
                              const std::vector<TensorReport>& tensors) {
  if (members.size() != tensors.size()) {
    return UserError({}, fmt::format("the archive has {} {}s, the model {}", members.size(), prefix,
                                     tensors.size()));
  }
  PeerBuffers buffers;
  std::vector<std::string> symbols(tensors.size());
  for (std::size_t m = 0; m < members.size(); ++m) {
    const auto named = std::ranges::find(tensors, members[m], &TensorReport::name);
    const std::size_t tensor =
        named == tensors.end() ? m : static_cast<std::size_t>(named - tensors.begin());
    symbols[tensor] = fmt::format("{}_{}", prefix, members[m]);
    // Eight bytes are the largest element.
    buffers.definitions += fmt::format("uint8_t {}[{}] __attribute__((aligned(8)));\n",
                                       symbols[tensor], tensors[tensor].bytes);
    buffers.addresses += fmt::format(".{} = {}, ", members[m], symbols[tensor]);
  }
  for (std::size_t t = 0; t < tensors.size(); ++t)
    buffers.places.push_back({symbols[t], 0, tensors[t].bytes});
  return buffers;
}

Status Unpack(const std::string& archive, const std::string& folder) {
  DiskFileSystem disk;
  UTVMC_TRY(disk.MakeFolders(folder));
  UTVMC_ASSIGN(const tools::ProcessResult result,
               tools::RunProcess({"tar", "-xf", archive, "-C", folder}));
  if (result.exit_code == 0) return Ok();
  return UserError({.file = archive}, "cannot be unpacked: " + result.output);
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

Result<Subject> PeerSubject(const std::string& archive, const std::string& folder,
                            const Report& model) {
  UTVMC_TRY(Unpack(archive, folder));
  const std::string host = folder + "/codegen/host/";
  DiskFileSystem disk;
  UTVMC_ASSIGN(const std::string header, disk.Read(host + "include/tvmgen_default.h"));
  UTVMC_ASSIGN(const auto inputs, MembersOf(header, "tvmgen_default_inputs"));
  UTVMC_ASSIGN(const auto outputs, MembersOf(header, "tvmgen_default_outputs"));
  UTVMC_ASSIGN(const PeerBuffers in, BuffersOf(inputs, "input", model.inputs));
  UTVMC_ASSIGN(const PeerBuffers out, BuffersOf(outputs, "output", model.outputs));

  Subject subject;
  subject.name = "TVM AOT";
  subject.include_folders = {host + "include", kRuntime};
  UTVMC_ASSIGN(const std::vector<std::string> names, disk.List(host + "src"));
  for (const std::string& name : names)
    if (name.ends_with(".c")) subject.sources.push_back(host + "src/" + name);
  subject.call = fmt::format(
      "#include \"subject.h\"\n\n#include <stdint.h>\n\n#include \"tvmgen_default.h\"\n\n{}{}\n"
      "int subject_run(void)\n{{\n"
      "    struct tvmgen_default_inputs inputs = {{{}}};\n"
      "    struct tvmgen_default_outputs outputs = {{{}}};\n"
      "    return (int)tvmgen_default_run(&inputs, &outputs);\n}}\n",
      in.definitions, out.definitions, in.addresses, out.addresses);
  subject.inputs = in.places;
  subject.outputs = out.places;
  subject.memory = out.places;
  subject.not_kernels = {"tvmgen_default_run", "tvmgen_default___tvm_main__"};
  return subject;
}

}  // namespace utvmc::target
