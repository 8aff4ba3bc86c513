#include "command_line.h"

#include <gmock/gmock.h>
#include <stdlib.h>

#include <string>
#include <vector>

#include "utvmc/compiler.h"

namespace utvmc::tools {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string ErrorOf(const std::vector<std::string>& arguments) {
  const Result<CommandLine> line = ParseCommandLine(arguments);
  return line.ok() ? "ok" : Format(line.error());
}

CompileCommand Compile(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "compile");
  const Result<CommandLine> line = ParseCommandLine(arguments);
  EXPECT_TRUE(line.ok()) << Format(line.error());
  return line.ok() ? std::get<CompileCommand>(line->command) : CompileCommand();
}

ValidateCommand Validate(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "validate");
  const Result<CommandLine> line = ParseCommandLine(arguments);
  EXPECT_TRUE(line.ok()) << Format(line.error());
  return line.ok() ? std::get<ValidateCommand>(line->command) : ValidateCommand();
}

std::string Text(const std::vector<std::string>& arguments) {
  const Result<CommandLine> line = ParseCommandLine(arguments);
  EXPECT_TRUE(line.ok());
  return line.ok() ? std::get<PrintCommand>(line->command).text : "";
}

TEST(ParseCommandLine, CompileTakesAFolderAndHasDefaults) {
  const CompileCommand command = Compile({"model/", "-o", "out"});
  ASSERT_EQ(command.models.size(), 1u);
  EXPECT_EQ(command.models[0].paths.folder, "model/");
  EXPECT_EQ(command.models[0].name, "network");
  EXPECT_EQ(command.output, "out");
  EXPECT_EQ(command.options.name, "network");
  EXPECT_EQ(command.options.io, IoPlacement::kArena);
  EXPECT_EQ(command.options.align, 0);
  EXPECT_EQ(command.options.stack_limit, 256);
  EXPECT_EQ(command.options.plan_budget, std::nullopt);
  EXPECT_FALSE(command.options.keep_order);
  EXPECT_TRUE(command.options.in_place);
  EXPECT_FALSE(command.options.extras.Any());
  EXPECT_EQ(command.depfile, "");
  EXPECT_FALSE(command.explain);
  EXPECT_FALSE(command.list_outputs);
}

TEST(ParseCommandLine, CompileTakesFiles) {
  const CompileCommand command =
      Compile({"--graph", "g.json", "--params", "p.bin", "--kernels", "a.c", "b.c", "-o", "out"});
  ASSERT_EQ(command.models.size(), 1u);
  const ingest::ModelPaths& paths = command.models[0].paths;
  EXPECT_EQ(paths.folder, "");
  EXPECT_EQ(paths.graph, "g.json");
  EXPECT_EQ(paths.params, "p.bin");
  EXPECT_THAT(paths.kernels, ElementsAre("a.c", "b.c"));
}

TEST(ParseCommandLine, CompileTakesAllOptions) {
  const CompileCommand command =
      Compile({"-oout", "model", "--name=kws", "--io=caller", "--align", "16", "--stack-limit=0",
               "--plan-budget=7", "--keep-order", "--no-in-place", "--profile", "--op-table",
               "--dump-hook", "--explain", "--depfile", "out/kws.d", "--list-outputs"});
  EXPECT_EQ(command.models[0].paths.folder, "model");
  EXPECT_EQ(command.output, "out");
  EXPECT_EQ(command.options.name, "kws");
  EXPECT_EQ(command.options.io, IoPlacement::kCaller);
  EXPECT_EQ(command.options.align, 16);
  EXPECT_EQ(command.options.stack_limit, 0);
  EXPECT_EQ(command.options.plan_budget, 7);
  EXPECT_TRUE(command.options.keep_order);
  EXPECT_FALSE(command.options.in_place);
  EXPECT_TRUE(command.options.extras.profile);
  EXPECT_TRUE(command.options.extras.op_table);
  EXPECT_TRUE(command.options.extras.dump_hook);
  EXPECT_EQ(command.depfile, "out/kws.d");
  EXPECT_TRUE(command.explain);
  EXPECT_TRUE(command.list_outputs);
}

