#include "lowering/workspace_bytes.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <utvm_arena.h>

#include <random>
#include <string>
#include <vector>

#include "lowering/workspaces.h"

namespace utvmc::lowering {
namespace {

/// What kernel f of `source`, or the error that says why that is not known.
std::string NeedOf(const std::string& source, const std::vector<SourceFile>& headers = {}) {
  std::vector<kernelc::TranslationUnit> units(1);
  units[0].source = {"k.c", source};
  const auto workspace = Workspaces(units, headers).Of(0, "f");
  return workspace.ok() ? std::to_string(workspace->bytes) : workspace.error().message;
}

/// That of a kernel with this body.
std::string Need(const std::string& body) {
  return NeedOf("int32_t f(void* args) {\n" + body + "}\n");
}

constexpr const char* kNotConstant = "workspace size is not a constant";
constexpr const char* kLoop =
    "allocates workspace in a loop of unknown length, and does not certainly free it there";

std::string Alloc(const std::string& name, const std::string& size) {
  return fmt::format(
      "  void* {0} = TVMBackendAllocWorkspace(1, dev_id, {1}, 2, 32);\n"
      "  if ({0} == NULL) {{\n    return -1;\n  }}\n",
      name, size);
}

std::string Free(const std::string& name) {
  return fmt::format(
      "  if (TVMBackendFreeWorkspace(1, dev_id, {}) != 0) {{\n    return -1;\n  }}\n", name);
}

TEST(WorkspaceBytes, NoCallsNeedNone) { EXPECT_EQ(Need("return 0;"), "0"); }

TEST(WorkspaceBytes, EveryBlockHasAHeader) {
  EXPECT_EQ(Need(Alloc("a", "(uint64_t)20") + Free("a")), "48");
  EXPECT_EQ(Need(Alloc("a", "16") + Free("a")), "32");
}

TEST(WorkspaceBytes, NestedBlocksAddUp) {
  EXPECT_EQ(Need(Alloc("a", "16") + Alloc("b", "32") + Free("b") + Free("a")), "80");
}

TEST(WorkspaceBytes, BlocksOneAfterTheOtherShareBytes) {
  EXPECT_EQ(Need(Alloc("a", "16") + Free("a") + Alloc("b", "64") + Free("b")), "80");
}

TEST(WorkspaceBytes, BlockFreedOutOfOrderKeepsItsBytes) {
  EXPECT_EQ(Need(Alloc("a", "16") + Alloc("b", "16") + Free("a") + Alloc("c", "16") + Free("c") +
                 Free("b")),
            "96");
}

TEST(WorkspaceBytes, NameMayComeAgain) {
  EXPECT_EQ(Need(Alloc("a", "16") + Free("a") + Alloc("a", "48") + Free("a")), "64");
}

TEST(WorkspaceBytes, BlocksInBracesOfTheirOwnShareBytes) {
  const std::string inner = "  for (int32_t i = 0; i < 4; ++i) {\n" + Alloc("b", "16") + Free("b") +
                            "  }\n  {\n" + Alloc("c", "32") + Free("c") + "  }\n";
  EXPECT_EQ(Need(Alloc("a", "16") + inner + Free("a")), "80");
}

/// All count at once.
TEST(WorkspaceBytes, BlocksFreedWhoKnowsWhenAreNeverGivenBack) {
  const std::string other = Alloc("b", "16") + Free("b");
  EXPECT_EQ(Need(Alloc("a", "16") + other), "64") << "never freed";
  EXPECT_EQ(Need(Alloc("a", "16") + "  if (x) {\n" + Free("a") + "  }\n" + other), "64")
      << "freed in other braces";
  EXPECT_EQ(Need(Alloc("a", "16") + Free("p[0]") + other), "64") << "freed without a name";
  EXPECT_EQ(Need(Alloc("a", "16") + Free("a") + Free("a") + other), "64") << "freed twice";
  EXPECT_EQ(Need(Alloc("a", "16") + "  if (x) goto end;\n" + Free("a") + other), "64")
      << "perhaps not reached";
  EXPECT_EQ(Need("g(TVMBackendAllocWorkspace(1, 0, 16, 2, 32));" + other), "64")
      << "allocated without a name";
}

TEST(WorkspaceBytes, SizeMustBeALiteral) {
  for (const char* size : {"n", "(uint64_t)n", "16 * n", "g(16)", "0", "-16", "", "99999999999999"})
    EXPECT_EQ(Need(Alloc("a", size) + Free("a")), kNotConstant) << size;
}

TEST(WorkspaceBytes, HexadecimalSizesAreLiterals) {
  EXPECT_EQ(Need(Alloc("a", "((uint64_t)0x20)") + Free("a")), "48");
}

TEST(WorkspaceBytes, CallsInCommentsAndStringsAreNone) {
  EXPECT_EQ(Need("/* TVMBackendAllocWorkspace(1, 0, n, 2, 32) */ const char* s = "
                 "\"TVMBackendAllocWorkspace(1, 0, n, 2, 32)\";"),
            "0");
}

// --- loops ---

std::string Loop(const std::string& header, const std::string& body) {
  return "  " + header + " {\n" + body + "  }\n";
}

TEST(WorkspaceInLoops, WhatIsNotFreedCountsForEachIteration) {
  const std::string alloc = Alloc("a", "64");
  EXPECT_EQ(Need(Loop("for (int32_t i = 0; i < 3; ++i)", alloc)), "240");
  EXPECT_EQ(Need(Loop("for (int32_t i = 2; i <= 8; i += 3)", alloc)), "240");
  EXPECT_EQ(
      Need(Loop("for (int32_t i = 0; i < 2; i++)", Loop("for (int32_t j = 0; j < 5; ++j)", alloc))),
      "800");
  EXPECT_EQ(Need("for (int i = 0; i < 3; ++i) g(TVMBackendAllocWorkspace(1, 0, 64, 2, 32));"),
            "240")
      << "without braces";
  EXPECT_EQ(Need("do {\n" + alloc + "} while (0);"), "80");
}

TEST(WorkspaceInLoops, WhatIsFreedInEachIterationCountsOnce) {
  const std::string body = Alloc("a", "64") + "  if (i == 3) continue;\n" + Free("a");
  const std::string freed = Alloc("a", "64") + Free("a");
  EXPECT_EQ(Need(Loop("while (more())", freed)), "80");
  EXPECT_EQ(Need(Loop("for (int i = 0; i < n; ++i)", "  if (i == 3) break;\n" + freed)), "80");
  EXPECT_EQ(Need(Loop("while (more())", Loop("while (more())", "break;") + freed)), "80");
}

TEST(WorkspaceInLoops, OfUnknownLengthMustFreeInEachIteration) {
  const std::string alloc = Alloc("a", "64");
  for (const char* header :
       {"for (int i = 0; i < n; ++i)", "for (int i = n; i < 3; ++i)",
        "for (int i = 0; i < 3; i += n)", "for (;;)", "for (int i = 3; i > 0; --i)", "while (1)",
        "for (int i = 0; i < 3; i += 0)", "for (int i = 0; i < 1e3; ++i)",
        "for (int i = 0; j < 3; ++i)"})
    EXPECT_EQ(Need(Loop(header, alloc)), kLoop) << header;
  for (const char* change : {"i = 0;", "--i;", "i--;", "i -= 2;", "i <<= 1;", "g(&i);"}) {
    EXPECT_EQ(Need(Loop("for (int i = 0; i < 3; ++i)", alloc + change)), kLoop) << change;
  }
  EXPECT_EQ(
      Need(Loop("for (int i = 0; i < 3; ++i)", alloc + "if (i <= 2 || i == n || i & 1) g(x & i);")),
      "240");
  EXPECT_EQ(Need("do {\n" + alloc + "} while (more());"), kLoop);
  EXPECT_EQ(Need("again:\n" + alloc + "  if (more()) goto again;\n"), kLoop);
}

TEST(WorkspaceInLoops, JumpPastAFreeLeavesTheBlock) {
  for (const char* jump : {"break;", "continue;", "goto next;"})
    EXPECT_EQ(Need(Loop("while (more())",
                        Alloc("a", "64") + "  if (x) " + jump + Free("a") + "next: ;\n")),
              kLoop)
        << jump;
  EXPECT_EQ(Need(Loop("while (more())", Alloc("a", "16") +
                                            "  switch (x) { case 1: continue; default: break; }\n" +
                                            Free("a"))),
            kLoop)
      << "continue leaves a switch, too";
}

TEST(WorkspaceInLoops, FreeMustBeCertain) {
  for (const std::string free : {"  if (x) TVMBackendFreeWorkspace(1, 0, a);\n",
                                 "  x && TVMBackendFreeWorkspace(1, 0, a);\n",
                                 "  a = b;\n  TVMBackendFreeWorkspace(1, 0, a);\n",
                                 "#ifdef X\n  TVMBackendFreeWorkspace(1, 0, a);\n#endif\n",
                                 "  switch (x) { case 1: TVMBackendFreeWorkspace(1, 0, a); }\n"})
    EXPECT_EQ(Need(Loop("while (more())", Alloc("a", "64") + free)), kLoop) << free;
}

TEST(WorkspaceInLoops, FailureOfAnAllocationCountsAsNone) {
  const std::string text =
      "  void* a = (void*)TVMBackendAllocWorkspace(1, 0, 64, 2, 32);\n"
      "  if (!a) goto failed;\n" +
      Free("a");
  EXPECT_EQ(Need(Loop("while (more())", text) + "failed: ;\n"), "80");
}

// --- functions that kernels call ---

std::string Kernel(const std::string& body) {
  return "int32_t f(void* resource_handle) {\n" + body + "}\n";
}

const char* const kGrab =
    "static float* grab(void* resource_handle) {\n"
    "  return (float*)TVMBackendAllocWorkspace(1, 0, (uint64_t)64, 2, 32);\n}\n";

TEST(WorkspaceOfHelpers, CountsForEachCall) {
  const std::string grab = kGrab;
  EXPECT_EQ(NeedOf(grab + Kernel("float* a = grab(h); float* b = grab(h);")), "160");
  EXPECT_EQ(NeedOf(grab + Kernel("for (int i = 0; i < 3; ++i) grab(h);")), "240");
  EXPECT_EQ(NeedOf(grab + Kernel("while (more()) grab(h);")), kLoop);
  EXPECT_EQ(NeedOf(grab + "static float* two(void* h) { grab(h); return grab(h); }\n" +
                   Kernel("two(h); two(h);")),
            "320");
  EXPECT_EQ(NeedOf(grab + Kernel("")), "0");
  EXPECT_EQ(NeedOf("#include \"u.h\"\n" + Kernel("grab(h);"), {{"u.h", grab}}), "80");
}

TEST(WorkspaceOfHelpers, WhatTheyFreeCountsOnce) {
  const std::string helper = "static int sum(void* resource_handle) {\n" + Alloc("a", "64") +
                             Free("a") + "  return 0;\n}\n";
  EXPECT_EQ(NeedOf(helper + Kernel("while (more()) sum(h); sum(h);")), "80");
  const std::string leaves = "static int sum(void* resource_handle) {\n" + Alloc("a", "64") +
                             "  if (x) {\n    return 1;\n  }\n" + Free("a") + "  return 0;\n}\n";
  EXPECT_EQ(NeedOf(leaves + Kernel("sum(h); sum(h);")), "160");
}

TEST(WorkspaceOfHelpers, RecursionIsAnError) {
  EXPECT_EQ(NeedOf("static void g(int n) { TVMBackendAllocWorkspace(1, 0, 16, 2, 32); h(n); }\n"
                   "static void h(int n) { if (n) g(n - 1); }\n" +
                   Kernel("g(2);")),
            "g() allocates workspace and calls itself");
}

TEST(WorkspaceOfHelpers, CallThroughAPointerIsAnError) {
  const char* message = "grab allocates workspace and is used other than in a call";
  EXPECT_EQ(NeedOf(kGrab + Kernel("float* (*g)(void*) = grab; g(h); g(h);")), message);
  EXPECT_EQ(NeedOf(kGrab + Kernel("apply(grab, 3);")), message);
  EXPECT_EQ(NeedOf(std::string(kGrab) + "static float* (*const get)(void*) = grab;\n" +
                   Kernel("get(h);")),
            "get allocates workspace and is used other than in a call");
}

TEST(WorkspaceOfHelpers, FindTheArenaInAParameterOrAVariable) {
  std::vector<kernelc::TranslationUnit> units(1);
  units[0].source = {"k.c", kGrab + Kernel("grab(resource_handle);")};
  EXPECT_FALSE(Workspaces(units, {}).Of(0, "f")->needs_variable);
  units[0].source.text =
      "static void* grab(void) { return TVMBackendAllocWorkspace(1, 0, 64, 2, 32); }\n" +
      Kernel("grab();");
  EXPECT_TRUE(Workspaces(units, {}).Of(0, "f")->needs_variable);
  units.resize(2);
  units[1].source = {"l.c",
                     "void* grab(void) { return TVMBackendAllocWorkspace(1, 0, 64, 2, 32); }\n"};
  units[0].source.text = Kernel("grab();");
  const auto workspace = Workspaces(units, {}).Of(0, "f");
  ASSERT_FALSE(workspace.ok());
  EXPECT_EQ(workspace.error().message,
            "grab() allocates workspace, but has no resource_handle to take it from");
}

// --- text that hides what it does ---

TEST(WorkspaceBehindMacros, IsAnError) {
  EXPECT_EQ(
      NeedOf("#define GRAB(n) TVMBackendAllocWorkspace(1, 0, n, 2, 32)\n" + Kernel("GRAB(64);")),
      "allocates workspace through the macro GRAB");
  EXPECT_EQ(NeedOf("#define GRAB GET\n#define GET \\\n  grab(h)\n" + (kGrab + Kernel("GRAB;"))),
            "allocates workspace through the macro GRAB");
  EXPECT_EQ(NeedOf(Kernel("GRAB;"),
                   {{"u.h", "#define GRAB TVMBackendAllocWorkspace(1, 0, 64, 2, 32)\n"}}),
            "allocates workspace through the macro GRAB");
  EXPECT_EQ(
      NeedOf("#define NAME(x) x##Workspace\n" + Kernel("NAME(TVMBackendAlloc)(1, 0, 64, 2, 32);")),
      "allocates workspace through the macro NAME");
}

TEST(WorkspaceBehindMacros, LoopOfAMacroIsAnError) {
  const std::string repeat = "#define REPEAT(n) for (int k = 0; k < n; ++k)\n";
  const std::string end = "cannot tell how often it allocates workspace, for '";
  EXPECT_EQ(NeedOf(repeat + Kernel("REPEAT(3) {\n" + Alloc("a", "64") + "}\n")), end + "{'");
  EXPECT_EQ(NeedOf(repeat + Kernel("REPEAT(3) g(TVMBackendAllocWorkspace(1, 0, 64, 2, 32));")),
            end + "REPEAT'");
  EXPECT_EQ(NeedOf("#define TWICE(x) x; x\n" +
                   Kernel("TWICE(g(TVMBackendAllocWorkspace(1, 0, 64, 2, 32)));")),
            end + "TWICE'");
  EXPECT_EQ(NeedOf("#define BEGIN for (;;) {\n#define END }\n" +
                   Kernel("BEGIN; g(TVMBackendAllocWorkspace(1, 0, 64, 2, 32)); END;")),
            end + "BEGIN'");
  EXPECT_EQ(NeedOf("#define STEP(x) x++\n" +
                   Kernel(Loop("for (int i = 0; i < 3; ++i)", Alloc("a", "64") + "STEP(i);"))),
            kLoop);
}

TEST(WorkspaceBehindMacros, OthersAreLeftAlone) {
  EXPECT_EQ(NeedOf("#define SQUARE(x) ((x) * (x))\n#define CHECK(x) if (!(x)) return -1\n" +
                   Kernel(Alloc("a", "64") + "  CHECK(SQUARE(3) == 9);\n" + Free("a"))),
            "80");
  EXPECT_EQ(NeedOf("#define BEGIN for (;;) {\n" + Kernel("BEGIN }")), "0") << "no workspace";
}

TEST(WorkspaceBehindMacros, FunctionThatAMacroDefinesIsAnError) {
  EXPECT_EQ(
      NeedOf(
          "#define NAME(x) x##_impl\n"
          "static void* NAME(grab)(void) { return TVMBackendAllocWorkspace(1, 0, 64, 2, 32); }\n" +
          Kernel("grab_impl();")),
      "cannot tell how often it allocates workspace, for 'NAME'");
}

TEST(WorkspaceBehindDirectives, BothBranchesCount) {
  EXPECT_EQ(Need("#ifdef X\n" + Alloc("a", "16") + "#else\n" + Alloc("b", "64") + "#endif\n"),
            "112");
  EXPECT_EQ(Need("for (int i = 0; i < 3; ++i)\n#ifdef X\n  g(TVMBackendAllocWorkspace(1, 0, 64, 2, "
                 "32));\n#endif\n"),
            "cannot tell how often it allocates workspace, for '#'");
  EXPECT_EQ(
      Need("#pragma unroll\nfor (int i = 0; i < 3; ++i)\n#pragma x\n{" + Alloc("a", "64") + "}"),
      "240");
}

TEST(WorkspaceBytes, AnyTextHasAnAnswer) {
  for (const char* text : {"TVMBackendAllocWorkspace",
                           "TVMBackendAllocWorkspace(",
                           "= TVMBackendAllocWorkspace(,,,",
                           "TVMBackendFreeWorkspace(1, 0",
                           "for (;;",
                           "if (",
                           "do ; while",
                           "case",
                           "x:",
                           "return",
                           "goto",
                           "#",
                           "#define",
                           "#define f(",
                           "\\",
                           "\"",
                           "/*",
                           "}}}}",
                           "{{{{",
                           "extern \"C\" {"}) {
    for (const std::string rest : {"", "TVMBackendAllocWorkspace(1, 0, 16, 2, 32);"}) {
      Need(text + rest);
      NeedOf(text + rest);
      Need(rest + text);
    }
  }
}

TEST(WorkspaceBytes, DeepNestingIsAnErrorAndNoOverflow) {
  std::string text = Alloc("a", "16");
  std::string chain;
  for (int i = 0; i < 5000; ++i) {
    text = "{" + text + "}";
    chain += fmt::format("static void g{}(void) {{ g{}(); }}\n", i, i + 1);
  }
  EXPECT_EQ(Need(text), "cannot tell how often it allocates workspace, for '{'");
  chain += "static void g5000(void) { TVMBackendAllocWorkspace(1, 0, 16, 2, 32); }\n";
  EXPECT_EQ(NeedOf(chain + Kernel("g0();")), "allocates workspace more than 20 calls deep");
}

/// A kernel that allocates and frees at random, and what it does to the runtime's arena.
class Trace {
 public:
  explicit Trace(unsigned seed) : random_(seed) {
    for (int step = 0; step < 30; ++step) {
      if (live_.empty() || random_() % 5 < 3)
        Allocate();
      else
        Release(random_() % 2 == 0 ? live_.size() - 1 : random_() % live_.size());
    }
    while (!live_.empty()) Release(live_.size() - 1);
  }

