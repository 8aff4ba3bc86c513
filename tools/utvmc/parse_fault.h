// What CLI11 refuses, said as utvmc says things: which option, what is wrong, what to write.
#pragma once

#include <CLI/CLI.hpp>

#include "utvmc/diagnostic.h"

namespace utvmc::tools {

/// The diagnostic of `error`, which `app` threw while it parsed.
Diagnostic ExplainParseError(const CLI::App& app, const CLI::ParseError& error);

}  // namespace utvmc::tools