TEST(ParseCommandLine, CompileAndValidateTakeMemoryOptions) {
  const std::vector<std::string> words = {"model",
                                          "--pools",
                                          "chip.json",
                                          "--pin=x=sram@64",
                                          "--pin",
                                          "y=caller",
                                          "--ram-limit",
                                          "64K",
                                          "--ram-limit",
                                          "dtcm=1K",
                                          "--flash-limit",
                                          "qspi=1M",
                                          "--plan-in=plan.json"};
  std::vector<std::string> compile = words;
  compile.insert(compile.end(), {"-o", "out", "--plan-out", "new.json"});
  const CompileCommand command = Compile(compile);
  EXPECT_EQ(command.memory.pools, "chip.json");
  EXPECT_THAT(command.memory.pins, ElementsAre("x=sram@64", "y=caller"));
  EXPECT_THAT(command.memory.ram_limits, ElementsAre("64K", "dtcm=1K"));
  EXPECT_THAT(command.memory.flash_limits, ElementsAre("qspi=1M"));
  EXPECT_EQ(command.memory.plan, "plan.json");
  EXPECT_EQ(command.plan, "new.json");

  std::vector<std::string> validate = words;
  validate.insert(validate.begin(), "validate");
  validate.insert(validate.end(), {"--vectors", "v"});
  const auto line = ParseCommandLine(validate);
  ASSERT_TRUE(line.ok()) << Format(line.error());
  EXPECT_EQ(std::get<ValidateCommand>(line->command).memory.pools, "chip.json");
  EXPECT_EQ(std::get<ValidateCommand>(line->command).memory.plan, "plan.json");
}

TEST(ParseCommandLine, AnUnknownOptionIsNoModel) {
  EXPECT_EQ(ErrorOf({"compile", "model", "-0", "out"}),
            "error: unknown option \"-0\"\n  hint: did you mean \"-h\"?");
}

TEST(ParseCommandLine, AnOptionThatTakesOneWordLeavesTheNextToTheModel) {
  const CompileCommand command = Compile({"--pin", "x=sram", "model", "-o", "out"});
  EXPECT_EQ(command.models[0].paths.folder, "model");
}

TEST(ParseCommandLine, ValidateReadsCompilerAndToleranceAndEnvironment) {
  ::setenv("CC", "ccache gcc", 1);
  ValidateCommand command = Validate({"model", "--vectors", "v"});
  EXPECT_EQ(command.vectors, "v");
  EXPECT_THAT(command.compiler, ElementsAre("ccache", "gcc"));
  EXPECT_THAT(command.compiler_flags, ElementsAre("-std=c99", "-O2"));
  EXPECT_EQ(command.relative_tolerance, 1e-6);
  ::unsetenv("CC");
  EXPECT_THAT(Validate({"model", "--vectors", "v"}).compiler, ElementsAre("cc"));
  command = Validate({"model", "--vectors", "v", "--cc", "clang -m32", "--cflags", "-O3 -flto",
                      "--runtime", "rt", "--rtol=1e-5"});
  EXPECT_THAT(command.compiler, ElementsAre("clang", "-m32"));
  EXPECT_THAT(command.compiler_flags, ElementsAre("-O3", "-flto"));
  EXPECT_EQ(command.runtime, "rt");
  EXPECT_EQ(command.relative_tolerance, 1e-5);
}

TEST(ParseCommandLine, VerbosityAndColor) {
  EXPECT_EQ(ParseCommandLine({"compile", "m", "-o", "o", "-q"})->verbosity, Verbosity::kQuiet);
  EXPECT_EQ(ParseCommandLine({"compile", "m", "-o", "o", "-v"})->verbosity, Verbosity::kVerbose);
  EXPECT_EQ(ParseCommandLine({"compile", "m", "-o", "o"})->verbosity, Verbosity::kNormal);
  EXPECT_EQ(ParseCommandLine({"compile", "m", "-o", "o", "--color=never"})->color,
            ColorChoice::kNever);
  EXPECT_EQ(ErrorOf({"compile", "m", "-o", "o", "-q", "-v"}),
            "error: --quiet and --verbose exclude each other\n  hint: leave out one of them");
}

TEST(ParseCommandLine, HelpHasAnExampleForEveryVerb) {
  EXPECT_THAT(Text({"--help"}), HasSubstr("utvmc compile model/ -o out/"));
  EXPECT_THAT(Text({"--help"}), HasSubstr("utvmc validate model/ --vectors model/vectors"));
  EXPECT_THAT(Text({"compile", "--help"}), HasSubstr("utvmc compile model/ -o out/"));
  EXPECT_THAT(Text({"compile", "--help"}),
              HasSubstr("utvmc compile kws=model_a/ vww=model_b/ -o out/ --share-arena"));
  EXPECT_THAT(Text({"validate", "-h"}), HasSubstr("utvmc validate model/ --vectors model/vectors"));
}

