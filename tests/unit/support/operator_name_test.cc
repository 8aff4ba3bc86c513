#include "support/operator_name.h"

#include <gtest/gtest.h>

namespace utvmc {
namespace {

TEST(ShortOperatorName, DropsPrefixesHashesCountersAndRepetitions) {
  EXPECT_EQ(ShortOperatorName("tvmgen_default_fused_nn_conv2d_add_fixed_point_multiply_per_axis_"
                              "add_clip_9659f5a25f05af35__1"),
            "conv2d_add_requant_clip");
  EXPECT_EQ(ShortOperatorName("tvmgen_kws_fused_nn_contrib_dense_pack_add"), "dense_pack_add");
  EXPECT_EQ(ShortOperatorName("fused_nn_relu_2"), "relu");
  EXPECT_EQ(ShortOperatorName("tvmgen_default_cmsis_nn_main_0"), "cmsis_main");
}

TEST(ShortOperatorName, IsCutAtAWord) {
  EXPECT_EQ(ShortOperatorName("fused_abcdefghij_klmnopqrst_uvwxyzabcdef_more"),
            "abcdefghij_klmnopqrst");
}

TEST(ShortOperatorName, IsAnIdentifierForAnyBytes) {
  EXPECT_EQ(ShortOperatorName(""), "op");
  EXPECT_EQ(ShortOperatorName("*/\n\xff"), "op");
  EXPECT_EQ(ShortOperatorName("2d conv"), "op_2d_conv");
}

}  // namespace
}  // namespace utvmc
