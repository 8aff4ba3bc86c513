// --profile, --op-table and --dump-hook: results are those of a model without them, hooks are
// called in order, and what the dump hook is shown is what TVM's own kernels compute.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <tuple>

#include "builds.h"
#include "emitted_image.h"
#include "emitted_model.h"
#include "models.h"
#include "packed_reference.h"
#include "pooled.h"

namespace utvmc {
namespace {

constexpr Extras kAll = {true, true, true};

/// Hooks that append to a file: "begin N", "end N", and of each tensor a line that describes it and
/// its bytes.
std::string WriteHooks(const EmittedModel& model, const std::string& prefix) {
  const std::string text = fmt::format(
      R"(#include <stdio.h>
#include <string.h>
#include "{0}_dump.h"
#include "{0}_profile.h"

static FILE *log_file(void)
{{
    static FILE *file;
    if (file == NULL) {{
        file = fopen("{1}", "wb");
    }}
    return file;
}}

void {0}_op_begin(uint32_t op)
{{
    fprintf(log_file(), "begin %u\n", (unsigned)op);
}}

void {0}_op_end(uint32_t op)
{{
    fprintf(log_file(), "end %u\n", (unsigned)op);
    fflush(log_file());
}}

void {0}_on_tensor(const utvm_tensor_t *tensor, const void *data)
{{
    uint32_t i;
    fprintf(log_file(), "tensor %u %s %u ", (unsigned)tensor->op, tensor->dtype,
            (unsigned)tensor->bytes);
    for (i = 0; i < tensor->ndim; ++i) {{
        fprintf(log_file(), "%u,", (unsigned)tensor->shape[i]);
    }}
    fprintf(log_file(), " %s\n", tensor->name);
    fwrite(data, 1, tensor->bytes, log_file());
    fputs("\n", log_file());
    fflush(log_file());
}}
)",
      prefix, model.Path("hooks.log"));
  DiskFileSystem disk;
  EXPECT_TRUE(disk.Write(model.Path("hooks.c"), text).ok());
  return model.Path("hooks.c");
}

/// One line of the log.
struct Event {
  std::string what;  ///< "begin", "end", "tensor"
  std::size_t op = 0;
  std::string dtype, shape, name, data;
};

std::vector<Event> ReadEvents(const EmittedModel& model) {
  DiskFileSystem disk;
  const auto log = disk.Read(model.Path("hooks.log"));
  std::vector<Event> events;
  std::size_t at = 0;
  while (log.ok() && at < log->size()) {
    const std::size_t end = log->find('\n', at);
    std::istringstream line(log->substr(at, end - at));
    at = end + 1;
    Event event;
    line >> event.what >> event.op;
    if (event.what == "tensor") {
      std::size_t bytes = 0;
      line >> event.dtype >> bytes;
      line.ignore();
      std::getline(line, event.shape, ' ');
      std::getline(line, event.name);
      event.data = log->substr(at, bytes);
      at += bytes + 1;
    }
    events.push_back(std::move(event));
  }
  return events;
}

/// begin 0, end 0, its tensors, begin 1... in every inference.
void ExpectInOrder(const std::vector<Event>& events, std::size_t operators, std::size_t runs) {
  std::size_t next = 0;
  for (std::size_t run = 0; run < runs; ++run) {
    for (std::size_t op = 0; op < operators; ++op) {
      for (const char* what : {"begin", "end"}) {
        ASSERT_LT(next, events.size());
        EXPECT_EQ(events[next].what, what);
        EXPECT_EQ(events[next++].op, op);
      }
      std::size_t tensors = 0;
      for (; next < events.size() && events[next].what == "tensor"; ++next, ++tensors)
        EXPECT_EQ(events[next].op, op);
      EXPECT_GE(tensors, 1u) << "op " << op;
    }
  }
  EXPECT_EQ(next, events.size());
}

bool IsOneOf(const std::string& data, const std::vector<std::string>& choices) {
  return std::ranges::find(choices, data) != choices.end();
}

// --- every option, every tensor ---

struct Case {
  const char* name;
  const char* build;
  bool has_pools = false;
  IoPlacement io = IoPlacement::kArena;
  const char* prefix = "network";
};

constexpr Case kCases[] = {
    {"plain", "gcc_O2"},
    {"io_caller", "clang_sanitized", false, IoPlacement::kCaller},
    {"pools_and_name", "gcc_sanitized", true, IoPlacement::kArena, "a_prefix_of_20_chars"}};

const char* const kModels[] = {"own/digits_int8",    "own/dscnn_kws", "own/inception",
                               "own/lstm",           "own/residual",  "own/reshape_chain",
                               "own/transpose_pad",  "own/dtypes",    "own/multi_io",
                               "own_v018/digits_f32"};

class ExtrasTest : public testing::TestWithParam<std::tuple<const char*, std::size_t>> {};

CompileOptions OptionsOf(const Case& test, const std::string& folder) {
  CompileOptions options;
  options.io = test.io;
  options.name = test.prefix;
  options.extras = kAll;
  return test.has_pools ? WithTwoPools(folder, options) : options;
}

/// As strict as for all emitted code, with everything that IEEE arithmetic leaves to compilers
/// decided alike for model and reference.
std::vector<std::string> Compiler(const Case& test) {
  std::vector<std::string> compiler = BuildNamed(test.build).compiler;
  compiler.push_back("-ffp-contract=off");
  return compiler;
}

void ExpectDumpsMatch(const std::string& name, const Case& test) {
  const std::string folder = FindModel(name);
  if (folder.empty()) GTEST_SKIP() << "../shared is absent";
  const std::vector<std::string> compiler = Compiler(test);
  if (!HasProgram(compiler[0]) || !HasProgram("gcc")) GTEST_SKIP() << "no gcc or " << compiler[0];
  const EmittedModel model(folder, OptionsOf(test, folder));
  DiskFileSystem disk;
  auto vectors = tools::ReadVectors(disk, folder + "/vectors", model.report());
  ASSERT_TRUE(vectors.ok()) << Format(vectors.error());
  vectors->resize(std::min<std::size_t>(vectors->size(), 2));

  ASSERT_EQ(model.BuildRunner(compiler, {WriteHooks(model, test.prefix)}), "");
  EXPECT_EQ(RunVectors(model, *vectors, "end", Tolerance(name)), "");
  const std::vector<Event> events = ReadEvents(model);
  const auto operators = static_cast<std::size_t>(model.report().operators);
  ExpectInOrder(events, operators, vectors->size());

  const PackedReference reference(folder);
  const std::size_t per_run = events.size() / vectors->size();
  for (std::size_t v = 0; v < vectors->size(); ++v) {
    const TensorDumps expected = reference.Run((*vectors)[v].inputs);
    std::size_t compared = 0;
    for (std::size_t i = v * per_run; i < (v + 1) * per_run; ++i) {
      if (events[i].what != "tensor") continue;
      const auto found = expected.find(events[i].name);
      // Constants and inputs that are outputs are copied under their own names.
      if (found == expected.end()) continue;
      EXPECT_TRUE(IsOneOf(events[i].data, found->second))
          << "op " << events[i].op << ", " << events[i].name;
      ++compared;
    }
    EXPECT_GE(compared, operators / 2);
    EXPECT_GE(compared + 2, expected.size()) << "most nodes of these models are needed";
  }
}

TEST_P(ExtrasTest, DumpsAreWhatTvmsKernelsCompute) {
  ExpectDumpsMatch(std::get<0>(GetParam()), kCases[std::get<1>(GetParam())]);
}

/// The program has no hooks of its own, and calls the operators one by one.
TEST_P(ExtrasTest, OperatorsOneByOneDoWhatRunDoes) {
  const Case& test = kCases[std::get<1>(GetParam())];
  const std::string folder = FindModel(std::get<0>(GetParam()));
  if (folder.empty()) GTEST_SKIP() << "../shared is absent";
  const std::vector<std::string> compiler = Compiler(test);
  if (!HasProgram(compiler[0])) GTEST_SKIP() << compiler[0] << " is not installed";
  const EmittedModel model(folder, OptionsOf(test, folder));
  DiskFileSystem disk;
  const auto vectors = tools::ReadVectors(disk, folder + "/vectors", model.report());
  ASSERT_TRUE(vectors.ok()) << Format(vectors.error());
  ASSERT_EQ(model.BuildRunner(compiler, {}, true), "");
  EXPECT_EQ(RunVectors(model, *vectors, "begin", Tolerance(std::get<0>(GetParam()))), "");
}

INSTANTIATE_TEST_SUITE_P(All, ExtrasTest,
                         testing::Combine(testing::ValuesIn(kModels),
                                          testing::Range<std::size_t>(0, std::size(kCases))),
                         [](const auto& test) {
                           return ModelTestName(std::get<0>(test.param)) + "_" +
                                  kCases[std::get<1>(test.param)].name;
                         });

// --- whatever has no vectors, no operators, or neighbours ---

TEST(Extras, HooksSurviveLinkTimeOptimisation) {
  ExpectDumpsMatch("own/digits_int8", {"lto", "gcc_O3_lto"});
  ExpectDumpsMatch("own/digits_int8", {"lto", "clang_O3_lto"});
}

TEST(Extras, WorkWithoutOperatorsToo) {
  CompileOptions options;
  options.extras = kAll;
  const std::string folder = FindModel("own/passthrough");
  const EmittedModel model(folder, options);
  ASSERT_EQ(model.BuildRunner({"gcc", "-O2"}, {WriteHooks(model, "network")}), "");
}

TEST(Extras, OfSeveralModelsGoIntoOneImage) {
  CompileOptions options;
  options.extras = kAll;
  const EmittedImage image({{"kws", "own/digits_int8"}, {"net", "own/digits_int8"}},
                           {.share_arena = true, .share_constants = true}, options);
  ASSERT_EQ(image.BuildRunner({"gcc", "-O1", "-std=c99", "-Wall", "-Wextra", "-Werror"}), "");
  EXPECT_EQ(image.Run({"alternate"}), "");
}

TEST(Extras, OfKernelsThatAreCarriedOver) {
  CompileOptions options;
  options.extras = kAll;
  const std::string folder = UTVMC_SOURCE_DIR "/tests/golden/kernel_carried_over";
  const EmittedModel model(folder, options);
  EXPECT_EQ(model.BuildRunner({"gcc", "-O1"}, {WriteHooks(model, "network")}), "");
  EXPECT_EQ(model.BuildRunner({"gcc", "-O1"}, {}, true), "");
}

/// Hooks of a library, and the model in another: a linker takes them only where the model has none.
TEST(Extras, HooksOfALibraryAreCalledWhereTheModelHasNone) {
  CompileOptions options;
  options.extras = {true, false, true};
  const EmittedModel model(FindModel("own/digits_int8"), options);
  DiskFileSystem disk;
  ASSERT_TRUE(disk.Write(model.Path("user_hooks.c"),
                         "#include \"network_dump.h\"\n#include \"network_profile.h\"\n"
                         "uint32_t calls;\n"
                         "void network_op_begin(uint32_t op) { (void)op; ++calls; }\n"
                         "void network_op_end(uint32_t op) { (void)op; ++calls; }\n"
                         "void network_on_tensor(const utvm_tensor_t *tensor, const void *data)\n"
                         "{\n    (void)tensor;\n    (void)data;\n    ++calls;\n}\n")
                  .ok());
  const std::string folder = model.folder();
  ASSERT_TRUE(disk.Write(model.Path("user_main.c"),
                         "#include \"network.h\"\n"
                         "int main(void)\n{\n    static network_arena_t arena;\n"
                         "    network_run(&arena);\n    return 0;\n}\n")
                  .ok());
  const auto build = [&](const std::string& flags) {
    const std::string script =
        "cd " + folder + " && rm -f *.o *.a && gcc -c -O1 " + flags +
        " -I. -I" UTVMC_SOURCE_DIR
        "/runtime network*.c operators.c user_hooks.c user_main.c && "
        "ar rcs libmodel.a network*.o operators.o && ar rcs libhooks.a user_hooks.o && "
        "gcc -o run user_main.o libmodel.a libhooks.a -lm && nm run | grep -c ' [BDT] calls$' || "
        "true";
    return RunQuietly({"sh", "-c", script});
  };
  EXPECT_EQ(build("-DUTVM_STRONG_HOOKS"), "1\n");
  EXPECT_EQ(build(""), "0\n") << "as network_profile.h says";
}

TEST(Extras, TableOfOperatorsLinksNoFunctionOfTheLibrary) {
  CompileOptions options;
  options.extras = {false, true, false};
  const EmittedModel model(FindModel("own/digits_int8"), options);
  DiskFileSystem disk;
  ASSERT_TRUE(disk.Write(model.Path("start.c"),
                         "#include \"network_op_table.h\"\n"
                         "static network_arena_t arena;\n"
                         "void _start(void)\n{\n"
                         "    network_op_find(\"relu\")->run(&arena);\n"
                         "    for (;;) {\n    }\n}\n")
                  .ok());
  EXPECT_EQ(model.Build({"gcc", "-O1", "-ffreestanding", "-nostdlib", "-o", model.Path("bare")},
                        {model.Path("start.c")}),
            "");
}

}  // namespace
}  // namespace utvmc
