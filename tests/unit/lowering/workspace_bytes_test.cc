#include "lowering/workspace_bytes.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <utvm_arena.h>

#include <random>
#include <string>
#include <vector>

namespace utvmc::lowering {
namespace {

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

TEST(WorkspaceBytes, NoCallsNeedNone) { EXPECT_EQ(WorkspaceBytes("int f(void) { return 0; }"), 0); }

TEST(WorkspaceBytes, EveryBlockHasAHeader) {
  EXPECT_EQ(WorkspaceBytes(Alloc("a", "(uint64_t)20") + Free("a")), 16 + 32);
  EXPECT_EQ(WorkspaceBytes(Alloc("a", "16") + Free("a")), 16 + 16);
}

TEST(WorkspaceBytes, NestedBlocksAddUp) {
  EXPECT_EQ(WorkspaceBytes(Alloc("a", "16") + Alloc("b", "32") + Free("b") + Free("a")), 32 + 48);
}

TEST(WorkspaceBytes, BlocksOneAfterTheOtherShareBytes) {
  EXPECT_EQ(WorkspaceBytes(Alloc("a", "16") + Free("a") + Alloc("b", "64") + Free("b")), 80);
}

TEST(WorkspaceBytes, BlockFreedOutOfOrderKeepsItsBytes) {
  EXPECT_EQ(WorkspaceBytes(Alloc("a", "16") + Alloc("b", "16") + Free("a") + Alloc("c", "16") +
                           Free("c") + Free("b")),
            96);
}

TEST(WorkspaceBytes, NameMayComeAgain) {
  EXPECT_EQ(WorkspaceBytes(Alloc("a", "16") + Free("a") + Alloc("a", "48") + Free("a")), 64);
}

TEST(WorkspaceBytes, BlocksInBracesOfTheirOwnShareBytes) {
  const std::string inner = "  for (int32_t i = 0; i < 4; ++i) {\n" + Alloc("b", "16") + Free("b") +
                            "  }\n  {\n" + Alloc("c", "32") + Free("c") + "  }\n";
  EXPECT_EQ(WorkspaceBytes(Alloc("a", "16") + inner + Free("a")), 32 + 48);
}

/// All count at once.
TEST(WorkspaceBytes, BlocksFreedWhoKnowsWhenAreNeverGivenBack) {
  const std::string other = Alloc("b", "16") + Free("b");
  EXPECT_EQ(WorkspaceBytes(Alloc("a", "16") + other), 64) << "never freed";
  EXPECT_EQ(WorkspaceBytes(Alloc("a", "16") + "  if (x) {\n" + Free("a") + "  }\n" + other), 64)
      << "freed in other braces";
  EXPECT_EQ(WorkspaceBytes(Alloc("a", "16") + Free("p[0]") + other), 64) << "freed without a name";
  EXPECT_EQ(WorkspaceBytes(Alloc("a", "16") + Free("a") + Free("a") + other), 64) << "freed twice";
  EXPECT_EQ(WorkspaceBytes(Alloc("a", "16") + "  if (x) goto end;\n" + Free("a") + other), 64)
      << "perhaps not reached";
  EXPECT_EQ(WorkspaceBytes("f(TVMBackendAllocWorkspace(1, 0, 16, 2, 32));" + other), 64)
      << "allocated without a name";
}

TEST(WorkspaceBytes, SizeMustBeALiteral) {
  for (const char* size : {"n", "(uint64_t)n", "16 * n", "f(16)", "0", "-16", "", "99999999999999"})
    EXPECT_EQ(WorkspaceBytes(Alloc("a", size) + Free("a")), std::nullopt) << size;
}

TEST(WorkspaceBytes, HexadecimalSizesAreLiterals) {
  EXPECT_EQ(WorkspaceBytes(Alloc("a", "((uint64_t)0x20)") + Free("a")), 48);
}

TEST(WorkspaceBytes, CallsInCommentsAndStringsAreNone) {
  EXPECT_EQ(WorkspaceBytes("/* TVMBackendAllocWorkspace(1, 0, n, 2, 32) */ const char* s = "
                           "\"TVMBackendAllocWorkspace(1, 0, n, 2, 32)\";"),
            0);
}

TEST(WorkspaceBytes, AnyTextHasAnAnswer) {
  for (const char* text : {"TVMBackendAllocWorkspace", "TVMBackendAllocWorkspace(", "}}}}",
                           "= TVMBackendAllocWorkspace(,,,", "TVMBackendFreeWorkspace(1, 0"})
    WorkspaceBytes(text);
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
    const auto bytes = WorkspaceBytes(trace.text());
    ASSERT_TRUE(bytes.has_value());
    EXPECT_TRUE(trace.RunsIn(*bytes)) << trace.text();
    EXPECT_FALSE(trace.RunsIn(*bytes - 1)) << trace.text();
  }
}

}  // namespace
}  // namespace utvmc::lowering
