#include "depfile.h"

#include <gtest/gtest.h>

namespace utvmc::tools {
namespace {

TEST(DepfileText, NamesTargetsInputsAndAnEmptyRuleForEachInput) {
  EXPECT_EQ(*DepfileText({"out/network.c", "out/network.h"}, {"m/graph.json", "m/kernels.c"}),
            "out/network.c \\\n"
            "  out/network.h: \\\n"
            "  m/graph.json \\\n"
            "  m/kernels.c\n"
            "\n"
            "m/graph.json:\n"
            "\n"
            "m/kernels.c:\n");
}

TEST(DepfileText, EscapesWhatMakeWouldInterpret) {
  EXPECT_EQ(*DepfileText({"a b"}, {"c#d", "e$f", "g\\ h", "i\\j", "k:l"}),
            "a\\ b: \\\n"
            "  c\\#d \\\n"
            "  e$$f \\\n"
            "  g\\\\\\ h \\\n"
            "  i\\j \\\n"
            "  k\\:l\n"
            "\nc\\#d:\n\ne$$f:\n\ng\\\\\\ h:\n\ni\\j:\n\nk\\:l:\n");
}

TEST(DepfileText, AnInputThatIsNamedTwiceHasOneRule) {
  EXPECT_EQ(*DepfileText({"t"}, {"a", "a"}), "t: \\\n  a\n\na:\n");
}

TEST(DepfileText, RefusesControlCharacters) {
  const auto text = DepfileText({"t"}, {"a\nb"});
  ASSERT_FALSE(text.ok());
  EXPECT_EQ(Format(text.error()),
            "a\\x0ab: error: a dependency file cannot name a path with control characters\n"
            "  hint: rename the file or leave out --depfile");
}

}  // namespace
}  // namespace utvmc::tools
