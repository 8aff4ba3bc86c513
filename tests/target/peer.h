// Another program's C code for a model, in the same firmware: who is compared.
#pragma once

#include <string>
#include <vector>

#include "subject.h"

namespace utvmc::target {

/// `path` is one of
///  * a Model Library Format archive with TVM's ahead-of-time code and its C interface, which is
///    unpacked to `folder`. Inputs and outputs are matched by name, else by position.
///  * a folder of anybody's C files. Its subject.c is the hook: it defines subject_run() of
///    firmware/subject.h and, with external linkage, the bytes input_0, input_1... and output_0...
///    of the model's inputs and outputs in their order. All other .c files below the folder are
///    compiled as well; headers are found in it, in its include/, and in `include_folders`.
/// Error: it cannot be read, or is for another model.
Result<Subject> PeerSubject(const std::string& path, const std::string& folder, const Report& model,
                            const std::vector<std::string>& include_folders = {});

}  // namespace utvmc::target
