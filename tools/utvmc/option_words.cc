#include "option_words.h"

#include <fmt/format.h>

#include "metrics.h"
#include "utvmc/compiler.h"

namespace utvmc::tools {
namespace {

/// An option without a value: CLI11 by itself takes --profile=yes, and =no for the opposite.
void AddSwitch(CLI::App& verb, const char* name, bool& is_on, const char* about) {
  verb.add_flag(name, is_on, about)->disable_flag_override();
}

void AddFileOptions(CLI::App& verb, Words& words) {
  verb.add_option("--graph", words.graph, "graph.json, in place of a folder")->type_name("FILE");
  verb.add_option("--params", words.params, "params.bin, where the model has one")
      ->type_name("FILE");
  verb.add_option("--kernels", words.kernels, "C sources of the kernels")
      ->type_name("FILE")
      ->expected(1, -1);
}

/// The model of validate.
void AddModelOption(CLI::App& verb, Words& words) {
  verb.add_option("MODEL_FOLDER", words.folder, "Folder with graph.json, params.bin and *.c")
      ->type_name("");
}

/// Those of compile, and what several of them may have in common.
void AddModelsOptions(CLI::App& verb, Words& words) {
  verb.add_option("MODEL", words.models,
                  "Folder with graph.json, params.bin and *.c; of several models "
                  "NAME=FOLDER each (a folder with '=' in its name: ./FOLDER)")
      ->type_name("")
      ->expected(0, -1);
  verb.add_flag("--share-arena", words.image.share_arena,
                "Several models: one arena type for all, models_arena_t [no]")
      ->type_name("[=yes|no]");
  verb.add_option("--concurrent", words.image.concurrent,
                  "Models that may run at the same time share no bytes, as in kws+vww; repeatable")
      ->type_name("NAMES")
      ->allow_extra_args(false);
  AddSwitch(verb, "--share-constants", words.image.share_constants,
            "Several models: identical constants and kernels are emitted once");
}

void AddCompileOptions(CLI::App& verb, Words& words) {
  verb.add_option("--name", words.name, "Prefix of every file, symbol and macro [network]")
      ->type_name("NAME");
  verb.add_option("--io", words.io,
                  "Inputs and outputs in the arena, or in buffers of the caller "
                  "[arena; caller with --api=tvm-c and tvmwrap]")
      ->type_name("arena|caller");
  verb.add_option("--align", words.align,
                  "Least alignment of every buffer, a power of two up to 4096 "
                  "[what the element type needs]")
      ->type_name("N");
  verb.add_option("--stack-limit", words.stack_limit,
                  "Local arrays above N bytes move from the stack into the arena [256]")
      ->type_name("N");
  verb.add_option("--plan-budget", words.plan_budget,
                  "Steps that the search for the smallest arena may take [400000]")
      ->type_name("N");
  AddSwitch(verb, "--keep-order", words.keep_order,
            "Run operators in the model's order even if another needs less memory");
  AddSwitch(verb, "--no-in-place", words.no_in_place,
            "No kernel writes over an input or scratch that it has read for the last time");
  AddSwitch(verb, "--profile", words.extras.profile,
            "Hooks around each operator, and a table of MACs and bytes moved");
  AddSwitch(verb, "--op-table", words.extras.op_table,
            "A table of the operators, by name and index, each callable alone");
  AddSwitch(verb, "--dump-hook", words.extras.dump_hook,
            "A hook that is shown each tensor when its operator has run");
}

void AddApiOptions(CLI::App& verb, Words& words) {
  verb.add_option("--api", words.api.api,
                  "How firmware calls the model: TVM's runtime for STM32, its C interface, "
                  "TVMWrap_* [native]")
      ->type_name("native|stm32|tvm-c|tvmwrap");
  verb.add_option("--module", words.api.module,
                  "With --api=tvm-c: what follows tvmgen_ [--name, else default]")
      ->type_name("NAME");
  verb.add_option("--quantization", words.api.quantization,
                  "Scale and zero point of inputs and outputs: see docs/quantization.schema.json; "
                  "of several models NAME=JSON each")
      ->type_name("JSON")
      ->allow_extra_args(false);
  verb.add_option("--output-names", words.api.output_names,
                  "What firmware calls the outputs, as in a,b [output, or output0,output1...]")
      ->type_name("NAMES")
      ->delimiter(',')
      ->allow_extra_args(false);
}

void AddMemoryOptions(CLI::App& verb, Words& words) {
  verb.add_option("--pools", words.memory.pools,
                  "Memories of the target, and pins: see docs/pools.schema.json")
      ->type_name("JSON");
  verb.add_option("--pin", words.memory.pins,
                  "Put a tensor into a pool, or \"caller\" for a buffer of the application")
      ->type_name("[MODEL:]TENSOR=POOL[@OFFSET]")
      ->allow_extra_args(false);
  verb.add_option("--ram-limit", words.memory.ram_limits,
                  "Exit 2 if the arenas, or that of a pool, need more, as in 64K")
      ->type_name("[POOL=]SIZE")
      ->allow_extra_args(false);
  verb.add_option("--flash-limit", words.memory.flash_limits,
                  "Exit 2 if the constants, or those of a pool, need more")
      ->type_name("[POOL=]SIZE")
      ->allow_extra_args(false);
  verb.add_option("--plan-in", words.memory.plan,
                  "Check and use that plan (docs/plan.schema.json) instead of making one")
      ->type_name("JSON");
}

void AddPrintOptions(CLI::App& verb, Words& words) {
  AddSwitch(verb, "-q,--quiet", words.quiet, "Print errors and warnings only");
  AddSwitch(verb, "-v,--verbose", words.verbose, "Print what is done to which file as well");
  verb.add_option("--color", words.color, "Colour diagnostics; auto: on a terminal [auto]")
      ->type_name("auto|always|never");
}

void AddCompileVerb(CLI::App& app, Words& words) {
  CLI::App* verb = app.add_subcommand("compile", "Turn a model into C sources, or several");
  AddModelsOptions(*verb, words);
  AddFileOptions(*verb, words);
  verb->add_option("-o,--output", words.output, "Folder for the C sources; created if absent")
      ->type_name("FOLDER");
  AddCompileOptions(*verb, words);
  AddApiOptions(*verb, words);
  AddMemoryOptions(*verb, words);
  verb->add_option("--plan-out", words.plan_output, "Write the memory plan as data")
      ->type_name("JSON");
  AddSwitch(*verb, "--explain", words.explain,
            "List the kernels that did not get a typed signature, and why");
  verb->add_option("--depfile", words.depfile, "Write dependencies for Make to FILE")
      ->type_name("FILE");
  AddSwitch(*verb, "--list-outputs", words.list_outputs,
            "Print the paths that would be written, and write nothing");
  AddPrintOptions(*verb, words);
  verb->footer(
      "Examples:\n"
      "  utvmc compile model/ -o out/\n"
      "  utvmc compile --graph graph.json --params params.bin --kernels lib1.c -o out/ --name kws\n"
      "  utvmc compile model/ -o out/ --pools chip.json --pin audio=sram --ram-limit 64K\n"
      "  utvmc compile kws=model_a/ vww=model_b/ -o out/ --share-arena --share-constants");
}

void AddValidateVerb(CLI::App& app, Words& words) {
  CLI::App* verb =
      app.add_subcommand("validate", "Compile a model, run it on this machine, compare outputs");
  AddModelOption(*verb, words);
  AddFileOptions(*verb, words);
  verb->add_option("--vectors", words.vectors, "Folder with vectors.json, K_inI.npy and K_outI.npy")
      ->type_name("FOLDER");
  verb->add_option("--cc", words.compiler, "C compiler [$CC, else cc]")->type_name("COMMAND");
  verb->add_option("--cflags", words.compiler_flags,
                   fmt::format("Its flags, in place of [{}]", kDefaultFlags))
      ->type_name("FLAGS");
  verb->add_option("--runtime", words.runtime,
                   "Folder of utvm_rt.h [$UTVMC_RUNTIME, else where utvmc was installed]")
      ->type_name("FOLDER");
  verb->add_option("--rtol", words.relative_tolerance,
                   fmt::format("Floats a, b agree if |a - b| <= X |b| [{:g}]; integers and bool "
                               "must be equal",
                               kDefaultRelativeTolerance))
      ->type_name("X");
  AddCompileOptions(*verb, words);
  AddMemoryOptions(*verb, words);
  AddPrintOptions(*verb, words);
  verb->footer(
      "Examples:\n"
      "  utvmc validate model/ --vectors model/vectors\n"
      "  utvmc validate model/ --vectors model/vectors --cc clang --cflags \"-std=c99 -O3 -flto\"");
}

void AddPlanVerb(CLI::App& app, Words& words) {
  CLI::App* verb = app.add_subcommand("plan", "Solve a memory planning problem given as CSV");
  verb->add_option(
          "instance", words.instance,
          "CSV with id, lower, upper, size; optional alignment, offset, hint, gaps, overlaps")
      ->type_name("CSV");
  verb->add_option("-o,--output", words.output, "Write the plan, the instance with offsets")
      ->type_name("CSV");
  verb->add_option("--capacity", words.capacity,
                   "Stop at a plan of at most N bytes; exit 2 if there is none")
      ->type_name("N");
  verb->add_option("--validate", words.solution,
                   "Check the plan of that file (columns id and offset) instead of making one")
      ->type_name("CSV");
  verb->add_option("--plan-budget", words.plan_budget, "Steps that the search may take [400000]")
      ->type_name("N");
  AddPrintOptions(*verb, words);
  verb->footer(
      "Examples:\n"
      "  utvmc plan instance.csv --capacity 1048576 -o plan.csv\n"
      "  utvmc plan instance.csv --validate plan.csv");
}

void SetUpApp(CLI::App& app) {
  app.name("utvmc");
  app.set_version_flag("--version", fmt::format("utvmc {}", Version()));
  app.footer(
      "Examples:\n"
      "  utvmc compile model/ -o out/\n"
      "  utvmc compile kws=model_a/ vww=model_b/ -o out/ --share-arena\n"
      "  utvmc validate model/ --vectors model/vectors\n"
      "  utvmc plan instance.csv --capacity 1048576 -o plan.csv\n"
      "  utvmc compile --help");
  app.get_formatter()->column_width(32);
  app.allow_extras();
}

}  // namespace

void DescribeOptions(CLI::App& app, Words& words) {
  SetUpApp(app);
  AddCompileVerb(app, words);
  AddValidateVerb(app, words);
  AddPlanVerb(app, words);
}

}  // namespace utvmc::tools
