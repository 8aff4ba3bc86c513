// Plans as data: read, written, and what is said about every mistake.
#include "utvmc/plan_file.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace utvmc {
namespace {

PlanFile Read(const std::string& text) {
  const Result<std::vector<PlanFile>> plans = ReadPlans({"plan.json", text});
  EXPECT_TRUE(plans.ok()) << Format(plans.error());
  return plans.ok() && plans->size() == 1 ? plans->front() : PlanFile{};
}

std::string ErrorOf(const std::string& text) {
  const Result<std::vector<PlanFile>> plans = ReadPlans({"plan.json", text});
  return plans.ok() ? "ok" : Format(plans.error());
}

std::string BufferError(const std::string& fields) {
  return ErrorOf(R"({"buffers": [{)" + fields + "}]}");
}

PlanFile TwoBuffers() {
  PlanFile plan;
  plan.checksum = 0x00c41d7e;
  plan.buffers = {{0, "op00_dense", "dtcm", 0, 16, 4, 0, 2, {}},
                  {1, "x", "sram", 32, {}, {}, {}, {}, {}}};
  return plan;
}

TEST(FormatPlan, IsOneLineABuffer) {
  EXPECT_EQ(
      FormatPlan(TwoBuffers()),
      "{\n"
      "  \"model\": {\"crc32\": \"00c41d7e\"},\n"
      "  \"buffers\": [\n"
      "    {\"id\": 0, \"name\": \"op00_dense\", \"pool\": \"dtcm\", \"offset\": 0, \"size\": 16, "
      "\"alignment\": 4, \"begin\": 0, \"end\": 2},\n"
      "    {\"id\": 1, \"name\": \"x\", \"pool\": \"sram\", \"offset\": 32}\n"
      "  ]\n"
      "}\n");
}

TEST(FormatPlan, OverlapsComeAfterTheBuffers) {
  PlanFile plan;
  plan.buffers = {{0, "x", "arena", 0, {}, {}, {}, {}, {}},
                  {1, "y", "arena", 0, {}, {}, {}, {}, {}}};
  plan.overlaps = {{0, 1, -16, 0}, {1, 0, 3, 12}};
  const std::string text = FormatPlan(plan);
  EXPECT_EQ(text,
            "{\n  \"buffers\": [\n"
            "    {\"id\": 0, \"name\": \"x\", \"pool\": \"arena\", \"offset\": 0},\n"
            "    {\"id\": 1, \"name\": \"y\", \"pool\": \"arena\", \"offset\": 0}\n"
            "  ],\n  \"overlaps\": [\n"
            "    {\"first\": 0, \"second\": 1, \"from\": -16, \"to\": 0},\n"
            "    {\"first\": 1, \"second\": 0, \"from\": 3, \"to\": 12}\n"
            "  ]\n}\n");
  EXPECT_EQ(ErrorOf(text), "ok");
}

TEST(ReadPlans, OverlapsAreAListThatIsNotLookedAt) {
  EXPECT_EQ(ErrorOf(R"({"buffers": [], "overlaps": [1]})"), "ok");
  EXPECT_EQ(ErrorOf(R"({"buffers": [], "overlaps": 1})"),
            "plan.json: error: /overlaps: expected a list, found an integer");
}

TEST(FormatPlan, NamesOfAnyBytesAreValidJson) {
  PlanFile plan;
  plan.buffers = {{0, "a\"\\\n\xff\xc3\xa9", "arena", 0, {}, {}, {}, {}, {}}};
  const std::string text = FormatPlan(plan);
  EXPECT_EQ(
      text,
      "{\n  \"buffers\": [\n"
      "    {\"id\": 0, \"name\": \"a\\\"\\\\\\u000a???\", \"pool\": \"arena\", \"offset\": 0}\n"
      "  ]\n}\n");
  EXPECT_EQ(ErrorOf(text), "ok");
}

TEST(ReadPlans, ReadsWhatFormatPlanWrites) {
  const PlanFile written = TwoBuffers();
  const PlanFile read = Read(FormatPlan(written));
  EXPECT_EQ(read.path, "plan.json");
  EXPECT_EQ(read.checksum, written.checksum);
  ASSERT_EQ(read.buffers.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(read.buffers[i].id, written.buffers[i].id);
    EXPECT_EQ(read.buffers[i].pool, written.buffers[i].pool);
    EXPECT_EQ(read.buffers[i].offset, written.buffers[i].offset);
    EXPECT_EQ(read.buffers[i].size, written.buffers[i].size);
    EXPECT_EQ(read.buffers[i].alignment, written.buffers[i].alignment);
    EXPECT_EQ(read.buffers[i].begin, written.buffers[i].begin);
    EXPECT_EQ(read.buffers[i].end, written.buffers[i].end);
  }
  EXPECT_EQ(read.buffers[1].where.pointer, "/buffers/1");
  EXPECT_TRUE(Read(FormatPlan({})).buffers.empty());
}

TEST(ReadPlans, OtherToolsMayAddKeys) {
  EXPECT_EQ(ErrorOf(R"({"$schema": "s", "tool": 1, "model": {"name": "kws"},
                        "buffers": [{"id": 0, "pool": "a", "offset": 0, "note": [1]}]})"),
            "ok");
}

