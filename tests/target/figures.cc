#include "figures.h"

#include <algorithm>
#include <set>

#include "stack.h"
#include "support/file_system.h"

namespace utvmc::target {
namespace {

bool IsOneOf(const std::string& name, std::initializer_list<const char*> names) {
  return std::ranges::find(names, name) != names.end();
}

/// Literals of functions, as in .rodata.cst4, which the linker may merge with others.
bool IsLiteralPool(const std::string& section) {
  return section.find(".cst") != std::string::npos || section.find(".str") != std::string::npos;
}

std::uint64_t Sum(const Profile& profile) {
  std::uint64_t sum = 0;
  for (const auto& [address, count] : profile) sum += count;
  return sum;
}

/// Counts by the last function that begins at or below each address.
std::map<std::string, std::uint64_t> ByFunction(const Profile& profile, const Image& image) {
  std::map<std::uint32_t, std::string> starts;
  for (const auto& [name, symbol] : image.symbols) {
    // Mapping symbols ($t, $d) and local labels are no functions.
    if (IsOneOf(std::string(1, symbol.type), {"T", "t", "W"}) && name[0] != '$' && name[0] != '.')
      starts[symbol.address & ~1u] = name;
  }
  std::map<std::string, std::uint64_t> counts;
  for (const auto& [address, count] : profile) {
    const auto above = starts.upper_bound(address);
    if (above != starts.begin()) counts[std::prev(above)->second] += count;
  }
  return counts;
}

struct Measured {
  Image image;
  Sizes sizes;
  std::vector<Inference> inferences;
};

Result<Measured> BuildAndRun(const Target& target, const Subject& subject,
                             const std::string& optimisation,
                             const std::vector<tools::TestVector>& vectors,
                             const std::string& counter, const std::string& folder) {
  DiskFileSystem disk;
  UTVMC_TRY(disk.MakeFolders(folder));
  Measured measured;
  UTVMC_ASSIGN(measured.image, BuildImage(target, subject, optimisation, folder));
  UTVMC_ASSIGN(const MapFile map, ReadMap(measured.image));
  measured.sizes = SizesOf(map, subject);
  UTVMC_ASSIGN(measured.inferences, RunVectors(target, subject, measured.image, vectors, counter));
  return measured;
}

void AddStack(const Target& target, const Measured& measured, Figures& figures) {
  figures.stack_painted = PaintedStack(measured.inferences);
  const auto frames = ComputeStack(target, measured.image, measured.inferences);
  if (!frames.ok()) {
    figures.stack_remark = frames.error().message;
    return;
  }
  figures.stack_static = frames->deepest;
  figures.stack_taken = frames->taken;
  figures.stack_remark = StackDisagreement(*frames, figures.stack_painted);
}

}  // namespace

Result<MapFile> ReadMap(const Image& image) {
  DiskFileSystem disk;
  UTVMC_ASSIGN(const std::string text, disk.Read(image.map));
  return ParseMap(text);
}

Sizes SizesOf(const MapFile& map, const Subject& subject) {
  Sizes sizes;
  for (const OutputSection& section : map.outputs) {
    if (IsOneOf(section.name, {".vectors", ".text", ".rodata", ".ARM.exidx", ".data"}))
      sizes.flash += section.bytes;
    if (IsOneOf(section.name, {".data", ".bss"})) sizes.ram += section.bytes;
    if (section.name == ".data") sizes.initialised += section.bytes;
  }
  std::set<std::string> objects;
  for (const std::string& source : subject.sources) objects.insert(ObjectOf(source));
  for (const InputSection& section : map.inputs) {
    const bool is_ram = IsOneOf(section.output, {".data", ".bss"});
    const bool is_flash = IsOneOf(section.output, {".text", ".rodata"});
    const bool is_initialised = section.output == ".data";
    if (objects.contains(section.object)) {
      const bool is_schedule = std::ranges::any_of(
          subject.not_kernels,
          [&](const std::string& function) { return section.name == ".text." + function; });
      if (is_ram) sizes.subject_ram += section.bytes;
      if (is_flash && is_schedule) sizes.schedule += section.bytes;
      if (is_flash && !is_schedule) {
        const bool is_constant = section.output == ".rodata" && !IsLiteralPool(section.name);
        (is_constant ? sizes.constants : sizes.kernels) += section.bytes;
      }
    } else if (section.object.ends_with(")") && (is_flash || is_initialised)) {
      sizes.library += section.bytes;
    }
  }
  return sizes;
}

Result<Baseline> MeasureEmpty(const Target& target, const std::string& optimisation,
                              const std::string& counter, const std::string& folder) {
  UTVMC_ASSIGN(const Measured empty,
               BuildAndRun(target, EmptySubject(), optimisation, {{}}, counter, folder));
  return Baseline{empty.sizes, Sum(empty.inferences.front().profile)};
}

Result<Figures> Measure(const Target& target, const Subject& subject,
                        const std::string& optimisation,
                        const std::vector<tools::TestVector>& vectors, const std::string& counter,
                        const std::string& folder, const Baseline& empty,
                        std::vector<Inference>* inferences) {
  UTVMC_ASSIGN(Measured full, BuildAndRun(target, subject, optimisation, vectors, counter, folder));
  Figures figures;
  figures.flash = full.sizes.flash - empty.sizes.flash;
  figures.constants = full.sizes.constants;
  figures.kernels = full.sizes.kernels;
  figures.library = full.sizes.library - empty.sizes.library;
  figures.glue = figures.flash - figures.constants - figures.kernels - figures.library;
  figures.ram = full.sizes.ram - empty.sizes.ram;
  figures.initialised = full.sizes.initialised - empty.sizes.initialised;
  figures.subject_ram = full.sizes.subject_ram;
  AddStack(target, full, figures);
  const Profile& profile = full.inferences.front().profile;
  figures.instructions = Sum(profile) - empty.instructions;
  figures.by_function = ByFunction(profile, full.image);
  if (inferences != nullptr) *inferences = std::move(full.inferences);
  return figures;
}

}  // namespace utvmc::target
