#include "plan/instance_table.h"

#include <gtest/gtest.h>

namespace utvmc::plan {
namespace {

std::string HeaderError(const std::string& text) {
  const SourceFile file = {"i.csv", text};
  const Status status = InstanceTable(file).ReadHeader();
  return status.ok() ? "ok" : Format(status.error());
}

TEST(InstanceTable, FieldsAreFoundByTheNameOfTheirColumn) {
  const SourceFile file = {"i.csv", "size,begin,id\r\n\r\n7,-3,a b\r\n"};
  InstanceTable table(file);
  ASSERT_TRUE(table.ReadHeader().ok());
  EXPECT_TRUE(table.Has("lower"));
  EXPECT_FALSE(table.Has("hint"));
  ASSERT_TRUE(table.Next());
  EXPECT_EQ(table.line(), 3) << "empty lines count";
  EXPECT_EQ(table["id"].text, "a b");
  EXPECT_EQ(table["id"].column, 6);
  EXPECT_EQ(*table.RequiredNumber("lower"), -3);
  EXPECT_EQ(*table.Number("hint"), std::nullopt);
  EXPECT_FALSE(table.Next());
}

TEST(InstanceTable, AByteOrderMarkIsNoPartOfAName) {
  EXPECT_EQ(HeaderError("\xEF\xBB\xBFid,size\n"), "ok");
}

TEST(InstanceTable, NamesOfColumnsAreKnownAndDistinct) {
  EXPECT_EQ(HeaderError("\n"),
            "i.csv:1:1: error: the file is empty\n  hint: the first line names the columns");
  EXPECT_EQ(HeaderError("id,sise\n"),
            "i.csv:1:4: error: unknown column \"sise\"\n"
            "  hint: columns are id, lower, upper, size, alignment, offset, hint, gaps, overlaps");
  EXPECT_EQ(HeaderError("id,buffer\n"),
            "i.csv:1:4: error: column \"id\" appears twice, once as \"buffer\"");
}

TEST(InstanceTable, OnlyAColumnNamedEndIncludesTheLastStep) {
  for (const auto& [name, past] : {std::pair{"upper", 0}, {"end", 1}}) {
    const SourceFile file = {"i.csv", std::string("id,lower,size,") + name + "\n"};
    InstanceTable table(file);
    ASSERT_TRUE(table.ReadHeader().ok());
    EXPECT_EQ(table.past_end(), past) << name;
  }
}

TEST(InstanceTable, ANumberIsWholeAndFits) {
  const SourceFile file = {"i.csv", "id,size,lower\na,9223372036854775808,\nb,1\n"};
  InstanceTable table(file);
  ASSERT_TRUE(table.ReadHeader().ok());
  ASSERT_TRUE(table.Next());
  EXPECT_EQ(Format(table.Number("size").error()),
            "i.csv:2:3: error: \"9223372036854775808\" is not a whole number");
  EXPECT_EQ(Format(table.RequiredNumber("lower").error()), "i.csv:2:23: error: lower is missing");
  ASSERT_TRUE(table.Next());
  EXPECT_EQ(Format(table.CheckFieldCount().error()),
            "i.csv:3:1: error: 2 fields, but the first line names 3 columns");
}

}  // namespace
}  // namespace utvmc::plan
