#include "support/file_system.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>

namespace utvmc {
namespace {

class DiskFileSystemTest : public ::testing::Test {
 protected:
  DiskFileSystemTest() {
    std::string name = ::testing::TempDir() + "utvmc_files_XXXXXX";
    folder_ = ::mkdtemp(name.data());
  }
  ~DiskFileSystemTest() override { std::filesystem::remove_all(folder_); }

  std::string Path(const std::string& name) const { return folder_ + "/" + name; }

  std::string folder_;
  DiskFileSystem disk_;
};

TEST_F(DiskFileSystemTest, ReadsBackWhatItWrote) {
  for (const std::size_t size : {0u, 1u, 4095u, 4096u, 4097u, 300000u}) {
    std::string content(size, 'x');
    if (size > 0) content[size / 2] = '\0';
    ASSERT_TRUE(disk_.Write(Path("a"), content).ok());
    EXPECT_EQ(*disk_.Read(Path("a")), content) << size;
  }
}

TEST_F(DiskFileSystemTest, WriteReplacesALongerFile) {
  ASSERT_TRUE(disk_.Write(Path("a"), "long content").ok());
  ASSERT_TRUE(disk_.Write(Path("a"), "short").ok());
  EXPECT_EQ(*disk_.Read(Path("a")), "short");
}

TEST_F(DiskFileSystemTest, ReadNamesThePathAndTheReason) {
  EXPECT_EQ(Format(disk_.Read(Path("none")).error()),
            Path("none") + ": error: cannot read: no such file or directory");
  EXPECT_EQ(Format(disk_.Read(folder_).error()), folder_ + ": error: cannot read: is a directory");
}

TEST_F(DiskFileSystemTest, ReadRefusesAHugeFileBeforeItAllocates) {
  ASSERT_TRUE(disk_.Write(Path("huge"), "").ok());
  std::filesystem::resize_file(Path("huge"), (std::uintmax_t{1} << 30) + 1);  // sparse
  EXPECT_EQ(Format(disk_.Read(Path("huge")).error()),
            Path("huge") + ": error: cannot read: larger than 1 GiB");
}

TEST_F(DiskFileSystemTest, WriteNoticesAFullDisk) {
  if (!disk_.Exists("/dev/full")) GTEST_SKIP() << "no /dev/full";
  EXPECT_EQ(Format(disk_.Write("/dev/full", "x").error()),
            "/dev/full: error: cannot write: no space left on device");
}

TEST_F(DiskFileSystemTest, WriteIntoAMissingFolderFails) {
  EXPECT_EQ(Format(disk_.Write(Path("none/a"), "x").error()),
            Path("none/a") + ": error: cannot write: no such file or directory");
}

TEST_F(DiskFileSystemTest, WriteIntoAnUnwritableFolderFails) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  ASSERT_EQ(::chmod(folder_.c_str(), 0500), 0);
  EXPECT_EQ(Format(disk_.Write(Path("a"), "x").error()),
            Path("a") + ": error: cannot write: permission denied");
  ASSERT_EQ(::chmod(folder_.c_str(), 0700), 0);
}

TEST_F(DiskFileSystemTest, ListsRegularFilesSorted) {
  ASSERT_TRUE(disk_.Write(Path("b.c"), "").ok());
  ASSERT_TRUE(disk_.Write(Path("a.c"), "").ok());
  ASSERT_TRUE(disk_.Write(Path("Z.c"), "").ok());
  ASSERT_TRUE(disk_.MakeFolders(Path("c.c")).ok());
  ASSERT_EQ(::symlink("missing", Path("d.c").c_str()), 0);
  EXPECT_EQ(*disk_.List(folder_), (std::vector<std::string>{"Z.c", "a.c", "b.c"}));
}

TEST_F(DiskFileSystemTest, ListOfAMissingFolderFails) {
  EXPECT_EQ(Format(disk_.List(Path("none")).error()),
            Path("none") + ": error: cannot read the folder: no such file or directory");
}

TEST_F(DiskFileSystemTest, MakesFoldersWithTheirParents) {
  ASSERT_TRUE(disk_.MakeFolders(Path("a/b/c")).ok());
  ASSERT_TRUE(disk_.MakeFolders(Path("a/b/c/")).ok());
  EXPECT_TRUE(disk_.IsFolder(Path("a/b/c")));
  EXPECT_TRUE(disk_.Exists(Path("a/b")));
  EXPECT_FALSE(disk_.IsFolder(Path("a/d")));
}

TEST_F(DiskFileSystemTest, MakesNoFolderWhereAFileIs) {
  ASSERT_TRUE(disk_.Write(Path("a"), "").ok());
  EXPECT_EQ(Format(disk_.MakeFolders(Path("a")).error()),
            Path("a") + ": error: cannot create the folder: not a directory");
  EXPECT_EQ(Format(disk_.MakeFolders(Path("a/b")).error()),
            Path("a/b") + ": error: cannot create the folder: not a directory");
}

TEST_F(DiskFileSystemTest, RenameReplacesWhatALinkPointsTo) {
  ASSERT_TRUE(disk_.Write(Path("file"), "old").ok());
  std::filesystem::create_symlink("file", Path("link"));
  ASSERT_TRUE(disk_.Write(Path("new"), "new").ok());
  ASSERT_TRUE(disk_.Rename(Path("new"), Path("link")).ok());
  EXPECT_TRUE(std::filesystem::is_symlink(Path("link")));
  EXPECT_EQ(*disk_.Read(Path("file")), "new");
}

TEST_F(DiskFileSystemTest, RenameLeavesWhatIsNoFileAlone) {
  ASSERT_EQ(::mkfifo(Path("pipe").c_str(), 0600), 0);
  ASSERT_TRUE(disk_.Write(Path("new"), "new").ok());
  EXPECT_EQ(Format(disk_.Rename(Path("new"), Path("pipe")).error()),
            Path("pipe") +
                ": error: cannot replace: is not a regular file\n  hint: name another file");
  EXPECT_TRUE(std::filesystem::is_fifo(Path("pipe")));
}

TEST_F(DiskFileSystemTest, RenameReplacesAndRemoveForgives) {
  ASSERT_TRUE(disk_.Write(Path("a"), "new").ok());
  ASSERT_TRUE(disk_.Write(Path("b"), "old").ok());
  ASSERT_TRUE(disk_.Rename(Path("a"), Path("b")).ok());
  EXPECT_EQ(*disk_.Read(Path("b")), "new");
  EXPECT_FALSE(disk_.Exists(Path("a")));
  EXPECT_EQ(Format(disk_.Rename(Path("a"), Path("b")).error()),
            Path("b") + ": error: cannot replace: no such file or directory");
  disk_.Remove(Path("b"));
  disk_.Remove(Path("b"));
  EXPECT_FALSE(disk_.Exists(Path("b")));
}

}  // namespace
}  // namespace utvmc
