// Quantization files: what every field means, and what is said about every mistake.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "utvmc/firmware_api.h"

namespace utvmc {
namespace {

std::vector<QuantizedTensor> Read(const std::string& text) {
  Result<std::vector<QuantizedTensor>> file = ReadQuantization({"q.json", text});
  EXPECT_TRUE(file.ok()) << Format(file.error());
  return file.ok() ? *std::move(file) : std::vector<QuantizedTensor>{};
}

std::string ErrorOf(const std::string& text) {
  const Result<std::vector<QuantizedTensor>> file = ReadQuantization({"q.json", text});
  return file.ok() ? "ok" : Format(file.error());
}

/// The error of a file with one tensor of these fields.
std::string TensorError(const std::string& fields) { return ErrorOf("{\"x\": {" + fields + "}}"); }

TEST(ReadQuantization, OneScaleIsForAllElements) {
  const auto tensors = Read(R"({"image": {"scale": 0.00392156862745098, "zero_point": -128},
                                "$schema": "quantization.schema.json",
                                "a/b~": {"zero_point": 0, "scale": 2}})");
  ASSERT_EQ(tensors.size(), 2U);
  EXPECT_EQ(tensors[0].tensor, "image");
  EXPECT_EQ(tensors[0].quantization, (Quantization{{0.003921569f}, {-128}, -1}));
  EXPECT_EQ(tensors[0].where, (Location{.file = "q.json", .pointer = "/image"}));
  EXPECT_EQ(tensors[1].quantization, (Quantization{{2.0f}, {0}, -1}));
  EXPECT_EQ(tensors[1].where.pointer, "/a~1b~0");
}

TEST(ReadQuantization, AListIsForAnAxis) {
  const auto tensors = Read(R"({"w": {"scale": [1, 0.5], "zero_point": [3, -4], "axis": 1}})");
  ASSERT_EQ(tensors.size(), 1U);
  EXPECT_EQ(tensors[0].quantization, (Quantization{{1.0f, 0.5f}, {3, -4}, 1}));
}

TEST(ReadQuantization, ErrorsNameTheirPlace) {
  EXPECT_EQ(ErrorOf("[]"), "q.json: error: expected an object, found a list");
  EXPECT_EQ(ErrorOf(R"({"x": 3})"), "q.json: error: /x: expected an object, found an integer");
  EXPECT_EQ(TensorError(R"("scale": 1)"), "q.json: error: /x: the key \"zero_point\" is missing");
  EXPECT_EQ(TensorError(R"("zero_point": 1)"), "q.json: error: /x: the key \"scale\" is missing");
  EXPECT_EQ(TensorError(R"("scale": 1, "zero_point": 0, "dim": 0)"),
            "q.json: error: /x/dim: unknown key \"dim\"\n"
            "  hint: keys are \"scale\", \"zero_point\", \"axis\"");
  EXPECT_EQ(TensorError(R"("scale": 1, "zero_point": 2147483648)"),
            "q.json: error: /x/zero_point: zero point 2147483648 does not fit 32 bits");
  EXPECT_EQ(TensorError(R"("scale": 1, "zero_point": 0.5)"),
            "q.json: error: /x/zero_point: expected a 64-bit integer, found another number");
  EXPECT_EQ(TensorError(R"("scale": [], "zero_point": [])"),
            "q.json: error: /x/scale: the list is empty");
  EXPECT_EQ(TensorError(R"("scale": [1, 2], "zero_point": 0, "axis": 0)"),
            "q.json: error: /x/zero_point: there are 2 scales and 1 zero points");
  EXPECT_EQ(TensorError(R"("scale": [1, 2], "zero_point": [0, 0])"),
            "q.json: error: /x: several scales need an axis\n"
            "  hint: add \"axis\": N, the dimension that has one scale an index");
  EXPECT_EQ(TensorError(R"("scale": 1, "zero_point": 0, "axis": -1)"),
            "q.json: error: /x/axis: -1 is no axis\n"
            "  hint: axes count from 0; leave the key out for one scale");
}

TEST(ReadQuantization, ScalesArePositiveFloats) {
  for (const char* scale : {"0", "-1", "1e39", "1e-300"}) {
    EXPECT_EQ(TensorError(R"("zero_point": 0, "scale": )" + std::string(scale)),
              "q.json: error: /x/scale: a scale is a positive number that a float holds\n"
              "  hint: leave the tensor out if it is not quantized");
  }
  EXPECT_EQ(TensorError(R"("zero_point": [0], "axis": 0, "scale": ["1"])"),
            "q.json: error: /x/scale/0: a scale is a positive number that a float holds\n"
            "  hint: leave the tensor out if it is not quantized");
}

TEST(ReadQuantization, SchemaHasTheSameKeys) {
  std::ifstream file(UTVMC_SOURCE_DIR "/docs/quantization.schema.json");
  const auto schema = nlohmann::json::parse(file);
  const auto& tensor = schema["$defs"]["tensor"];
  EXPECT_EQ(tensor["required"], (nlohmann::json{"scale", "zero_point"}));
  EXPECT_EQ(tensor["properties"].size(), 3U);
  EXPECT_TRUE(tensor["properties"].contains("axis"));
  EXPECT_FALSE(tensor["additionalProperties"]);
}

}  // namespace
}  // namespace utvmc
