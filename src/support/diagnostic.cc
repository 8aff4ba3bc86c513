// The text of diagnostics, and their constructors.
#include "utvmc/diagnostic.h"

#include <fmt/format.h>

#include <utility>

namespace utvmc {
namespace {

const char* Word(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "info";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      break;
  }
  return "error";
}

/// Control characters as \xNN: names from a hostile model must not reach a terminal as they are.
std::string Escape(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      escaped += fmt::format("\\x{:02x}", byte);
    } else {
      escaped.push_back(c);
    }
  }
  return escaped;
}

/// "file:line:column: ", as far as known.
std::string Prefix(const Location& where) {
  if (where.file.empty()) return {};
  const std::string file = Escape(where.file);
  if (where.line <= 0) return fmt::format("{}: ", file);
  if (where.column <= 0) return fmt::format("{}:{}: ", file, where.line);
  return fmt::format("{}:{}:{}: ", file, where.line, where.column);
}

Diagnostic Make(Severity severity, Location where, std::string message, std::string hint) {
  return {severity, ErrorClass::kUser, std::move(where), std::move(message), std::move(hint)};
}

}  // namespace

std::string Format(const Diagnostic& diagnostic) {
  std::string text = Prefix(diagnostic.where);
  if (diagnostic.error_class == ErrorClass::kInternal) text += "internal ";
  text += fmt::format("{}: ", Word(diagnostic.severity));
  if (!diagnostic.where.pointer.empty()) text += Escape(diagnostic.where.pointer) + ": ";
  text += Escape(diagnostic.message);
  if (!diagnostic.hint.empty()) text += "\n  hint: " + Escape(diagnostic.hint);
  return text;
}

Diagnostic UserError(Location where, std::string message, std::string hint) {
  return Make(Severity::kError, std::move(where), std::move(message), std::move(hint));
}

Diagnostic BudgetError(Location where, std::string message, std::string hint) {
  Diagnostic error = UserError(std::move(where), std::move(message), std::move(hint));
  error.error_class = ErrorClass::kBudget;
  return error;
}

Diagnostic InternalError(std::string message) {
  return {Severity::kError,
          ErrorClass::kInternal,
          {},
          std::move(message),
          "this is a bug of utvmc: please report it with the model"};
}

Diagnostic Info(Location where, std::string message, std::string hint) {
  return Make(Severity::kInfo, std::move(where), std::move(message), std::move(hint));
}

Diagnostic Warning(Location where, std::string message, std::string hint) {
  return Make(Severity::kWarning, std::move(where), std::move(message), std::move(hint));
}

}  // namespace utvmc
