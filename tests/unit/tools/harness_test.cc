#include "harness.h"

#include <gmock/gmock.h>

namespace utvmc::tools {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Report AddOne() {
  Report model;
  model.name = "kws";
  model.inputs = {{"x", "float32", {3}, 12}};
  model.outputs = {{"y", "float32", {3}, 12}};
  return model;
}

TEST(HarnessSource, FindsBuffersInTheArena) {
  CompileOptions options;
  options.name = "kws";
  const std::string source = HarnessSource(AddOne(), options);
  EXPECT_THAT(source, HasSubstr("#include \"kws.h\"\n"));
  EXPECT_THAT(source,
              HasSubstr("read_bytes(from, arena->bytes + KWS_IN_0_OFFSET, KWS_IN_0_BYTES)"));
  EXPECT_THAT(source, HasSubstr("    kws_run(arena);\n"));
  EXPECT_THAT(source,
              HasSubstr("write_bytes(to, arena->bytes + KWS_OUT_0_OFFSET, KWS_OUT_0_BYTES)"));
}

TEST(HarnessSource, PassesBuffersOfTheCaller) {
  CompileOptions options;
  options.io = IoPlacement::kCaller;
  const std::string source = HarnessSource(AddOne(), options);
  EXPECT_THAT(source, HasSubstr("in[0] = allocate(1u, NETWORK_IN_0_BYTES);"));
  EXPECT_THAT(source, HasSubstr("    network_run(arena, in[0], out[0]);\n"));
  EXPECT_THAT(source, Not(HasSubstr("_OFFSET")));
}

TEST(HarnessSource, ChecksTheStatusOfARunThatCanFail) {
  Report model = AddOne();
  model.can_fail = true;
  EXPECT_THAT(HarnessSource(model, {}), HasSubstr("const int32_t status = network_run(arena);"));
  EXPECT_THAT(HarnessSource(AddOne(), {}), Not(HasSubstr("status")));
}

}  // namespace
}  // namespace utvmc::tools
