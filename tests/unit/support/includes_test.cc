#include "support/includes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace utvmc {
namespace {

std::vector<std::string> Names(std::string_view text) {
  std::vector<std::string> names;
  for (const QuotedInclude& include : FindQuotedIncludes(text)) {
    EXPECT_EQ(text.substr(include.begin, include.end - include.begin), include.name);
    names.push_back(include.name);
  }
  return names;
}

TEST(QuotedIncludes, AreFoundInEverySpelling) {
  EXPECT_THAT(Names("#include \"a.h\"\n  #\tinclude\t\"sub/b.h\" // why\n#include\"c.h\""),
              testing::ElementsAre("a.h", "sub/b.h", "c.h"));
}

TEST(QuotedIncludes, AreNothingElse) {
  EXPECT_THAT(Names("#include <a.h>\n#define X \"b.h\"\nx = \"#include\";\n#include \"\"\n"
                    "#include \"open\n#include NAME\n#\n"),
              testing::IsEmpty());
}

TEST(IncludedPath, IsRelativeToTheFolderOfTheIncluder) {
  EXPECT_EQ(IncludedPath("m/kernels.c", "a.h"), "m/a.h");
  EXPECT_EQ(IncludedPath("m/sub/b.h", "../a.h"), "m/a.h");
  EXPECT_EQ(IncludedPath("kernels.c", "./a.h"), "a.h");
  EXPECT_EQ(IncludedPath("/m/kernels.c", "a.h"), "/m/a.h");
  EXPECT_EQ(IncludedPath("m/kernels.c", "/etc/passwd"), "");
}

}  // namespace
}  // namespace utvmc
