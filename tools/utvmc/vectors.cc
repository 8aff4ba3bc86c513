#include "vectors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "ingest/json_document.h"
#include "npy.h"
#include "support/spelling.h"

namespace utvmc::tools {
namespace {

using ingest::JsonDocument;
using ingest::JsonMember;
using ingest::JsonValue;

struct Index {
  std::int64_t vectors = 0;
  std::vector<std::size_t> inputs;  ///< by model input: I of K_inI.npy
};

Result<std::int64_t> ReadCount(const JsonDocument& document) {
  UTVMC_ASSIGN(const JsonValue* value, document.Member(document.root(), "vectors"));
  UTVMC_ASSIGN(const std::int64_t count, document.AsInteger(*value));
  if (count < 1 || count > kMaxVectors) {
    return document.Error(*value, fmt::format("must be from 1 to {}", kMaxVectors));
  }
  return count;
}

/// The list at `key`, which must have an entry for each of the model's `expected` tensors.
Result<const JsonValue::Array*> ReadList(const JsonDocument& document, const char* key,
                                         std::size_t expected) {
  UTVMC_ASSIGN(const JsonValue* value, document.Member(document.root(), key));
  UTVMC_ASSIGN(const JsonValue::Array* entries, document.AsArray(*value));
  if (entries->size() != expected) {
    return document.Error(*value, fmt::format("has {} entries, but the model has {} {}",
                                              entries->size(), expected, key));
  }
  return entries;
}

/// "name" of every entry, or nothing where one has none.
std::optional<std::vector<std::string>> NamesOf(const JsonValue::Array& entries) {
  std::vector<std::string> names;
  for (const JsonValue& entry : entries) {
    const auto* object = std::get_if<JsonValue::Object>(&entry.node);
    if (object == nullptr) return {};
    const auto member = std::find_if(object->begin(), object->end(),
                                     [](const JsonMember& m) { return m.key == "name"; });
    if (member == object->end()) return {};
    const auto* name = std::get_if<std::string>(&member->value.node);
    if (name == nullptr) return {};
    names.push_back(*name);
  }
  return names;
}

Result<std::vector<std::size_t>> MatchInputs(const std::string& path,
                                             const JsonValue::Array& entries, const Report& model) {
  std::vector<std::size_t> positions;
  const auto names = NamesOf(entries);
  for (std::size_t i = 0; i < model.inputs.size(); ++i) {
    positions.push_back(i);
    if (!names) continue;
    const auto found = std::find(names->begin(), names->end(), model.inputs[i].name);
    if (found == names->end()) {
      return UserError({.file = path, .pointer = "/inputs"},
                       fmt::format("no entry for the model's input \"{}\"", model.inputs[i].name),
                       SpellingHint(model.inputs[i].name, *names));
    }
    positions.back() = static_cast<std::size_t>(found - names->begin());
  }
  return positions;
}

Result<Index> ReadIndex(FileSystem& files, const std::string& path, const Report& model) {
  SourceFile file{path, {}};
  UTVMC_ASSIGN(file.text, files.Read(path));
  UTVMC_ASSIGN(const JsonDocument document, JsonDocument::Parse(file));
  Index index;
  UTVMC_ASSIGN(index.vectors, ReadCount(document));
  UTVMC_ASSIGN(const JsonValue::Array* inputs, ReadList(document, "inputs", model.inputs.size()));
  UTVMC_TRY(ReadList(document, "outputs", model.outputs.size()));
  UTVMC_ASSIGN(index.inputs, MatchInputs(path, *inputs, model));
  return index;
}

std::string Describe(const std::string& type, const std::vector<std::int64_t>& shape) {
  return fmt::format("{}[{}]", type, fmt::join(shape, ","));
}

/// The data of one array, which must be of `tensor`'s type and shape.
Result<std::string> ReadArray(FileSystem& files, const std::string& path,
                              const TensorReport& tensor) {
  UTVMC_ASSIGN(const std::string content, files.Read(path));
  UTVMC_ASSIGN(Array array, ParseNpy(path, content));
  const std::string type = ir::Print(array.type);
  if (type != tensor.type || array.shape != tensor.shape) {
    return UserError(
        {.file = path, .pointer = {}},
        fmt::format("is {}, but \"{}\" of the model is {}", Describe(type, array.shape),
                    tensor.name, Describe(tensor.type, tensor.shape)));
  }
  return std::move(array.data);
}

Result<std::vector<TestVector>> ReadAll(FileSystem& files, const std::string& folder,
                                        const Report& model) {
  const std::filesystem::path root = folder;
  UTVMC_ASSIGN(const Index index, ReadIndex(files, (root / "vectors.json").string(), model));
  std::vector<TestVector> vectors;
  for (std::int64_t k = 0; k < index.vectors; ++k) {
    TestVector vector;
    for (std::size_t i = 0; i < model.inputs.size(); ++i) {
      const std::string path = (root / fmt::format("{}_in{}.npy", k, index.inputs[i])).string();
      UTVMC_ASSIGN(std::string data, ReadArray(files, path, model.inputs[i]));
      vector.inputs.push_back(std::move(data));
    }
    for (std::size_t i = 0; i < model.outputs.size(); ++i) {
      const std::string path = (root / fmt::format("{}_out{}.npy", k, i)).string();
      UTVMC_ASSIGN(std::string data, ReadArray(files, path, model.outputs[i]));
      vector.outputs.push_back(std::move(data));
    }
    vectors.push_back(std::move(vector));
  }
  return vectors;
}

}  // namespace

Result<std::vector<TestVector>> ReadVectors(FileSystem& files, const std::string& folder,
                                            const Report& model) {
  auto vectors = ReadAll(files, folder, model);
  if (vectors.ok() || !vectors.error().hint.empty()) return vectors;
  Diagnostic error = vectors.error();
  error.hint =
      "a folder of vectors holds vectors.json and, for vector 0, 0_in0.npy, 0_out0.npy and so on "
      "(docs/SPEC.md)";
  return error;
}

}  // namespace utvmc::tools
