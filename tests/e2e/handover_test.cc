// Bytes that change owner and element type between two steps of one kernel, under optimisers that
// would like to reorder across the step.
//
// The kernel is made for the purpose: step after step loads p0 (int16) into locals, and then stores
// out (int32) over the bytes of p0. What the compilers at hand do not yet conclude from the types
// alone is forced upon them by declaring every pointer restrict, which utvmc never does where bytes
// are shared: it is the strongest licence to reorder that C has. With UTVM_HANDOVER() the result
// must still be right; without it, it must be wrong, or this test would prove nothing.
#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <regex>
#include <sstream>

#include "emitted_model.h"
#include "hand_written.h"
#include "process.h"

namespace utvmc {
namespace {

constexpr int kElements = 16;

/// out[k] = p0[(k * 7 + 3) % 16] * 3 + k, `element` being the type of p0.
std::string Kernel(const std::string& element) {
  std::ostringstream c;
  c << "TVM_DLL int32_t handover(void* args, int32_t* arg_type_ids, int32_t num_args, void* "
       "out_ret_value, "
       "int32_t* out_ret_tcode, void* resource_handle) {\n"
       "  void* p0 = (((TVMValue*)args)[0].v_handle);\n  void* t = "
       "(((TVMValue*)args)[1].v_handle);\n"
       "  void* p0_1 = (((DLTensor*)p0)[0].data);\n  void* t_1 = (((DLTensor*)t)[0].data);\n";
  for (int k = 0; k < kElements; ++k) {
    c << "  " << element << " v" << k << " = ((" << element << "*)p0_1)[" << (k * 7 + 3) % kElements
      << "];\n";
  }
  for (int k = 0; k < kElements; ++k) {
    c << "  ((int32_t*)t_1)[" << k << "] = ((int32_t)(v" << k << " * 3 + " << k << "));\n";
  }
  c << "  return 0;\n}\n";
  return c.str();
}

/// What reads the result of the other kernel, so that network_run() has something to inline it
/// into.
const char* const kSecondKernel =
    "  for (int32_t i = 0; i < 16; ++i) {\n"
    "    ((int32_t*)out_1)[i] = (((int32_t*)p0_1)[i] + 5);\n  }\n";

/// Whether the plan has out over p0, without which the test would prove nothing.
const char* const kShareBytes =
    "#define SHARE_BYTES \\\n"
    "    (offsetof(network_arena_t, x.data) == offsetof(network_arena_t, op00_handover.data))\n";

/// Exit code 0: right. Calls the kernel through a pointer that nobody can see through, so that
/// link-time optimisation cannot replace it by its result.
std::string KernelMain(const std::string& element) {
  return "#include \"network.h\"\n#include \"operators.h\"\n" + std::string(kShareBytes) +
         "static void (*volatile kernel)(const " + element +
         R"( *, int32_t *) = network_op00_handover;
static network_arena_t arena;
int main(void)
{
    int wrong = 0;
    int32_t *out = arena.op00_handover.data;
    if (!SHARE_BYTES) {
        return 2;
    }
    for (int32_t k = 0; k < 16; ++k) {
        network_in_x(&arena)[k] = ()" +
         element + R"()(k * 7 - 100);
    }
    kernel(network_in_x(&arena), out);
    for (int32_t k = 0; k < 16; ++k) {
        wrong += out[k] != (((k * 7 + 3) % 16) * 7 - 100) * 3 + k;
    }
    return wrong != 0;
}
)";
}

/// The same by way of network_run(), into which both kernels may be inlined.
std::string NetworkMain(const std::string& element) {
  return "#include \"network.h\"\n" + std::string(kShareBytes) + R"(static network_arena_t arena;
static void (*volatile run)(network_arena_t *) = network_run;
int main(void)
{
    int wrong = 0;
    if (!SHARE_BYTES) {
        return 2;
    }
    for (int32_t k = 0; k < 16; ++k) {
        network_in_x(&arena)[k] = ()" +
         element + R"()(k * 7 - 100);
    }
    run(&arena);
    for (int32_t k = 0; k < 16; ++k) {
        wrong += network_out_second(&arena)[k] != (((k * 7 + 3) % 16) * 7 - 100) * 3 + k + 5;
    }
    return wrong != 0;
}
)";
}

