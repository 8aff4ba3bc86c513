#include "lowering/in_place.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "lowering_fixture.h"
#include "support/tagged_run.h"

namespace utvmc::lowering {
namespace {

std::string CName(const std::string& type) {
  return type.starts_with("float") ? (type == "float64" ? "double" : "float") : type + "_t";
}

class FindInPlaceTest : public LoweringTest {
 protected:
  /// Lowers a kernel of that body, in which `p0[i]`, `p1[i]`... are the arguments.
  void Lower(const std::vector<TestArgument>& arguments, std::string body) {
    std::string prologue = "\n";
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      prologue += fmt::format(
          "void* a{0} = (((TVMValue*)args)[{0}].v_handle);\n"
          "void* d{0} = (((DLTensor*)a{0})[0].data);\n",
          i);
      const std::string name = fmt::format("p{}[", i);
      const std::string access = fmt::format("(({}*)d{})[", CName(arguments[i].type), i);
      for (std::size_t at = body.find(name); at != std::string::npos;
           at = body.find(name, at + access.size())) {
        body.replace(at, name.size(), access);
      }
    }
    Call("f", arguments);
    ASSERT_EQ(LoweringTest::Lower(Packed("f", prologue + body)), "");
    ASSERT_TRUE(Kernel().IsNative()) << Printed();
  }

  /// "out over p0 at [-16, 0]", one line each. Every entry passes a tagged run and fails one byte
  /// beyond.
  std::string Found() {
    std::string text;
    for (const ir::InPlace& pair : Kernel().in_place) {
      EXPECT_EQ(test::CheckInPlace(Kernel(), pair), "");
      text += fmt::format("{} over {} at [{}, {}]\n", Name(pair.output), Name(pair.input),
                          pair.min_distance, pair.max_distance);
    }
    return text;
  }

