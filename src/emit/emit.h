// Program and plan to C text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "emit/api.h"
#include "ir/program.h"
#include "plan/memory_plan.h"
#include "plan/shared_arena.h"
#include "utvmc/model_sources.h"
#include "utvmc/options.h"
#include "utvmc/result.h"

namespace utvmc::emit {

/// The files of one model, each complete, in this order:
///   NAME.h, NAME.c            how to call it and what it costs; what happens in which order
///   operators.h, operators.c  the kernels
///   NAME_data.h, NAME_data.c  the constants
///   NAME_profile.h, .c        only where `extras` asks for them; likewise NAME_op_table.h, .c
///                             and NAME_dump.h, .c
///   NAME_packed.c             only where kernels were carried over: those of the first source that
///                             holds any; NAME_packed_2.c those of the second, and so on
/// For any name but "network" the kernels' files are NAME_operators.h and .c, so that two models
/// can share a folder. Last come the files of the firmware interface that `api` is.
///
/// `program` is verified and lowered, `plan` and `api` were made for it.
std::vector<OutputFile> Emit(const ir::Program& program, const plan::MemoryPlan& plan,
                             const Extras& extras = {}, const ApiPlan& api = {});

/// One of several models of an image; Emit() says what its parts are. `program.name` is its own.
struct ImageModel {
  const ir::Program& program;
  const plan::MemoryPlan& plan;
  Extras extras = {};
  ApiPlan api = {};
};

/// What was decided about all of them.
struct ImagePlan {
  std::vector<plan::SharedArena> arenas = {};  ///< empty: each model has its own
  /// Groups of models (indices) that may run at the same time, for comments.
  std::vector<std::vector<std::size_t>> concurrent = {};
  bool share_constants = false;  ///< identical constants and kernels are emitted once
};

struct EmittedImage {
  std::vector<OutputFile> files;
  std::vector<std::string> arena_types;  ///< by ImagePlan::arenas
  std::int64_t shared_constants = 0;     ///< that several models have
  std::int64_t saved_constant_bytes = 0;
  std::int64_t shared_kernels = 0;
  std::int64_t saved_kernels = 0;  ///< functions that are not emitted a second time
};

/// The files of several models in one image: models.h, then, where there is anything in them,
///   models_operators.h, models_operators.c  kernels that several models have
///   models_data.h, models_data.c            constants that several models have
/// then the files of each model. Error: two models would have the same file or C name.
Result<EmittedImage> EmitImage(std::span<const ImageModel> models, const ImagePlan& plan);

}  // namespace utvmc::emit
