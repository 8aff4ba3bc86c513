// Words of the command line to a command. Everything that can be said about them without touching
// a file is said here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "api_options.h"
#include "ingest/ingest.h"
#include "memory_options.h"
#include "metrics.h"
#include "model_words.h"
#include "print.h"
#include "static_runtime_command.h"
#include "utvmc/options.h"
#include "utvmc/result.h"

namespace utvmc::tools {

struct CompileCommand {
  std::vector<NamedModel> models;  ///< at least one; several go into one image
  CompileOptions options;  ///< of all, without what `memory` says; `name` is that of the first
  MemoryWords memory;
  ApiWords api;         ///< files that options.api is still without
  ImageOptions image;   ///< only where there are several
  std::string output;   ///< folder
  std::string plan;     ///< where to write the plan of the only model; empty: nowhere
  std::string depfile;  ///< empty: none
  bool explain = false;
  bool list_outputs = false;
};

struct ValidateCommand {
  ingest::ModelPaths model;
  CompileOptions options;  ///< without what `memory` says
  MemoryWords memory;
  std::string vectors;                ///< folder
  std::vector<std::string> compiler;  ///< --cc or $CC, split at blanks
  std::vector<std::string> compiler_flags;
  std::string runtime;  ///< empty: FindRuntimeFolder() decides
  double relative_tolerance = kDefaultRelativeTolerance;
};

struct PlanCommand {
  std::string instance;                       ///< CSV
  std::string output;                         ///< CSV; empty: none
  std::string solution;                       ///< CSV to check instead of planning; empty: plan
  std::optional<std::int64_t> capacity = {};  ///< bytes
  std::optional<std::int64_t> budget = {};    ///< as CompileOptions::plan_budget
};

/// --help and --version.
struct PrintCommand {
  std::string text;
};

struct CommandLine {
  std::variant<PrintCommand, CompileCommand, ValidateCommand, PlanCommand, StaticRuntimeCommand>
      command;
  Verbosity verbosity = Verbosity::kNormal;
  ColorChoice color = ColorChoice::kAuto;
};

/// `arguments` without the program's name.
Result<CommandLine> ParseCommandLine(const std::vector<std::string>& arguments);

/// What is printed when there are no arguments.
std::string ShortHelp();

}  // namespace utvmc::tools