TEST(ParseCommandLine, VersionIsOneLine) {
  EXPECT_EQ(Text({"--version"}), std::string("utvmc ") + Version() + "\n");
}

TEST(ParseCommandLine, TyposGetASuggestion) {
  EXPECT_EQ(ErrorOf({"compil", "model"}),
            "error: unknown command \"compil\"\n  hint: did you mean \"compile\"?");
  EXPECT_EQ(ErrorOf({"train"}),
            "error: unknown command \"train\"\n  hint: use one of: compile, validate, plan");
  EXPECT_EQ(ErrorOf({"compile", "model", "-o", "out", "--aling", "4"}),
            "error: unknown option \"--aling\"\n  hint: did you mean \"--align\"?");
  EXPECT_EQ(ErrorOf({"compile", "model", "-o", "out", "--optimise=3"}),
            "error: unknown option \"--optimise\"\n  hint: utvmc compile --help lists the options");
  EXPECT_EQ(ErrorOf({"compile", "model", "-o", "out", "--io=calller"}),
            "error: --io: \"calller\" is not a choice\n  hint: did you mean \"caller\"?");
  EXPECT_EQ(ErrorOf({"compile", "model", "-o", "out", "--io=heap"}),
            "error: --io: \"heap\" is not a choice\n  hint: use one of: arena, caller");
  EXPECT_EQ(ErrorOf({"compile", "model", "-o", "out", "--color=alwais"}),
            "error: --color: \"alwais\" is not a choice\n  hint: did you mean \"always\"?");
}

TEST(ParseCommandLine, BadValuesAreExplained) {
  EXPECT_EQ(ErrorOf({"compile", "model", "-o", "out", "--align=16k"}),
            "error: --align: \"16k\" is not a number of bytes\n"
            "  hint: write it in digits, as in --align=64");
  EXPECT_EQ(ErrorOf({"compile", "model", "-o", "out", "--plan-budget=many"}),
            "error: --plan-budget: \"many\" is not a number of steps\n"
            "  hint: write it in digits, as in --plan-budget=64");
  EXPECT_EQ(ErrorOf({"plan", "a.csv", "--plan-budget=-1"}),
            "error: --plan-budget: -1 is negative\n  hint: 0 leaves the plan to heuristics");
  EXPECT_EQ(ErrorOf({"compile", "model", "-o", "out", "--align=3"}),
            "error: --align: 3 is not a power of two up to 4096\n"
            "  hint: leave the option out to align each buffer as its element type needs");
  EXPECT_EQ(ErrorOf({"compile", "model", "-o", "out", "--name", "int"}),
            "error: --name: \"int\" cannot begin C names\n"
            "  hint: use letters, digits and single underscores, a letter first, and no keyword");
  for (const char* value : {"x", "1e-5x", "-1", "nan", "inf", "1e999"}) {
    EXPECT_EQ(ErrorOf({"validate", "m", "--vectors", "v", std::string("--rtol=") + value}),
              "error: --rtol: \"" + std::string(value) +
                  "\" is not a tolerance\n"
                  "  hint: write a number of at least 0, as in --rtol=1e-5");
  }
}

