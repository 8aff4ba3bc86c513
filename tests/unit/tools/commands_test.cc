// compile and validate on a real disk, with a model small enough to read.
#include <gmock/gmock.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "compile_command.h"
#include "npy_bytes.h"
#include "runtime_folder.h"
#include "support/add_one.h"
#include "temporary_folder.h"
#include "validate_command.h"

namespace utvmc::tools {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::utvmc::testing::kAddOneGraph;
using ::utvmc::testing::kAddOneKernels;
using ::utvmc::testing::Npy;

/// A model and its vectors in a temporary folder.
class Commands : public ::testing::Test {
 protected:
  Commands() {
    Write("model/graph.json", kAddOneGraph);
    Write("model/kernels.c", kAddOneKernels);
    Write("vectors/vectors.json", R"({"vectors": 2, "inputs": [{"name": "x"}], "outputs": [{}]})");
    Write("vectors/0_in0.npy", Npy("|i1", "(2,)", "ac"));
    Write("vectors/0_out0.npy", Npy("|i1", "(2,)", "bd"));
    Write("vectors/1_in0.npy", Npy("|i1", "(2,)", "AC"));
    Write("vectors/1_out0.npy", Npy("|i1", "(2,)", "BD"));
  }

  std::string Path(const std::string& name) const { return *folder_ / name; }

  void Write(const std::string& name, const std::string& content) {
    const std::string path = Path(name);
    ASSERT_TRUE(files_.MakeFolders(path.substr(0, path.rfind('/'))).ok());
    ASSERT_TRUE(files_.Write(path, content).ok());
  }

  /// Runs the words as utvmc would; "FOLDER/" stands for the temporary folder.
  Result<int> Run(std::vector<std::string> words) {
    for (std::string& word : words) {
      const std::size_t at = word.find("FOLDER/");
      if (at != std::string::npos) word.replace(at, 7, Path(""));
    }
    UTVMC_ASSIGN(const CommandLine line, ParseCommandLine(words));
    Console console(line.verbosity, line.color);
    ::testing::internal::CaptureStdout();
    Result<int> code = std::holds_alternative<CompileCommand>(line.command)
                           ? RunCompile(files_, std::get<CompileCommand>(line.command), console)
                           : RunValidate(files_, std::get<ValidateCommand>(line.command), console);
    console.Flush();
    stdout_ = ::testing::internal::GetCapturedStdout();
    return code;
  }

  /// The error of Run(), paths relative to the temporary folder; "exit N" without one.
  std::string ErrorOf(const std::vector<std::string>& words) {
    const Result<int> code = Run(words);
    if (code.ok()) return "exit " + std::to_string(*code);
    std::string text = Format(code.error());
    for (std::size_t at = 0; (at = text.find(Path(""), at)) != std::string::npos;) {
      text.erase(at, Path("").size());
    }
    return text;
  }

  std::set<std::string> FilesIn(const std::string& name) {
    const auto names = files_.List(Path(name));
    return names.ok() ? std::set<std::string>(names->begin(), names->end())
                      : std::set<std::string>();
  }

