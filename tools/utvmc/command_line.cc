// What the words that CLI11 has split mean. Decided here, so that every message has the same form
// and a hint.
#include "command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "option_values.h"
#include "option_words.h"
#include "parse_fault.h"
#include "process.h"
#include "support/byte_count.h"
#include "support/spelling.h"
#include "utvmc/compiler.h"

namespace utvmc::tools {
namespace {

// --- errors ---

Diagnostic Usage(std::string message, std::string hint = {}) {
  return UserError({}, std::move(message), std::move(hint));
}

std::vector<std::string> OptionNames(const CLI::App& verb) {
  std::vector<std::string> names;
  for (const CLI::Option* option : verb.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

/// A hint only where some option is near: the whole list is what --help is for.
Diagnostic UnknownOption(const CLI::App& verb, const std::string& word) {
  const std::string name = word.substr(0, word.find('='));
  const std::string closest = Closest(name, OptionNames(verb));
  const std::string of = verb.get_name() == "utvmc" ? "" : " " + verb.get_name();
  return Usage(fmt::format("unknown option \"{}\"", name),
               closest.empty() ? fmt::format("utvmc{} --help lists the options", of)
                               : fmt::format("did you mean \"{}\"?", closest));
}

bool LooksLikeOption(const std::string& word) { return word.size() > 1 && word[0] == '-'; }

/// Words that CLI11 could not place.
Status CheckLeftOver(const CLI::App& app, const CLI::App& verb) {
  for (const CLI::App* level : {&app, &verb}) {
    for (const std::string& word : level->remaining()) {
      if (LooksLikeOption(word)) return UnknownOption(*level, word);
    }
  }
  for (const CLI::App* level : {&app, &verb}) {
    for (const std::string& word : level->remaining()) {
      return Usage(fmt::format("unexpected argument \"{}\"", word), "name one model folder");
    }
  }
  return Ok();
}

/// `--module ""`: CLI11 takes it for a value. Flags of a compiler may well be none, and names of
/// outputs are a list with a message of its own.
Status CheckNothingIsEmpty(const CLI::App& verb) {
  for (const CLI::Option* option : verb.get_options()) {
    const std::string name = option->get_name();
    const bool may_be = option->get_positional() || name == "--cflags" || name == "--output-names";
    if (may_be || option->get_expected_max() == 0) continue;
    for (const std::string& value : option->results()) {
      if (value.empty())
        return Usage(name + " has no value",
                     fmt::format("write it as in {}={}", name, option->get_type_name()));
    }
  }
  return Ok();
}

/// `--profile=`: CLI11 takes it for the option without a value.
Status CheckNoSwitchEndsInEquals(const CLI::App& verb, const std::vector<std::string>& arguments) {
  for (const std::string& word : arguments) {
    if (word == "--") break;
    if (!LooksLikeOption(word) || !word.ends_with('=')) continue;
    const std::string name = word.substr(0, word.size() - 1);
    const CLI::Option* option = verb.get_option_no_throw(name);
    if (option == nullptr || option->get_expected_max() != 0) continue;
    return Usage(name + (option->get_disable_flag_override() ? " takes no value" : " has no value"),
                 fmt::format("write {} alone", name));
  }
  return Ok();
}

Diagnostic NoVerb(const CLI::App& app) {
  const std::vector<std::string> left = app.remaining();
  if (!left.empty() && left[0].find_first_of("./") != std::string::npos &&
      !LooksLikeOption(left[0])) {
    return Usage(fmt::format("\"{}\" without a command", left[0]),
                 "write utvmc compile MODEL_FOLDER -o FOLDER, or, as with utvm_staticrt_codegen, "
                 "utvmc GRAPH PARAMS OUT.c [WORKSPACE_SIZE]");
  }
  if (left.empty()) return Usage("no command", SpellingHint("", {"compile", "validate", "plan"}));
  if (LooksLikeOption(left[0])) {
    return Usage(fmt::format("option \"{}\" without a command", left[0]),
                 "begin with utvmc compile, utvmc validate or utvmc plan");
  }
  return Usage(fmt::format("unknown command \"{}\"", left[0]),
               SpellingHint(left[0], {"compile", "validate", "plan"}));
}

// --- values ---

Result<std::optional<std::int64_t>> ParseBudget(const Words& words) {
  std::optional<std::int64_t> budget;
  if (words.plan_budget.empty()) return budget;
  UTVMC_ASSIGN(budget, ParseCount("--plan-budget", words.plan_budget, "number of steps"));
  if (*budget < 0)
    return BadValue("--plan-budget", fmt::format("{} is negative", *budget),
                    "0 leaves the plan to heuristics");
  return budget;
}

Result<CompileOptions> ParseOptions(const Words& words) {
  CompileOptions options;
  options.name = words.name;
  UTVMC_ASSIGN(options.api, ParseApiWords(words.api));
  options.io = DefaultIo(options.api.api);
  if (!words.io.empty()) {
    UTVMC_ASSIGN(options.io, ParseChoice<IoPlacement>("--io", words.io,
                                                      {{"arena", IoPlacement::kArena},
                                                       {"caller", IoPlacement::kCaller}}));
  }
  if (!words.align.empty()) {
    UTVMC_ASSIGN(options.align, ParseCount("--align", words.align));
  }
  if (!words.stack_limit.empty()) {
    UTVMC_ASSIGN(options.stack_limit, ParseCount("--stack-limit", words.stack_limit));
  }
  UTVMC_ASSIGN(options.plan_budget, ParseBudget(words));
  options.keep_order = words.keep_order;
  options.in_place = !words.no_in_place;
  options.extras = words.extras;
  UTVMC_TRY(CheckOptions(options));
  return options;
}

bool IsArchive(const std::string& path) {
  for (const char* ending : {".tar", ".tar.gz", ".tgz"}) {
    if (path.ends_with(ending)) return true;
  }
  return false;
}

Status CheckIsNoArchive(const std::string& path) {
  if (!IsArchive(path)) return Ok();
  return UserError({.file = path, .pointer = {}}, "Model Library Format archives are not read yet",
                   "unpack it and pass its graph with --graph, its params with --params and its "
                   ".c files with --kernels");
}

/// One model: a folder, or else its files.
Result<ingest::ModelPaths> ParseModel(const CLI::App& verb, const Words& words,
                                      const std::string& folder) {
  UTVMC_TRY(CheckIsNoArchive(folder));
  UTVMC_TRY(CheckIsNoArchive(words.graph));
  const bool names_files = !words.graph.empty() || !words.params.empty() || !words.kernels.empty();
  if (folder.empty() && !names_files) {
    return Usage("no model",
                 fmt::format("name its folder, as in utvmc {} model/, or its files with --graph, "
                             "--params and --kernels",
                             verb.get_name()));
  }
  if (!folder.empty() && names_files) {
    return Usage(fmt::format("both a model folder (\"{}\") and files of a model are named", folder),
                 "leave out one of them");
  }
  if (names_files && words.graph.empty()) {
    return Usage("--params and --kernels need --graph", "add --graph FILE, or name a model folder");
  }
  return ingest::ModelPaths{folder, words.graph, words.params, words.kernels};
}

Result<std::vector<NamedModel>> ParseModels(const CLI::App& verb, const Words& words) {
  const bool has_name = verb.count("--name") > 0;
  const bool several = words.models.size() > 1;
  if (words.models.empty()) {
    UTVMC_ASSIGN(ingest::ModelPaths files, ParseModel(verb, words, {}));
    return std::vector<NamedModel>{{words.name, std::move(files)}};
  }
  for (const std::string& word : words.models)
    if (LooksLikeOption(word)) return UnknownOption(verb, word);
  std::vector<NamedModel> models;
  for (const std::string& word : words.models) {
    UTVMC_ASSIGN(const ModelWord model, ParseModelWord(word, words.models.size()));
    if (model.is_named && has_name) {
      return several ? Usage("--name cannot name several models",
                             "leave it out: each model has its name before the '='")
                     : Usage(fmt::format("both --name and \"{}\" name the model", word),
                             "leave out one of them");
    }
    UTVMC_ASSIGN(ingest::ModelPaths paths, ParseModel(verb, words, model.folder));
    models.push_back({model.is_named ? model.name : words.name, std::move(paths)});
  }
  return models;
}

/// TVM calls the only module "default", which is no name that C code can have.
std::string TvmModule(const CLI::App& verb, const Words& words) {
  const bool is_named =
      verb.count("--name") > 0 || std::ranges::any_of(words.models, [](const std::string& word) {
        const Result<ModelWord> model = ParseModelWord(word, 1);
        return model.ok() && model->is_named;
      });
  return is_named ? "" : "default";
}

// --- commands ---

Result<CompileCommand> MakeCompileCommand(const CLI::App& verb, const Words& words) {
  CompileCommand command;
  UTVMC_ASSIGN(command.models, ParseModels(verb, words));
  UTVMC_ASSIGN(command.options, ParseOptions(words));
  command.options.name = command.models.front().name;
  if (words.api.module.empty()) command.options.api.module = TvmModule(verb, words);
  command.api = words.api;
  UTVMC_ASSIGN(command.image, ParseImageWords(words.image, command.models, command.options));
  if (words.output.empty()) {
    return Usage("no output folder", "add -o FOLDER");
  }
  command.output = words.output;
  command.memory = words.memory;
  command.plan = words.plan_output;
  command.depfile = words.depfile;
  command.explain = words.explain;
  command.list_outputs = words.list_outputs;
  return command;
}

/// NAME=FOLDER is how compile names several models.
Status CheckIsNoModelWord(const std::string& folder) {
  const Result<ModelWord> word = ParseModelWord(folder, 1);
  if (word.ok() && !word->is_named) return Ok();
  const std::string::size_type equals = folder.find('=');
  return Usage(fmt::format("\"{}\" is no folder: validate takes one model", folder),
               fmt::format("write utvmc validate {} --name {}; a folder of that name is ./{}",
                           folder.substr(equals + 1), folder.substr(0, equals), folder));
}

Result<ValidateCommand> MakeValidateCommand(const CLI::App& verb, const Words& words) {
  ValidateCommand command;
  UTVMC_TRY(CheckIsNoModelWord(words.folder));
  UTVMC_ASSIGN(command.model, ParseModel(verb, words, words.folder));
  UTVMC_ASSIGN(command.options, ParseOptions(words));
  if (words.vectors.empty()) {
    return Usage("no test vectors", "add --vectors FOLDER");
  }
  command.vectors = words.vectors;
  command.memory = words.memory;
  const char* environment = std::getenv("CC");
  command.compiler = SplitWords(words.compiler);
  if (command.compiler.empty() && environment != nullptr) {
    command.compiler = SplitWords(environment);
  }
  if (command.compiler.empty()) command.compiler = {"cc"};
  command.compiler_flags = SplitWords(words.compiler_flags);
  command.runtime = words.runtime;
  if (!words.relative_tolerance.empty()) {
    UTVMC_ASSIGN(command.relative_tolerance, ParseTolerance("--rtol", words.relative_tolerance));
  }
  return command;
}

Result<PlanCommand> MakePlanCommand(const Words& words) {
  PlanCommand command;
  if (words.instance.empty()) return Usage("no instance", "name a CSV file");
  if (!words.output.empty() && !words.solution.empty()) {
    return Usage("--output and --validate exclude each other", "leave out one of them");
  }
  command.instance = words.instance;
  command.output = words.output;
  command.solution = words.solution;
  UTVMC_ASSIGN(command.budget, ParseBudget(words));
  if (!words.capacity.empty()) {
    const std::optional<std::int64_t> size = ParseSize(words.capacity);
    UTVMC_ASSIGN(const std::int64_t capacity,
                 size ? *size : ParseCount("--capacity", words.capacity));
    if (capacity <= 0) {
      return BadValue("--capacity", fmt::format("{} hold nothing", ByteCount(capacity)), {});
    }
    command.capacity = capacity;
  }
  return command;
}

Result<CommandLine> MakeCommandLine(const CLI::App& app, const Words& words,
                                    const std::vector<std::string>& arguments) {
  const auto parsed = app.get_subcommands();
  if (parsed.empty()) return NoVerb(app);
  const CLI::App& verb = *parsed.front();
  UTVMC_TRY(CheckLeftOver(app, verb));
  UTVMC_TRY(CheckNothingIsEmpty(verb));
  UTVMC_TRY(CheckNoSwitchEndsInEquals(verb, arguments));
  CommandLine line;
  UTVMC_ASSIGN(line.color, ParseChoice<ColorChoice>("--color", words.color,
                                                    {{"auto", ColorChoice::kAuto},
                                                     {"always", ColorChoice::kAlways},
                                                     {"never", ColorChoice::kNever}}));
  if (words.quiet && words.verbose) {
    return Usage("--quiet and --verbose exclude each other", "leave out one of them");
  }
  if (words.quiet) line.verbosity = Verbosity::kQuiet;
  if (words.verbose) line.verbosity = Verbosity::kVerbose;
  if (verb.get_name() == "compile") {
    UTVMC_ASSIGN(line.command, MakeCompileCommand(verb, words));
  } else if (verb.get_name() == "validate") {
    UTVMC_ASSIGN(line.command, MakeValidateCommand(verb, words));
  } else {
    UTVMC_ASSIGN(line.command, MakePlanCommand(words));
  }
  return line;
}

CommandLine Printing(std::string text) {
  CommandLine line;
  line.command = PrintCommand{std::move(text)};
  return line;
}

}  // namespace

Result<CommandLine> ParseCommandLine(const std::vector<std::string>& arguments) {
  UTVMC_ASSIGN(std::optional<StaticRuntimeCommand> static_runtime,
               ParseStaticRuntimeCommand(arguments));
  if (static_runtime) {
    CommandLine line;
    line.command = *std::move(static_runtime);
    return line;
  }
  Words words;
  CLI::App app("Compiles a TVM model (graph.json, params.bin, kernels.c) to static C99.");
  DescribeOptions(app, words);
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    return Printing(app.help());
  } catch (const CLI::CallForVersion& version) {
    return Printing(std::string(version.what()) + "\n");
  } catch (const CLI::ParseError& error) {
    return ExplainParseError(app, error);
  }
  return MakeCommandLine(app, words, arguments);
}

std::string ShortHelp() {
  return "usage: utvmc compile MODEL_FOLDER -o FOLDER\n"
         "       utvmc compile NAME=MODEL_FOLDER NAME=MODEL_FOLDER... -o FOLDER\n"
         "       utvmc validate MODEL_FOLDER --vectors FOLDER\n"
         "       utvmc plan CSV\n"
         "       utvmc --help\n";
}

}  // namespace utvmc::tools
