// Arrays as text, so that a golden case can be read and reviewed without a hex editor:
//
//   # a comment
//   p0 float32[2,2] = 1 0
//     0 -0.5            (a line that begins with a blank continues the last one)
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "npy.h"
#include "utvmc/result.h"

namespace utvmc::golden {

struct NamedArray {
  std::string name;  ///< no blanks
  tools::Array array;
};

/// One run of a model.
struct TextVector {
  std::vector<tools::Array> inputs;
  std::vector<tools::Array> outputs;
};

/// The params.bin that `text` describes: one array a line. A last line `cut N` keeps its first N
/// bytes only. `path` appears in errors.
Result<std::string> ParamsBinFromText(const std::string& path, std::string_view text);

/// Lines `in TYPE[SHAPE] = VALUES` and `out ...` in graph order. The first `in` after an `out`
/// begins the next vector.
Result<std::vector<TextVector>> VectorsFromText(const std::string& path, std::string_view text);

/// Content of an .npy file.
std::string NpyBytes(const tools::Array& array);

}  // namespace utvmc::golden
