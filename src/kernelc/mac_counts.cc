#include "kernelc/mac_counts.h"

#include <string>
#include <vector>

#include "kernelc/executions.h"
#include "kernelc/printer.h"
#include "support/saturating.h"

namespace utvmc::kernelc {
namespace {

const Expr& WithoutCasts(const Expr& expr) {
  const Expr* inner = &expr;
  while (const auto* cast = As<Cast>(*inner)) inner = &*cast->operand;
  return *inner;
}

/// What a sum adds up.
struct Terms {
  std::vector<const Expr*> added;  ///< no products
  std::int64_t products = 0;       ///< added or subtracted
};

void Collect(const Expr& sum, bool is_added, Terms& terms) {
  const Expr& expr = WithoutCasts(sum);
  const auto* binary = As<Binary>(expr);
  if (binary != nullptr && binary->op == BinaryOp::kMultiply) {
    ++terms.products;
  } else if (binary != nullptr &&
             (binary->op == BinaryOp::kAdd || binary->op == BinaryOp::kSubtract)) {
    Collect(*binary->left, is_added, terms);
    Collect(*binary->right, is_added == (binary->op == BinaryOp::kAdd), terms);
  } else if (is_added) {
    terms.added.push_back(&expr);
  }
}

std::int64_t MacsOf(const Function& function, const Assign& assign) {
  Terms terms;
  Collect(assign.value, true, terms);
  if (terms.products == 0) return 0;
  const std::string target = PrintExpr(function, assign.target);
  for (const Expr* term : terms.added) {
    if (term->type == assign.target.type && PrintExpr(function, *term) == target) {
      return terms.products;
    }
  }
  return 0;
}

}  // namespace

std::int64_t CountMacs(const Function& function) {
  std::int64_t macs = 0;
  ForEachExecution(function.body, [&](const Stmt& stmt, std::int64_t times) {
    const auto* assign = As<Assign>(stmt);
    if (assign == nullptr) return;
    macs = SaturatingAdd(macs, SaturatingMultiply(times, MacsOf(function, *assign)));
  });
  return macs;
}

}  // namespace utvmc::kernelc
