// All that utvmc prints: results to stdout, diagnostics and log lines to stderr.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "utvmc/diagnostic.h"

namespace spdlog {
class logger;
}

namespace utvmc::tools {

enum class Verbosity {
  kQuiet,    ///< errors and warnings
  kNormal,   ///< and notes, and the result
  kVerbose,  ///< and what is done to which file
};

enum class ColorChoice {
  kAuto,  ///< where stderr is a terminal and neither $NO_COLOR nor TERM=dumb forbids it
  kAlways,
  kNever,
};

/// `Format(diagnostic)` with the place in bold and the severity in its colour.
std::string FormatColored(const Diagnostic& diagnostic);

/// Control characters, which names in a hostile model may hold, as \xNN; newlines stay. For texts
/// of many lines; diagnostics are safe by themselves.
std::string Printable(std::string_view text);

class Console {
 public:
  Console(Verbosity verbosity, ColorChoice color);
  ~Console();

  Verbosity verbosity() const { return verbosity_; }

  /// To stderr, unless its severity is below what is wanted.
  void Show(const Diagnostic& diagnostic);
  void Show(const Notes& notes);

  /// What another program said, to stderr, above the diagnostic that it explains.
  void Quote(std::string_view output);

  /// A log line about what is being done; -v only.
  void Detail(std::string_view text);

  /// To stdout as it is.
  void Print(std::string_view text);

  /// False if stdout did not take all that was printed.
  bool Flush();

 private:
  Verbosity verbosity_;
  bool colored_;
  std::unique_ptr<spdlog::logger> log_;
};

}  // namespace utvmc::tools
