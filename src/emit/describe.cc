// Wording of comments, users of constants and kernels, and the headers that types need.
#include "emit/describe.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "emit/writer.h"
#include "kernelc/walk.h"
#include "support/operator_name.h"

namespace utvmc::emit {
std::string DescribeType(const ir::Tensor& tensor) {
  return fmt::format("{}[{}]", ir::Print(tensor.type), fmt::join(tensor.shape, ","));
}

std::string ShortNodeName(std::string_view name) {
  const bool is_tvms = name.starts_with("fused_") ||
                       (name.starts_with("tvmgen_") && name.find("_fused_") != name.npos);
  if (!is_tvms) return std::string(name);
  const std::size_t output = std::min(name.rfind('#'), name.size());
  return ShortOperatorName(name.substr(0, output)) + std::string(name.substr(output));
}

std::string NameLiteral(std::string_view name) {
  constexpr std::size_t kLongest = 1000;
  return StringLiteral(name.substr(0, kLongest));
}

std::string DescribeOperator(const ir::Operator& op) {
  const char* what = op.kind == ir::Operator::Kind::kCopy ? "copy of " : "";
  return what + EscapeForComment(ShortNodeName(op.name));
}

std::string ListOperators(std::span<const int> operators) {
  constexpr std::size_t kShown = 12;
  const std::size_t shown = std::min(operators.size(), kShown);
  std::string result = fmt::format("op {}", fmt::join(operators.first(shown), ", "));
  if (shown < operators.size()) {
    result += fmt::format(" and {} more", operators.size() - shown);
  }
  return result;
}

ir::TensorId ArgumentTensor(const ir::Program& program, const ir::Operator& op,
                            const ir::Parameter& parameter) {
  return program.Root(op.arguments[static_cast<std::size_t>(parameter.argument)]);
}

std::vector<std::vector<int>> ConstantUsers(const ir::Program& program) {
  std::vector<std::vector<int>> users(program.tensors.size());
  const auto use = [&](ir::TensorId tensor, std::size_t op) {
    if (program[tensor].kind != ir::Tensor::Kind::kConstant) return;
    std::vector<int>& list = users[tensor.index()];
    const int number = static_cast<int>(op);
    if (list.empty() || list.back() != number) list.push_back(number);
  };
  for (std::size_t i = 0; i < program.operators.size(); ++i) {
    const ir::Operator& op = program.operators[i];
    if (op.kind == ir::Operator::Kind::kCopy) {
      use(program.Root(op.arguments[0]), i);
      continue;
    }
    for (const ir::Parameter& parameter : program[op.kernel].parameters) {
      if (parameter.role == ir::Role::kScratch) continue;
      use(ArgumentTensor(program, op, parameter), i);
    }
  }
  return users;
}

std::vector<std::vector<int>> KernelUsers(const ir::Program& program) {
  std::vector<std::vector<int>> users(program.kernels.size());
  for (std::size_t i = 0; i < program.operators.size(); ++i) {
    const ir::Operator& op = program.operators[i];
    if (op.kernel.valid()) users[op.kernel.index()].push_back(static_cast<int>(i));
  }
  return users;
}

std::int64_t LocalArrayBytes(const ir::Kernel& kernel) {
  const auto* native = std::get_if<ir::NativeBody>(&kernel.body);
  if (native == nullptr) return 0;
  std::int64_t bytes = 0;
  kernelc::ForEachStmt(native->function.body, [&](const kernelc::Stmt& stmt) {
    const auto* declare = kernelc::As<kernelc::Declare>(stmt);
    if (declare == nullptr) return;
    const kernelc::Symbol& symbol = native->function[declare->symbol];
    if (symbol.kind == kernelc::SymbolKind::kArray)
      bytes += symbol.elements * kernelc::SizeOf(symbol.type.scalar);
  });
  return bytes;
}

std::int64_t ArrayLength(std::int64_t elements) { return std::max<std::int64_t>(elements, 1); }

void Headers::Add(kernelc::Scalar scalar) {
  if (scalar == kernelc::Scalar::kBool) {
    boolean = true;
  } else if (scalar == kernelc::Scalar::kHalf) {
    half = true;
  } else if (kernelc::IsInteger(scalar)) {
    integer = true;
  }
}

void Headers::AddParameters(const ir::Kernel& kernel) {
  for (const ir::Parameter& parameter : kernel.parameters) Add(parameter.element);
  if (kernel.can_fail) Add(kernelc::Scalar::kInt32);
}

void Headers::AddBody(const kernelc::Function& function) {
  for (const kernelc::Symbol& symbol : function.symbols) Add(symbol.type.scalar);
  kernelc::ForEachExpr(function.body, [this](const kernelc::Expr& expr) {
    if (kernelc::As<kernelc::Call>(expr) != nullptr) math = true;
    const auto* literal = kernelc::As<kernelc::FloatLiteral>(expr);
    if (literal != nullptr && !std::isfinite(literal->value)) math = true;
    const bool spells_type = kernelc::As<kernelc::Cast>(expr) != nullptr ||
                             kernelc::As<kernelc::IntLiteral>(expr) != nullptr;
    // A literal of 64 bits may be spelled INT64_C(...), one of type bool `true`.
    if (spells_type) Add(expr.type.scalar);
  });
}

}  // namespace utvmc::emit
