// Models of any size, as TVM v0.14 would have written them: for measuring how utvmc scales.
#pragma once

#include <cstddef>

#include "utvmc/model_sources.h"

namespace utvmc::benchmark {

enum class Topology {
  kChain,  ///< every operator reads the one before
  kDag,    ///< up to 16 branches that fork, go on and join, as in networks with many skips
};

/// int8 images of six sizes through about fifty kernels: convolutions with workspace and weights of
/// their own, additions, rectifiers. Depends on the arguments alone.
ModelSources MakeSynthetic(Topology topology, std::size_t operators);

}  // namespace utvmc::benchmark
