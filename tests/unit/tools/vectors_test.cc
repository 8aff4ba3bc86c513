#include "vectors.h"

#include <gmock/gmock.h>

#include <map>
#include <string>
#include <utility>

#include "npy_bytes.h"

namespace utvmc::tools {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::utvmc::testing::Npy;

/// Files in memory; only reading.
class Folder final : public FileSystem {
 public:
  Folder& Add(const std::string& path, std::string content) {
    files_[path] = std::move(content);
    return *this;
  }

  Result<std::string> Read(const std::string& path) override {
    const auto found = files_.find(path);
    if (found != files_.end()) return found->second;
    return UserError({.file = path, .pointer = {}}, "cannot read: no such file or directory");
  }
  Result<std::vector<std::string>> List(const std::string&) override { return Unexpected(); }
  bool IsFolder(const std::string&) override { return false; }
  bool Exists(const std::string& path) override { return files_.contains(path); }
  Status MakeFolders(const std::string&) override { return Unexpected(); }
  Status Write(const std::string&, std::string_view) override { return Unexpected(); }
  Status Rename(const std::string&, const std::string&) override { return Unexpected(); }
  void Remove(const std::string&) override {}

 private:
  static Diagnostic Unexpected() { return InternalError("tests only read"); }
  std::map<std::string, std::string> files_;
};

/// Two int8 inputs, one int8[2] output.
Report Model() {
  Report model;
  model.inputs = {{"a", "int8", {1}, 1}, {"b", "int8", {1}, 1}};
  model.outputs = {{"y", "int8", {2}, 2}};
  return model;
}

Folder OneVector(const std::string& index) {
  Folder folder;
  folder.Add("v/vectors.json", index);
  folder.Add("v/0_in0.npy", Npy("|i1", "(1,)", "p"));
  folder.Add("v/0_in1.npy", Npy("|i1", "(1,)", "q"));
  folder.Add("v/0_out0.npy", Npy("|i1", "(2,)", "yz"));
  return folder;
}

std::string ErrorOf(Folder folder) {
  const auto vectors = ReadVectors(folder, "v", Model());
  return vectors.ok() ? "ok" : Format(vectors.error());
}

/// What every error without a better hint ends with.
const std::string kHint =
    "\n  hint: a folder of vectors holds vectors.json and, for vector 0, 0_in0.npy, 0_out0.npy and "
    "so on (docs/SPEC.md)";

TEST(ReadVectors, ReadsInputsInGraphOrderByName) {
  Folder folder =
      OneVector(R"({"vectors": 1, "inputs": [{"name": "b"}, {"name": "a"}], "outputs": [{}]})");
  const auto vectors = ReadVectors(folder, "v/", Model());
  ASSERT_TRUE(vectors.ok()) << Format(vectors.error());
  ASSERT_THAT(*vectors, SizeIs(1));
  EXPECT_THAT((*vectors)[0].inputs, ElementsAre("q", "p"));
  EXPECT_THAT((*vectors)[0].outputs, ElementsAre("yz"));
}

TEST(ReadVectors, WithoutNamesInputsAreCounted) {
  Folder folder = OneVector(R"({"vectors": 1, "inputs": [{}, {}], "outputs": [{}]})");
  EXPECT_THAT(ReadVectors(folder, "v", Model())->at(0).inputs, ElementsAre("p", "q"));
}

TEST(ReadVectors, BadIndexFilesAreRefused) {
  EXPECT_EQ(ErrorOf(Folder()),
            "v/vectors.json: error: cannot read: no such file or directory" + kHint);
  EXPECT_EQ(ErrorOf(OneVector("[]")),
            "v/vectors.json: error: expected an object, found a list" + kHint);
  EXPECT_EQ(ErrorOf(OneVector("{}")),
            "v/vectors.json: error: the key \"vectors\" is missing" + kHint);
  EXPECT_EQ(ErrorOf(OneVector(R"({"vectors": "1"})")),
            "v/vectors.json: error: /vectors: expected an integer, found a string" + kHint);
  EXPECT_EQ(ErrorOf(OneVector(R"({"vectors": 0})")),
            "v/vectors.json: error: /vectors: must be from 1 to 100000" + kHint);
  EXPECT_EQ(ErrorOf(OneVector(R"({"vectors": 1, "inputs": [{}]})")),
            "v/vectors.json: error: /inputs: has 1 entries, but the model has 2 inputs" + kHint);
  EXPECT_EQ(ErrorOf(OneVector(R"({"vectors": 1, "inputs": [{}, {}], "outputs": []})")),
            "v/vectors.json: error: /outputs: has 0 entries, but the model has 1 outputs" + kHint);
  EXPECT_EQ(ErrorOf(OneVector(
                R"({"vectors": 1, "inputs": [{"name": "a"}, {"name": "c"}], "outputs": [{}]})")),
            "v/vectors.json: error: /inputs: no entry for the model's input \"b\"\n"
            "  hint: did you mean \"a\"?");
}

TEST(ReadVectors, ArraysMustHaveTheModelsTypeAndShape) {
  const std::string index = R"({"vectors": 1, "inputs": [{}, {}], "outputs": [{}]})";
  EXPECT_EQ(ErrorOf(OneVector(index).Add("v/0_out0.npy", Npy("|u1", "(2,)", "yz"))),
            "v/0_out0.npy: error: is uint8[2], but \"y\" of the model is int8[2]" + kHint);
  EXPECT_EQ(ErrorOf(OneVector(index).Add("v/0_in1.npy", Npy("|i1", "()", "q"))),
            "v/0_in1.npy: error: is int8[], but \"b\" of the model is int8[1]" + kHint);
  EXPECT_EQ(ErrorOf(OneVector(R"({"vectors": 2, "inputs": [{}, {}], "outputs": [{}]})")),
            "v/1_in0.npy: error: cannot read: no such file or directory" + kHint);
}

}  // namespace
}  // namespace utvmc::tools
