// A model behind a firmware interface (--api), with an application of the kind that is written for
// it.
#pragma once

#include <string>

#include "subject.h"
#include "utvmc/firmware_api.h"

namespace utvmc::target {

/// As EmitModel() with `options`, which name the interface, the pools and who has inputs and
/// outputs. subject_run() creates the network where the interface does so, passes the pools that
/// it takes, and each input and output through a buffer of its own. Not for Api::kNative, whose
/// subject CompileModel() makes.
Result<CompiledModel> CompileModelBehind(const CompileOptions& options,
                                         const std::string& model_folder,
                                         const std::string& folder);

}  // namespace utvmc::target
