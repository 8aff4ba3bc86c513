#include "single_file.h"

#include <gtest/gtest.h>

namespace utvmc::tools {
namespace {

TEST(JoinFiles, HeadersStandWhereTheyAreFirstIncluded) {
  EXPECT_EQ(JoinFiles({{"a.h", "#include \"rt.h\"\nint a(void);\n"},
                       {"a.c", "/* */ \n#include \"a.h\"\n\n#include <math.h>\nint a;\n"},
                       {"b.c", "#include \"a.h\"\n#include \"rt.h\"\nint b;\n"},
                       {"rt.h", "#include <stdint.h>\n"},
                       {"unused.h", "int unused;\n"}}),
            "/* */ \n"
            "#include <stdint.h>\n"
            "int a(void);\n"
            "\n"
            "#include <math.h>\n"
            "int a;\n"
            "\n"
            "int b;\n");
}

TEST(JoinFiles, OtherHeadersAreLeftToTheCompiler) {
  EXPECT_EQ(JoinFiles({{"a.c", "#include \"vendor.h\"\n#include <a.h>\n"}, {"a.h", "int a;\n"}}),
            "#include \"vendor.h\"\n#include <a.h>\n");
}

TEST(JoinFiles, HeadersThatIncludeEachOtherComeToAnEnd) {
  EXPECT_EQ(JoinFiles({{"a.c", "#include \"a.h\"\n"},
                       {"a.h", "#include \"b.h\"\nint a;\n"},
                       {"b.h", "#include \"a.h\"\nint b;\n"}}),
            "int b;\nint a;\n");
}

TEST(JoinFiles, HeadsOfEmittedFilesBecomeTitles) {
  EXPECT_EQ(
      JoinFiles({{"a.h", "/* a.h - interface of \"a\".\n *\n *   RAM  1 B (a.c)\n */\nint a;\n"},
                 {"utvm_rt.h", "/* utvm_rt.h - the runtime. */\nint rt;\n"},
                 {"a.c",
                  "/* a.c - schedule of \"a\": 2 operators. Generated; do not edit. */\n"
                  "#include \"a.h\"\n#include \"utvm_rt.h\"\nint b;\n"}}),
      "/* --- schedule of \"a\": 2 operators --- */\n"
      "\n"
      "/* --- interface of \"a\" --- */\n"
      "\n"
      "int a;\n"
      "/* utvm_rt.h - the runtime. */\n"
      "int rt;\n"
      "int b;\n");
}

TEST(RuntimeHeaders, AreThoseOfTheRuntime) {
  const std::vector<OutputFile> headers = RuntimeHeaders();
  ASSERT_EQ(headers.size(), 3U);
  EXPECT_NE(headers[0].text.find("#define UTVM_RT_ABI"), std::string::npos);
  EXPECT_NE(headers[1].text.find("#define UTVM_HANDOVER"), std::string::npos);
  EXPECT_NE(headers[2].text.find("utvm_half_t"), std::string::npos);
}

}  // namespace
}  // namespace utvmc::tools
