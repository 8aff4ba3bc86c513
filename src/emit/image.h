// Several models in one image: what their common files are printed from. models.h is for several
// models what sections.h is for one.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "emit/sections.h"
#include "emit/sharing.h"
#include "plan/shared_arena.h"
#include "utvmc/result.h"

namespace utvmc::emit {

inline constexpr const char* kImageHeader = "models.h";
inline constexpr const char* kSharedOperatorsHeader = "models_operators.h";
inline constexpr const char* kSharedOperatorsSource = "models_operators.c";
inline constexpr const char* kSharedDataHeader = "models_data.h";
inline constexpr const char* kSharedDataSource = "models_data.c";
inline constexpr const char* kRegistrySource = "models_ai.c";  ///< of --api=stm32

/// Names of one shared arena.
struct SharedArenaSymbols {
  std::string arena_union;             ///< "models_arena", the tag
  std::string arena_type;              ///< "models_arena_t"
  std::string macro;                   ///< "MODELS_ARENA"
  std::vector<std::string> members;    ///< by SharedArena::members: "kws"
  std::vector<std::string> accessors;  ///< likewise: "models_kws_arena"
};

/// Names in the common files, decided before those of the models.
struct ImageSymbols {
  std::vector<SharedArenaSymbols> arenas;  ///< by shared arena
};

/// Gives names to arenas and to the items of `sharing`: distinct within 31 characters, all with the
/// prefix "models_".
ImageSymbols NameImage(std::span<const ir::Program* const> programs,
                       std::span<const plan::SharedArena> arenas, Sharing& sharing);

struct Image {
  std::span<const Model> models;
  std::span<const plan::SharedArena> arenas;  ///< empty: each model has its own
  /// Groups of models (indices) that may run at the same time.
  std::span<const std::vector<std::size_t>> concurrent;
  const Sharing& sharing;
  const ImageSymbols& symbols;
};

/// No two models have a file, an external name, a type, an accessor or a macro in common, with each
/// other or with the common files. Error: names both.
Status CheckDistinctNames(const Image& image);

std::string ImageHeader(const Image& image);
std::string SharedOperators(const Image& image, Phase phase);
std::string SharedData(const Image& image, Phase phase);

}  // namespace utvmc::emit
