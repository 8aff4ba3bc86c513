#include "driver/default_hint.h"

#include <gtest/gtest.h>

namespace utvmc {
namespace {

ModelSources Sources() {
  ModelSources sources;
  sources.graph.path = "m/graph.json";
  sources.params = SourceFile{"m/params.bin", {}};
  sources.kernels = {{"m/a.c", {}}, {"m/b.c", {}}};
  return sources;
}

std::string HintFor(const std::string& file) {
  return WithHint(UserError({.file = file}, "wrong"), Sources()).hint;
}

TEST(DefaultHint, SaysHowToMakeTheFileAnew) {
  EXPECT_EQ(HintFor("m/graph.json"),
            "save lib.get_graph_json() again, together with the kernels of the same build");
  EXPECT_EQ(HintFor("m/params.bin"), "save runtime.save_param_dict(lib.get_params()) again");
  EXPECT_EQ(HintFor("m/b.c"),
            "save the C sources again, as TVM prints them, with the graph of the same build");
}

TEST(DefaultHint, LeavesAloneWhatItKnowsNothingOf) {
  EXPECT_EQ(HintFor("other.c"), "");
  EXPECT_EQ(HintFor(""), "");
  EXPECT_EQ(WithHint(UserError({.file = "m/a.c"}, "wrong", "own"), Sources()).hint, "own");
  const Diagnostic bug = InternalError("broken");
  EXPECT_EQ(WithHint(bug, Sources()), bug);
}

}  // namespace
}  // namespace utvmc
