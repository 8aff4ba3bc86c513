// The emitted files of models with awkward names, types and shapes compile without a warning.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>

#include "emit/emit.h"
#include "support/program_builder.h"

namespace utvmc::emit {
namespace {

using ir::Role;
using kernelc::Scalar;
using test::BytesOf;
using test::PlanApart;
using test::ProgramBuilder;
using test::SumKernel;

constexpr const char* kWarnings =
    " -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wcast-qual -Wcast-align -Wshadow"
    " -Wundef -Wdouble-promotion -Werror";

bool Runs(const std::string& command) { return std::system(command.c_str()) == 0; }

/// A folder with the emitted files, removed with the object.
class Folder {
 public:
  explicit Folder(const std::vector<OutputFile>& files) {
    std::string pattern = ::testing::TempDir() + "utvmc_emit_XXXXXX";
    path_ = mkdtemp(pattern.data());
    for (const OutputFile& file : files) {
      std::ofstream(path_ / file.name, std::ios::binary) << file.text;
    }
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Every source as C99 and C11 under every compiler that is there, the headers also as C++17.
void ExpectCompiles(const ir::Program& program, CompileOptions options,
                    const std::string& extra_flags = "") {
  options.name = program.name;
  std::vector<OutputFile> files = Emit(program, PlanApart(program, options).Get());
  std::string headers;
  for (const OutputFile& file : files) {
    if (file.name.ends_with(".h")) headers = "#include \"" + file.name + "\"\n" + headers;
  }
  files.push_back({"headers.cc", headers});
  const Folder folder(files);
  const std::string in_folder = "cd '" + folder.path().string() + "' && ";
  const std::string include = " -I'" UTVMC_SOURCE_DIR "/runtime'" + extra_flags;
  for (const char* compiler : {"gcc", "clang"}) {
    if (!Runs(std::string("command -v ") + compiler + " >/dev/null")) continue;
    const std::string command = in_folder + compiler + kWarnings + include;
    EXPECT_TRUE(Runs(command + " -std=c99 -Wstrict-prototypes -Wmissing-prototypes -O2 -c *.c"));
    EXPECT_TRUE(Runs(command + " -std=c11 -fsyntax-only *.c"));
    EXPECT_TRUE(Runs(command + " -std=c++17 -fsyntax-only headers.cc"));
  }
}

void ExpectCompilesBothWays(const ir::Program& program, const std::string& extra_flags = "") {
  CompileOptions options;
  ExpectCompiles(program, options, extra_flags);
  options.io = IoPlacement::kCaller;
  ExpectCompiles(program, options, extra_flags);
}

TEST(CompilesTest, ModelWithAwkwardNames) {
  ProgramBuilder builder("kws");
  std::vector<test::Buffer> buffers;
  std::vector<ir::TensorId> arguments;
  const std::vector<std::string> names = {"a*/b",
                                          "a\nb",
                                          "gr\xc3\xbc\xc3\x9f",
                                          "int",
                                          "class",
                                          "",
                                          "\?\?/",
                                          "bytes",
                                          "arena",
                                          "memcpy",
                                          "main",
                                          "NULL",
                                          "linux",
                                          std::string(200, 'x'),
                                          "a.b",
                                          "a-b",
                                          "KWS_IN_COUNT",
                                          "KWS_H"};
  for (const std::string& name : names) {
    arguments.push_back(builder.Input(name, "float32", {2}));
    arguments.push_back(builder.Constant(name, "float32", {2}, BytesOf<float>({1, 2})));
  }
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    buffers.push_back({Role::kInput, "p" + std::to_string(i)});
  }
  buffers.push_back({Role::kScratch, "acc"});
  buffers.push_back({Role::kOutput, "out"});
  arguments.push_back(builder.Activation("*/ out \\", "float32", {2}));
  ir::Kernel kernel = SumKernel("op00_sum", Scalar::kFloat, 2, buffers).Get();
  kernel.symbol = "tvmgen_default_" + std::string(120, 'f');
  kernel.origin.file = "a*/b.c";
  builder.Call("*/", builder.Kernel(kernel), arguments);
  builder.Output(arguments.back());
  ExpectCompilesBothWays(builder.program);
}

/// One operator of every element type, fed from a constant with that type's extreme values.
void AddCopyOf(ProgramBuilder& builder, const char* type, const std::string& data) {
  const ir::DataType data_type = test::TypeOf(type);
  const std::int64_t elements = static_cast<std::int64_t>(data.size()) / data_type.Bytes();
  const auto constant = builder.Constant(type, type, {elements}, data);
  const auto input = builder.Input(std::string("in_") + type, type, {elements});
  const auto output = builder.Activation(std::string("out_") + type, type, {elements});
  const std::string name = "op_" + std::string(type);
  const auto kernel =
      builder.Kernel(SumKernel(name, ir::ElementType(data_type), elements,
                               {{Role::kInput, "p0"}, {Role::kInput, "p1"}, {Role::kOutput, "out"}})
                         .Get());
  builder.Call(name, kernel, {constant, input, output});
  builder.Output(output);
}

template <class T>
std::string Extremes() {
  return BytesOf<T>({std::numeric_limits<T>::lowest(), std::numeric_limits<T>::max(), T{0}, T{1}});
}

TEST(CompilesTest, EveryElementTypeWithItsExtremeValues) {
  ProgramBuilder builder;
  AddCopyOf(builder, "int8", Extremes<std::int8_t>());
  AddCopyOf(builder, "int16", Extremes<std::int16_t>());
  AddCopyOf(builder, "int32", Extremes<std::int32_t>());
  AddCopyOf(builder, "int64", Extremes<std::int64_t>());
  AddCopyOf(builder, "uint8", Extremes<std::uint8_t>());
  AddCopyOf(builder, "uint16", Extremes<std::uint16_t>());
  AddCopyOf(builder, "uint32", Extremes<std::uint32_t>());
  AddCopyOf(builder, "uint64", Extremes<std::uint64_t>());
  AddCopyOf(builder, "uint1", BytesOf<std::int8_t>({0, 1}));
  const float nan = std::nanf("");
  AddCopyOf(builder, "float32",
            Extremes<float>() + BytesOf<float>({nan, -nan, HUGE_VALF, -HUGE_VALF, 1e-45f}));
  AddCopyOf(builder, "float64",
            Extremes<double>() + BytesOf<double>({-HUGE_VAL, std::nan(""), 5e-324}));
  ExpectCompilesBothWays(builder.program);
}

TEST(CompilesTest, ModelWithHalves) {
  // No arithmetic: clang 14 has no _Float16 for this host, and warns where __fp16 is promoted.
  ProgramBuilder builder;
  const auto w =
      builder.Constant("w", "float16", {6},
                       BytesOf<std::uint16_t>({0x3800, 0x7bff, 0x8001, 0x7c00, 0xfe00, 0x2e66}));
  const auto x = builder.Input("x", "float16", {6});
  const auto y = builder.Activation("y", "float16", {6});
  const auto z = builder.Activation("z", "float16", {6});
  const auto copy = builder.Kernel(
      SumKernel("op00_copy", Scalar::kHalf, 6,
                {{Role::kInput, "p0"}, {Role::kScratch, "s"}, {Role::kOutput, "out"}})
          .Get());
  builder.Call("first", copy, {w, y});
  builder.Call("second", copy, {x, z});
  builder.Output(y);
  builder.Output(z);
#ifdef __x86_64__
  ExpectCompilesBothWays(builder.program, " -mf16c");
#else
  ExpectCompilesBothWays(builder.program);
#endif
}

TEST(CompilesTest, ModelWithoutOperatorsInputsOrConstants) {
  ProgramBuilder nothing("nothing");
  ExpectCompilesBothWays(nothing.program);

  ProgramBuilder passthrough("passthrough");
  const auto x = passthrough.Input("x", "float32", {1, 4});
  passthrough.Output(x);
  ExpectCompiles(passthrough.program, {});
}

TEST(CompilesTest, CopiesToOutputs) {
  ProgramBuilder builder("copies");
  const auto x = builder.Input("x", "float32", {1, 4});
  const auto c = builder.Constant("c", "int8", {3}, BytesOf<std::int8_t>({1, 2, 3}));
  const auto first = builder.Activation("x", "float32", {1, 4});
  const auto second = builder.Activation("c", "int8", {3});
  builder.Copy("x", x, first);
  builder.Copy("c", c, second);
  builder.Output(first);
  builder.Output(second);
  ExpectCompilesBothWays(builder.program);
}

TEST(CompilesTest, TensorsWithoutElements) {
  ProgramBuilder builder("hollow");
  const auto x = builder.Input("x", "float32", {0, 4});
  const auto c = builder.Constant("c", "int8", {0}, "");
  const auto y = builder.Activation("y", "float32", {0, 4});
  const auto z = builder.Activation("z", "int8", {0});
  builder.Copy("y", x, y);
  builder.Copy("z", c, z);
  builder.Output(y);
  builder.Output(z);
  ExpectCompilesBothWays(builder.program);
}

TEST(CompilesTest, KernelsThatCanFail) {
  ProgramBuilder builder;
  AddCopyOf(builder, "int32", Extremes<std::int32_t>());
  ir::Kernel& kernel = builder.program.kernels[0];
  kernel.can_fail = true;
  kernelc::Function& function = std::get<ir::NativeBody>(kernel.body).function;
  function.result = {Scalar::kInt32, 0};
  function.body.push_back({kernelc::Return{kernelc::MakeInt(0)}, {}});
  ExpectCompilesBothWays(builder.program);
}

TEST(CompilesTest, AlignmentBeyondThatOfTheElements) {
  ProgramBuilder builder;
  AddCopyOf(builder, "int8", Extremes<std::int8_t>());
  CompileOptions options;
  options.align = 64;
  ExpectCompiles(builder.program, options);
}

TEST(CompilesTest, TwoModelsLinkIntoOneImageThatRuns) {
  std::vector<OutputFile> files;
  for (const char* name : {"left", "right"}) {
    ProgramBuilder builder(name);
    const auto x = builder.Input("x", "float32", {2});
    const auto w = builder.Constant("w", "float32", {2}, BytesOf<float>({0.5f, -1.0f}));
    const auto y = builder.Activation("y", "float32", {2});
    const auto kernel = builder.Kernel(SumKernel("op00_add", Scalar::kFloat, 2,
                                                 {{Role::kInput, "p0"},
                                                  {Role::kInput, "p1"},
                                                  {Role::kScratch, "acc"},
                                                  {Role::kOutput, "out"}})
                                           .Get());
    builder.Call("add", kernel, {x, w, y});
    builder.Output(y);
    CompileOptions options;
    options.name = name;
    for (OutputFile& file : Emit(builder.program, PlanApart(builder.program, options).Get())) {
      files.push_back(std::move(file));
    }
  }
  files.push_back({"main.c",
                   "#include \"left.h\"\n#include \"right.h\"\n"
                   "int main(void)\n{\n"
                   "    static left_arena_t left;\n    static right_arena_t right;\n"
                   "    left_in_x(&left)[0] = 1.0f;\n    left_in_x(&left)[1] = 2.0f;\n"
                   "    left_run(&left);\n"
                   "    right_in_x(&right)[0] = left_out_y(&left)[0];\n"
                   "    right_in_x(&right)[1] = left_out_y(&left)[1];\n"
                   "    right_run(&right);\n"
                   "    return right_out_y(&right)[0] > 1.9f && right_out_y(&right)[1] < 0.1f\n"
                   "               ? 0\n               : 1;\n}\n"});
  const Folder folder(files);
  EXPECT_TRUE(Runs("cd '" + folder.path().string() + "' && cc -std=c99" + kWarnings +
                   " -I'" UTVMC_SOURCE_DIR "/runtime' -O2 *.c -o main && ./main"));
}

}  // namespace
}  // namespace utvmc::emit
