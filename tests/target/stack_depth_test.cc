#include "stack_depth.h"

#include <gtest/gtest.h>

namespace utvmc::target {
namespace {

// Fields are separated by tabs, as objdump writes them.
constexpr const char* kArm =
    "00000100 <run>:\n"
    "     100:\tb538      \tpush\t{r3, r4, r5, lr}\n"
    "     102:\tf000 f800 \tbl\t110 <kernel>\n"
    "     106:\t2a00      \tcmp\tr2, #0\n"
    "     108:\td1fb      \tbne.n\t102 <run+0x2>\n"
    "     10a:\te7fe      \tb.n\t130 <leaf>\n"
    "\n"
    "00000110 <kernel>:\n"
    "     110:\te92d 4ff0 \tstmdb\tsp!, {r4, r5, r6, r7, r8, r9, sl, fp, lr}\n"
    "     114:\ted2d 8b04 \tvpush\t{d8-d9}\n"
    "     118:\tb083      \tsub\tsp, #12\n"
    "     11a:\tf000 f800 \tbl\t130 <NEAR_SYMBOL+0x30>\n"
    "00000130 <leaf>:\n"
    "     130:\tf84d ed08 \tstr.w\tlr, [sp, #-8]!\n"
    "     134:\tf7ff ffe4 \tb.w\t134 <leaf+0x4>\n";

constexpr const char* kRiscv =
    "80000100 <run>:\n"
    "80000100:\t1141                \tadd\tsp,sp,-16\n"
    "80000102:\t00000097          \tauipc\tra,0x0\n"
    "80000106:\t00e080e7          \tjalr\t14(ra) # 80000110 <kernel>\n"
    "8000010a:\t0141                \tadd\tsp,sp,16\n"
    "8000010c:\ta011                \tj\t80000120 <leaf>\n"
    "80000110 <kernel>:\n"
    "80000110:\t0b0002ef          \tjal\tt0,80000140 <__riscv_save_3>\n"
    "80000114:\t9002                \tjalr\ta5\n"
    "80000120 <leaf>:\n"
    "80000120:\t7179                \taddi\tsp,sp,-48\n"
    "80000140 <__riscv_save_3>:\n"
    "80000140:\t1141                \taddi\tsp,sp,-16\n";

TEST(StackDepth, FramesAreWhatTheStackPointerIsLoweredBy) {
  const CallGraph graph = ParseDisassembly(kArm);
  EXPECT_EQ(graph.at("run").frame, 16);
  EXPECT_EQ(graph.at("kernel").frame, 36 + 16 + 12);
  EXPECT_EQ(graph.at("leaf").frame, 8);
}

TEST(StackDepth, CallsAreResolvedByAddress) {
  const CallGraph graph = ParseDisassembly(kArm);
  EXPECT_EQ(graph.at("run").calls, std::set<std::string>{"kernel"});
  EXPECT_EQ(graph.at("run").tail_calls, std::set<std::string>{"leaf"});
  EXPECT_EQ(graph.at("kernel").calls, std::set<std::string>{"leaf"});
  EXPECT_TRUE(graph.at("leaf").tail_calls.empty());
}

TEST(StackDepth, TheDeepestPathCounts) {
  const auto depth = DeepestStack(ParseDisassembly(kArm), "run");
  ASSERT_TRUE(depth.ok());
  EXPECT_EQ(*depth, 16 + 64 + 8);
}

TEST(StackDepth, ATailCallHasNoFrameAboveIt) {
  CallGraph graph;
  graph["run"].frame = 100;
  graph["run"].tail_calls = {"leaf"};
  graph["leaf"].frame = 120;
  EXPECT_EQ(*DeepestStack(graph, "run"), 120);
}

TEST(StackDepth, RiscvSavesRegistersInTheNameOfTheCaller) {
  const CallGraph graph = ParseDisassembly(kRiscv);
  EXPECT_EQ(graph.at("run").frame, 16);
  EXPECT_EQ(graph.at("run").calls, std::set<std::string>{"kernel"});
  EXPECT_EQ(graph.at("run").tail_calls, std::set<std::string>{"leaf"});
  EXPECT_EQ(graph.at("kernel").frame, 16);
  EXPECT_TRUE(graph.at("kernel").calls.empty());
}

TEST(StackDepth, TheCompilerKnowsBetter) {
  CallGraph graph = ParseDisassembly(kArm);
  ASSERT_TRUE(ApplyStackUsage("operators.c:9:6:kernel\t72\tstatic\n"
                              "operators.c:20:6:inlined\t8\tstatic\n",
                              graph)
                  .ok());
  EXPECT_EQ(graph.at("kernel").frame, 72);
  EXPECT_FALSE(graph.contains("inlined"));
}

TEST(StackDepth, OnlyWhatWasExecutedCounts) {
  // run() calls kernel(), which returns before it calls leaf().
  const Addresses executed = {0x100, 0x102, 0x106, 0x108, 0x110, 0x114, 0x118};
  const CallGraph graph = ParseDisassembly(kArm, &executed);
  EXPECT_EQ(graph.at("run").calls, std::set<std::string>{"kernel"});
  EXPECT_TRUE(graph.at("run").tail_calls.empty());
  EXPECT_TRUE(graph.at("kernel").calls.empty());
  EXPECT_EQ(*DeepestStack(graph, "run"), 16 + 64);
}

TEST(StackDepth, TheCallersFrameIsThatOfTheOneCaller) {
  EXPECT_EQ(*FrameOfCaller(ParseDisassembly(kArm), "kernel"), 16);
  EXPECT_EQ(FrameOfCaller(ParseDisassembly(kArm), "run").error().message,
            "not one function calls run");
}

TEST(StackDepth, AFrameWithoutBoundIsAnError) {
  CallGraph graph = ParseDisassembly(kArm);
  const Status status = ApplyStackUsage("operators.c:9:6:kernel\t72\tdynamic\n", graph);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message, "the frame of kernel has no bound");
}

TEST(StackDepth, WhatCannotBeKnownIsAnError) {
  EXPECT_EQ(DeepestStack(ParseDisassembly(kRiscv), "run").error().message,
            "kernel calls through a pointer");
  EXPECT_EQ(DeepestStack(ParseDisassembly(kArm), "walk").error().message,
            "walk is not in the image");
  CallGraph graph;
  graph["a"].calls = {"b"};
  graph["b"].calls = {"a"};
  EXPECT_EQ(DeepestStack(graph, "a").error().message, "a calls itself");
}

}  // namespace
}  // namespace utvmc::target
