// The first reason why a kernel cannot be unpacked; everything after it is ignored.
#pragma once

#include <optional>
#include <string>

#include "kernelc/translation_unit.h"
#include "utvmc/diagnostic.h"

namespace utvmc::lowering {

class FirstFailure {
 public:
  /// `kernel` is named in messages.
  FirstFailure(const std::string& file, const std::string& kernel) : file_(file), kernel_(kernel) {}

  bool failed() const { return error_.has_value() || unsupported_.has_value(); }
  std::optional<Diagnostic>& error() { return error_; }
  std::optional<kernelc::Unsupported>& unsupported() { return unsupported_; }

  // Each returns an expression that stands in for the one that there is none of.

  /// The kernel is wrong, or does not fit the graph.
  kernelc::Expr Fail(kernelc::Position where, std::string message, std::string hint = {});
  /// The same, with the question whether graph and kernels belong together.
  kernelc::Expr Mismatch(kernelc::Position where, std::string message);
  /// The kernel does something that typed buffers cannot express.
  kernelc::Expr GiveUp(kernelc::Position where, std::string construct);

 private:
  const std::string& file_;
  const std::string& kernel_;
  std::optional<Diagnostic> error_;
  std::optional<kernelc::Unsupported> unsupported_;
};

}  // namespace utvmc::lowering
