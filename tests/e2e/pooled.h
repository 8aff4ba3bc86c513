// Memories for models of any size.
#pragma once

#include <string>

#include "utvmc/options.h"

namespace utvmc {

/// `options` with a fast RAM pool of about 40 % of the arena that the model needs without pools,
/// and a slow one that holds anything.
CompileOptions WithTwoPools(const std::string& model_folder, CompileOptions options);

/// The same with sections, two flash pools, one of them aligned, and, where the model has a
/// constant "p0", a copy of it in the slow pool.
CompileOptions WithSections(const std::string& model_folder, CompileOptions options);

/// True if the graph of the model has a node of that name.
bool HasNode(const std::string& model_folder, const std::string& name);

}  // namespace utvmc
