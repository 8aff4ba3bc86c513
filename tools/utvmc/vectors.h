// Test vectors of a model: a folder with vectors.json, K_inI.npy and K_outI.npy.
#pragma once

#include <string>
#include <vector>

#include "support/file_system.h"
#include "utvmc/report.h"
#include "utvmc/result.h"

namespace utvmc::tools {

/// One run of the model: raw little-endian bytes in the order of Report::inputs and outputs.
struct TestVector {
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;  ///< expected
};

/// Most vectors that one folder may announce.
inline constexpr int kMaxVectors = 100000;

/// Reads and checks all vectors: vectors.json holds {"vectors": N, "inputs": [{"name": ...}...],
/// "outputs": [...]}; types and shapes of the arrays must be the model's. Where every input has a
/// name, I is the position of that name in "inputs"; else I counts the model's inputs.
Result<std::vector<TestVector>> ReadVectors(FileSystem& files, const std::string& folder,
                                            const Report& model);

}  // namespace utvmc::tools