TEST(ReadPlans, TheFileIsAnObjectWithBuffers) {
  EXPECT_EQ(ErrorOf("[]"), "plan.json: error: expected an object, found a list");
  EXPECT_EQ(ErrorOf("{}"), "plan.json: error: the key \"buffers\" is missing");
  EXPECT_EQ(ErrorOf(R"({"buffers": 1})"),
            "plan.json: error: /buffers: expected a list, found an integer");
  EXPECT_EQ(ErrorOf(R"({"buffers": [1]})"),
            "plan.json: error: /buffers/0: expected an object, found an integer");
  EXPECT_EQ(ErrorOf(R"({"buffers": [)"),
            "plan.json:1:14: error: not valid JSON: the file ends too early");
}

TEST(ReadPlans, TheModelsChecksumIsEightHexadecimalDigits) {
  EXPECT_EQ(ErrorOf(R"({"model": 1, "buffers": []})"),
            "plan.json: error: /model: expected an object, found an integer");
  EXPECT_EQ(ErrorOf(R"({"model": {"crc32": 1}, "buffers": []})"),
            "plan.json: error: /model/crc32: expected a string, found an integer");
  EXPECT_EQ(ErrorOf(R"({"model": {"crc32": "0x1"}, "buffers": []})"),
            "plan.json: error: /model/crc32: \"0x1\" is no hexadecimal number");
  EXPECT_EQ(ErrorOf(R"({"model": {"crc32": "123456789"}, "buffers": []})"),
            "plan.json: error: /model/crc32: \"123456789\" is no hexadecimal number");
}

TEST(ReadPlans, ABufferHasIdPoolAndOffset) {
  EXPECT_EQ(BufferError(R"("pool": "a", "offset": 0)"),
            "plan.json: error: /buffers/0: the key \"id\" is missing");
  EXPECT_EQ(BufferError(R"("id": 0, "offset": 0)"),
            "plan.json: error: /buffers/0: the key \"pool\" is missing");
  EXPECT_EQ(BufferError(R"("id": 0, "pool": "a")"),
            "plan.json: error: /buffers/0: the key \"offset\" is missing");
  EXPECT_EQ(BufferError(R"("id": "0", "pool": "a", "offset": 0)"),
            "plan.json: error: /buffers/0/id: expected an integer, found a string");
  EXPECT_EQ(BufferError(R"("id": 0, "pool": 1, "offset": 0)"),
            "plan.json: error: /buffers/0/pool: expected a string, found an integer");
  EXPECT_EQ(BufferError(R"("id": 0, "pool": "a", "offset": 1.5)"),
            "plan.json: error: /buffers/0/offset: expected a 64-bit integer, found another number");
  EXPECT_EQ(BufferError(R"("id": 0, "pool": "a", "offset": 0, "size": "4")"),
            "plan.json: error: /buffers/0/size: expected an integer, found a string");
  EXPECT_EQ(BufferError(R"("id": 0, "pool": "a", "offset": 99999999999999999999)"),
            "plan.json: error: /buffers/0/offset: expected a 64-bit integer, found another number");
}