  const std::string& text() const { return text_; }

  /// False if a block does not fit.
  bool RunsIn(std::int64_t bytes) const {
    alignas(16) static std::uint8_t memory[1 << 16];
    utvm_arena_t arena;
    EXPECT_EQ(utvm_arena_create(&arena, memory, static_cast<std::uint64_t>(bytes)), UTVM_ARENA_OK);
    std::vector<void*> blocks;
    for (const Step& step : steps_) {
      if (step.is_alloc) {
        blocks.push_back(utvm_arena_alloc(&arena, step.value, UTVM_ARENA_ALIGN));
        if (blocks.back() == nullptr) return false;
      } else {
        EXPECT_EQ(utvm_arena_free(&arena, blocks[step.value]), UTVM_ARENA_OK);
      }
    }
    return true;
  }

 private:
  struct Step {
    bool is_alloc;
    std::size_t value;  // bytes, or which block
  };

  void Allocate() {
    const std::size_t bytes = 1 + random_() % 500;
    live_.push_back(count_);
    text_ += Alloc(fmt::format("w{}", count_++), std::to_string(bytes));
    steps_.push_back({true, bytes});
  }

  void Release(std::size_t index) {
    text_ += Free(fmt::format("w{}", live_[index]));
    steps_.push_back({false, live_[index]});
    live_.erase(live_.begin() + static_cast<std::ptrdiff_t>(index));
  }

  std::mt19937 random_;
  std::string text_;
  std::vector<Step> steps_;
  std::vector<std::size_t> live_;
  std::size_t count_ = 0;
};

TEST(WorkspaceBytes, IsWhatTheRuntimesArenaNeedsToTheBlock) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    const Trace trace(seed);
    const std::int64_t bytes = std::stoll(Need(trace.text()));
    EXPECT_TRUE(trace.RunsIn(bytes)) << trace.text();
    EXPECT_FALSE(trace.RunsIn(bytes - 1)) << trace.text();
  }
}

}  // namespace
}  // namespace utvmc::lowering
