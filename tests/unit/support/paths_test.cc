#include "support/paths.h"

#include <gtest/gtest.h>

namespace utvmc {
namespace {

TEST(JoinPath, PutsOneSlashBetweenFolderAndName) {
  EXPECT_EQ(JoinPath("model", "graph.json"), "model/graph.json");
  EXPECT_EQ(JoinPath("model/", "graph.json"), "model/graph.json");
  EXPECT_EQ(JoinPath("/", "graph.json"), "/graph.json");
  EXPECT_EQ(JoinPath("", "graph.json"), "graph.json");
}

TEST(BaseName, IsTheLastComponent) {
  EXPECT_EQ(BaseName("a/b/kernels.c"), "kernels.c");
  EXPECT_EQ(BaseName("kernels.c"), "kernels.c");
  EXPECT_EQ(BaseName("/k"), "k");
  EXPECT_EQ(BaseName(""), "");
}

}  // namespace
}  // namespace utvmc
