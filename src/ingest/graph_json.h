// graph.json of TVM's graph executor, v0.6 to v0.18, checked and typed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ir/data_type.h"
#include "utvmc/model_sources.h"
#include "utvmc/result.h"

namespace utvmc::ingest {

/// Output `output` of node `node`; in range in every GraphJson.
struct NodeEntry {
  std::size_t node = 0;
  std::size_t output = 0;
};

struct GraphNode {
  std::string name;
  bool is_operator = false;       ///< "tvm_op"; else "null": an input or a constant
  std::string function;           ///< func_name
  bool flatten = false;           ///< flatten_data
  std::vector<NodeEntry> inputs;  ///< of earlier nodes only
};

/// What one entry (an output of a node) is.
struct GraphTensor {
  std::vector<std::int64_t> shape;  ///< Bytes are below kMaxTensorBytes in any order of products
  ir::DataType type;
  std::int64_t storage_id = 0;
};

struct GraphJson {
  std::vector<GraphNode> nodes;  ///< in execution order
  std::vector<std::size_t>
      arg_nodes;                 ///< every node that is no operator, once, in the order of the file
  std::vector<NodeEntry> heads;  ///< at least one; may repeat
  bool has_control_deps = false;     ///< some node names others that must run before it
  std::vector<std::size_t> row_ptr;  ///< first entry of each node, plus the total
  std::vector<GraphTensor> tensors;  ///< by entry
  std::uint32_t checksum = 0;        ///< JsonDocument::Checksum of the whole file

  std::size_t EntryOf(NodeEntry e) const { return row_ptr[e.node] + e.output; }
  std::size_t OutputCount(std::size_t node) const { return row_ptr[node + 1] - row_ptr[node]; }
};

/// Far above any microcontroller, far below what overflows.
inline constexpr std::int64_t kMaxTensorBytes = std::int64_t{1} << 40;

/// Hint of every error about an element type.
inline constexpr const char* kSupportedTypes =
    "supported are bool (uint1), int8, int16, int32, int64, uint8, uint16, uint32, uint64, "
    "float16, float32 and float64";

/// True if no dimension is negative and `element_bytes` times their product is below
/// kMaxTensorBytes, zeros left out.
bool IsPossibleShape(const std::vector<std::int64_t>& shape, std::int64_t element_bytes);

/// Error: at the line and column of a syntax error, else at the JSON pointer of the wrong value.
/// Keys that TVM does not write are left out with a warning each.
Result<GraphJson> ReadGraphJson(const SourceFile& file, Notes& notes);

}  // namespace utvmc::ingest
