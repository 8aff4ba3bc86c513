#include "harness.h"

#include <gmock/gmock.h>

#include <string>

#include "utvmc/pools.h"

namespace utvmc::tools {
namespace {

using ::testing::HasSubstr;

Report AddOne() {
  Report model;
  model.name = "kws";
  model.inputs = {{"x", "float32", {3}, 12, kDefaultPool}};
  model.outputs = {{"y", "float32", {3}, 12, kDefaultPool}};
  model.arenas = {{kDefaultPool, 24, 0, 24, ""}};
  return model;
}

/// The function of that name, from its first line to its closing brace.
std::string Function(const std::string& source, const std::string& name) {
  const std::size_t at = source.find(" " + name + "(");
  if (at == std::string::npos) return "";
  const std::size_t begin = source.rfind('\n', at) + 1;
  return source.substr(begin, source.find("\n}\n", at) + 3 - begin);
}

TEST(HarnessSource, FindsBuffersInTheArena) {
  const std::string source = HarnessSource(AddOne());
  EXPECT_THAT(source, HasSubstr("\n#include \"kws.h\"\n"));
  EXPECT_EQ(Function(source, "run_once"),
            R"(static int run_once(kws_arena_t *arena, void **in, void **out, FILE *from, FILE *to)
{
    memset(arena, 0xA5, sizeof(*arena));
    if (!read_bytes(from, arena->bytes + KWS_IN_0_OFFSET, KWS_IN_0_BYTES)) {
        return 2;
    }
    kws_run(arena);
    if (!write_bytes(to, arena->bytes + KWS_OUT_0_OFFSET, KWS_OUT_0_BYTES)) {
        return 2;
    }
    (void)in;
    (void)out;
    (void)from;
    (void)to;
    return 0;
}
)");
}

TEST(HarnessSource, PassesBuffersOfTheCaller) {
  Report model = AddOne();
  model.name = "network";
  model.inputs[0].pool = model.outputs[0].pool = kCallerPool;
  const std::string source = HarnessSource(model);
  EXPECT_EQ(
      Function(source, "run_once"),
      R"(static int run_once(network_arena_t *arena, void **in, void **out, FILE *from, FILE *to)
{
    memset(arena, 0xA5, sizeof(*arena));
    if (!read_bytes(from, in[0], NETWORK_IN_0_BYTES)) {
        return 2;
    }
    network_run(arena, in[0], out[0]);
    if (!write_bytes(to, out[0], NETWORK_OUT_0_BYTES)) {
        return 2;
    }
    (void)in;
    (void)out;
    (void)from;
    (void)to;
    return 0;
}
)");
  EXPECT_THAT(source, HasSubstr(R"(
    in[0] = allocate(1u, NETWORK_IN_0_BYTES);
    if (in[0] == NULL) {
        return 2;
    }
    out[0] = allocate(1u, NETWORK_OUT_0_BYTES);
    if (out[0] == NULL) {
        return 2;
    }
)"));
}

TEST(HarnessSource, ChecksTheStatusOfARunThatCanFail) {
  Report model = AddOne();
  model.name = "network";
  model.can_fail = true;
  EXPECT_EQ(
      Function(HarnessSource(model), "run_once"),
      R"(static int run_once(network_arena_t *arena, void **in, void **out, FILE *from, FILE *to)
{
    memset(arena, 0xA5, sizeof(*arena));
    if (!read_bytes(from, arena->bytes + NETWORK_IN_0_OFFSET, NETWORK_IN_0_BYTES)) {
        return 2;
    }
    {
        const int32_t status = network_run(arena);
        if (status != 0) {
            fprintf(stderr, "network_run() returned %ld\n", (long)status);
            return 3;
        }
    }
    if (!write_bytes(to, arena->bytes + NETWORK_OUT_0_OFFSET, NETWORK_OUT_0_BYTES)) {
        return 2;
    }
    (void)in;
    (void)out;
    (void)from;
    (void)to;
    return 0;
}
)");
}

TEST(HarnessSource, AllocatesEveryPoolAndCopiesConstantsToThem) {
  Report model = AddOne();
  model.arenas = {{"dtcm", 24, 64, 24, ""}, {"in", 8, 64, 8, ""}};
  model.init_pools = {"in"};
  model.inputs[0].pool = kCallerPool;
  model.outputs[0].pool = "dtcm";
  const std::string source = HarnessSource(model);
  EXPECT_EQ(
      Function(source, "run_once"),
      R"(static int run_once(kws_dtcm_t *dtcm_arena, kws_in_t *in_arena, void **in, void **out, FILE *from, FILE *to)
{
    memset(dtcm_arena, 0xA5, sizeof(*dtcm_arena));
    memset(in_arena, 0xA5, sizeof(*in_arena));
    kws_init(in_arena);
    if (!read_bytes(from, in[0], KWS_IN_0_BYTES)) {
        return 2;
    }
    kws_run(dtcm_arena, in_arena, in[0]);
    if (!write_bytes(to, dtcm_arena->bytes + KWS_OUT_0_OFFSET, KWS_OUT_0_BYTES)) {
        return 2;
    }
    (void)in;
    (void)out;
    (void)from;
    (void)to;
    return 0;
}
)");
  EXPECT_THAT(source,
              HasSubstr("    kws_in_t *in_arena = allocate(KWS_IN_ALIGN, sizeof(*in_arena));\n"));
  EXPECT_THAT(source, HasSubstr("    free(in_arena);\n"));
}

}  // namespace
}  // namespace utvmc::tools