/// The same with an arena that nobody knows but main(), into which all may be inlined.
std::string LocalMain(const std::string& element) {
  return "#include \"network.h\"\n" + std::string(kShareBytes) +
         R"(static volatile int start = -100;
int main(void)
{
    network_arena_t arena;
    const int first = start;
    int wrong = 0;
    if (!SHARE_BYTES) {
        return 2;
    }
    for (int32_t k = 0; k < 16; ++k) {
        network_in_x(&arena)[k] = ()" +
         element + R"()(k * 7 + first);
    }
    network_run(&arena);
    for (int32_t k = 0; k < 16; ++k) {
        wrong += network_out_second(&arena)[k] != (((k * 7 + 3) % 16) * 7 + first) * 3 + k + 5;
    }
    return wrong != 0;
}
)";
}

struct Case {
  std::string name;
  std::vector<std::string> compiler;
  std::string type;  ///< of p0, as graph.json says it
};

void PrintTo(const Case& test, std::ostream* out) { *out << test.name; }

class HandoverTest : public testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    if (!HasProgram(GetParam().compiler[0]))
      GTEST_SKIP() << GetParam().compiler[0] << " is not installed";
    auto folder = tools::TemporaryFolder::Create();
    ASSERT_TRUE(folder.ok());
    source_.emplace(*std::move(folder));
    const std::string element = GetParam().type + "_t";
    std::ofstream(*source_ / "graph.json")
        << HandWrittenGraph({{"x", {}, GetParam().type, kElements},
                             {"handover", {0}, "int32", kElements},
                             {"second", {1}, "int32", kElements}},
                            {2});
    std::ofstream(*source_ / "kernels.c")
        << Kernel(element) << HandWrittenKernel("second", 1, kSecondKernel);
    model_.emplace(source_->path(), CompileOptions{});
    std::ofstream(model_->Path("kernel_main.c")) << KernelMain(element);
    std::ofstream(model_->Path("network_main.c")) << NetworkMain(element);
    std::ofstream(model_->Path("local_main.c")) << LocalMain(element);
  }

  /// Exit code of the program with this main function, built with `flags`; 100 if it cannot be
  /// built.
  int Run(const std::string& main, const std::vector<std::string>& flags) {
    std::vector<std::string> compiler = GetParam().compiler;
    compiler.insert(compiler.end(), {"-std=c99", "-w", "-o", model_->Path("run")});
    compiler.insert(compiler.end(), flags.begin(), flags.end());
    const std::string printed = model_->Build(compiler, {model_->Path(main)});
    EXPECT_EQ(printed, "");
    if (!printed.empty()) return 100;
    const auto result = tools::RunProcess({model_->Path("run")});
    return result.ok() ? result->exit_code : 100;
  }

  /// Puts restrict on every pointer parameter, whatever the plan says.
  void ForceRestrict() {
    for (const char* name : {"operators.c", "operators.h"}) {
      std::ifstream in(model_->Path(name));
      std::stringstream text;
      text << in.rdbuf();
      in.close();
      std::ofstream(model_->Path(name)) << std::regex_replace(
          text.str(), std::regex(R"((p0|out)\[(UTVM_RESTRICT )?16\](?=[,)]))"), "$1[restrict 16]");
    }
  }

  std::optional<tools::TemporaryFolder> source_;
  std::optional<EmittedModel> model_;
};

TEST_P(HandoverTest, EmittedCodeIsRight) {
  EXPECT_EQ(Run("kernel_main.c", {}), 0);
  EXPECT_EQ(Run("network_main.c", {}), 0);
  EXPECT_EQ(Run("local_main.c", {}), 0);
}

