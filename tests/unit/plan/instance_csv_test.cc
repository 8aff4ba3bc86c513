#include "plan/instance_csv.h"

#include <gtest/gtest.h>

namespace utvmc::plan {
namespace {

std::string ErrorOf(const std::string& text) {
  const auto instance = ReadInstance({"i.csv", text});
  return instance.ok() ? "ok" : Format(instance.error());
}

TEST(InstanceCsv, ReadsThePublicFormat) {
  const auto instance = ReadInstance({"i.csv", "id,lower,upper,size\nb1,0,3,4\nb 2,3,9,4\n"});
  ASSERT_TRUE(instance.ok()) << Format(instance.error());
  EXPECT_EQ(instance->ids, (std::vector<std::string>{"b1", "b 2"}));
  ASSERT_EQ(instance->problem.buffers.size(), 2u);
  const Buffer& buffer = instance->problem.buffers[1];
  EXPECT_EQ(buffer.live, (Interval{3, 9}));
  EXPECT_EQ(buffer.size, 4);
  EXPECT_EQ(buffer.alignment, 1);
  EXPECT_EQ(buffer.fixed_offset, std::nullopt);
}

TEST(InstanceCsv, ReadsOptionalColumnsInAnyOrderAndDosLines) {
  const auto instance = ReadInstance({"i.csv",
                                      "size,gaps,offset,hint,alignment,end,lower,id\r\n4,3-5 "
                                      "6-7,16,8,8,9,0,a\r\n\r\n5,,,,,2,-1,b\r\n"});
  ASSERT_TRUE(instance.ok()) << Format(instance.error());
  const Buffer& a = instance->problem.buffers[0];
  EXPECT_EQ(a.live, (Interval{0, 10}));
  EXPECT_EQ(a.alignment, 8);
  EXPECT_EQ(a.fixed_offset, 16);
  EXPECT_EQ(a.gaps, (std::vector<Interval>{{3, 6}, {6, 8}}));
  const Buffer& b = instance->problem.buffers[1];
  EXPECT_EQ(b.live, (Interval{-1, 3}));
  EXPECT_EQ(b.fixed_offset, std::nullopt);
  EXPECT_TRUE(b.gaps.empty());
}

TEST(InstanceCsv, NoBuffersIsAnInstance) { EXPECT_EQ(ErrorOf("id,lower,upper,size\n"), "ok"); }

TEST(InstanceCsv, SaysWhereAndWhatIsWrong) {
  const struct {
    const char* text;
    const char* message;
  } cases[] = {
      {"", "i.csv:1:1: error: the file is empty\n  hint: the first line names the columns"},
      {"id,lower,upper,bytes\n",
       "i.csv:1:16: error: unknown column \"bytes\"\n"
       "  hint: columns are id, lower, upper, size, alignment, offset, hint, gaps, overlaps"},
      {"id,id\n", "i.csv:1:4: error: column \"id\" appears twice"},
      {"id,lower,upper,end\n",
       "i.csv:1:16: error: column \"upper\" appears twice, once as \"end\""},
      {"id,lower,upper\n", "i.csv:1: error: there is no column \"size\""},
      {"id,lower,size\n", "i.csv:1: error: there is no column \"upper\""},
      {"id,lower,upper,size\na,0,1\n",
       "i.csv:2:1: error: 3 fields, but the first line names 4 columns"},
      {"id,lower,upper,size\na,0,1,2\na,0,1,2\n", "i.csv:3:1: error: buffer \"a\" appears twice"},
      {"id,lower,upper,size\na,0,1,2x\n", "i.csv:2:7: error: \"2x\" is not a whole number"},
      {"id,lower,upper,size\na,0,1,99999999999999999999\n",
       "i.csv:2:7: error: \"99999999999999999999\" is not a whole number"},
      {"id,lower,upper,size\na,,1,2\n", "i.csv:2:3: error: lower is missing"},
      {"id,lower,upper,size\na,3,3,2\n", "i.csv:2:5: error: the lifetime [3, 3) is empty"},
      {"id,lower,upper,size\na,0,9223372036854775807,2\n",
       "i.csv:2:5: error: times are whole numbers within 2^62 of 0"},
      {"id,lower,upper,size\na,0,1,0\n",
       "i.csv:2:7: error: a size of 0 bytes\n  hint: 1 to 2^48 are possible"},
      {"id,lower,upper,size,alignment\na,0,1,2,3\n",
       "i.csv:2:9: error: the alignment 3 is not a power of two"},
      {"id,lower,upper,size,offset\na,0,1,2,-1\n",
       "i.csv:2:9: error: the offset -1 is impossible\n"
       "  hint: offsets are multiples of the alignment, from 0 to 2^48"},
      {"id,lower,upper,size,gaps\na,0,9,2,3\n",
       "i.csv:2:9: error: \"3\" is not a gap\n"
       "  hint: write gaps as half-open intervals with a blank between, as in \"7-8 9-12\""},
      {"id,lower,upper,size,gaps\na,0,9,2,3-5 4-6\n",
       "i.csv:2:9: error: the gap \"4-6\" is empty, out of order or outside the lifetime [0, 9)"},
      {"id,lower,upper,size,gaps\na,0,9,2,0-9\n",
       "i.csv:2:9: error: the gaps leave nothing of the lifetime"},
      {"id,lower,upper,size,overlaps\na,0,1,2,\nb,0,1,2,a:0:0 a:1\n",
       "i.csv:3:9: error: \"a:1\" is not an overlap\n"
       "  hint: write overlaps as id:min:max with a blank between, as in \"a:-64:0 b:8:8\""},
      {"overlaps,id,lower,upper,size\n,a,0,1,2\nc:0:0,b,0,1,2\n",
       "i.csv:3:1: error: there is no buffer \"c\""},
      {"id,lower,upper,size,overlaps\na,0,1,2,a:0:0\n",
       "i.csv:2:9: error: an overlap of \"a\" with itself"},
      {"id,lower,upper,size,overlaps\na,0,1,2,b:1:0\nb,0,1,2,\n",
       "i.csv:2:9: error: the overlap with \"b\" is from 1 to 0, which is none"},
      {"id,lower,upper,size,overlaps\na,0,1,2,b:0:1\nb,0,1,2,a:0:1\n",
       "i.csv:3:9: error: the overlap with \"a\" appears twice\n"
       "  hint: a pair stands in the line of one of the two"},
  };
  for (const auto& c : cases) EXPECT_EQ(ErrorOf(c.text), c.message);
}

TEST(InstanceCsv, SolutionHasTheColumnsThatItNeedsAndReadsBack) {
  const auto plain = ReadInstance({"i.csv", "id,lower,upper,size\na,0,3,4\nb,1,2,8\n"});
  EXPECT_EQ(WriteSolution(*plain, {.offsets = {8, 0}, .height = 12}),
            "id,lower,upper,size,offset\na,0,3,4,8\nb,1,2,8,0\n");
  const auto rich =
      ReadInstance({"i.csv", "id,lower,upper,size,alignment,gaps\na,0,9,4,4,2-3 5-7\nb,1,2,8,,\n"});
  const std::string text = WriteSolution(*rich, {.offsets = {8, 0}, .height = 12});
  EXPECT_EQ(text, "id,lower,upper,size,alignment,gaps,offset\na,0,9,4,4,2-3 5-7,8\nb,1,2,8,1,,0\n");
  const auto placement = ReadSolution({"o.csv", text}, *rich);
  ASSERT_TRUE(placement.ok()) << Format(placement.error());
  EXPECT_EQ(placement->offsets, (std::vector<std::int64_t>{8, 0}));
  EXPECT_EQ(placement->height, 12);
}

TEST(InstanceCsv, OverlapsNameBuffersOfAnyLine) {
  const std::string text =
      "id,lower,upper,size,overlaps,offset\n"
      "a,0,2,8,out 1:2:-4:0 b:-8:8,0\nout 1:2,1,3,8,,0\nb,1,3,4,out 1:2:4:4,0\n";
  const auto instance = ReadInstance({"i.csv", text});
  ASSERT_TRUE(instance.ok()) << Format(instance.error());
  const std::vector<AllowedOverlap>& overlaps = instance->problem.overlaps;
  ASSERT_EQ(overlaps.size(), 3u);
  EXPECT_EQ(overlaps[0].first, BufferId(std::size_t{1}));
  EXPECT_EQ(overlaps[0].second, BufferId(std::size_t{0}));
  EXPECT_EQ(overlaps[0].min_distance, -4);
  EXPECT_EQ(overlaps[0].max_distance, 0);
  EXPECT_EQ(overlaps[1].first, BufferId(std::size_t{2}));
  EXPECT_EQ(overlaps[2].first, BufferId(std::size_t{1}));
  EXPECT_EQ(overlaps[2].second, BufferId(std::size_t{2}));
  EXPECT_EQ(WriteSolution(*instance, {.offsets = {0, 0, 0}, .height = 8}), text);
}

TEST(InstanceCsv, SolutionMustBeThatOfTheInstance) {
  const auto instance = ReadInstance({"i.csv", "id,lower,upper,size\na,0,3,4\nb,1,2,8\n"});
  const auto error_of = [&](const std::string& text) {
    const auto placement = ReadSolution({"o.csv", text}, *instance);
    return placement.ok() ? "ok" : Format(placement.error());
  };
  EXPECT_EQ(error_of("offset,id\n4,b\n0,a\n"), "ok");
  EXPECT_EQ(error_of("id\na\n"), "o.csv:1: error: there is no column \"offset\"");
  EXPECT_EQ(error_of("id,offset\na,0\n"), "o.csv: error: buffer \"b\" has no offset");
  EXPECT_EQ(error_of("id,offset\nc,0\n"), "o.csv:2:1: error: the instance has no buffer \"c\"");
  EXPECT_EQ(error_of("id,offset\na,0\na,0\n"), "o.csv:3:1: error: buffer \"a\" appears twice");
  EXPECT_EQ(error_of("id,offset\na,\nb,0\n"), "o.csv:2:3: error: offset is missing");
}

TEST(InstanceCsv, OtherNamesOfColumnsAreUnderstood) {
  const auto instance = ReadInstance({"i.csv", "buffer_id,start,end,size,gaps\na,0,9,4,2-3 5-5\n"});
  ASSERT_TRUE(instance.ok()) << Format(instance.error());
  EXPECT_EQ(instance->ids[0], "a");
  EXPECT_EQ(instance->problem.buffers[0].live, (Interval{0, 10}));  // its last step is 9
  EXPECT_EQ(instance->problem.buffers[0].gaps, (std::vector<Interval>{{2, 4}, {5, 6}}));
  EXPECT_EQ(ErrorOf("buffer,begin,upper,size\na,0,9,4\n"), "ok");
  EXPECT_EQ(ErrorOf("id,lower,end,size,gaps\na,0,9,4,8-10\n"),
            "i.csv:2:9: error: the gap \"8-10\" is empty, out of order or outside the lifetime "
            "[0, 10)");
}

TEST(InstanceCsv, HintsAreKept) {
  const auto instance = ReadInstance({"i.csv", "id,lower,upper,size,hint\na,0,3,4,7\nb,1,2,8,\n"});
  ASSERT_TRUE(instance.ok()) << Format(instance.error());
  EXPECT_EQ(WriteSolution(*instance, {.offsets = {8, 0}}),
            "id,lower,upper,size,hint,offset\na,0,3,4,7,8\nb,1,2,8,,0\n");
}

TEST(InstanceCsv, ASolutionSaysNothingElseThanTheInstance) {
  const auto instance =
      ReadInstance({"i.csv", "id,lower,upper,size,alignment,gaps\na,0,9,4,4,2-3\nb,1,2,8,,\n"});
  ASSERT_TRUE(instance.ok()) << Format(instance.error());
  const auto error = [&](const std::string& text) {
    const auto solution = ReadSolution({"s.csv", text}, *instance);
    return solution.ok() ? "ok" : Format(solution.error());
  };
  const std::string b = "\nb,1,2,8,,,0\n";
  const std::string head = "id,lower,upper,size,alignment,gaps,offset\na,";
  EXPECT_EQ(error(head + "0,9,4,4,2-3,8" + b), "ok");
  EXPECT_EQ(error("id,start,end,size,offset\na,0,8,4,8\nb,1,1,8,0\n"), "ok");
  EXPECT_EQ(error("id,size,offset\na,,8\nb,8,0\n"), "ok");
  EXPECT_EQ(error(head + "1,9,4,4,2-3,8" + b),
            "s.csv:2:3: error: lower of buffer \"a\" is 1, the instance has 0");
  EXPECT_EQ(error(head + "0,8,4,4,2-3,8" + b),
            "s.csv:2:5: error: upper of buffer \"a\" is 8, the instance has 9");
  EXPECT_EQ(error("id,end,offset\na,9,8\nb,1,0\n"),
            "s.csv:2:3: error: upper of buffer \"a\" is 9, the instance has 8");
  EXPECT_EQ(error(head + "0,9,5,4,2-3,8" + b),
            "s.csv:2:7: error: size of buffer \"a\" is 5, the instance has 4");
  EXPECT_EQ(error(head + "0,9,4,2,2-3,8" + b),
            "s.csv:2:9: error: alignment of buffer \"a\" is 2, the instance has 4");
  EXPECT_EQ(error(head + "0,9,4,4,2-4,8" + b),
            "s.csv:2:11: error: the gaps of buffer \"a\" are not those of the instance");
}

}  // namespace
}  // namespace utvmc::plan
