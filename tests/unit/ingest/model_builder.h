// Small models for the tests of ingest: a params.bin writer and the graph that most tests damage.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "utvmc/model_sources.h"

namespace utvmc::ingest::testing {

/// Little-endian bytes.
inline std::string Bytes(std::uint64_t value, int size) {
  std::string bytes;
  for (int i = 0; i < size; ++i) bytes.push_back(static_cast<char>(value >> (8 * i) & 0xff));
  return bytes;
}

struct Array {
  std::string name;
  int code = 2;
  int bits = 32;
  std::vector<std::int64_t> shape;
  std::string data;
};

/// One array as params.bin stores it.
inline std::string ArrayBytes(const Array& array) {
  std::string bytes = Bytes(0xDD5E40F096B4A13F, 8) + Bytes(0, 8) + Bytes(1, 4) + Bytes(0, 4);
  bytes += Bytes(array.shape.size(), 4);
  bytes += Bytes(static_cast<std::uint64_t>(array.code), 1);
  bytes += Bytes(static_cast<std::uint64_t>(array.bits), 1) + Bytes(1, 2);
  for (const std::int64_t dimension : array.shape) {
    bytes += Bytes(static_cast<std::uint64_t>(dimension), 8);
  }
  return bytes + Bytes(array.data.size(), 8) + array.data;
}

inline std::string ParamsBin(const std::vector<Array>& arrays) {
  std::string bytes = Bytes(0xF7E58D4F05049CB7, 8) + Bytes(0, 8) + Bytes(arrays.size(), 8);
  for (const Array& array : arrays) bytes += Bytes(array.name.size(), 8) + array.name;
  bytes += Bytes(arrays.size(), 8);
  for (const Array& array : arrays) bytes += ArrayBytes(array);
  return bytes;
}

/// x, p0 -> dense -> two outputs; the first goes through a __nop into the head.
inline std::string ExampleGraph() {
  return R"({
  "nodes": [
    {"op": "null", "name": "x", "inputs": []},
    {"op": "null", "name": "p0", "inputs": []},
    {"op": "tvm_op", "name": "dense", "attrs": {"num_outputs": "2", "num_inputs": "2",
      "flatten_data": "0", "func_name": "fused_dense", "hash": "abc"},
      "inputs": [[0, 0, 0], [1, 0, 0]]},
    {"op": "tvm_op", "name": "reshape_nop", "attrs": {"num_outputs": "1", "num_inputs": "1",
      "flatten_data": "0", "func_name": "__nop"}, "inputs": [[2, 0, 0]]}
  ],
  "arg_nodes": [0, 1],
  "heads": [[3, 0, 0], [2, 1, 0]],
  "attrs": {
    "dltype": ["list_str", ["float32", "float32", "float32", "int8", "float32"]],
    "device_index": ["list_int", [1, 1, 1, 1, 1]],
    "storage_id": ["list_int", [0, 1, 2, 3, 2]],
    "shape": ["list_shape", [[1, 4], [2], [1, 2], [], [2]]]
  },
  "node_row_ptr": [0, 1, 2, 4, 5]
}
)";
}

inline std::string ExampleParams() { return ParamsBin({{"p0", 2, 32, {2}, "12345678"}}); }

inline ModelSources ExampleModel() {
  return {{"graph.json", ExampleGraph()}, SourceFile{"params.bin", ExampleParams()}, {}};
}

/// `text` with the first `from` replaced by `to`; the empty string where there is none.
inline std::string Replace(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) return {};
  return text.replace(at, from.size(), to);
}

}  // namespace utvmc::ingest::testing
