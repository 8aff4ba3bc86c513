#include <gtest/gtest.h>

#include "ir/program.h"
#include "unit/ir/example_program.h"

namespace utvmc::ir {
namespace {

TEST(Dump, ShowsAllButDataAndBodies) {
  EXPECT_EQ(Dump(testing::ExampleProgram()),
            R"(program "network" 1234abcd (%0) -> (%3, %5, %5, %0, %6)
%0 input float32[1,4] "x"
%1 constant float32[2] "w"
%2 activation float32[1,2] "dense"
%3 activation float32[2] "reshape" alias of %2
%4 activation int8[] "split\x0a\""
%5 activation bool[0,3] "split#1"
%6 activation float32[2] "y"
@0 "dense" fused_dense (%0, %1) -> (%2) kernel 0
@1 "split" split flat (%3) -> (%4, %5) kernel 1
@2 "y" copy (%1) -> (%6)
kernel 0 op00_dense from tvmgen_default_fused_dense kernels.c:7 steps 3 handovers 2
  input p0 float[4] argument 0 live [0, 2)
  input p1 float[2] argument 1 live [0, 3)
  output out float[2] argument 2 live [2, 3)
  scratch acc float[8] live [0, 2)
  acc over p0 at [-32, -20]
kernel 1 op01_split from tvmgen_default_split kernels.c:40 steps 1 can fail packed in source 0, uses inline assembly
  input in float[2] argument 0 live [0, 1)
  output out0 int8_t[1] argument 1 live [0, 1)
source 0 kernels.c 13 bytes calls tvm.contrib.sort.argsort
)");
}

TEST(Dump, OfAnEmptyProgramIsOneLine) {
  EXPECT_EQ(Dump(Program{}), "program \"\" 00000000 () -> ()\n");
}

}  // namespace
}  // namespace utvmc::ir