TEST_P(HandoverTest, BarrierHoldsEvenWhereEveryPointerIsRestrict) {
  ForceRestrict();
  EXPECT_EQ(Run("kernel_main.c", {}), 0);
  EXPECT_EQ(Run("network_main.c", {}), 0);
  EXPECT_EQ(Run("local_main.c", {}), 0);
}

/// For the compilers and types that reorder for certain: seen with gcc 12 and clang 14 on x86-64.
class NoHandoverTest : public HandoverTest {};
class NoHandoverInNetworkTest : public HandoverTest {};

TEST_P(NoHandoverTest, WithoutTheBarrierTheResultIsWrong) {
  ForceRestrict();
  EXPECT_EQ(Run("kernel_main.c", {"-DUTVM_HANDOVER()=(void)0"}), 1);
}

TEST_P(NoHandoverInNetworkTest, WithoutTheBarrierTheResultIsWrong) {
  ForceRestrict();
  EXPECT_EQ(Run("network_main.c", {"-DUTVM_HANDOVER()=(void)0"}), 1);
}

/// A value that is stored to a local object before a barrier, and by which of them. Nobody reads
/// it: only where somebody else might is it in the assembly.
struct Store {
  const char* barrier;
  const char* value;
};

bool IsStored(const std::string& compiler, const Store& store) {
  auto folder = tools::TemporaryFolder::Create();
  EXPECT_TRUE(folder.ok());
  std::ofstream(*folder / "store.c")
      << "#include \"utvm_portable.h\"\nvoid store(void) {\n  int memory[4];\n  int *arena = "
         "memory;\n  "
      << store.barrier << "\n  arena[1] = " << store.value << ";\n  UTVM_HANDOVER();\n}\n";
  EXPECT_EQ(RunQuietly({compiler, "-std=c99", "-O3", "-S", "-I" UTVMC_SOURCE_DIR "/runtime",
                        *folder / "store.c", "-o", *folder / "store.s"}),
            "");
  std::ifstream assembly(*folder / "store.s");
  std::stringstream text;
  text << assembly.rdbuf();
  return text.str().find(store.value) != std::string::npos;
}

/// As network_run() has it: one barrier names the arena, those after it need not.
TEST(LocalArena, BarriersHoldForItOnceOneHasNamedIt) {
  for (const char* compiler : {"gcc", "clang"}) {
    if (!HasProgram(compiler)) continue;
    EXPECT_FALSE(IsStored(compiler, {"UTVM_HANDOVER();", "19088743"})) << compiler;
    EXPECT_TRUE(IsStored(compiler, {"UTVM_HANDOVER_OF(arena);", "36984440"})) << compiler;
    EXPECT_TRUE(IsStored(compiler, {"UTVM_HANDOVER_ANEW(arena);", "54880137"})) << compiler;
  }
}

const std::vector<std::string> kGcc = {"gcc", "-O3", "-flto"};
const std::vector<std::string> kClang = {"clang", "-O3", "-flto", "-fuse-ld=lld"};

std::string CaseName(const testing::TestParamInfo<Case>& test) { return test.param.name; }

const Case kGccInt16 = {"gcc_int16", kGcc, "int16"};
const Case kGccInt64 = {"gcc_int64", kGcc, "int64"};
const Case kClangInt16 = {"clang_int16", kClang, "int16"};
const Case kClangInt64 = {"clang_int64", kClang, "int64"};

INSTANTIATE_TEST_SUITE_P(Compilers, HandoverTest,
                         testing::Values(kGccInt16, kGccInt64, kClangInt16, kClangInt64), CaseName);
INSTANTIATE_TEST_SUITE_P(Compilers, NoHandoverTest, testing::Values(kGccInt16, kClangInt64),
                         CaseName);
// clang 14 sees in network_run() that the bytes are the same, and gcc 12 does not reorder int64.
INSTANTIATE_TEST_SUITE_P(Compilers, NoHandoverInNetworkTest, testing::Values(kGccInt16), CaseName);

}  // namespace
}  // namespace utvmc
