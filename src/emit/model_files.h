// The files of one model, alone or as one of several.
#pragma once

#include <vector>

#include "emit/sections.h"
#include "utvmc/model_sources.h"

namespace utvmc::emit {

/// Appends them in the order that Emit() promises.
void AppendModelFiles(const Model& model, std::vector<OutputFile>& files);

}  // namespace utvmc::emit
