#include "ingest/graph_json.h"

#include <gtest/gtest.h>

#include <string>

#include "unit/ingest/model_builder.h"

namespace utvmc::ingest {
namespace {

using testing::ExampleGraph;
using testing::Replace;

Result<GraphJson> Read(const std::string& text, Notes* notes = nullptr) {
  Notes ignored;
  return ReadGraphJson({"graph.json", text}, notes ? *notes : ignored);
}

TEST(ReadGraphJson, ReadsNodesEntriesAndHeads) {
  Notes notes;
  const Result<GraphJson> graph = Read(ExampleGraph(), &notes);
  ASSERT_TRUE(graph.ok()) << Format(graph.error());
  EXPECT_TRUE(notes.empty());
  ASSERT_EQ(graph->nodes.size(), 4u);
  EXPECT_FALSE(graph->nodes[0].is_operator);
  EXPECT_EQ(graph->nodes[2].function, "fused_dense");
  EXPECT_EQ(graph->OutputCount(2), 2u);
  EXPECT_EQ(graph->EntryOf(graph->heads[1]), 3u);
  EXPECT_EQ(graph->tensors[3].type, *ir::ParseDataType("int8"));
  EXPECT_TRUE(graph->tensors[3].shape.empty());
}

TEST(ReadGraphJson, AcceptsWhatVersionsVary) {
  struct Case {
    const char* from;
    const char* to;
  };
  const Case cases[] = {
      {"[[0, 0, 0], [1, 0, 0]]", "[[0, 0], [1, 0]]"},                   // no version
      {"\"dense\", \"attrs\"", "\"dense\", \"attr\""},                  // NNVM
      {"\"name\": \"x\",", "\"name\": \"x\", \"attrs\": {\"T\": 1},"},  // attributes of an input
      {"\"name\": \"x\",", "\"name\": \"x\", \"control_deps\": [0],"},
      {"  \"nodes\"", "  \"metadata\": {\"signature\": [{}]}, \"nodes\""},
      {"\"device_index\": [\"list_int\", [1, 1, 1, 1, 1]],", ""},
      {"\"attrs\": {\n",
       "\"attrs\": {\"storage_scope\": [\"list_str\", [\"\", \"global\", \"\", "
       "\"\", \"\"]], \"extra\": [\"size_t\", 3],\n"},
      {"\"flatten_data\": \"0\"", "\"flatten_data\": \"1\""},
      {"[[3, 0, 0], [2, 1, 0]]", "[[3, 0, 0], [3, 0, 0], [0, 0, 0], [1, 0, 0]]"},
      {"\"int8\"", "\"uint1\""},
  };
  for (const Case& c : cases) {
    const std::string text = Replace(ExampleGraph(), c.from, c.to);
    ASSERT_FALSE(text.empty()) << c.from;
    Notes notes;
    const Result<GraphJson> graph = Read(text, &notes);
    EXPECT_TRUE(graph.ok()) << c.to;
    EXPECT_TRUE(notes.empty());
  }
}

TEST(ReadGraphJson, AcceptsTensorsWithoutElements) {
  const Result<GraphJson> graph = Read(Replace(ExampleGraph(), "[], [2]]]", "[0, 3], [2]]]"));
  ASSERT_TRUE(graph.ok());
  EXPECT_EQ(graph->tensors[3].shape, (std::vector<std::int64_t>{0, 3}));
}

TEST(ReadGraphJson, WarnsOnceAboutEachUnknownKey) {
  std::string text = Replace(ExampleGraph(), "\"heads\"", "\"extra\": 1, \"heads\"");
  text = Replace(text, "\"name\": \"x\"", "\"color\": 1, \"name\": \"x\"");
  text = Replace(text, "\"name\": \"p0\"", "\"color\": 1, \"name\": \"p0\"");
  Notes notes;
  ASSERT_TRUE(Read(text, &notes).ok());
  ASSERT_EQ(notes.size(), 2u);
  EXPECT_EQ(Format(notes[0]), "graph.json: warning: /extra: the unknown key \"extra\" is ignored");
  EXPECT_EQ(Format(notes[1]),
            "graph.json: warning: /nodes/0/color: the unknown key \"color\" is ignored");
}

TEST(ReadGraphJson, StopsWarningAfterAFewKeys) {
  std::string keys;
  for (int i = 0; i < 50; ++i) keys += "\"k" + std::to_string(i) + "\": 0, ";
  Notes notes;
  ASSERT_TRUE(Read(Replace(ExampleGraph(), "\"heads\"", keys + "\"heads\""), &notes).ok());
  EXPECT_EQ(notes.size(), 8u);
}

TEST(ReadGraphJson, SaysWhereAndWhatIsWrong) {
  const std::string types_hint = std::string("\n  hint: ") + kSupportedTypes;
  const std::string cpu_hint = "\n  hint: build the model for target \"c\" alone";
  struct Case {
    const char* from;
    const char* to;
    std::string message;
  };
  const Case cases[] = {
      // Sections.
      {"\"nodes\"", "\"nods\"", "the key \"nodes\" is missing"},
      {"\"heads\"", "\"hats\"", "the key \"heads\" is missing"},
      {"\"arg_nodes\"", "\"args\"", "the key \"arg_nodes\" is missing"},
      {"\"node_row_ptr\"", "\"rows\"", "the key \"node_row_ptr\" is missing"},
      {"\"attrs\": {\n", "\"atts\": {\n", "the key \"attrs\" is missing"},
      {"\"node_row_ptr\": [0, 1, 2, 4, 5]", "\"node_row_ptr\": 5",
       "/node_row_ptr: expected a list, found an integer"},
      // node_row_ptr.
      {"[0, 1, 2, 4, 5]", "[0, 1, 2, 5]",
       "/node_row_ptr: has 4 elements instead of 5, one more than nodes"},
      {"[0, 1, 2, 4, 5]", "[1, 1, 2, 4, 5]", "/node_row_ptr/0: begins with 1 instead of 0"},
      {"[0, 1, 2, 4, 5]", "[0, 1, 4, 2, 5]",
       "/node_row_ptr/3: 2 follows 4: the list must not decrease"},
      {"[0, 1, 2, 4, 5]", "[0, 1, 2, 4, -5]",
       "/node_row_ptr/4: -5 follows 4: the list must not decrease"},
      {"[0, 1, 2, 4, 5]", "[0, 1, 2, 4, 5e0]",
       "/node_row_ptr/4: expected a 64-bit integer, found another number"},
      {"[0, 1, 2, 4, 5]", "[0, 1, 2, 4, 9223372036854775807]",
       "/attrs/dltype/1: has 5 elements, but node_row_ptr counts 9223372036854775807 tensors"},
      // Attributes of the graph.
      {"\"dltype\"", "\"dltypes\"", "/attrs: the key \"dltype\" is missing"},
      {"\"list_str\"", "\"list_int\"", "/attrs/dltype: expected [\"list_str\", [...]]"},
      {"[\"list_int\", [0, 1, 2, 3, 2]]", "[0, 1, 2, 3, 2]",
       "/attrs/storage_id: expected [\"list_int\", [...]]"},
      {"[\"list_int\", [0, 1, 2, 3, 2]]", "{}",
       "/attrs/storage_id: expected a list, found an object"},
      {"[0, 1, 2, 3, 2]", "[0, 1, 2, 3]",
       "/attrs/storage_id/1: has 4 elements, but node_row_ptr counts 5 tensors"},
      {"[0, 1, 2, 3, 2]", "[0, 1, 2, -3, 2]",
       "/attrs/storage_id/1/3: the storage id -3 is negative"},
      {"[1, 1, 1, 1, 1]", "[1, 1, 2, 1, 1]",
       "/attrs/device_index/1/2: device type 2: only the CPU, 1, is supported" + cpu_hint},
      {"[1, 1, 1, 1, 1]", "[1, 1]",
       "/attrs/device_index/1: has 2 elements, but node_row_ptr counts 5 tensors"},
      {"\"attrs\": {\n",
       "\"attrs\": {\"storage_scope\": [\"list_str\", [\"\", \"\", \"\", \"\", "
       "\"global.texture\"]],\n",
       "/attrs/storage_scope/1/4: storage scope \"global.texture\": only the CPU's memory is "
       "supported" +
           cpu_hint},
      // Types and shapes.
      {"\"int8\"", "\"bfloat16\"",
       "/attrs/dltype/1/3: the type \"bfloat16\" is not supported" + types_hint},
      {"\"int8\"", "\"\"", "/attrs/dltype/1/3: the type \"\" is not supported" + types_hint},
      {"\"int8\"", "\"float32x4\"",
       "/attrs/dltype/1/3: the vector type \"float32x4\" is not supported" + types_hint},
      {"\"int8\"", "8", "/attrs/dltype/1/3: expected a string, found an integer"},
      {"[], [2]]]", "[-1], [2]]]",
       "/attrs/shape/1/3/0: the dimension -1 is negative\n"
       "  hint: build the model with static shapes"},
      {"[], [2]]]", "[1048576, 1048576], [2]]]",
       "/attrs/shape/1/3: int8[1048576,1048576] needs 2^40 bytes or more"},
      {"[], [2]]]", "[4294967296, 4294967296, 0], [2]]]",
       "/attrs/shape/1/3: int8[4294967296,4294967296,0] needs 2^40 bytes or more"},
      {"[], [2]]]", "[9223372036854775808], [2]]]",
       "/attrs/shape/1/3/0: expected a 64-bit integer, found another number"},
      {"[], [2]]]", "4, [2]]]", "/attrs/shape/1/3: expected a list, found an integer"},
      {"[], [2]]]", "[2]]]", "/attrs/shape/1: has 4 elements, but node_row_ptr counts 5 tensors"},
      // Nodes.
      {"{\"op\": \"null\", \"name\": \"x\", \"inputs\": []}", "7",
       "/nodes/0: expected an object, found an integer"},
      {"{\"op\": \"null\", \"name\": \"x\"", "{\"name\": \"x\"",
       "/nodes/0: the key \"op\" is missing"},
      {"\"op\": \"null\"", "\"op\": \"conv\"",
       "/nodes/0/op: expected \"null\" or \"tvm_op\", found \"conv\""},
      {"\"op\": \"null\"", "\"op\": null", "/nodes/0/op: expected a string, found null"},
      {"\"name\": \"x\", ", "", "/nodes/0: the key \"name\" is missing"},
      {"\"name\": \"x\"", "\"name\": []", "/nodes/0/name: expected a string, found a list"},
      {"\"name\": \"x\", \"inputs\": []", "\"name\": \"x\"",
       "/nodes/0: the key \"inputs\" is missing"},
      {"\"name\": \"p0\", \"inputs\": []", "\"name\": \"p0\", \"inputs\": [[0, 0, 0]]",
       "/nodes/1/inputs: a \"null\" node cannot have inputs"},
      {"\"name\": \"p0\"", "\"name\": \"x\"",
       "/nodes/1/name: two \"null\" nodes have the name \"x\""},
      {"[0, 1, 2, 4, 5]", "[0, 2, 2, 4, 5]",
       "/nodes/0/name: a \"null\" node has one output, but node_row_ptr gives it 2"},
      {"\"name\": \"x\",", "\"name\": \"x\", \"control_deps\": [4],",
       "/nodes/0/control_deps/0: node 4 does not exist, there are 4"},
      {"\"name\": \"x\",", "\"name\": \"x\", \"attrs\": [],",
       "/nodes/0/attrs: expected an object, found a list"},
      {"\"name\": \"x\",", "\"name\": \"x\", \"attr\": {}, \"attrs\": {},",
       "/nodes/0/attrs: the node has both \"attr\" and \"attrs\""},
      {"\"dense\", \"attrs\"", "\"dense\", \"metadata\"", "/nodes/2: the key \"attrs\" is missing"},
      {"\"num_inputs\": \"2\",", "", "/nodes/2/attrs: the key \"num_inputs\" is missing"},
      {"\"num_outputs\": \"2\", ", "", "/nodes/2/attrs: the key \"num_outputs\" is missing"},
      {"\"flatten_data\": \"0\", ", "", "/nodes/2/attrs: the key \"flatten_data\" is missing"},
      {", \"func_name\": \"fused_dense\"", "", "/nodes/2/attrs: the key \"func_name\" is missing"},
      {"\"fused_dense\"", "\"\"", "/nodes/2/attrs/func_name: the name is empty"},
      {"\"num_inputs\": \"2\"", "\"num_inputs\": []",
       "/nodes/2/attrs/num_inputs: expected a string, found a list"},
      {"\"num_inputs\": \"2\"", "\"num_inputs\": \"2x\"",
       "/nodes/2/attrs/num_inputs: expected a decimal number, found \"2x\""},
      {"\"num_inputs\": \"2\"", "\"num_inputs\": \"-2\"",
       "/nodes/2/attrs/num_inputs: expected a decimal number, found \"-2\""},
      {"\"num_inputs\": \"2\"", "\"num_inputs\": \"99999999999999999999\"",
       "/nodes/2/attrs/num_inputs: expected a decimal number, found \"99999999999999999999\""},
      {"\"num_inputs\": \"2\"", "\"num_inputs\": \"3\"",
       "/nodes/2/attrs/num_inputs: says 3, but inputs gives the node 2"},
      {"\"num_outputs\": \"2\"", "\"num_outputs\": \"1\"",
       "/nodes/2/attrs/num_outputs: says 1, but node_row_ptr gives the node 2"},
      {"\"flatten_data\": \"0\"", "\"flatten_data\": \"yes\"",
       "/nodes/2/attrs/flatten_data: expected \"0\" or \"1\", found \"yes\""},
      // Entries.
      {"[[0, 0, 0], [1, 0, 0]]", "[[4, 0, 0], [1, 0, 0]]",
       "/nodes/2/inputs/0/0: node 4 does not exist, there are 4"},
      {"[[0, 0, 0], [1, 0, 0]]", "[[-1, 0, 0], [1, 0, 0]]",
       "/nodes/2/inputs/0/0: node -1 does not exist, there are 4"},
      {"[[0, 0, 0], [1, 0, 0]]", "[[0, 1, 0], [1, 0, 0]]",
       "/nodes/2/inputs/0/1: output 1 does not exist, there are 1"},
      {"[[0, 0, 0], [1, 0, 0]]", "[[0], [1, 0, 0]]",
       "/nodes/2/inputs/0: expected [node, output, version], found 1 elements"},
      {"[[0, 0, 0], [1, 0, 0]]", "[[0, 0, \"0\"], [1, 0, 0]]",
       "/nodes/2/inputs/0/2: expected an integer, found a string"},
      {"[[0, 0, 0], [1, 0, 0]]", "[0, 1]", "/nodes/2/inputs/0: expected a list, found an integer"},
      {"[[0, 0, 0], [1, 0, 0]]", "[[3, 0, 0], [1, 0, 0]]",
       "/nodes/2/inputs/0: node 2 reads node 3, which does not come before it: the graph has a "
       "cycle or is not in execution order"},
      {"[[2, 0, 0]]", "[[3, 0, 0]]",
       "/nodes/3/inputs/0: node 3 reads node 3, which does not come before it: the graph has a "
       "cycle or is not in execution order"},
      // arg_nodes and heads.
      {"\"arg_nodes\": [0, 1]", "\"arg_nodes\": [0, 4]",
       "/arg_nodes/1: node 4 does not exist, there are 4"},
      {"\"arg_nodes\": [0, 1]", "\"arg_nodes\": [0, 2]",
       "/arg_nodes/1: node 2 is an operator, not an input"},
      {"\"arg_nodes\": [0, 1]", "\"arg_nodes\": [0, 0]", "/arg_nodes/1: node 0 is listed twice"},
      {"\"arg_nodes\": [0, 1]", "\"arg_nodes\": [0]",
       "/arg_nodes: node 1, an input, is not listed"},
      {"[[3, 0, 0], [2, 1, 0]]", "[]", "/heads: the model has no output"},
      {"[[3, 0, 0], [2, 1, 0]]", "[[4, 0, 0]]", "/heads/0/0: node 4 does not exist, there are 4"},
      {"[[3, 0, 0], [2, 1, 0]]", "[[2, 2, 0]]", "/heads/0/1: output 2 does not exist, there are 2"},
  };
  for (const Case& c : cases) {
    const std::string text = Replace(ExampleGraph(), c.from, c.to);
    ASSERT_FALSE(text.empty()) << c.from;
    const Result<GraphJson> graph = Read(text);
    ASSERT_FALSE(graph.ok()) << c.message;
    EXPECT_EQ(Format(graph.error()), "graph.json: error: " + c.message);
    EXPECT_EQ(graph.error().error_class, ErrorClass::kUser);
  }
}

TEST(ReadGraphJson, RefusesTensorsThatTogetherOverflow) {
  std::string shapes = "[549755813888]", ones = "1", zeros = "0", types = "\"int8\"", rows = "0";
  std::string nodes, arguments;
  for (int i = 0; i < 3000; ++i) {
    const std::string comma = i == 0 ? "" : ", ";
    nodes += comma + "{\"op\": \"null\", \"inputs\": [], \"name\": \"n" + std::to_string(i) + "\"}";
    arguments += comma + std::to_string(i);
    rows += ", " + std::to_string(i + 1);
    if (i == 0) continue;
    shapes += ", [549755813888]";
    zeros += ", 0";
    types += ", \"int8\"";
  }
  const Result<GraphJson> graph = Read("{\"nodes\": [" + nodes + "], \"arg_nodes\": [" + arguments +
                                       "], \"heads\": [[0, 0]], \"node_row_ptr\": [" + rows +
                                       "], \"attrs\": {\"dltype\": [\"list_str\", [" + types +
                                       "]], \"storage_id\": [\"list_int\", [" + zeros +
                                       "]], \"shape\": [\"list_shape\", [" + shapes + "]]}}");
  ASSERT_FALSE(graph.ok());
  EXPECT_EQ(Format(graph.error()),
            "graph.json: error: /attrs/shape/1/2047: up to here the tensors need 2^50 bytes or "
            "more");
}

TEST(IsPossibleShape, BoundsProductsInAnyOrder) {
  EXPECT_TRUE(IsPossibleShape({}, 8));
  EXPECT_TRUE(IsPossibleShape({0, 1 << 30}, 4));
  EXPECT_TRUE(IsPossibleShape({(INT64_C(1) << 40) - 1}, 1));
  EXPECT_FALSE(IsPossibleShape({INT64_C(1) << 40}, 1));
  EXPECT_FALSE(IsPossibleShape({INT64_C(1) << 38}, 4));
  EXPECT_FALSE(IsPossibleShape({0, INT64_C(1) << 40}, 1));
  EXPECT_FALSE(IsPossibleShape({INT64_MAX, INT64_MAX, 0}, 8));
  EXPECT_FALSE(IsPossibleShape({4, -1}, 1));
}

}  // namespace
}  // namespace utvmc::ingest
