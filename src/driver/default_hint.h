// What can be done about an error that says no more than what is wrong.
#pragma once

#include "utvmc/diagnostic.h"
#include "utvmc/model_sources.h"

namespace utvmc {

/// Gives `error` the hint that fits the file it is about, unless it has one or is a bug of utvmc.
Diagnostic WithHint(Diagnostic error, const ModelSources& sources);

}  // namespace utvmc
