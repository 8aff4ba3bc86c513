// Result<T>: a value or the diagnostic that says why there is none. No exceptions cross a layer.
#pragma once

#include <utility>
#include <variant>

#include "utvmc/diagnostic.h"

namespace utvmc {

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Diagnostic error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  /// The value; only where ok().
  T& operator*() & { return std::get<0>(state_); }
  const T& operator*() const& { return std::get<0>(state_); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }

  /// The error; only where !ok().
  Diagnostic& error() & { return std::get<1>(state_); }
  const Diagnostic& error() const& { return std::get<1>(state_); }
  Diagnostic&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Diagnostic> state_;
};

/// Success, or why not.
using Status = Result<std::monostate>;

inline Status Ok() { return std::monostate{}; }

}  // namespace utvmc

#define UTVMC_CONCAT_INNER(a, b) a##b
#define UTVMC_CONCAT(a, b) UTVMC_CONCAT_INNER(a, b)

/// Evaluates a Status (or Result) and returns its error from the enclosing function.
#define UTVMC_TRY(expression)                                 \
  do {                                                        \
    if (auto utvmc_status = (expression); !utvmc_status.ok()) \
      return std::move(utvmc_status).error();                 \
  } while (false)

/// UTVMC_ASSIGN(auto x, F()): declares x from F()'s value, or returns F()'s error.
#define UTVMC_ASSIGN(declaration, expression) \
  UTVMC_ASSIGN_IMPL(UTVMC_CONCAT(utvmc_result_, __LINE__), declaration, expression)
#define UTVMC_ASSIGN_IMPL(name, declaration, expression) \
  auto name = (expression);                              \
  if (!name.ok()) return std::move(name).error();        \
  declaration = *std::move(name)
