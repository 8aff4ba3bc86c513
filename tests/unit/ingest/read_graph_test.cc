#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "ingest/graph_json.h"
#include "ingest/ingest.h"
#include "support/checksum.h"
#include "support/file_system.h"
#include "unit/ingest/model_builder.h"

namespace utvmc::ingest {
namespace {

using kernelc::ConstantItem;
using kernelc::Scalar;
using kernelc::TranslationUnit;
using testing::Array;
using testing::ExampleModel;
using testing::ParamsBin;
using testing::Replace;

std::string ErrorOf(const ModelSources& model, const std::vector<TranslationUnit>& units = {}) {
  Notes notes;
  const auto program = ReadGraph(model, units, notes);
  return program.ok() ? "no error" : Format(program.error());
}

/// The dump of the program, or the error; then the notes.
std::string DumpOf(const ModelSources& model, const std::vector<TranslationUnit>& units = {}) {
  Notes notes;
  const auto program = ReadGraph(model, units, notes);
  std::string text = program.ok() ? Dump(*program) : Format(program.error()) + "\n";
  if (program.ok()) {
    EXPECT_TRUE(Verify(*program).ok());
  }
  for (const Diagnostic& note : notes) text += Format(note) + "\n";
  return text.substr(text.find('\n') + 1);  // the first line, with the checksum, has its own test
}

TEST(ReadGraph, CombinesGraphAndParams) {
  EXPECT_EQ(DumpOf(ExampleModel()),
            R"(%0 input float32[1,4] "x"
%1 constant float32[2] "p0"
%2 activation float32[1,2] "dense"
%3 activation int8[] "dense#1"
%4 activation float32[2] "reshape_nop"
@0 "dense" fused_dense (%0, %1) -> (%2, %3)
@1 "reshape_nop" __nop (%2) -> (%4)
)");
}

TEST(ReadGraph, KeepsDataInputsAndHeads) {
  Notes notes;
  const auto program = ReadGraph(ExampleModel(), {}, notes);
  ASSERT_TRUE(program.ok());
  EXPECT_EQ(program->tensors[1].data, "12345678");
  EXPECT_EQ(program->tensors[4].storage_id, 2);
  EXPECT_EQ(program->inputs, (std::vector<ir::TensorId>{ir::TensorId(0)}));
  EXPECT_EQ(program->outputs, (std::vector<ir::TensorId>{ir::TensorId(4), ir::TensorId(3)}));
  EXPECT_EQ(program->operators[0].input_count, 2);
  EXPECT_FALSE(program->operators[0].kernel.valid());
}

TEST(ReadGraph, ControlDependenciesFixTheOrder) {
  const auto keeps_order = [](const ModelSources& model) {
    Notes notes;
    const auto program = ReadGraph(model, {}, notes);
    EXPECT_TRUE(program.ok());
    return program.ok() && program->keeps_order;
  };
  ModelSources model = ExampleModel();
  EXPECT_FALSE(keeps_order(model));
  const std::string graph = model.graph.text;
  model.graph.text = Replace(graph, "\"name\": \"x\",", "\"name\": \"x\", \"control_deps\": [],");
  EXPECT_FALSE(keeps_order(model));
  model.graph.text = Replace(graph, "\"name\": \"x\",", "\"name\": \"x\", \"control_deps\": [1],");
  EXPECT_TRUE(keeps_order(model));
}

std::uint32_t ChecksumOf(const ModelSources& model) {
  Notes notes;
  return ReadGraph(model, {}, notes)->checksum;
}

TEST(ReadGraph, ChecksumCoversEveryFileInOrder) {
  ModelSources model = ExampleModel();
  Notes notes;
  model.kernels = {{"b.c", "kernel b"}, {"a.c", "kernel a"}};
  EXPECT_EQ(ChecksumOf(model),
            Crc32("p012345678kernel bkernel a", ReadGraphJson(model.graph, notes)->checksum));
  const std::uint32_t checksum = ChecksumOf(model);

  ModelSources other = model;
  other.graph.text = Replace(model.graph.text, "reshape_nop", "reshape_mop");
  EXPECT_NE(ChecksumOf(other), checksum);
  other = model;
  other.params->text = ParamsBin({{"p0", 2, 32, {2}, "12345679"}});
  EXPECT_NE(ChecksumOf(other), checksum);
  std::swap(model.kernels[0], model.kernels[1]);
  EXPECT_NE(ChecksumOf(model), checksum);
}

TEST(ReadGraph, ChecksumIgnoresTheOrderOfKeysAndArrays) {
  const Array p0 = {"p0", 2, 32, {2}, "12345678"};
  const Array unused = {"unused", 0, 8, {3}, "abc"};
  ModelSources model = ExampleModel();
  model.params->text = ParamsBin({p0, unused});
  const std::uint32_t checksum = ChecksumOf(model);

  model.params->text = ParamsBin({unused, p0});
  EXPECT_EQ(ChecksumOf(model), checksum);
  model.graph.text = Replace(model.graph.text, R"("op": "null", "name": "x")",
                             "\n\"name\":\"x\" , \"op\":\"null\"");
  EXPECT_EQ(ChecksumOf(model), checksum);
}

TEST(ReadGraph, TakesNodesWithoutDataForInputsInGraphOrder) {
  ModelSources model = ExampleModel();
  model.params.reset();
  model.graph.text = Replace(model.graph.text, "\"arg_nodes\": [0, 1]", "\"arg_nodes\": [1, 0]");
  Notes notes;
  const auto program = ReadGraph(model, {}, notes);
  EXPECT_EQ(program->inputs, (std::vector<ir::TensorId>{ir::TensorId(1), ir::TensorId(0)}));
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(Format(notes[0]),
            "graph.json: info: no params.bin: what TVM names like parameters are inputs: p0");
}

TEST(ReadGraph, TakesAnEmptyParamsFileForNone) {
  ModelSources model = ExampleModel();
  model.params->text.clear();
  Notes notes;
  EXPECT_EQ(ReadGraph(model, {}, notes)->inputs.size(), 2u);
}

TEST(ReadGraph, HeadsMayRepeatAndBeInputsOrConstants) {
  ModelSources model = ExampleModel();
  model.graph.text = Replace(model.graph.text, "[[3, 0, 0], [2, 1, 0]]",
                             "[[0, 0, 0], [1, 0, 0], [3, 0, 0], [3, 0, 0]]");
  Notes notes;
  const auto program = ReadGraph(model, {}, notes);
  EXPECT_EQ(program->outputs, (std::vector<ir::TensorId>{ir::TensorId(0), ir::TensorId(1),
                                                         ir::TensorId(4), ir::TensorId(4)}));
}

TEST(ReadGraph, NotesArraysThatNoNodeUses) {
  ModelSources model = ExampleModel();
  std::vector<Array> arrays = {{"p0", 2, 32, {2}, "12345678"}};
  for (const char* name : {"u5", "u1", "u2", "u3", "u4"}) {
    arrays.push_back({name, 0, 8, {1}, "x"});
  }
  model.params->text = ParamsBin(arrays);
  Notes notes;
  ASSERT_TRUE(ReadGraph(model, {}, notes).ok());
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(Format(notes[0]),
            "params.bin: info: left out: arrays that the graph does not use: \"u1\", \"u2\", "
            "\"u3\", \"u4\" and 1 more");
}

TEST(ReadGraph, RefusesArraysThatOnlyMissTheirNode) {
  const std::string hint =
      "\n  hint: graph.json, params.bin and the C sources must come from one build";
  // A damaged name in params.bin, a damaged name in graph.json, and names without TVM's pattern.
  ModelSources model = ExampleModel();
  model.params->text = ParamsBin({{"q0", 2, 32, {2}, "12345678"}});
  EXPECT_EQ(ErrorOf(model),
            "params.bin: error: array \"q0\" is not in the graph, whose \"p0\" of the same shape "
            "has no data" +
                hint);
  model = ExampleModel();
  model.graph.text = Replace(model.graph.text, "\"p0\"", "\"weights\"");
  EXPECT_EQ(ErrorOf(model),
            "params.bin: error: array \"p0\" is not in the graph, whose \"weights\" of the same "
            "shape has no data" +
                hint);
  model.params->text = ParamsBin({{"weighty", 2, 32, {2}, "12345678"}});
  EXPECT_EQ(ErrorOf(model),
            "params.bin: error: array \"weighty\" is not in the graph, whose \"weights\" of the "
            "same shape has no data" +
                hint);
  model.params->text = ParamsBin({{"unrelated", 2, 32, {2}, "12345678"}});
  EXPECT_EQ(ErrorOf(model), "no error");
}

TEST(ReadGraph, SaysWhatDiffersBetweenParamsAndGraph) {
  const std::string hint =
      "\n  hint: graph.json, params.bin and the C sources must come from one build";
  struct Case {
    Array array;
    std::string message;
  };
  const Case cases[] = {
      {{"p0", 2, 32, {3}, "123456789012"}, "float32[3], but the graph says float32[2]"},
      {{"p0", 2, 32, {1, 2}, "12345678"}, "float32[1,2], but the graph says float32[2]"},
      {{"p0", 0, 32, {2}, "12345678"}, "int32[2], but the graph says float32[2]"},
      {{"p0", 2, 32, {}, "1234"}, "float32[], but the graph says float32[2]"},
  };
  for (const Case& c : cases) {
    ModelSources model = ExampleModel();
    model.params->text = ParamsBin({c.array});
    EXPECT_EQ(ErrorOf(model), "params.bin: error: array \"p0\" is " + c.message + hint);
  }
}

TEST(ReadGraph, SaysWhatACopyCannotDo) {
  ModelSources model = ExampleModel();
  model.graph.text = Replace(model.graph.text, "[], [2]]]", "[], [3]]]");
  EXPECT_EQ(ErrorOf(model),
            "graph.json: error: /nodes/3: __nop cannot make float32[3] of float32[1,2]: the sizes "
            "differ");
  model = ExampleModel();
  model.graph.text = Replace(model.graph.text, "fused_dense", "__copy");
  EXPECT_EQ(ErrorOf(model),
            "graph.json: error: /nodes/2: __copy needs 1 input and 1 output, found 2 and 2");
}

TEST(ReadGraph, PassesErrorsOfItsFilesOn) {
  ModelSources model = ExampleModel();
  model.graph.text = "{";
  EXPECT_EQ(ErrorOf(model), "graph.json:1:2: error: not valid JSON: the file ends too early");
  model = ExampleModel();
  model.params->text += "x";
  EXPECT_EQ(ErrorOf(model),
            "params.bin: error: at byte 98: 1 byte follows the last array\n"
            "  hint: the file is damaged or incomplete: save it again");
}

/// kernels.c with one linked constant of `element`s.
TranslationUnit LinkedUnit(const std::string& name, Scalar element, const std::string& bytes) {
  ConstantItem item;
  item.name = name;
  item.where = {12, 20};
  item.element = element;
  item.elements = static_cast<std::int64_t>(bytes.size()) / kernelc::SizeOf(element);
  item.bytes.assign(bytes.begin(), bytes.end());
  TranslationUnit unit;
  unit.source.path = "kernels.c";
  unit.items.push_back({{}, item});
  return unit;
}

TEST(ReadGraph, TakesLinkedConstantsByStorageId) {
  ModelSources model = ExampleModel();
  model.params.reset();
  TranslationUnit unit = LinkedUnit("__tvm_param__renamed", Scalar::kFloat, "abcdefgh");
  unit.linked_params = {{1, "__tvm_param__renamed"}};
  Notes notes;
  const auto program = ReadGraph(model, {unit}, notes);
  ASSERT_TRUE(program.ok()) << Format(program.error());
  EXPECT_EQ(program->inputs.size(), 1u);
  EXPECT_EQ(program->tensors[1].data, "abcdefgh");
}

TEST(ReadGraph, TakesLinkedConstantsByNameWithoutALookupFunction) {
  ModelSources model = ExampleModel();
  model.params->text = ParamsBin({});
  Notes notes;
  const auto program =
      ReadGraph(model, {LinkedUnit("__tvm_param__p0", Scalar::kFloat, "abcdefgh")}, notes);
  EXPECT_EQ(program->tensors[1].data, "abcdefgh");
}

TEST(ReadGraph, PrefersParamsToLinkedConstants) {
  Notes notes;
  const auto program =
      ReadGraph(ExampleModel(), {LinkedUnit("__tvm_param__p0", Scalar::kFloat, "abcdefgh")}, notes);
  EXPECT_EQ(program->tensors[1].data, "12345678");
}

TEST(ReadGraph, RefusesLinkedConstantsOfAnotherTypeOrSize) {
  const std::string hint =
      "\n  hint: graph.json, params.bin and the C sources must come from one build";
  ModelSources model = ExampleModel();
  model.params.reset();
  EXPECT_EQ(ErrorOf(model, {LinkedUnit("__tvm_param__p0", Scalar::kInt32, "abcdefgh")}),
            "kernels.c:12:20: error: constant \"__tvm_param__p0\" has 2 elements of int32_t, but "
            "the graph says float32[2] for \"p0\"" +
                hint);
  EXPECT_EQ(ErrorOf(model, {LinkedUnit("__tvm_param__p0", Scalar::kFloat, "abcdefghijkl")}),
            "kernels.c:12:20: error: constant \"__tvm_param__p0\" has 3 elements of float, but "
            "the graph says float32[2] for \"p0\"" +
                hint);
}

TEST(ReadGraph, TakesAnyByteTypeForALinkedBool) {
  ModelSources model = ExampleModel();
  model.params.reset();
  model.graph.text = Replace(model.graph.text, "\"float32\", \"float32\"", "\"float32\", \"bool\"");
  for (const Scalar element : {Scalar::kBool, Scalar::kInt8, Scalar::kUint8}) {
    EXPECT_EQ(ErrorOf(model, {LinkedUnit("__tvm_param__p0", element, std::string("\1\0", 2))}),
              "no error");
  }
}

/// Whatever ReadGraph accepts must be a correct program.
void ExpectErrorOrProgram(const ModelSources& model) {
  Notes notes;
  const auto program = ReadGraph(model, {}, notes);
  if (program.ok()) {
    EXPECT_TRUE(Verify(*program).ok()) << model.graph.text;
  }
}

TEST(ReadGraph, NeverCrashesOnAFlippedByte) {
  for (const unsigned flip : {0x01u, 0x08u, 0x20u, 0x80u}) {
    ModelSources model = ExampleModel();
    for (std::string* text : {&model.graph.text, &model.params->text}) {
      for (char& byte : *text) {
        const char whole = byte;
        byte = static_cast<char>(static_cast<unsigned char>(byte) ^ flip);
        ExpectErrorOrProgram(model);
        byte = whole;
      }
    }
  }
}

TEST(ReadGraph, RefusesAGraphCutAtAnyByte) {
  const std::string whole = ExampleModel().graph.text;
  for (std::size_t size = 0; size < whole.find_last_of('}'); ++size) {
    ModelSources model = ExampleModel();
    model.graph.text.resize(size);
    Notes notes;
    EXPECT_FALSE(ReadGraph(model, {}, notes).ok()) << size;
  }
}

TEST(ReadGraph, ADamagedNameInParamsNeverMakesAnotherModel) {
  const ModelSources model = ExampleModel();
  const std::size_t name = model.params->text.find("p0");
  Notes notes;
  for (std::size_t i = name; i < name + 2; ++i) {
    for (unsigned flip = 1; flip < 256; ++flip) {
      ModelSources damaged = model;
      damaged.params->text[i] =
          static_cast<char>(static_cast<unsigned>(damaged.params->text[i]) ^ flip);
      EXPECT_FALSE(ReadGraph(damaged, {}, notes).ok()) << i << " " << flip;
    }
  }
}

/// Every model folder beside the project.
std::vector<std::string> SharedModels() {
  std::vector<std::string> folders;
  std::error_code ignored;
  const std::filesystem::path root(UTVMC_SOURCE_DIR "/../shared/models");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root, ignored)) {
    if (entry.path().filename() == "graph.json") {
      folders.push_back(entry.path().parent_path().string());
    }
  }
  return folders;
}

TEST(ReadGraph, ReadsEverySharedModel) {
  const std::vector<std::string> folders = SharedModels();
  if (folders.empty()) GTEST_SKIP() << "no models in " UTVMC_SOURCE_DIR "/../shared/models";
  DiskFileSystem disk;
  for (const std::string& folder : folders) {
    const auto sources = ReadModelSources(disk, {.folder = folder});
    ASSERT_TRUE(sources.ok()) << Format(sources.error());
    Notes notes;
    const auto program = ReadGraph(*sources, {}, notes);
    ASSERT_TRUE(program.ok()) << Format(program.error());
    EXPECT_TRUE(Verify(*program).ok()) << Verify(*program).error().message;
    EXPECT_TRUE(notes.empty()) << folder << ": " << Format(notes[0]);
    EXPECT_GE(program->inputs.size(), 1u) << folder;
    EXPECT_LE(program->inputs.size(), 6u) << folder;
  }
}

}  // namespace
}  // namespace utvmc::ingest
