#include "table.h"

#include <gtest/gtest.h>

namespace utvmc::target {
namespace {

Row SineRow() {
  Row row{.model = "own/sine",
          .contender = "utvmc",
          .optimisation = "-Os",
          .figures = {},
          .remark = {}};
  row.calls = 3;
  row.arena = 96;
  row.figures.flash = 1860;
  row.figures.constants = 1284;
  row.figures.kernels = 500;
  row.figures.glue = 76;
  row.figures.ram = 96;
  row.figures.stack_painted = 100;
  row.figures.stack_taken = 104;
  row.figures.stack_static = 108;
  row.figures.instructions = 2536;
  return row;
}

TEST(Table, ALineStandsBelowItsTitle) {
  EXPECT_EQ(TableTitle() + TableLine(SineRow()),
            "model                        by       opt calls   flash constants kernels library   "
            "glue     RAM   arena painted  taken frames instructions\n"
            "own/sine                     utvmc    -Os     3    1860      1284     500       0     "
            "76      96      96     100    104    108         2536\n");
}

TEST(Table, WhatIsUnknownIsADashAndEmptyInCsv) {
  Row row = SineRow();
  row.calls = row.arena = row.figures.stack_static = row.figures.stack_taken = -1;
  row.figures.glue = -4;
  row.remark = "main calls through a pointer";
  EXPECT_EQ(
      TableLine(row),
      "own/sine                     utvmc    -Os     -    1860      1284     500       0     "
      "-4      96       -     100      -      -         2536  main calls through a pointer\n");
  EXPECT_EQ(CsvLine("m4f", row),
            "m4f,own/sine,utvmc,-Os,,1860,1284,500,0,-4,96,,100,,,2536,"
            "main calls through a pointer\n");
}

TEST(Table, CsvIsWholeWithoutTheTable) {
  Row row = SineRow();
  row.contender = "a \"peer\"";
  row.remark = "wrong outputs, but fast";
  EXPECT_EQ(
      CsvTitle() + CsvLine("m4f", row),
      "target,model,by,opt,calls,flash,constants,kernels,library,glue,RAM,arena,painted,taken,"
      "frames,instructions,remark\n"
      "m4f,own/sine,\"a \"\"peer\"\"\",-Os,3,1860,1284,500,0,76,96,96,100,104,108,2536,"
      "\"wrong outputs, but fast\"\n");
}

}  // namespace
}  // namespace utvmc::target