  DiskFileSystem files_;
  Result<TemporaryFolder> folder_ = TemporaryFolder::Create();
  std::string stdout_;
};

TEST_F(Commands, CompileWritesFilesAndPrintsTheTable) {
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/out"}), "exit 0");
  EXPECT_TRUE(FilesIn("out").contains("network.h"));
  EXPECT_TRUE(FilesIn("out").contains("network.c"));
  EXPECT_EQ(stdout_,
            "network: 1 operator, 1 kernel (1 native)\n"
            "  arena      2 bytes  lower bound 2: optimal (proved)\n"
            "  constants  0 bytes\n"
            "  scratch    0 bytes  in the arena, largest of one operator\n"
            "  most live bytes during\n"
            "    op 0  op00_add_one  2 bytes\n");
}

TEST_F(Commands, QuietCompileSaysNothing) {
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/out", "-q"}), "exit 0");
  EXPECT_EQ(stdout_, "");
}

TEST_F(Commands, ExplainIsPrintedEvenIfQuiet) {
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/out", "-q", "--explain"}), "exit 0");
  EXPECT_EQ(stdout_, "1 kernel, all with a typed signature\n");
}

TEST_F(Commands, FilesCanBeNamedOneByOne) {
  EXPECT_EQ(ErrorOf({"compile", "--graph", "FOLDER/model/graph.json", "--kernels",
                     "FOLDER/model/kernels.c", "-o", "FOLDER/out", "--name", "kws"}),
            "exit 0");
  EXPECT_TRUE(FilesIn("out").contains("kws.h"));
}

TEST_F(Commands, ListOutputsNamesExactlyWhatCompileWrites) {
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/out", "--list-outputs"}), "exit 0");
  EXPECT_THAT(FilesIn("out"), IsEmpty());
  const std::string listed = stdout_;
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/out", "-q"}), "exit 0");
  std::string written;
  for (const std::string& name : FilesIn("out")) {
    EXPECT_THAT(listed, HasSubstr(Path("out/" + name) + "\n"));
    written += Path("out/" + name) + "\n";
  }
  EXPECT_EQ(listed.size(), written.size());
}

TEST_F(Commands, DepfileNamesInputsAndOutputs) {
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/out", "-q", "--depfile",
                     "FOLDER/deps/network.d"}),
            "exit 0");
  EXPECT_EQ(FilesIn("deps"), std::set<std::string>{"network.d"});
  const std::string text = *files_.Read(Path("deps/network.d"));
  EXPECT_THAT(text, HasSubstr(Path("out/network.c")));
  EXPECT_THAT(text, HasSubstr(": \\\n  " + Path("model/graph.json") + " \\\n  " +
                              Path("model/kernels.c") + "\n"));
  EXPECT_THAT(text, HasSubstr("\n" + Path("model/kernels.c") + ":\n"));
}

TEST_F(Commands, NothingIsWrittenWhenTheModelIsBad) {
  Write("model/graph.json", "{");
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/out", "--depfile", "FOLDER/d"}),
            "model/graph.json:1:2: error: not valid JSON: the file ends too early\n"
            "  hint: save lib.get_graph_json() again, together with the kernels of the same build");
  EXPECT_FALSE(files_.Exists(Path("out")));
  EXPECT_FALSE(files_.Exists(Path("d")));
}

TEST_F(Commands, NoDepfileIsLeftWhenTheOutputFolderCannotBeMade) {
  Write("out", "a file, not a folder");
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/out/c", "--depfile", "FOLDER/d"}),
            "out/c: error: cannot create the folder: not a directory\n"
            "  hint: choose another output folder");
  EXPECT_EQ(FilesIn(""), std::set<std::string>{"out"});
}

TEST_F(Commands, NothingIsWrittenWhenTheFolderOfTheDepfileCannotBeMade) {
  Write("deps", "a file, not a folder");
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/out", "--depfile", "FOLDER/deps/d"}),
            "deps: error: cannot create the folder: not a directory");
  EXPECT_FALSE(files_.Exists(Path("out")));
}

TEST_F(Commands, ADepfileThatIsAFolderIsRefused) {
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/out", "--depfile", "FOLDER/vectors"}),
            "vectors: error: cannot write: is a folder\n  hint: name a file with --depfile");
  EXPECT_FALSE(files_.Exists(Path("out")));
}

// --- memories ---

constexpr const char* kChip = R"({
  "pools": [{"name": "in", "size": 2, "section": ".dtcm"}, {"name": "sram", "size": "1K"},
            {"name": "qspi", "kind": "flash", "size": "1M"}]
})";

