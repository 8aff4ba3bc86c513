// The files of several models in one image, in order: what is common, each model, what remains.
#include <utility>

#include "emit/aliasing.h"
#include "emit/api_files.h"
#include "emit/emit.h"
#include "emit/image.h"
#include "emit/model_files.h"
#include "emit/sections.h"
#include "emit/symbols.h"

namespace utvmc::emit {
namespace {

/// By model: what it finds in the common files.
std::vector<SharedNames> NamesByModel(std::span<const ir::Program* const> programs,
                                      const Sharing& sharing) {
  std::vector<SharedNames> names;
  for (const ir::Program* program : programs) {
    names.push_back({std::vector<std::string>(program->kernels.size()),
                     std::vector<std::string>(program->tensors.size())});
  }
  for (const SharedItem& item : sharing.kernels) {
    for (const auto& member : item.members) names[member.model].kernels[member.index] = item.name;
  }
  for (const SharedItem& item : sharing.constants) {
    for (const auto& member : item.members) names[member.model].constants[member.index] = item.name;
  }
  return names;
}

/// Headers that models carry over are named after the model, so that no file appears twice.
std::vector<OutputFile> Files(const Image& image, std::span<const ImageModel> models) {
  std::vector<OutputFile> files = {{kImageHeader, ImageHeader(image)}};
  if (!image.sharing.kernels.empty()) {
    files.push_back({kSharedOperatorsHeader, SharedOperators(image, Phase::kDeclarations)});
    files.push_back({kSharedOperatorsSource, SharedOperators(image, Phase::kDefinitions)});
  }
  if (!image.sharing.constants.empty()) {
    files.push_back({kSharedDataHeader, SharedData(image, Phase::kDeclarations)});
    files.push_back({kSharedDataSource, SharedData(image, Phase::kDefinitions)});
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < models.size(); ++i) {
    AppendModelFiles(image.models[i], files);
    AppendApiFiles(image.models[i], models[i].api, files);
    names.push_back(models[i].program.name);
  }
  AppendRegistry(names, models.front().api.api, files);
  return files;
}

}  // namespace

Result<EmittedImage> EmitImage(std::span<const ImageModel> models, const ImagePlan& plan) {
  std::vector<const ir::Program*> programs;
  for (const ImageModel& model : models) programs.push_back(&model.program);

  // What is common gets its names first, since the models' files speak of it.
  Sharing sharing = plan.share_constants ? FindShared(programs) : Sharing();
  const ImageSymbols common = NameImage(programs, plan.arenas, sharing);
  std::vector<SharedNames> shared(programs.size());
  if (plan.share_constants) shared = NamesByModel(programs, sharing);

  std::vector<Symbols> symbols;
  std::vector<std::vector<std::vector<bool>>> unaliased;
  std::vector<NamedConstants> named;
  for (std::size_t i = 0; i < models.size(); ++i) {
    const auto& [program, memory, extras, api] = models[i];
    symbols.push_back(
        NameEverything(program, memory, extras, std::move(shared[i]), NamesOf(api, program.name)));
    unaliased.push_back(FindUnaliased(program, memory));
    named.push_back(FindNamedConstants(program, memory, symbols.back()));
  }
  std::vector<Model> parts;
  for (std::size_t i = 0; i < models.size(); ++i) {
    const auto& [program, memory, extras, api] = models[i];
    parts.push_back({program, memory, symbols[i], unaliased[i], named[i]});
  }
  const Image image{parts, plan.arenas, plan.concurrent, sharing, common};
  UTVMC_TRY(CheckDistinctNames(image));

  EmittedImage result;
  result.files = Files(image, models);
  for (const SharedArenaSymbols& arena : common.arenas)
    result.arena_types.push_back(arena.arena_type);
  result.shared_constants = static_cast<std::int64_t>(sharing.constants.size());
  result.saved_constant_bytes = SavedConstantBytes(parts, sharing);
  result.shared_kernels = static_cast<std::int64_t>(sharing.kernels.size());
  result.saved_kernels = SavedKernels(sharing);
  return result;
}

}  // namespace utvmc::emit
