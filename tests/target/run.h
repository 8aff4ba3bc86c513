// A firmware image in QEMU: test vectors through it, and what it cost.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "image.h"
#include "vectors.h"

namespace utvmc::target {

/// Instructions that were executed, by the address of each.
using Profile = std::map<std::uint32_t, std::uint64_t>;

/// One inference.
struct Inference {
  std::vector<std::string> outputs;
  std::int64_t stack = 0;  ///< bytes below the frame of main() that it wrote to
  Profile profile;         ///< empty unless counted
};

/// Runs every vector on the target's machine, in one boot. `counter` is the path of count.so, empty
/// for a run without, which is faster. Error: the machine, or the subject, reports one.
Result<std::vector<Inference>> RunVectors(const Target& target, const Subject& subject,
                                          const Image& image,
                                          const std::vector<tools::TestVector>& vectors,
                                          const std::string& counter = {});

/// Where the outputs are not `vectors`'; "" if nothing differs. Integers have to be equal, floats
/// within `relative_tolerance`.
std::string Differences(const std::vector<Inference>& inferences,
                        const std::vector<tools::TestVector>& vectors, const Report& model,
                        double relative_tolerance);

}  // namespace utvmc::target
