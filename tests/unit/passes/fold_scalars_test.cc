#include <gmock/gmock.h>

#include "kernelc/printer.h"
#include "passes/passes.h"
#include "support/program_builder.h"

namespace utvmc::passes {
namespace {

using ::testing::SizeIs;

/// `out[i] = x[i] + c[0]` called once for each of `constants`.
class ScalarProgram {
 public:
  /// `input_type`: of `x`, where it is not that of all others.
  ScalarProgram(const char* type, const std::vector<std::string>& constants,
                const char* input_type = nullptr) {
    const ir::DataType data_type = test::TypeOf(type);
    const ir::DataType of_input = input_type == nullptr ? data_type : test::TypeOf(input_type);
    ir::TensorId value = Tensor("x", ir::Tensor::Kind::kInput, of_input, {4});
    program.inputs = {value};
    for (const std::string& constant : constants) {
      const auto scalar = Tensor("c", ir::Tensor::Kind::kConstant, data_type, {});
      program[scalar].data = constant;
      const auto out = Tensor("y", ir::Tensor::Kind::kActivation, data_type, {4});
      ir::Operator op;
      op.arguments = {value, scalar, out};
      op.input_count = 2;
      op.kernel = ir::KernelId(0);
      program.operators.push_back(op);
      value = out;
    }
    program.outputs = {value};
    AddKernel(ir::ElementType(of_input), ir::ElementType(data_type));
  }

  std::string Body() const {
    return kernelc::PrintBody(std::get<ir::NativeBody>(program.kernels[0].body).function, 0);
  }

  ir::Program program;

 private:
  ir::TensorId Tensor(const char* name, ir::Tensor::Kind kind, ir::DataType type,
                      std::vector<std::int64_t> shape) {
    ir::Tensor tensor;
    tensor.name = name;
    tensor.kind = kind;
    tensor.type = type;
    tensor.shape = std::move(shape);
    return program.Add(std::move(tensor));
  }

  void AddKernel(kernelc::Scalar input, kernelc::Scalar element) {
    using namespace kernelc;
    ir::Kernel kernel;
    kernel.parameters = {{ir::Role::kInput, 0, "p0", input, 4, {0, 1}},
                         {ir::Role::kInput, 1, "p1", element, 1, {0, 1}},
                         {ir::Role::kOutput, 2, "out", element, 4, {0, 1}}};
    kernel.in_place = {{0, 2, -16, 0}};
    Function function;
    for (const ir::Parameter& parameter : kernel.parameters) {
      function.parameters.push_back(function.Add({parameter.name,
                                                  SymbolKind::kBuffer,
                                                  {parameter.element, 0},
                                                  parameter.elements,
                                                  parameter.role == ir::Role::kInput}));
    }
    const auto at = [&](int parameter, std::int64_t index) {
      return MakeSubscript(
          MakeVar(function, function.parameters[static_cast<std::size_t>(parameter)]),
          MakeInt(index));
    };
    function.body.push_back({Assign{at(2, 3), MakeBinary(BinaryOp::kAdd, at(0, 3), at(1, 0))}, {}});
    kernel.body = ir::NativeBody{std::move(function), {}};
    program.kernels.push_back(std::move(kernel));
  }
};

TEST(FoldScalars, AConstantBecomesALiteral) {
  ScalarProgram of("int32", {test::BytesOf<std::int32_t>({-128})});
  FoldScalars(of.program);
  EXPECT_EQ(of.Body(), "out[3] = p0[3] - 128;\n");
  EXPECT_THAT(of.program.kernels[0].parameters, SizeIs(2));
  EXPECT_EQ(of.program.kernels[0].in_place, (std::vector<ir::InPlace>{{0, 1, -16, 0}}));
}

TEST(FoldScalars, SumsKeepTheirWidthWhereIntHas16Bits) {
  ScalarProgram of("int32", {test::BytesOf<std::int32_t>({30000})}, "int16");
  FoldScalars(of.program);
  EXPECT_EQ(of.Body(), "out[3] = (int32_t)p0[3] + 30000;\n");
}

TEST(FoldScalars, FloatsStayArguments) {
  ScalarProgram of("float32", {test::BytesOf<float>({0.1f})});
  FoldScalars(of.program);
  EXPECT_EQ(of.Body(), "out[3] = p0[3] + p1[0];\n");
}

TEST(FoldScalars, ATensorThatIsKeptStaysAnArgument) {
  ScalarProgram of("int32", {test::BytesOf<std::int32_t>({3})});
  FoldScalars(of.program, {"c"});
  EXPECT_EQ(of.Body(), "out[3] = p0[3] + p1[0];\n");
}

TEST(FoldScalars, CallsThatAgreeShareTheirKernel) {
  const std::string three = test::BytesOf<std::int32_t>({3});
  ScalarProgram of("int32", {three, three});
  FoldScalars(of.program);
  EXPECT_EQ(of.Body(), "out[3] = p0[3] + 3;\n");
}

TEST(FoldScalars, CallsThatDisagreeKeepTheArgument) {
  ScalarProgram of("int32", {test::BytesOf<std::int32_t>({3}), test::BytesOf<std::int32_t>({4})});
  FoldScalars(of.program);
  EXPECT_EQ(of.Body(), "out[3] = p0[3] + p1[0];\n");
  EXPECT_THAT(of.program.kernels[0].parameters, SizeIs(3));
}

}  // namespace
}  // namespace utvmc::passes