 private:
  const std::string& Name(int parameter) {
    return Kernel().parameters[static_cast<std::size_t>(parameter)].name;
  }
};

TEST_F(FindInPlaceTest, ElementWiseKernelsWriteAtOrBelowTheirInput) {
  Lower({In("float32", {4, 8}), Out("float32", {4, 8})}, R"(
  for (int32_t i = 0; i < 4; ++i) {
    for (int32_t j = 0; j < 8; ++j) {
      int32_t cse_var_1 = ((i * 8) + j);
      p1[cse_var_1] = ((p0[cse_var_1]) > (0.000000e+00f) ? (p0[cse_var_1]) : (0.000000e+00f));
    }
  }
)");
  EXPECT_EQ(Found(), "out over p0 at [-128, 0]\n");
}

TEST_F(FindInPlaceTest, EachInputOfASumMayLieUnderTheOutput) {
  Lower({In("float32", {6}), In("float32", {6}), Out("float32", {6})},
        "for (int32_t i = 0; i < 6; ++i) { p2[i] = (p0[i] + p1[i]); }\n");
  EXPECT_EQ(Found(), "out over p0 at [-24, 0]\nout over p1 at [-24, 0]\n");
  // Both at once, one on top of the other's end.
  const test::TaggedRun apart = test::RunTagged(Kernel(), test::Apart(Kernel()), 1);
  const test::TaggedRun both = test::RunTagged(Kernel(), {12, 36, 12}, 1);
  EXPECT_EQ(both.failure, "");
  EXPECT_EQ(both.outputs, apart.outputs);
  EXPECT_EQ(test::RunTagged(Kernel(), {12, 36, 13}, 1).failure, "p0[1] was written by out");
}

TEST_F(FindInPlaceTest, ATensorThatIsReadAgainAfterwardsStays) {
  Lower({In("float32", {6}), Out("float32", {6})}, R"(
  for (int32_t i = 0; i < 6; ++i) { p1[i] = p0[i]; }
  for (int32_t i = 0; i < 6; ++i) { p1[i] = (p1[i] + p0[i]); }
)");
  EXPECT_EQ(Found(), "");
}

TEST_F(FindInPlaceTest, WideningEndsBehindTheInput) {
  Lower({In("int8", {8}), Out("int32", {8})},
        "for (int32_t i = 0; i < 8; ++i) { p1[i] = ((int32_t)p0[i]); }\n");
  // When p1[6] is written, p0[7] is still to be read: 4 * 6 + 4 bytes lie below it.
  EXPECT_EQ(Found(), "out over p0 at [-32, -21]\n");
}

TEST_F(FindInPlaceTest, NarrowingBeginsAnywhereInTheFirstElement) {
  Lower({In("int32", {8}), Out("int8", {8})},
        "for (int32_t i = 0; i < 8; ++i) { p1[i] = ((int8_t)p0[i]); }\n");
  EXPECT_EQ(Found(), "out over p0 at [-8, 3]\n");
}

TEST_F(FindInPlaceTest, TypesThatMayNotAliasNeverShareBytes) {
  Lower({In("float32", {8}), Out("int32", {8})},
        "for (int32_t i = 0; i < 8; ++i) { p1[i] = ((int32_t)p0[i]); }\n");
  EXPECT_EQ(Found(), "");
}

TEST_F(FindInPlaceTest, ABroadcastRowIsReadForTheLastTimeInTheLastRow) {
  Lower({In("float32", {4, 8}), In("float32", {8}), Out("float32", {4, 8})}, R"(
  for (int32_t i = 0; i < 4; ++i) {
    for (int32_t j = 0; j < 8; ++j) {
      p2[((i * 8) + j)] = (p0[((i * 8) + j)] + p1[j]);
    }
  }
)");
  EXPECT_EQ(Found(), "out over p0 at [-128, 0]\nout over p1 at [-128, -96]\n");
}

TEST_F(FindInPlaceTest, ABroadcastColumnIsNotWorthIt) {
  Lower({In("float32", {8}), Out("float32", {8, 4})}, R"(
  for (int32_t j = 0; j < 4; ++j) {
    for (int32_t i = 0; i < 8; ++i) {
      p1[((i * 4) + j)] = p0[i];
    }
  }
)");
  EXPECT_EQ(Found(), "");
}

TEST_F(FindInPlaceTest, ReversalIsNotWorthIt) {
  Lower({In("float32", {8}), Out("float32", {8})},
        "for (int32_t i = 0; i < 8; ++i) { p1[i] = p0[(7 - i)]; }\n");
  EXPECT_EQ(Found(), "");
}

TEST_F(FindInPlaceTest, DownwardsTheOutputBeginsAtOrAboveTheInput) {
  Lower({In("float32", {8}), Out("float32", {8})},
        "for (int32_t i = 0; i < 8; ++i) { p1[(7 - i)] = p0[(7 - i)]; }\n");
  EXPECT_EQ(Found(), "out over p0 at [0, 32]\n");
}

TEST_F(FindInPlaceTest, AStencilKeepsItsDistance) {
  Lower({In("float32", {8}), Out("float32", {6})},
        "for (int32_t i = 0; i < 6; ++i) { p1[i] = ((p0[i] + p0[(i + 1)]) + p0[(i + 2)]); }\n");
  EXPECT_EQ(Found(), "out over p0 at [-24, 0]\n");
}

TEST_F(FindInPlaceTest, AStencilThatLooksBackStaysAhead) {
  Lower({In("float32", {8}), Out("float32", {8})}, R"(
  for (int32_t i = 0; i < 8; ++i) {
    p1[i] = ((2 <= i) ? (p0[i] + p0[(i - 2)]) : p0[i]);
  }
)");
  EXPECT_EQ(Found(), "out over p0 at [-32, -8]\n");
}

TEST_F(FindInPlaceTest, TransposesShareNothing) {
  Lower({In("float32", {4, 8}), Out("float32", {8, 4})}, R"(
  for (int32_t i = 0; i < 8; ++i) {
    for (int32_t j = 0; j < 4; ++j) {
      p1[((i * 4) + j)] = p0[((j * 8) + i)];
    }
  }
)");
  EXPECT_EQ(Found(), "");
}

TEST_F(FindInPlaceTest, ReductionsIntoTheOutputStayAnElementBelow) {
  Lower({In("float32", {4, 8}), Out("float32", {8})}, R"(
  for (int32_t j = 0; j < 8; ++j) {
    p1[j] = 0.000000e+00f;
    for (int32_t i = 0; i < 4; ++i) {
      p1[j] = (p1[j] + p0[((i * 8) + j)]);
    }
  }
)");
  EXPECT_EQ(Found(), "out over p0 at [-32, -4]\n");
}

TEST_F(FindInPlaceTest, ReductionsOfRowsThroughAVariableRunAhead) {
  Lower({In("float32", {4, 8}), Out("float32", {4})}, R"(
  for (int32_t i = 0; i < 4; ++i) {
    float sum[1];
    sum[0] = 0.000000e+00f;
    for (int32_t j = 0; j < 8; ++j) {
      sum[0] = (sum[0] + p0[((i * 8) + j)]);
    }
    p1[i] = sum[0];
  }
)");
  EXPECT_EQ(Found(), "out over p0 at [-16, 28]\n");
}

TEST_F(FindInPlaceTest, ARowInALocalArrayIsReadBeforeTheOutputIsWritten) {
  Lower({In("float32", {4, 8}), Out("float32", {4, 8})}, R"(
  for (int32_t i = 0; i < 4; ++i) {
    float row[8];
    for (int32_t j = 0; j < 8; ++j) {
      row[j] = p0[((i * 8) + j)];
    }
    for (int32_t j = 0; j < 8; ++j) {
      p1[((i * 8) + j)] = row[(7 - j)];
    }
  }
)");
  EXPECT_EQ(Found(), "out over p0 at [-128, 0]\n");
}

TEST_F(FindInPlaceTest, PaddingIsWrittenFromTheEndOfItsOwnBytes) {
  Lower({In("float32", {3, 4}), Out("float32", {5, 6})}, R"(
  for (int32_t i = 0; i < 5; ++i) {
    for (int32_t j = 0; j < 6; ++j) {
      p1[((i * 6) + j)] = (((((1 <= i) && (i < 4)) && (1 <= j)) && (j < 5)) ? p0[(((i * 4) + j) - 5)] : 0.000000e+00f);
    }
  }
)");
  // The last of 12 elements is read before the 23rd of 30 is written.
  EXPECT_EQ(Found(), "out over p0 at [-120, -44]\n");
}

TEST_F(FindInPlaceTest, ConcatenationPutsTheInputsSideBySide) {
  Lower({In("float32", {4}), In("float32", {2}), Out("float32", {6})}, R"(
  for (int32_t i = 0; i < 6; ++i) {
    p2[i] = ((4 <= i) ? p1[(i - 4)] : p0[i]);
  }
)");
  EXPECT_EQ(Found(), "out over p0 at [-24, 0]\nout over p1 at [-24, -16]\n");
}

TEST_F(FindInPlaceTest, FusedLoopsAreTakenApart) {
  Lower({In("float32", {4, 6}), Out("float32", {4, 3})}, R"(
  for (int32_t i_j_fused = 0; i_j_fused < 12; ++i_j_fused) {
    p1[i_j_fused] = p0[(((i_j_fused / 3) * 6) + (i_j_fused % 3))];
  }
)");
  EXPECT_EQ(Found(), "out over p0 at [-48, 0]\n");
}

TEST_F(FindInPlaceTest, ShiftsAndMasksAreQuotientsAndRemainders) {
  Lower({In("int8", {4, 8}), Out("int8", {2, 4})}, R"(
  for (int32_t i = 0; i < 8; ++i) {
    p1[i] = p0[(((i >> 2) * 16) + ((i & 3) * 2))];
  }
)");
  EXPECT_EQ(Found(), "out over p0 at [-8, 1]\n");
}

TEST_F(FindInPlaceTest, PoolingThatStartsFromTheLowestValueMayOverlapByOnePixel) {
  Lower({In("int8", {4, 4, 2}), Out("int8", {2, 2, 2})}, R"(
  for (int32_t i = 0; i < 2; ++i) {
    for (int32_t j = 0; j < 2; ++j) {
      for (int32_t c = 0; c < 2; ++c) {
        p1[(((i * 4) + (j * 2)) + c)] = (int8_t)-128;
      }
      for (int32_t r = 0; r < 4; ++r) {
        for (int32_t c = 0; c < 2; ++c) {
          int8_t v = p1[(((i * 4) + (j * 2)) + c)];
          int8_t w = p0[(((((i * 16) + ((r >> 1) * 8)) + (j * 4)) + ((r & 1) * 2)) + c)];
          p1[(((i * 4) + (j * 2)) + c)] = ((v) > (w) ? (v) : (w));
        }
      }
    }
  }
)");
  EXPECT_EQ(Found(), "out over p0 at [-8, -2]\n");
}

TEST_F(FindInPlaceTest, ScratchTakesBothParts) {
  options_.stack_limit = 0;
  Lower({In("int8", {8}), Out("int8", {8})}, R"(
  int32_t wide[8];
  for (int32_t i = 0; i < 8; ++i) { wide[i] = ((int32_t)p0[i]); }
  for (int32_t i = 0; i < 8; ++i) { p1[i] = ((int8_t)wide[i]); }
)");
  EXPECT_EQ(Found(), "wide over p0 at [-32, -21]\nout over wide at [-8, 3]\n");
}

TEST_F(FindInPlaceTest, IndicesThatAreDataProveNothing) {
  Lower({In("int32", {8}), In("float32", {8}), Out("float32", {8})},
        "for (int32_t i = 0; i < 8; ++i) { p2[i] = p1[p0[i]]; }\n");
  EXPECT_EQ(Found(), "");
}

TEST_F(FindInPlaceTest, ElementsOfAVariableNumberOfIterationsProveNothing) {
  Lower({In("int32", {8}), In("float32", {8}), Out("float32", {8})}, R"(
  for (int32_t i = 0; i < 8; ++i) {
    for (int32_t j = 0; j < p0[i]; ++j) { p2[i] = p1[i]; }
  }
)");
  EXPECT_EQ(Found(), "");
}

TEST_F(FindInPlaceTest, AConditionOnDataOnlyTakesAccessesAway) {
  Lower({In("float32", {8}), Out("float32", {8})}, R"(
  for (int32_t i = 0; i < 8; ++i) {
    if ((p0[i] < 1.000000e+00f)) { p1[i] = p0[i]; } else { p1[i] = 1.000000e+00f; }
  }
)");
  EXPECT_EQ(Found(), "out over p0 at [-32, 0]\n");
}

TEST_F(FindInPlaceTest, StepsOfALoopCount) {
  Lower({In("float32", {8}), Out("float32", {4})},
        "for (int32_t i = 0; i < 8; i += 2) { p1[(i / 2)] = p0[i]; }\n");
  // (i / 2) is a quotient of a counter that skips values: not affine.
  EXPECT_EQ(Found(), "");
}

}  // namespace
}  // namespace utvmc::lowering
