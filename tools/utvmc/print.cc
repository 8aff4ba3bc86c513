#include "print.h"

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace utvmc::tools {
namespace {

constexpr const char* kBold = "\x1b[1m";
constexpr const char* kReset = "\x1b[0m";

const char* ColorOf(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "\x1b[1;36m";
    case Severity::kWarning:
      return "\x1b[1;35m";
    case Severity::kError:
      break;
  }
  return "\x1b[1;31m";
}

bool IsSet(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && value[0] != '\0';
}

bool WantsColor(ColorChoice choice) {
  if (choice != ColorChoice::kAuto) return choice == ColorChoice::kAlways;
  const char* terminal = std::getenv("TERM");
  const bool is_dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
  return ::isatty(STDERR_FILENO) == 1 && !IsSet("NO_COLOR") && !is_dumb;
}

spdlog::level::level_enum LevelOf(Verbosity verbosity) {
  switch (verbosity) {
    case Verbosity::kQuiet:
      return spdlog::level::warn;
    case Verbosity::kVerbose:
      return spdlog::level::debug;
    case Verbosity::kNormal:
      break;
  }
  return spdlog::level::info;
}

spdlog::level::level_enum LevelOf(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return spdlog::level::info;
    case Severity::kWarning:
      return spdlog::level::warn;
    case Severity::kError:
      break;
  }
  return spdlog::level::err;
}

}  // namespace

std::string FormatColored(const Diagnostic& diagnostic) {
  // The text without its place tells how long the place is, whatever characters that holds.
  Diagnostic bare = diagnostic;
  bare.where.file.clear();
  const std::string plain = Format(diagnostic);
  const std::string rest = Format(bare);
  const std::string place = plain.substr(0, plain.size() - rest.size());
  const std::size_t severity_end = rest.find(':') + 1;
  std::string text;
  if (!place.empty()) text = kBold + place + kReset;
  return text + ColorOf(diagnostic.severity) + rest.substr(0, severity_end) + kReset +
         rest.substr(severity_end);
}

std::string Printable(std::string_view text) {
  std::string result;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n') || byte == 0x7f) {
      result += fmt::format("\\x{:02x}", byte);
    } else {
      result += c;
    }
  }
  return result;
}

Console::Console(Verbosity verbosity, ColorChoice color)
    : verbosity_(verbosity), colored_(WantsColor(color)) {
  log_ =
      std::make_unique<spdlog::logger>("utvmc", std::make_shared<spdlog::sinks::stderr_sink_st>());
  log_->set_formatter(std::make_unique<spdlog::pattern_formatter>("%v"));
  log_->set_level(LevelOf(verbosity));
}

Console::~Console() = default;

void Console::Show(const Diagnostic& diagnostic) {
  log_->log(LevelOf(diagnostic.severity),
            spdlog::string_view_t(colored_ ? FormatColored(diagnostic) : Format(diagnostic)));
}

void Console::Show(const Notes& notes) {
  for (const Diagnostic& note : notes) Show(note);
}

void Console::Quote(std::string_view output) {
  while (output.ends_with('\n')) output.remove_suffix(1);
  if (!output.empty()) log_->log(spdlog::level::err, spdlog::string_view_t(Printable(output)));
}

void Console::Detail(std::string_view text) {
  log_->log(spdlog::level::debug, spdlog::string_view_t(Printable(text)));
}

void Console::Print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

bool Console::Flush() { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0; }

}  // namespace utvmc::tools
