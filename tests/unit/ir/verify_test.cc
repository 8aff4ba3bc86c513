#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>

#include "ir/program.h"
#include "unit/ir/example_program.h"

namespace utvmc::ir {
namespace {

TEST(Verify, AcceptsACorrectProgram) {
  const Status status = Verify(testing::ExampleProgram());
  EXPECT_TRUE(status.ok()) << status.error().message;
  EXPECT_TRUE(Verify(Program{}).ok());
}

TEST(Verify, AcceptsAProgramThatIsNotLowered) {
  Program program = testing::ExampleProgram();
  program.kernels.clear();
  for (Operator& op : program.operators) op.kernel = {};
  EXPECT_TRUE(Verify(program).ok());
}

TEST(Verify, AcceptsActivationsThatNothingNeedsAnyMore) {
  Program program = testing::ExampleProgram();
  program.operators.pop_back();
  program.outputs.pop_back();
  EXPECT_TRUE(Verify(program).ok());
}

TEST(Verify, NamesEveryBrokenInvariant) {
  struct Case {
    const char* message;
    std::function<void(Program&)> damage;
  };
  const Case cases[] = {
      {"tensor 2 has no supported type", [](Program& p) { p.tensors[2].type.bits = 4; }},
      {"tensor 2 has an impossible shape", [](Program& p) { p.tensors[2].shape = {-1}; }},
      {"tensor 2 has an impossible shape",
       [](Program& p) {
         p.tensors[2].shape = {INT64_C(1) << 31, INT64_C(1) << 30, 0};
       }},
      {"constant 1 holds 7 bytes instead of 8", [](Program& p) { p.tensors[1].data.pop_back(); }},
      {"tensor 0 holds data but is no constant", [](Program& p) { p.tensors[0].data = "x"; }},
      {"tensor 3 is an alias of nothing", [](Program& p) { p.tensors[3].alias_of.value = 7; }},
      {"tensor 0 is an alias but no activation",
       [](Program& p) { p.tensors[0].alias_of = TensorId(1); }},
      {"tensor 6 is an alias of an alias", [](Program& p) { p.tensors[6].alias_of = TensorId(3); }},
      {"tensor 3 is an alias of an alias", [](Program& p) { p.tensors[3].alias_of = TensorId(3); }},
      {"tensor 3 is an alias of tensor 0, which has another size",
       [](Program& p) { p.tensors[3].alias_of = TensorId(0); }},
      {"an input of the model is tensor -1", [](Program& p) { p.inputs = {TensorId()}; }},
      {"tensor 1 is listed as an input but is none, or is listed twice",
       [](Program& p) { p.inputs.push_back(TensorId(1)); }},
      {"tensor 0 is listed as an input but is none, or is listed twice",
       [](Program& p) { p.inputs.push_back(TensorId(0)); }},
      {"tensor 0 is an input but is not listed", [](Program& p) { p.inputs.clear(); }},
      {"kernel 0 has no name", [](Program& p) { p.kernels[0].name.clear(); }},
      {"kernel 1 has 0 steps", [](Program& p) { p.kernels[1].steps = 0; }},
      {"kernel 0 has a parameter without a name of its own: \"p0\"",
       [](Program& p) { p.kernels[0].parameters[1].name = "p0"; }},
      {"kernel 0 has two parameters for argument 0",
       [](Program& p) { p.kernels[0].parameters[1].argument = 0; }},
      {"parameter acc of kernel 0 has argument 1",
       [](Program& p) { p.kernels[0].parameters[3].argument = 1; }},
      {"parameter p0 of kernel 0 has argument -1",
       [](Program& p) { p.kernels[0].parameters[0].argument = -1; }},
      {"parameter acc of kernel 0 has an impossible size",
       [](Program& p) { p.kernels[0].parameters[3].elements = 0; }},
      {"parameter acc of kernel 0 has an impossible size",
       [](Program& p) { p.kernels[0].parameters[3].elements = INT64_MAX; }},
      {"parameter p0 of kernel 0 has an impossible size",
       [](Program& p) { p.kernels[0].parameters[0].element = kernelc::Scalar::kVoid; }},
      {"parameter acc of kernel 0 is live in [0, 4) of 3 steps",
       [](Program& p) { p.kernels[0].parameters[3].live.end = 4; }},
      {"parameter p0 of kernel 0 is live in [1, 2) of 3 steps",
       [](Program& p) { p.kernels[0].parameters[0].live.begin = 1; }},
      {"parameter out of kernel 0 is live in [1, 2) of 3 steps",
       [](Program& p) {
         p.kernels[0].parameters[2].live = {1, 2};
       }},
      {"kernel 0 writes parameter 4 over parameter 0 of 4",
       [](Program& p) { p.kernels[0].in_place[0].output = 4; }},
      {"kernel 0 writes parameter 3 over parameter -1 of 4",
       [](Program& p) { p.kernels[0].in_place[0].input = -1; }},
      {"kernel 0 cannot write p1 over p0", [](Program& p) { p.kernels[0].in_place[0].output = 1; }},
      {"kernel 0 cannot write acc over out",
       [](Program& p) { p.kernels[0].in_place[0].input = 2; }},
      {"kernel 0 cannot write acc over acc",
       [](Program& p) { p.kernels[0].in_place[0].input = 3; }},
      {"kernel 0 cannot write acc over p0",
       [](Program& p) {
         p.kernels[0].parameters[3].element = kernelc::Scalar::kInt32;
         std::get<NativeBody>(p.kernels[0].body).function.symbols[3].type.scalar =
             kernelc::Scalar::kInt32;
       }},
      {"kernel 0 cannot write acc over p0",
       [](Program& p) { p.kernels[0].in_place.push_back(p.kernels[0].in_place[0]); }},
      {"kernel 1 cannot write out0 over in",
       [](Program& p) { p.kernels[1].in_place = {{.input = 0, .output = 1}}; }},
      {"kernel 0 writes acc over p0 at [-33, -20]",
       [](Program& p) { p.kernels[0].in_place[0].min_distance = -33; }},
      {"kernel 0 writes acc over p0 at [-32, 17]",
       [](Program& p) { p.kernels[0].in_place[0].max_distance = 17; }},
      {"kernel 0 writes acc over p0 at [-19, -20]",
       [](Program& p) { p.kernels[0].in_place[0].min_distance = -19; }},
      {"kernel 1 is carried over from no source", [](Program& p) { p.carried.clear(); }},
      {"kernel 0 has 4 steps but 3 statements",
       [](Program& p) {
         p.kernels[0].steps = 4;
         p.kernels[0].parameters[2].live.end = 4;
       }},
      {"kernel 0 has 3 parameters but its function has 4",
       [](Program& p) { p.kernels[0].parameters.pop_back(); }},
      {"parameter 0 of kernel 0 has no symbol",
       [](Program& p) { std::get<NativeBody>(p.kernels[0].body).function.symbols.clear(); }},
      {"parameter p1 of kernel 0 differs from its symbol",
       [](Program& p) { p.kernels[0].parameters[1].elements = 3; }},
      {"kernel 0 hands over before step 3",
       [](Program& p) {
         std::get<NativeBody>(p.kernels[0].body).handovers = {2, 3};
       }},
      {"kernel 0 hands over before step 1",
       [](Program& p) {
         std::get<NativeBody>(p.kernels[0].body).handovers = {1, 1};
       }},
      {"operator 0 has 4 inputs among 3 arguments",
       [](Program& p) { p.operators[0].input_count = 4; }},
      {"argument 1 of operator 0 is tensor 99",
       [](Program& p) { p.operators[0].arguments[1] = TensorId(99); }},
      {"operator 0 reads tensor 3 before it is written",
       [](Program& p) { std::swap(p.operators[0], p.operators[1]); }},
      {"operator 2 reads tensor 6 before it is written",
       [](Program& p) { p.operators[2].arguments[0] = TensorId(6); }},
      {"operator 1 writes tensor 2, which has a value already",
       [](Program& p) { p.operators[1].arguments[1] = TensorId(2); }},
      {"operator 1 writes tensor 3, which has a value already",
       [](Program& p) { p.operators[1].arguments[1] = TensorId(3); }},
      {"operator 1 writes tensor 1, which has a value already",
       [](Program& p) { p.operators[1].arguments[1] = TensorId(1); }},
      {"operator 2 is no copy of one tensor to another of the same size",
       [](Program& p) { p.tensors[6].shape = {3}; }},
      {"operator 1 has no kernel", [](Program& p) { p.operators[1].kernel = {}; }},
      {"operator 1 calls kernel 2", [](Program& p) { p.operators[1].kernel = KernelId(2); }},
      {"operator 1 lacks argument 1 of kernel 1",
       [](Program& p) { p.operators[1].arguments.resize(1); }},
      {"operator 0 passes 20 bytes for the 16 bytes of parameter p0",
       [](Program& p) { p.tensors[0].shape = {5}; }},
      {"an output of the model is tensor 7", [](Program& p) { p.outputs = {TensorId(7)}; }},
      {"output tensor 6 is never written", [](Program& p) { p.operators.pop_back(); }},
  };
  for (const Case& c : cases) {
    Program program = testing::ExampleProgram();
    c.damage(program);
    const Status status = Verify(program);
    ASSERT_FALSE(status.ok()) << c.message;
    EXPECT_EQ(status.error().message, c.message);
    EXPECT_EQ(status.error().error_class, ErrorClass::kInternal);
  }
}

TEST(Tensor, CountsElementsAndBytes) {
  Tensor tensor{.type = {DataType::Code::kInt, 16}, .shape = {2, 3}};
  EXPECT_EQ(tensor.Elements(), 6);
  EXPECT_EQ(tensor.Bytes(), 12);
  tensor.shape = {};
  EXPECT_EQ(tensor.Bytes(), 2);
  tensor.shape = {4, 0};
  EXPECT_EQ(tensor.Bytes(), 0);
}

}  // namespace
}  // namespace utvmc::ir
