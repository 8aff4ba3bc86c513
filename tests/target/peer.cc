#include "peer.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "process.h"
#include "support/file_system.h"

namespace utvmc::target {
namespace {

const std::string kRuntime = UTVMC_SOURCE_DIR "/runtime";

// --- TVM's ahead-of-time code ---

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

Result<Subject> ArchivePeer(const std::string& archive, const std::string& folder,
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

// --- a folder of C files ---

namespace fs = std::filesystem;

constexpr const char* kHook = "subject.c";

/// Paths of all .c files in the folder and below it but the hook, sorted.
Result<std::vector<std::string>> SourcesBelow(const std::string& folder) {
  std::vector<std::string> sources;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    const fs::path& path = at->path();
    if (path.extension() == ".c" && path != fs::path(folder) / kHook)
      sources.push_back(path.string());
  }
  if (error) return UserError({.file = folder}, "cannot be read: " + error.message());
  std::ranges::sort(sources);
  return sources;
}

std::vector<Place> PlacesNamed(const char* prefix, const std::vector<TensorReport>& tensors) {
  std::vector<Place> places;
  for (std::size_t i = 0; i < tensors.size(); ++i)
    places.push_back({fmt::format("{}_{}", prefix, i), 0, tensors[i].bytes});
  return places;
}

Result<Subject> FolderPeer(const std::string& folder, const Report& model,
                           const std::vector<std::string>& include_folders) {
  DiskFileSystem disk;
  const std::string hook = folder + "/" + kHook;
  if (!disk.Exists(hook)) {
    return UserError({.file = folder}, "has no subject.c",
                     "it defines subject_run(), input_0, output_0...: docs/TESTING.md");
  }
  Subject subject;
  const fs::path path = fs::absolute(folder).lexically_normal();
  subject.name = (path.has_filename() ? path : path.parent_path()).filename().string();
  UTVMC_ASSIGN(subject.call, disk.Read(hook));
  UTVMC_ASSIGN(subject.sources, SourcesBelow(path.string()));
  subject.include_folders = {path.string(), (path / "include").string()};
  for (const std::string& include : include_folders)
    subject.include_folders.push_back(fs::absolute(include).string());
  // TVM's headers, for who needs and does not bring them.
  subject.include_folders.push_back(kRuntime);
  subject.inputs = PlacesNamed("input", model.inputs);
  subject.outputs = PlacesNamed("output", model.outputs);
  subject.memory = subject.outputs;
  return subject;
}

}  // namespace

Result<Subject> PeerSubject(const std::string& path, const std::string& folder, const Report& model,
                            const std::vector<std::string>& include_folders) {
  DiskFileSystem disk;
  return disk.IsFolder(path) ? FolderPeer(path, model, include_folders)
                             : ArchivePeer(path, folder, model);
}

}  // namespace utvmc::target
