// NumPy's .npy files, format versions 1 and 2: little-endian arrays in C order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ir/data_type.h"
#include "utvmc/result.h"

namespace utvmc::tools {

struct Array {
  ir::DataType type;
  std::vector<std::int64_t> shape;  ///< [] is a scalar
  std::string data;                 ///< little endian, row-major
};

/// Parses the content of a file; `path` appears in errors only.
Result<Array> ParseNpy(const std::string& path, std::string_view content);

}  // namespace utvmc::tools
