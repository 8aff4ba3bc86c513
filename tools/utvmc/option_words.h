// The options as the user wrote them, and what CLI11 is told about them.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "api_options.h"
#include "memory_options.h"
#include "model_words.h"
#include "utvmc/options.h"

namespace utvmc::tools {

inline constexpr const char* kDefaultFlags = "-std=c99 -O2";

/// The values of all options as the user wrote them.
struct Words {
  std::string folder;               ///< of validate
  std::vector<std::string> models;  ///< of compile: FOLDER or NAME=FOLDER
  ImageWords image;
  std::string graph;
  std::string params;
  std::vector<std::string> kernels;
  std::string name = "network";
  std::string io;  ///< empty: as --api wants it
  ApiWords api;
  std::string align;
  std::string stack_limit;
  std::string plan_budget;
  bool keep_order = false;
  bool no_in_place = false;
  Extras extras = {};
  MemoryWords memory;
  std::string plan_output;
  std::string instance;
  std::string capacity;
  std::string solution;
  std::string color = "auto";
  bool quiet = false;
  bool verbose = false;

  std::string output;
  std::string depfile;
  bool explain = false;
  bool list_outputs = false;

  std::string vectors;
  std::string compiler;
  std::string compiler_flags = kDefaultFlags;
  std::string runtime;
  std::string relative_tolerance;
};

/// Tells `app` of all verbs, their options and their help; parsing then fills `words`, which must
/// live as long.
void DescribeOptions(CLI::App& app, Words& words);

}  // namespace utvmc::tools
