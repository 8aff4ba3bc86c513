#include "lowering_fixture.h"

namespace utvmc::lowering {
namespace {

class ArgumentValuesTest : public LoweringTest {};

TEST_F(ArgumentValuesTest, TooManyArgumentsInTheGraph) {
  Call("f", {In("float32", {4}), In("float32", {4}), Out("float32", {4})});
  EXPECT_EQ(Lower(Packed("f", "\n  void* p0 = (((TVMValue*)args)[0].v_handle);\n")),
            "k.c:5:17: error: kernel 'f': takes 1 arguments, but the graph passes 3\n"
            "  hint: are graph.json and the kernels of the same build?");
}

TEST_F(ArgumentValuesTest, TooFewArgumentsInTheGraph) {
  CallUnary();
  EXPECT_EQ(Lower(Unary("  void* p2 = (((TVMValue*)args)[2].v_handle);\n")),
            "k.c:14:16: error: kernel 'f': takes an argument 2, but the graph passes 2\n"
            "  hint: are graph.json and the kernels of the same build?");
}

}  // namespace
}  // namespace utvmc::lowering