TEST_F(Commands, CompileUsesPoolsAndPins) {
  Write("chip.json", kChip);
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/out", "--pools", "FOLDER/chip.json",
                     "--pin", "x=sram@16"}),
            "exit 0");
  EXPECT_EQ(stdout_,
            "network: 1 operator, 1 kernel (1 native)\n  arena      20 bytes  in 2 pools\n    in   "
            "     2 of 2  lower bound 2: optimal (proved)\n    sram     "
            "18 of 1,024  lower bound 18: optimal (proved)\n  constants   0 bytes\n    qspi      0 "
            "of 1,048,576\n  scratch     0 bytes  in the arena, largest of one operator\n  most "
            "live bytes during\n    op 0  op00_add_one  4 bytes\n");
  const std::string header = *files_.Read(Path("out/network.h"));
  EXPECT_THAT(header, HasSubstr("void network_run(network_in_t *in, network_sram_t *sram);"));
}

TEST_F(Commands, LimitsThatAreExceededAreBudgetErrors) {
  const Result<int> code = Run({"compile", "FOLDER/model", "-o", "FOLDER/out", "--ram-limit", "1"});
  ASSERT_FALSE(code.ok());
  EXPECT_EQ(code.error().error_class, ErrorClass::kBudget);
  EXPECT_EQ(Format(code.error()),
            "error: --ram-limit of 1 byte is 1 byte too small: op 0 (op00_add_one) needs 2 bytes "
            "at once (x 2, op00_add_one 2, which share bytes)\n"
            "  hint: 2 bytes would do");
  EXPECT_FALSE(files_.Exists(Path("out")));
}

TEST_F(Commands, APlanThatWasWrittenCanBeRead) {
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/out", "-q", "--plan-out",
                     "FOLDER/plans/plan.json"}),
            "exit 0");
  EXPECT_EQ(FilesIn("plans"), std::set<std::string>{"plan.json"});
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/again", "-q", "--plan-in",
                     "FOLDER/plans/plan.json", "--plan-out", "FOLDER/plans/again.json"}),
            "exit 0");
  for (const std::string& name : FilesIn("out"))
    EXPECT_EQ(*files_.Read(Path("again/" + name)), *files_.Read(Path("out/" + name))) << name;
  EXPECT_EQ(*files_.Read(Path("plans/again.json")), *files_.Read(Path("plans/plan.json")));
}

TEST_F(Commands, ListOutputsWritesNoPlan) {
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/out", "--list-outputs", "--plan-out",
                     "FOLDER/plan.json"}),
            "exit 0");
  EXPECT_FALSE(files_.Exists(Path("plan.json")));
}

TEST_F(Commands, ThePlanIsWrittenWithAllOutputsOrNotAtAll) {
  Write("out", "a file, not a folder");
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/out/c", "--plan-out", "FOLDER/p"}),
            "out/c: error: cannot create the folder: not a directory\n"
            "  hint: choose another output folder");
  EXPECT_EQ(FilesIn(""), std::set<std::string>{"out"});
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/c", "--plan-out", "FOLDER/out/p"}),
            "out: error: cannot create the folder: not a directory");
  EXPECT_FALSE(files_.Exists(Path("c")));
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/c", "--plan-out", "FOLDER/vectors"}),
            "vectors: error: cannot write: is a folder\n  hint: name a file with --plan-out");
  EXPECT_FALSE(files_.Exists(Path("c")));
}

TEST_F(Commands, DepfileAndPlanAreTwoFiles) {
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/out", "--plan-out", "FOLDER/p",
                     "--depfile", "FOLDER/p"}),
            "p: error: --depfile and --plan-out name the same file");
  EXPECT_FALSE(files_.Exists(Path("out")));
}

TEST_F(Commands, DepfileNamesPoolsAndPlan) {
  Write("chip.json", kChip);
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/out", "-q", "--pools",
                     "FOLDER/chip.json", "--plan-out", "FOLDER/plan.json"}),
            "exit 0");
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/out", "-q", "--pools",
                     "FOLDER/chip.json", "--plan-in", "FOLDER/plan.json", "--depfile", "FOLDER/d"}),
            "exit 0");
  EXPECT_THAT(*files_.Read(Path("d")),
              HasSubstr(Path("model/kernels.c") + " \\\n  " + Path("chip.json") + " \\\n  " +
                        Path("plan.json") + "\n"));
}

