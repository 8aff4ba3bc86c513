#include "hand_written.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace utvmc {
namespace {

std::string Node(const HandWrittenNode& node) {
  if (node.arguments.empty()) {
    return fmt::format(R"({{"op": "null", "name": "{}", "inputs": []}})", node.name);
  }
  std::vector<std::string> arguments;
  for (const int argument : node.arguments)
    arguments.push_back(fmt::format("[{}, 0, 0]", argument));
  return fmt::format(
      R"({{"op": "tvm_op", "name": "{0}", "inputs": [{1}], "attrs": {{"func_name": "{0}", )"
      R"("num_inputs": "{2}", "num_outputs": "1", "flatten_data": "0"}}}})",
      node.name, fmt::join(arguments, ", "), arguments.size());
}

}  // namespace

std::string HandWrittenGraph(const std::vector<HandWrittenNode>& nodes,
                             const std::vector<int>& heads) {
  std::vector<std::string> texts, types, shapes, head_entries;
  std::vector<std::size_t> variables, rows, storages;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    texts.push_back(Node(nodes[i]));
    types.push_back(fmt::format("\"{}\"", nodes[i].type));
    shapes.push_back(fmt::format("[{}]", nodes[i].elements));
    if (nodes[i].arguments.empty()) variables.push_back(i);
    rows.push_back(i);
    storages.push_back(i);
  }
  rows.push_back(nodes.size());
  for (const int head : heads) head_entries.push_back(fmt::format("[{}, 0, 0]", head));
  return fmt::format(
      R"({{"nodes": [
{}],
"arg_nodes": [{}], "heads": [{}], "node_row_ptr": [{}],
"attrs": {{"dltype": ["list_str", [{}]], "storage_id": ["list_int", [{}]],
          "shape": ["list_shape", [{}]]}}}})",
      fmt::join(texts, ",\n"), fmt::join(variables, ", "), fmt::join(head_entries, ", "),
      fmt::join(rows, ", "), fmt::join(types, ", "), fmt::join(storages, ", "),
      fmt::join(shapes, ", "));
}

std::string HandWrittenHead() {
  return "// tvm target: c -keys=cpu\n"
         "#define TVM_EXPORTS\n"
         "#include \"tvm/runtime/c_runtime_api.h\"\n"
         "#include \"tvm/runtime/c_backend_api.h\"\n"
         "#include <math.h>\n"
         "#include <stdbool.h>\n";
}

std::string HandWrittenKernel(const std::string& name, int inputs, const std::string& body) {
  std::vector<std::string> arguments;
  for (int i = 0; i < inputs; ++i) arguments.push_back(fmt::format("p{}", i));
  arguments.push_back("out");
  std::string text = fmt::format(
      "#ifdef __cplusplus\nextern \"C\"\n#endif\n"
      "TVM_DLL int32_t {}(void* args, int32_t* arg_type_ids, int32_t num_args, "
      "void* out_ret_value, int32_t* out_ret_tcode, void* resource_handle) {{\n",
      name);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    text += fmt::format("  void* {} = (((TVMValue*)args)[{}].v_handle);\n", arguments[i], i);
  }
  for (const std::string& argument : arguments) {
    text += fmt::format("  void* {0}_1 = (((DLTensor*){0})[0].data);\n", argument);
  }
  return text + body + "  return 0;\n}\n\n";
}

}  // namespace utvmc
