// The models that have test vectors, for the end-to-end tests.
#pragma once

#include <string>
#include <vector>

namespace utvmc {

/// Every model with vectors, as FindModel() takes them: "own/sine", "thirdparty/kws_int8".
std::vector<std::string> AllModels();

/// Those of one folder: "own/" are of one version of TVM.
std::vector<std::string> ModelsIn(const std::string& folder);

/// How far an output of it may be from its vector, relatively. Integer outputs must match to the
/// bit, and so must floats that are sums and products only; where libm comes in the expected values
/// were computed with another one (shared/models/README.md).
double Tolerance(const std::string& model);

/// As a name of a test: the slash is not allowed in one.
std::string ModelTestName(std::string model);

}  // namespace utvmc
