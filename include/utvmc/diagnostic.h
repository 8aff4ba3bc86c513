// What utvmc tells its user: one value per message. Libraries create diagnostics, only tools print
// them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace utvmc {

enum class Severity { kInfo, kWarning, kError };

/// Who has to act. Decides the exit code of the command line.
enum class ErrorClass {
  kUser,      ///< the model, an option or the environment is at fault: exit code 1
  kBudget,    ///< a stated memory limit is exceeded: exit code 2
  kInternal,  ///< a bug of utvmc: exit code 3
};

/// A place in an input. Fields that do not apply are empty or 0.
struct Location {
  std::string file = {};     ///< path as the user gave it
  int line = 0;              ///< 1-based; 0: the whole file
  int column = 0;            ///< 1-based, in bytes; 0: the whole line
  std::string pointer = {};  ///< JSON pointer (RFC 6901) or name of a field, e.g. "/nodes/3/inputs"

  friend bool operator==(const Location&, const Location&) = default;
};

struct Diagnostic {
  Severity severity = Severity::kError;
  ErrorClass error_class = ErrorClass::kUser;
  Location where = {};
  std::string message = {};  ///< lower case, no full stop: what is wrong
  std::string hint = {};     ///< what the user can do; may be empty

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// Informational and warning messages of a run, in the order they arose.
using Notes = std::vector<Diagnostic>;

/// `file:line:column: error: message`, or `file: error: /pointer: message` where the place is a
/// pointer, then `  hint: ...` on a line of its own where there is one. An internal error says
/// `internal error`. Control characters appear as \xNN. No final newline.
std::string Format(const Diagnostic& diagnostic);

/// An error that the user can mend.
Diagnostic UserError(Location where, std::string message, std::string hint = {});

/// Something is larger than it may be (ErrorClass::kBudget).
Diagnostic BudgetError(Location where, std::string message, std::string hint);

/// A broken invariant of utvmc itself.
Diagnostic InternalError(std::string message);

Diagnostic Info(Location where, std::string message, std::string hint = {});
Diagnostic Warning(Location where, std::string message, std::string hint = {});

}  // namespace utvmc
