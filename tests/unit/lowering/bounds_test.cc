#include "lowering_fixture.h"

namespace utvmc::lowering {
namespace {

class BoundsTest : public LoweringTest {};

TEST_F(BoundsTest, AnElementBehindTheEndIsAnError) {
  CallUnary();
  EXPECT_EQ(Lower(Unary("  ((float*)T_relu_1)[4] = 1.0f;\n")),
            "k.c:14:4: error: kernel 'f': accesses element 4 of 'p1', which has 4\n"
            "  hint: are graph.json and the kernels of the same build?");
}

TEST_F(BoundsTest, ALoopThatLeavesItsBufferIsAnError) {
  CallUnary();
  EXPECT_EQ(
      Lower(Unary("  for (int32_t i = 0; i < 5; ++i) {\n    ((float*)T_relu_1)[i] = 1.0f;\n  }\n")),
      "k.c:15:6: error: kernel 'f': accesses element 4 of 'p1', which has 4\n"
      "  hint: are graph.json and the kernels of the same build?");
}

}  // namespace
}  // namespace utvmc::lowering
