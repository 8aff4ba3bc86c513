#include "kernelc/layout.h"

#include <gtest/gtest.h>

namespace utvmc::kernelc {
namespace {

TEST(LayoutTest, AGroupAccountsForTheTextThatFollowsIt) {
  Layout layout;
  layout.Open();
  layout.Text("aaaa");
  layout.Break();
  layout.Text("bbbb");
  layout.Close();
  layout.Text(";");
  EXPECT_EQ(layout.Render(0, 10), "aaaa bbbb;");
  EXPECT_EQ(layout.Render(0, 9), "aaaa\n    bbbb;");
  EXPECT_EQ(layout.Render(2, 9), "  aaaa\n      bbbb;");
}

}  // namespace
}  // namespace utvmc::kernelc
