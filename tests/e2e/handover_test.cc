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

std::string Graph(const std::string& type) {
  return R"({
"nodes": [{"op": "null", "name": "x", "inputs": []},
          {"op": "tvm_op", "name": "y", "inputs": [[0, 0, 0]],
           "attrs": {"func_name": "handover", "num_inputs": "1", "num_outputs": "1", "flatten_data": "0"}}],
"arg_nodes": [0], "heads": [[1, 0, 0]], "node_row_ptr": [0, 1, 2],
"attrs": {"dltype": ["list_str", [")" +
         type + R"(", "int32"]], "storage_id": ["list_int", [0, 1]],
          "shape": ["list_shape", [[16], [16]]]}})";
}

/// Exit code 0: right. The kernel is called through a pointer that nobody can see through, so that
/// link-time optimisation cannot replace it by its result.
std::string Main(const std::string& element) {
  return "#include \"network.h\"\n#include \"operators.h\"\n"
         "static void (*volatile kernel)(const " +
         element + R"( *, int32_t *) = network_op00_handover;
static network_arena_t arena;
int main(void)
{
    int wrong = 0;
    int32_t *out = (int32_t *)(void *)&arena.bytes[NETWORK_OUT_0_OFFSET];
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

struct Case {
  std::string name;
  std::vector<std::string> compiler;
  std::string type;           ///< of p0, as graph.json says it
  bool reorders_for_certain;  ///< seen with gcc 12 and clang 14 on x86-64
};

class HandoverTest : public testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    if (!HasProgram(GetParam().compiler[0]))
      GTEST_SKIP() << GetParam().compiler[0] << " is not installed";
    auto folder = tools::TemporaryFolder::Create();
    ASSERT_TRUE(folder.ok());
    source_.emplace(*std::move(folder));
    std::ofstream(*source_ / "graph.json") << Graph(GetParam().type);
    std::ofstream(*source_ / "kernels.c") << Kernel(GetParam().type + "_t");
    model_.emplace(source_->path(), CompileOptions{});
    std::ofstream(model_->Path("main.c")) << Main(GetParam().type + "_t");
  }

  /// Exit code of the program, built with `flags`; 100 if it cannot be built.
  int Run(const std::vector<std::string>& flags) {
    std::vector<std::string> compiler = GetParam().compiler;
    compiler.insert(compiler.end(), {"-std=c99", "-w", "-o", model_->Path("run")});
    compiler.insert(compiler.end(), flags.begin(), flags.end());
    const std::string printed = model_->Build(compiler, {model_->Path("main.c")});
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

TEST_P(HandoverTest, InputAndOutputShareBytes) {
  EXPECT_EQ(model_->report().arena_bytes, GetParam().type == "int64" ? 128 : 64)
      << "the test needs a plan in which out lies over p0";
}

TEST_P(HandoverTest, EmittedCodeIsRight) { EXPECT_EQ(Run({}), 0); }

TEST_P(HandoverTest, BarrierHoldsEvenWhereEveryPointerIsRestrict) {
  ForceRestrict();
  EXPECT_EQ(Run({}), 0);
}

TEST_P(HandoverTest, WithoutTheBarrierTheResultIsWrong) {
  if (!GetParam().reorders_for_certain) return;  // the other kernel shows it for this compiler
  ForceRestrict();
  EXPECT_EQ(Run({"-DUTVM_HANDOVER()=(void)0"}), 1);
}

const std::vector<std::string> kGcc = {"gcc", "-O3", "-flto"};
const std::vector<std::string> kClang = {"clang", "-O3", "-flto", "-fuse-ld=lld"};

std::string CaseName(const testing::TestParamInfo<Case>& test) { return test.param.name; }

INSTANTIATE_TEST_SUITE_P(Compilers, HandoverTest,
                         testing::Values(Case{"gcc_int16", kGcc, "int16", true},
                                         Case{"gcc_int64", kGcc, "int64", false},
                                         Case{"clang_int16", kClang, "int16", false},
                                         Case{"clang_int64", kClang, "int64", true}),
                         CaseName);

}  // namespace
}  // namespace utvmc