std::vector<PlanFile> TwoModels() {
  std::vector<PlanFile> plans(2, TwoBuffers());
  plans[0].model = "kws";
  plans[1].model = "vww";
  plans[1].arenas = {{"dtcm", 64, {}}, {"sram", 0, {}}};
  plans[1].buffers.pop_back();
  return plans;
}

TEST(FormatPlans, EachModelsPlanIsUnderItsPrefix) {
  EXPECT_EQ(FormatPlans(TwoModels()), R"({
  "models": {
    "kws": {
      "model": {"crc32": "00c41d7e"},
      "buffers": [
        {"id": 0, "name": "op00_dense", "pool": "dtcm", "offset": 0, "size": 16, "alignment": 4, "begin": 0, "end": 2},
        {"id": 1, "name": "x", "pool": "sram", "offset": 32}
      ]
    },
    "vww": {
      "model": {"crc32": "00c41d7e"},
      "arenas": [
        {"pool": "dtcm", "offset": 64},
        {"pool": "sram", "offset": 0}
      ],
      "buffers": [
        {"id": 0, "name": "op00_dense", "pool": "dtcm", "offset": 0, "size": 16, "alignment": 4, "begin": 0, "end": 2}
      ]
    }
  }
}
)");
}

TEST(ReadPlans, ReadsWhatFormatPlansWrites) {
  const auto plans = ReadPlans({"plan.json", FormatPlans(TwoModels())});
  ASSERT_TRUE(plans.ok()) << Format(plans.error());
  ASSERT_EQ(plans->size(), 2U);
  EXPECT_EQ(FormatPlans(*plans), FormatPlans([] {
              std::vector<PlanFile> written = TwoModels();
              for (PlanFile& plan : written)
                for (PlannedBuffer& buffer : plan.buffers) buffer.name.clear();
              return written;
            }()));
  const PlanFile& vww = plans->back();
  EXPECT_EQ(vww.pointer, "/models/vww");
  EXPECT_EQ(vww.arenas[1].where.pointer, "/models/vww/arenas/1");
  EXPECT_EQ(vww.buffers[0].where.pointer, "/models/vww/buffers/0");
}

TEST(ReadPlans, PlansOfSeveralModelsAreAnObjectByPrefix) {
  EXPECT_EQ(ErrorOf(R"({"models": []})"),
            "plan.json: error: /models: expected an object, found a list");
  EXPECT_EQ(ErrorOf(R"({"models": {"kws": {}}})"),
            "plan.json: error: /models/kws: the key \"buffers\" is missing");
  EXPECT_EQ(ErrorOf(R"({"models": {"kws": {"buffers": [{"id": 0, "pool": 1}]}}})"),
            "plan.json: error: /models/kws/buffers/0/pool: expected a string, found an integer");
  EXPECT_EQ(ErrorOf(R"({"models": {}, "buffers": []})"),
            "plan.json: error: /buffers: \"models\" and \"buffers\" exclude each other\n"
            "  hint: move the buffers to the model that has them");
}

TEST(ReadPlans, AnArenaHasPoolAndOffset) {
  const auto error = [](const std::string& arenas) {
    return ErrorOf(R"({"models": {"a": {"buffers": [], "arenas": )" + arenas + "}}}");
  };
  EXPECT_EQ(error("[]"), "ok");
  EXPECT_EQ(error("{}"), "plan.json: error: /models/a/arenas: expected a list, found an object");
  EXPECT_EQ(error(R"([{"offset": 0}])"),
            "plan.json: error: /models/a/arenas/0: the key \"pool\" is missing");
  EXPECT_EQ(error(R"([{"pool": "sram"}])"),
            "plan.json: error: /models/a/arenas/0: the key \"offset\" is missing");
  EXPECT_EQ(error(R"([{"pool": "sram", "offset": -1}])"),
            "plan.json: error: /models/a/arenas/0/offset: -1 is no offset in a memory");
}

}  // namespace
}  // namespace utvmc
