// Models on an ATmega, where int has 16 bits, under simavr: every vector gives TVM's results,
// integers to the bit.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <sstream>

#include "e2e/emitted_model.h"
#include "ir/data_type.h"
#include "metrics.h"
#include "process.h"

namespace utvmc {
namespace {

constexpr const char* kChip = "atmega2560";

/// Vectors are in flash, which has 256 KB, but pointers to it have 16 bits.
constexpr std::size_t kMostVectorBytes = 24 * 1024;

std::string Bytes(const char* name, const std::string& data) {
  std::string text = fmt::format("static const uint8_t {}[] PROGMEM = {{", name);
  for (std::size_t i = 0; i < data.size(); ++i)
    text += fmt::format("{}{},", i % 16 == 0 ? "\n    " : " ", static_cast<unsigned char>(data[i]));
  return text + "\n};\n";
}

std::string Spans(const char* name, const char* direction, std::size_t count) {
  std::string text = fmt::format("static const span_t {}[] = {{", name);
  for (std::size_t i = 0; i < count; ++i)
    text += fmt::format("{{NETWORK_{0}_{1}_OFFSET, NETWORK_{0}_{1}_BYTES}}, ", direction, i);
  return text + "};\n";
}

std::string VectorsHeader(const Report& report, const std::vector<tools::TestVector>& vectors) {
  std::string inputs;
  for (const tools::TestVector& vector : vectors)
    for (const std::string& input : vector.inputs) inputs += input;
  return "typedef struct {\n    uint16_t offset;\n    uint16_t bytes;\n} span_t;\n" +
         Spans("input_spans", "IN", report.inputs.size()) +
         Spans("output_spans", "OUT", report.outputs.size()) +
         fmt::format("#define VECTOR_COUNT {}u\n#define VECTOR_BYTES {}u\n", vectors.size(),
                     inputs.size() / vectors.size()) +
         Bytes("vector_inputs", inputs);
}

/// What the firmware printed: by label, line by line. simavr prints "..." in place of '\n', and
/// colours.
std::map<char, std::vector<std::string>> Lines(const std::string& output) {
  std::map<char, std::vector<std::string>> lines;
  std::istringstream words(output);
  for (std::string word, previous; words >> word; previous = word) {
    if (previous.empty() || word.empty()) continue;
    const char label = previous.back();
    const bool is_word = previous.size() == 1 || previous.ends_with(std::string("m") + label);
    const bool is_label = is_word && (label == 'o' || label == 't' || label == 's');
    const std::size_t length = word.find_first_not_of("0123456789abcdef");
    if (is_label && length != 0) lines[label].push_back(word.substr(0, length));
  }
  return lines;
}

std::string FromHex(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes.push_back(static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16)));
  return bytes;
}

void ExpectOutputs(const Report& report, const std::vector<tools::TestVector>& vectors,
                   const std::vector<std::string>& lines, double tolerance) {
  ASSERT_EQ(lines.size(), vectors.size());
  for (std::size_t v = 0; v < vectors.size(); ++v) {
    const std::string actual = FromHex(lines[v]);
    std::size_t at = 0;
    for (std::size_t o = 0; o < report.outputs.size(); ++o) {
      const std::string& expected = vectors[v].outputs[o];
      ASSERT_LE(at + expected.size(), actual.size());
      tools::OutputMetrics metrics(*ir::ParseDataType(report.outputs[o].type), tolerance);
      metrics.Add(static_cast<int>(v), expected,
                  std::string_view(actual).substr(at, expected.size()));
      EXPECT_TRUE(metrics.pass()) << "vector " << v << ", output " << o << ": relative error "
                                  << metrics.max_rel();
      at += expected.size();
    }
  }
}

/// `tolerance`: of floats. avr-libc's functions round otherwise than those of a host.
void ExpectVectorsMatch(const std::string& name, double tolerance) {
  for (const char* program : {"avr-gcc", "simavr"})
    if (!HasProgram(program)) GTEST_SKIP() << program << " is not installed";
  const std::string folder = FindModel(name);
  if (folder.empty()) GTEST_SKIP() << name << " is not here: ../shared is absent";

  const EmittedModel model(folder, CompileOptions{});
  DiskFileSystem disk;
  auto vectors = tools::ReadVectors(disk, folder + "/vectors", model.report());
  ASSERT_TRUE(vectors.ok()) << Format(vectors.error());
  std::size_t bytes = 1;
  for (const std::string& input : vectors->front().inputs) bytes += input.size();
  vectors->resize(std::min<std::size_t>(vectors->size(), kMostVectorBytes / bytes));

  ASSERT_TRUE(disk.Write(model.Path("vectors.h"), VectorsHeader(model.report(), *vectors)).ok());
  std::vector<std::string> compiler = {"avr-gcc",    fmt::format("-mmcu={}", kChip),
                                       "-std=gnu99", "-Os",
                                       "-o",         model.Path("firmware.elf")};
  for (const std::string& warning : StrictWarnings()) {
    // expf is a macro for exp there, and float is double.
    if (warning != "-Wdouble-promotion" && warning != "-Wpedantic") compiler.push_back(warning);
  }
  ASSERT_EQ(model.Build(compiler, {UTVMC_SOURCE_DIR "/tests/target/avr/main.c", "-lm"}), "");

  const auto run = tools::RunProcess(
      {"timeout", "300", "simavr", "-m", kChip, "-f", "16000000", model.Path("firmware.elf")});
  ASSERT_TRUE(run.ok()) << Format(run.error());
  auto lines = Lines(run->output);
  ASSERT_EQ(lines['t'].size(), 1u) << run->output;
  ExpectOutputs(model.report(), *vectors, lines['o'], tolerance);
  const long ticks = std::stol(lines['t'][0]);
  std::printf("%s", RunQuietly({"avr-size", model.Path("firmware.elf")}).c_str());
  std::printf("%s: %zu vectors, %ld kilocycles each, %s bytes of stack\n", name.c_str(),
              vectors->size(), ticks * 1024 / 1000 / static_cast<long>(vectors->size()),
              lines['s'].empty() ? "?" : lines['s'][0].c_str());
}

struct Case {
  const char* test;
  const char* model;
  double tolerance = 0;
};

class AvrTest : public testing::TestWithParam<Case> {};

TEST_P(AvrTest, VectorsMatch) { ExpectVectorsMatch(GetParam().model, GetParam().tolerance); }

INSTANTIATE_TEST_SUITE_P(All, AvrTest,
                         testing::Values(Case{"sine", "own/sine", 1e-5},
                                         Case{"digits_int8", "own/digits_int8"},
                                         Case{"digits_int8_v08", "own_v08/digits_int8"},
                                         Case{"dtypes", "own/dtypes", 1e-5},
                                         Case{"lstm", "own/lstm", 1e-5},
                                         Case{"multi_io", "own/multi_io", 1e-5},
                                         Case{"reshape_chain", "own/reshape_chain", 1e-5},
                                         Case{"transpose_pad", "own/transpose_pad", 1e-5},
                                         Case{"hello_world_int8", "thirdparty/hello_world_int8"}),
                         [](const auto& test) { return std::string(test.param.test); });

}  // namespace
}  // namespace utvmc
