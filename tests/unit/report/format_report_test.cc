#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "utvmc/report.h"

namespace utvmc {
namespace {

Report KeywordSpotting() {
  Report report;
  report.name = "kws";
  report.operators = 13;
  report.arena_bytes = 56192;
  report.lower_bound = 56192;
  report.constant_bytes = 51118;
  report.scratch_bytes = 24;
  report.kernels.resize(2);
  report.peak = {
      {1, "op01_conv2d", 56192}, {12, "op12_softmax", 960}, {3, "copy", 24}, {0, "x", 8}};
  return report;
}

TEST(FormatTable, ShowsFiguresAndTheThreeOperatorsThatSetThePeak) {
  EXPECT_EQ(FormatTable(KeywordSpotting()),
            "kws: 13 operators, 2 kernels (2 native)\n"
            "  arena      56,192 bytes  lower bound 56,192: optimal (proved)\n"
            "  constants  51,118 bytes\n"
            "  scratch        24 bytes  in the arena, largest of one operator\n"
            "  most live bytes during\n"
            "    op  1  op01_conv2d   56,192 bytes\n"
            "    op 12  op12_softmax     960 bytes\n"
            "    op  3  copy              24 bytes\n");
}

TEST(FormatTable, SaysWhatAnotherOrderOfTheOperatorsGained) {
  Report report;
  report.name = "network";
  report.operators = 13;
  report.kernels.resize(9);
  report.arena_bytes = 22464;
  report.arena_bytes_given_order = 25344;
  report.arena_bytes_new_order = report.arena_bytes;
  report.lower_bound = 22464;
  EXPECT_EQ(FormatTable(report),
            "network: 13 operators, 9 kernels (9 native)\n"
            "  arena      22,464 bytes  lower bound 22,464: optimal (proved)\n"
            "  operator order: changed, arena 25,344 -> 22,464 bytes\n"
            "  constants       0 bytes\n"
            "  scratch         0 bytes  in the arena, largest of one operator\n");
}

TEST(FormatTable, SaysHowFarTheArenaIsAboveItsBound) {
  Report report;
  report.name = "network";
  report.operators = 1;
  report.kernels.resize(1);
  report.arena_bytes = 1125;
  report.lower_bound = 1000;
  EXPECT_EQ(FormatTable(report),
            "network: 1 operator, 1 kernel (1 native)\n"
            "  arena      1,125 bytes  lower bound 1,000: best found, 12.5% above\n"
            "  constants      0 bytes\n"
            "  scratch        0 bytes  in the arena, largest of one operator\n");
}

TEST(FormatTable, AModelWithoutBuffersHasNoPercentage) {
  Report report;
  report.name = "network";
  report.arena_bytes = 1;
  EXPECT_EQ(FormatTable(report),
            "network: 0 operators, 0 kernels (0 native)\n"
            "  arena      1 bytes  lower bound 0\n"
            "  constants  0 bytes\n"
            "  scratch    0 bytes  in the arena, largest of one operator\n");
}

TEST(FormatTable, StaysWithin100Columns) {
  Report report = KeywordSpotting();
  report.name = std::string(200, 'n');
  report.arena_bytes = 9'000'000'000'000;
  report.peak[0].name = std::string(200, 'k');
  report.peak[0].peak_bytes = 9'000'000'000'000;
  std::istringstream lines(FormatTable(report));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100u) << line;
}

TEST(FormatImageTable, SaysWhatModelsCostTogetherAndWhatTheyShare) {
  ImageReport image;
  image.models = {"kws", "vww"};
  image.arenas = {{"models_arena_t", 150'560, 150'560, 206'752}};
  image.constant_bytes = 499'000;
  image.shared_constants = 2;
  image.saved_constant_bytes = 1'070;
  image.kernels = 45;
  image.shared_kernels = 1;
  image.saved_kernels = 1;
  EXPECT_EQ(FormatTable(image),
            "2 models together: kws, vww\n"
            "  arena      150,560 bytes  models_arena_t; 206,752 in separate arenas\n"
            "  constants  499,000 bytes  1,070 saved: 2 constants shared\n"
            "  kernels         45        1 saved: 1 kernel shared\n");
}

TEST(FormatImageTable, SaysWhatIsNotShared) {
  ImageReport image;
  image.models = {"kws", "vww"};
  image.arena_bytes = 206'752;
  image.kernels = 46;
  EXPECT_EQ(FormatTable(image),
            "2 models together: kws, vww\n"
            "  arena      206,752 bytes  an arena for each\n"
            "  constants        0 bytes\n"
            "  kernels         46\n");
}

TEST(FormatImageTable, HasALineForEveryArenaAndNamesABoundThatWasNotReached) {
  ImageReport image;
  image.models = {"a", "b", std::string(100, 'c')};
  image.arenas = {{"models_dtcm_t", 512, 512, 1'024}, {"models_sram_t", 6'400, 6'000, 9'000}};
  EXPECT_EQ(FormatTable(image),
            "3 models together: a, b, " + std::string(51, 'c') +
                "...\n"
                "  arena        512 bytes  models_dtcm_t; 1,024 in separate arenas\n"
                "             6,400 bytes  models_sram_t; 9,000 in separate arenas, lower bound "
                "6,000\n"
                "  constants      0 bytes\n"
                "  kernels        0\n");
}

TEST(FormatExplanation, ListsKernelsWithoutTypedSignatureAndWhy) {
  Report report = KeywordSpotting();
  report.kernels[1] = {
      "tvmgen_default_fused_argsort", "op01_argsort", false, "inline assembly", "kernels.c", 41, 1};
  EXPECT_EQ(FormatExplanation(report),
            "2 kernels, 1 without a typed signature:\n"
            "  kernels.c:41: tvmgen_default_fused_argsort (op01_argsort) uses inline assembly\n");
}

TEST(FormatExplanation, SaysSoWhenAllKernelsAreNative) {
  EXPECT_EQ(FormatExplanation(KeywordSpotting()), "2 kernels, all with a typed signature\n");
}

TEST(FormatTable, HasALineForEveryPool) {
  Report report = KeywordSpotting();
  report.peak.clear();
  report.arenas = {{"dtcm", 16384, 16384, 16000, ""}, {"sram", 39808, 262144, 39808, ""}};
  report.flash = {{"qspi", 51118, 1 << 20}};
  EXPECT_EQ(FormatTable(report),
            "kws: 13 operators, 2 kernels (2 native)\n"
            "  arena      56,192 bytes  in 2 pools\n"
            "    dtcm     16,384 of 16,384  lower bound 16,000: best found, 2.4% above\n"
            "    sram     39,808 of 262,144  lower bound 39,808: optimal (proved)\n"
            "  constants  51,118 bytes\n"
            "    qspi     51,118 of 1,048,576\n"
            "  scratch        24 bytes  in the arena, largest of one operator\n");
}

TEST(FormatTable, LongNamesOfPoolsDoNotTouchTheFigures) {
  Report report = KeywordSpotting();
  report.peak.clear();
  report.arenas = {{"twelve_chars", 56192, 60000, 56192, ""}, {"b", 0, 9, 0, ""}};
  EXPECT_EQ(FormatTable(report),
            "kws: 13 operators, 2 kernels (2 native)\n"
            "  arena      56,192 bytes  in 2 pools\n"
            "    twelve_chars 56,192 of 60,000  lower bound 56,192: optimal (proved)\n"
            "    b                 0 of 9  lower bound 0: optimal (proved)\n"
            "  constants  51,118 bytes\n"
            "  scratch        24 bytes  in the arena, largest of one operator\n");
}

}  // namespace
}  // namespace utvmc