TEST(ParseCommandLine, MissingPartsAreNamed) {
  EXPECT_EQ(ErrorOf({"compile", "model"}), "error: no output folder\n  hint: add -o FOLDER");
  EXPECT_EQ(ErrorOf({"compile", "-o", "out"}),
            "error: no model\n"
            "  hint: name its folder, as in utvmc compile model/, or its files with --graph, "
            "--params and --kernels");
  EXPECT_EQ(ErrorOf({"compile", "-o", "out", "--kernels", "k.c"}),
            "error: --params and --kernels need --graph\n"
            "  hint: add --graph FILE, or name a model folder");
  EXPECT_EQ(ErrorOf({"compile", "model", "-o", "out", "--graph", "g"}),
            "error: both a model folder (\"model\") and files of a model are named\n"
            "  hint: leave out one of them");
  EXPECT_EQ(ErrorOf({"validate", "model", "other", "--vectors", "v"}),
            "error: unexpected argument \"other\"\n  hint: name one model folder");
  EXPECT_EQ(ErrorOf({"validate", "model"}), "error: no test vectors\n  hint: add --vectors FOLDER");
  EXPECT_EQ(ErrorOf({"validate", "kws=a/", "--vectors", "v"}),
            "error: \"kws=a/\" is no folder: validate takes one model\n"
            "  hint: write utvmc validate a/ --name kws; a folder of that name is ./kws=a/");
  EXPECT_EQ(ErrorOf({"-q", "compile"}),
            "error: unknown option \"-q\"\n  hint: did you mean \"-h\"?");
  EXPECT_EQ(ErrorOf({"compile", "model", "-o"}),
            "error: --output has no value\n  hint: write it as in --output=FOLDER");
  EXPECT_EQ(ErrorOf({"compile", "model", "-o", "out", "--align"}),
            "error: --align has no value\n  hint: write it as in --align=N");
  EXPECT_EQ(ErrorOf({"compile", "model", "-o", "a", "-o", "b"}),
            "error: --output is given 2 times\n  hint: give it once");
  EXPECT_EQ(ErrorOf({"compile", "model", "-o", "out", "--explain=all"}),
            "error: --explain takes no value\n  hint: write --explain alone");
}

TEST(ParseCommandLine, SwitchesTakeNoValue) {
  for (const std::string name : {"--profile", "--op-table", "--dump-hook", "--keep-order",
                                 "--no-in-place", "--share-constants", "--list-outputs"}) {
    for (const char* value : {"=", "=yes", "=no", "=1", "=0"}) {
      EXPECT_EQ(ErrorOf({"compile", "model", "-o", "out", name + value}),
                "error: " + name + " takes no value\n  hint: write " + name + " alone");
    }
  }
}

TEST(ParseCommandLine, AnEmptyValueIsNone) {
  EXPECT_EQ(ErrorOf({"compile", "a=a", "b=b", "-o", "out", "--share-arena="}),
            "error: --share-arena has no value\n  hint: write --share-arena alone");
  for (const char* name : {"--module", "--name", "--io", "--quantization", "--pools", "--depfile"})
    EXPECT_THAT(ErrorOf({"compile", "model", "-o", "out", name, ""}),
                HasSubstr("error: " + std::string(name) + " has no value\n"));
  EXPECT_EQ(ErrorOf({"compile", "model", "-o", "out", "--api=tvm-c", "--module", ""}),
            "error: --module has no value\n  hint: write it as in --module=NAME");
  EXPECT_EQ(ErrorOf({"compile", "model", "-o", "out", "--api=tvm-c", "--module="}),
            "error: --module has no value\n  hint: write it as in --module=NAME");
  EXPECT_EQ(ErrorOf({"validate", "m", "--vectors", "v", "--cflags", ""}), "ok");
}

TEST(ParseCommandLine, PathsWithoutACommandGetTheTwoCommandsThatTakeThem) {
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"graph.json", "params.bin"}, {"graph.json"}, {"graph.json", "p", "out", "x", "y"}}) {
    EXPECT_EQ(ErrorOf(words),
              "error: \"graph.json\" without a command\n"
              "  hint: write utvmc compile MODEL_FOLDER -o FOLDER, or, as with "
              "utvm_staticrt_codegen, utvmc GRAPH PARAMS OUT.c [WORKSPACE_SIZE]");
  }
  EXPECT_EQ(ErrorOf({"models/kws", "out"}),
            "error: \"models/kws\" without a command\n"
            "  hint: write utvmc compile MODEL_FOLDER -o FOLDER, or, as with "
            "utvm_staticrt_codegen, utvmc GRAPH PARAMS OUT.c [WORKSPACE_SIZE]");
}

TEST(ParseCommandLine, ArchivesAreExplained) {
  for (const char* path : {"m.tar", "m.tar.gz", "m.tgz"}) {
    EXPECT_EQ(ErrorOf({"compile", path, "-o", "out"}),
              std::string(path) +
                  ": error: Model Library Format archives are not read yet\n"
                  "  hint: unpack it and pass its graph with --graph, its params with --params "
                  "and its .c files with --kernels");
  }
}

}  // namespace
}  // namespace utvmc::tools