TEST_F(Commands, ValidateWorksWithPoolsOfAnyName) {
  // Names that the harness uses itself.
  for (const char* name : {"in", "out", "left", "code", "i", "to", "from", "file"}) {
    Write("chip.json", R"({"pools": [{"name": ")" + std::string(name) +
                           R"(", "size": 2}, {"name": "sram", "size": 9}]})");
    EXPECT_EQ(ErrorOf({"validate", "FOLDER/model", "--vectors", "FOLDER/vectors", "-q", "--pools",
                       "FOLDER/chip.json", "--cflags",
                       "-std=c99 -Wall -Wextra -Wpedantic -Wconversion -Werror"}),
              "exit 0")
        << name;
  }
}

TEST_F(Commands, ValidateWorksWithAnInputOfTheCallerAndAnOutputInAPool) {
  Write("chip.json", kChip);
  EXPECT_EQ(ErrorOf({"validate", "FOLDER/model", "--vectors", "FOLDER/vectors", "-q", "--pools",
                     "FOLDER/chip.json", "--pin", "x=caller"}),
            "exit 0");
}

TEST_F(Commands, TheModelFolderIsNoOutputFolder) {
  EXPECT_EQ(ErrorOf({"compile", "FOLDER/model", "-o", "FOLDER/model/"}),
            "model/: error: the output folder is the model folder, where every .c file is a kernel "
            "source\n"
            "  hint: choose another folder with -o");
}

TEST_F(Commands, SeveralModelsAreWrittenTogetherAndReportedOneByOneAndTogether) {
  EXPECT_EQ(ErrorOf({"compile", "kws=FOLDER/model", "vww=FOLDER/model", "-o", "FOLDER/out",
                     "--share-arena", "--share-constants"}),
            "exit 0");
  EXPECT_EQ(FilesIn("out"),
            (std::set<std::string>{"models.h", "models_operators.h", "models_operators.c", "kws.h",
                                   "kws.c", "kws_operators.h", "kws_operators.c", "kws_data.h",
                                   "kws_data.c", "vww.h", "vww.c", "vww_operators.h",
                                   "vww_operators.c", "vww_data.h", "vww_data.c"}));
  const auto table = [](const std::string& name) {
    return name +
           ": 1 operator, 1 kernel (1 native)\n"
           "  arena      2 bytes  lower bound 2: optimal (proved)\n"
           "  constants  0 bytes\n"
           "  scratch    0 bytes  in the arena, largest of one operator\n"
           "  most live bytes during\n"
           "    op 0  op00_add_one  2 bytes\n";
  };
  EXPECT_EQ(stdout_, table("kws") + table("vww") +
                         "2 models together: kws, vww\n"
                         "  arena      2 bytes  models_arena_t; 4 in separate arenas\n"
                         "  constants  0 bytes\n"
                         "  kernels    1        1 saved: 1 kernel shared\n");
}

TEST_F(Commands, ExplainNamesEachOfSeveralModels) {
  EXPECT_EQ(ErrorOf({"compile", "a=FOLDER/model", "b=FOLDER/model", "-o", "FOLDER/out", "-q",
                     "--explain"}),
            "exit 0");
  EXPECT_EQ(stdout_,
            "a: 1 kernel, all with a typed signature\n"
            "b: 1 kernel, all with a typed signature\n");
}

