// params.bin: TVM's serialised dictionary of named arrays (the same format from v0.6 to v0.18).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ir/data_type.h"
#include "utvmc/model_sources.h"
#include "utvmc/result.h"

namespace utvmc::ingest {

/// One array; its views look into the file's text.
struct ParamArray {
  std::string_view name;
  ir::DataType type;
  std::vector<std::int64_t> shape;
  std::string_view data;  ///< little endian, row-major, exactly as long as type and shape say
};

/// Every array in the order of the file, names distinct. `file` must outlive the result. An empty
/// file holds no arrays. Error: at the file; messages name the byte.
Result<std::vector<ParamArray>> ReadParamsBin(const SourceFile& file);

}  // namespace utvmc::ingest
