#include "lowering/first_failure.h"

#include <fmt/format.h>

#include <utility>

#include "kernelc/build.h"

namespace utvmc::lowering {

kernelc::Expr FirstFailure::Fail(kernelc::Position where, std::string message, std::string hint) {
  if (!failed()) {
    error_ = UserError({file_, where.line, where.column, {}},
                       fmt::format("kernel '{}': {}", kernel_, message), std::move(hint));
  }
  return kernelc::MakeInt(0);
}

kernelc::Expr FirstFailure::Mismatch(kernelc::Position where, std::string message) {
  return Fail(where, std::move(message), "are graph.json and the kernels of the same build?");
}

kernelc::Expr FirstFailure::GiveUp(kernelc::Position where, std::string construct) {
  if (!failed()) unsupported_ = kernelc::Unsupported{where, std::move(construct)};
  return kernelc::MakeInt(0);
}

}  // namespace utvmc::lowering
