#include "support/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/fake_file_system.h"

namespace utvmc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

const std::vector<OutputFile> kOutputs = {{"a.h", "new a"}, {"b.c", "new b"}, {"c.c", "new c"}};

TEST(WriteOutputs, CreatesTheFolderAndReturnsTheNames) {
  testing::FakeFileSystem disk;
  EXPECT_THAT(*WriteOutputs(disk, "out", kOutputs), ElementsAre("a.h", "b.c", "c.c"));
  EXPECT_THAT(disk.files(), ElementsAre(Pair("out/a.h", "new a"), Pair("out/b.c", "new b"),
                                        Pair("out/c.c", "new c")));
}

TEST(WriteOutputs, TakesTheEmptyFolderForTheCurrentOne) {
  testing::FakeFileSystem disk;
  EXPECT_TRUE(WriteOutputs(disk, "", {{"a.h", "x"}}).ok());
  EXPECT_TRUE(WriteOutputs(disk, "out/", {{"a.h", "x"}}).ok());
  EXPECT_THAT(disk.files(), ElementsAre(Pair("a.h", "x"), Pair("out/a.h", "x")));
}

TEST(WriteOutputs, LeavesUnchangedFilesAlone) {
  testing::FakeFileSystem disk;
  disk.Put("out/a.h", "new a");
  disk.Put("out/b.c", "old b");
  disk.Put("out/c.c", "new c");
  EXPECT_THAT(*WriteOutputs(disk, "out", kOutputs), ElementsAre("b.c"));
  EXPECT_EQ(disk.writes(), 1);
  EXPECT_EQ(disk.renames(), 1);
}

TEST(WriteOutputs, WritesNothingWhereNothingChanged) {
  testing::FakeFileSystem disk;
  ASSERT_TRUE(WriteOutputs(disk, "out", kOutputs).ok());
  disk.FailWrite(1);
  EXPECT_THAT(*WriteOutputs(disk, "out", kOutputs), IsEmpty());
}

/// `disk` with an old a.h and a foreign file.
testing::FakeFileSystem OldFiles() {
  testing::FakeFileSystem disk;
  disk.Put("out/a.h", "old a");
  disk.Put("out/main.c", "mine");
  return disk;
}

TEST(WriteOutputs, ChangesNothingWhenAnyWriteFindsTheDiskFull) {
  const char* const targets[] = {"out/a.h", "out/b.c", "out/c.c"};
  for (int nth = 1; nth <= 3; ++nth) {
    testing::FakeFileSystem disk = OldFiles();
    disk.FailWrite(nth);
    EXPECT_EQ(Format(WriteOutputs(disk, "out", kOutputs).error()),
              std::string(targets[nth - 1]) +
                  ": error: cannot write: no space left on device\n"
                  "  hint: make room or choose another output folder; no file was changed");
    EXPECT_EQ(disk.files(), OldFiles().files()) << nth;
  }
}

TEST(WriteOutputs, ChangesNothingWhenAnyRenameFails) {
  const char* const targets[] = {"out/a.h", "out/b.c", "out/c.c"};
  for (int nth = 1; nth <= 3; ++nth) {
    testing::FakeFileSystem disk = OldFiles();
    disk.FailRename(nth);
    EXPECT_EQ(Format(WriteOutputs(disk, "out", kOutputs).error()),
              std::string(targets[nth - 1]) +
                  ": error: cannot replace: input/output error\n"
                  "  hint: make room or choose another output folder; no file was changed");
    EXPECT_EQ(disk.files(), OldFiles().files()) << nth;
  }
}

TEST(WriteOutputs, AdmitsThatAFileStaysChangedWhereItCannotBePutBack) {
  testing::FakeFileSystem disk = OldFiles();
  disk.FailRename(2);
  disk.FailWrite(4);  // three temporaries, then the former content of a.h
  EXPECT_EQ(Format(WriteOutputs(disk, "out", kOutputs).error()),
            "out/b.c: error: cannot replace: input/output error\n"
            "  hint: these files were already replaced: a.h; make room and run again");
  EXPECT_THAT(disk.files(), ElementsAre(Pair("out/a.h", "new a"), Pair("out/main.c", "mine")));
}

TEST(WriteOutputs, SaysThatAFolderCannotBeWritten) {
  testing::FakeFileSystem disk = OldFiles();
  disk.MakeUnwritable("out");
  EXPECT_EQ(Format(WriteOutputs(disk, "out", kOutputs).error()),
            "out/a.h: error: cannot write: permission denied\n"
            "  hint: make room or choose another output folder; no file was changed");
  EXPECT_EQ(disk.files(), OldFiles().files());
}

TEST(WriteOutputs, SaysThatAFolderCannotBeCreated) {
  testing::FakeFileSystem disk;
  disk.Put("out", "a file");
  EXPECT_EQ(Format(WriteOutputs(disk, "out", kOutputs).error()),
            "out: error: cannot create the folder: not a directory\n"
            "  hint: choose another output folder");
}

TEST(WriteOutputs, DoesNotReplaceWhatItCannotRead) {
  testing::FakeFileSystem disk = OldFiles();
  disk.MakeUnreadable("out/a.h");
  EXPECT_EQ(Format(WriteOutputs(disk, "out", kOutputs).error()),
            "out/a.h: error: cannot read: permission denied");
  EXPECT_EQ(disk.files(), OldFiles().files());
}

}  // namespace
}  // namespace utvmc