TEST_F(Commands, DepfileAndListOfOutputsCoverAllModels) {
  Write("other/graph.json", kAddOneGraph);
  Write("other/kernels.c", kAddOneKernels);
  const std::vector<std::string> words = {
      "compile", "a=FOLDER/model", "b=FOLDER/other", "-o", "FOLDER/out", "-q", "--share-constants"};
  std::vector<std::string> listing = words;
  listing.push_back("--list-outputs");
  EXPECT_EQ(ErrorOf(listing), "exit 0");
  const std::string listed = stdout_;
  EXPECT_THAT(FilesIn("out"), IsEmpty());

  std::vector<std::string> writing = words;
  writing.insert(writing.end(), {"--depfile", "FOLDER/d"});
  EXPECT_EQ(ErrorOf(writing), "exit 0");
  const std::string depfile = *files_.Read(Path("d"));
  std::size_t length = 0;
  for (const std::string& name : FilesIn("out")) {
    EXPECT_THAT(listed, HasSubstr(Path("out/" + name) + "\n"));
    EXPECT_THAT(depfile, HasSubstr(Path("out/" + name)));
    length += Path("out/" + name).size() + 1;
  }
  EXPECT_EQ(listed.size(), length);
  EXPECT_THAT(depfile, HasSubstr(": \\\n  " + Path("model/graph.json") + " \\\n  " +
                                 Path("model/kernels.c") + " \\\n  " + Path("other/graph.json") +
                                 " \\\n  " + Path("other/kernels.c") + "\n"));
}

TEST_F(Commands, AnInputOfTwoModelsIsNamedOnceInTheDepfile) {
  EXPECT_EQ(ErrorOf({"compile", "a=FOLDER/model", "b=FOLDER/model", "-o", "FOLDER/out", "-q",
                     "--depfile", "FOLDER/d"}),
            "exit 0");
  EXPECT_THAT(*files_.Read(Path("d")), HasSubstr(": \\\n  " + Path("model/graph.json") + " \\\n  " +
                                                 Path("model/kernels.c") + "\n\n"));
}

TEST_F(Commands, PlansOfSeveralModelsThatWereWrittenCanBeRead) {
  const std::vector<std::string> words = {"compile", "a=FOLDER/model", "b=FOLDER/model",
                                          "-q",      "--share-arena",  "--concurrent",
                                          "a+b",     "--pin",          "b:x=arena@2"};
  const auto run = [&](const std::vector<std::string>& more) {
    std::vector<std::string> all = words;
    all.insert(all.end(), more.begin(), more.end());
    return ErrorOf(all);
  };
  EXPECT_EQ(run({"-o", "FOLDER/out", "--plan-out", "FOLDER/plans/plan.json"}), "exit 0");
  EXPECT_EQ(run({"-o", "FOLDER/again", "--plan-in", "FOLDER/plans/plan.json", "--plan-out",
                 "FOLDER/plans/again.json"}),
            "exit 0");
  for (const std::string& name : FilesIn("out"))
    EXPECT_EQ(*files_.Read(Path("again/" + name)), *files_.Read(Path("out/" + name))) << name;
  const std::string plan = *files_.Read(Path("plans/plan.json"));
  EXPECT_EQ(*files_.Read(Path("plans/again.json")), plan);
  EXPECT_THAT(plan, HasSubstr("\"arenas\": [\n        {\"pool\": \"arena\", \"offset\": "));
}

TEST_F(Commands, NothingOfAnyModelIsWrittenWhenOneIsBad) {
  Write("other/graph.json", "{");
  Write("other/kernels.c", kAddOneKernels);
  EXPECT_EQ(ErrorOf({"compile", "a=FOLDER/model", "b=FOLDER/other", "-o", "FOLDER/out", "--depfile",
                     "FOLDER/d"}),
            "other/graph.json:1:2: error: not valid JSON: the file ends too early\n"
            "  hint: save lib.get_graph_json() again, together with the kernels of the same build");
  EXPECT_FALSE(files_.Exists(Path("out")));
  EXPECT_FALSE(files_.Exists(Path("d")));
}

TEST_F(Commands, NoneOfSeveralModelFoldersIsTheOutputFolder) {
  Write("other/graph.json", kAddOneGraph);
  EXPECT_EQ(ErrorOf({"compile", "a=FOLDER/model", "b=FOLDER/other", "-o", "FOLDER/other"}),
            "other: error: the output folder is the model folder, where every .c file is a kernel "
            "source\n"
            "  hint: choose another folder with -o");
}

TEST_F(Commands, ValidatePassesWhereOutputsAgree) {
  EXPECT_EQ(ErrorOf({"validate", "FOLDER/model", "--vectors", "FOLDER/vectors"}), "exit 0");
  EXPECT_EQ(stdout_,
            "network: 2 vectors\n"
            "  output     type  elements  max abs  max rel  RMSE     cosine  result\n"
            "  0 add_one  int8         4        0        0     0  1.0000000  pass\n");
}

TEST_F(Commands, ValidateWorksWithBuffersOfTheCaller) {
  EXPECT_EQ(ErrorOf({"validate", "FOLDER/model", "--vectors", "FOLDER/vectors", "--io=caller", "-q",
                     "--cflags", "-std=c99 -Wall -Wextra -Wpedantic -Wconversion -Werror"}),
            "exit 0");
  EXPECT_EQ(stdout_, "");
}

TEST_F(Commands, ValidateFailsWhereOutputsDiffer) {
  Write("vectors/1_out0.npy", Npy("|i1", "(2,)", "BE"));
  EXPECT_EQ(ErrorOf({"validate", "FOLDER/model", "--vectors", "FOLDER/vectors", "-q"}), "exit 1");
  EXPECT_EQ(stdout_,
            "network: 2 vectors\n"
            "  output     type  elements  max abs  max rel  RMSE     cosine  result\n"
            "  0 add_one  int8         4        1   0.0145   0.5  0.9999854  FAIL\n"
            "  output 0: 1 of 4 elements differ; vector 1, element 1: 68, not 69\n");
}

TEST_F(Commands, ValidateReportsWhatTheCompilerSays) {
  ::testing::internal::CaptureStderr();
  const std::string error = ErrorOf({"validate", "FOLDER/model", "--vectors", "FOLDER/vectors",
                                     "--cc", "cc", "--cflags", "-fno-such-flag"});
  EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("-fno-such-flag"));
  EXPECT_EQ(error,
            "error: \"cc\" failed with exit code 1\n"
            "  hint: choose compiler and flags with --cc and --cflags");
}

TEST_F(Commands, ValidateNeedsTheRuntime) {
  EXPECT_EQ(ErrorOf({"validate", "FOLDER/model", "--vectors", "FOLDER/vectors", "--runtime",
                     "FOLDER/model"}),
            "model: error: utvm_rt.h is not in this folder\n"
            "  hint: name utvmc's runtime folder with --runtime or $UTVMC_RUNTIME");
}

TEST_F(Commands, TheEnvironmentCanNameTheRuntime) {
  ::setenv("UTVMC_RUNTIME", "/nowhere", 1);
  const auto from_environment = FindRuntimeFolder(files_, "");
  const auto from_option = FindRuntimeFolder(files_, UTVMC_SOURCE_DIR "/runtime");
  ::unsetenv("UTVMC_RUNTIME");
  ASSERT_FALSE(from_environment.ok());
  EXPECT_EQ(Format(from_environment.error()),
            "/nowhere: error: utvm_rt.h is not in this folder\n"
            "  hint: name utvmc's runtime folder with --runtime or $UTVMC_RUNTIME");
  ASSERT_TRUE(from_option.ok());
  EXPECT_EQ(*from_option, UTVMC_SOURCE_DIR "/runtime");
}

TEST(FormatValidation, StaysWithin100Columns) {
  Report model;
  model.name = "network";
  model.outputs = {{std::string(200, 'n'), "float64", {1}, 8}};
  OutputMetrics metrics({ir::DataType::Code::kFloat, 64}, 0);
  for (int i = 0; i < 1000; ++i) metrics.Add(i, "aaaaaaaa", "bbbbbbbb");
  const std::string text = FormatValidation(model, {metrics}, 1000);
  std::size_t begin = 0;
  for (std::size_t end; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
    EXPECT_LE(end - begin, 100u);
  }
}

}  // namespace
}  // namespace utvmc::tools
