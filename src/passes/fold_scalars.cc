// Integer constants of one element, such as zero points, become literals of the kernels that read
// them: an argument and a pointer less, and nothing to load in the innermost loop.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "kernelc/build.h"
#include "kernelc/fold.h"
#include "kernelc/int_width.h"
#include "kernelc/walk.h"
#include "passes/passes.h"
#include "support/little_endian.h"

namespace utvmc::passes {
namespace {

using kernelc::Expr;
using kernelc::Scalar;

/// What all calls of a kernel pass for one argument, as far as they have been looked at.
struct Passed {
  bool is_same = true;
  const ir::Tensor* constant = nullptr;  ///< of one element; nullptr: not looked at yet
};

/// By kernel, by argument.
using Arguments = std::vector<std::vector<Passed>>;

void Look(Passed& passed, const ir::Tensor& tensor, const std::set<std::string>& kept) {
  const bool is_scalar = tensor.kind == ir::Tensor::Kind::kConstant && tensor.Elements() == 1 &&
                         !kept.contains(tensor.name);
  if (!is_scalar || (passed.constant != nullptr && passed.constant->data != tensor.data))
    passed.is_same = false;
  passed.constant = &tensor;
}

Arguments LookAtCalls(const ir::Program& program, const std::set<std::string>& kept) {
  Arguments arguments(program.kernels.size());
  for (const ir::Operator& op : program.operators) {
    if (op.kind != ir::Operator::Kind::kCall || !op.kernel.valid()) continue;
    std::vector<Passed>& passed = arguments[op.kernel.index()];
    passed.resize(op.arguments.size());
    for (std::size_t i = 0; i < op.arguments.size(); ++i)
      Look(passed[i], program[program.Root(op.arguments[i])], kept);
  }
  return arguments;
}

/// The element as the kernel reads it, where it is an integer. Floating-point numbers stay in
/// memory: a literal gains nothing on an FPU, which loads it all the same, and without one it costs
/// flash, because compilers turn `x + -0.5f` into a subtraction: one more library function.
std::optional<Expr> LiteralOf(const std::string& bytes, Scalar element) {
  if (bytes.size() != static_cast<std::size_t>(kernelc::SizeOf(element))) return {};
  const auto value = static_cast<std::int64_t>(LittleEndian(bytes));
  switch (element) {
    case Scalar::kInt8:
    case Scalar::kInt16:
    case Scalar::kUint8:
    case Scalar::kUint16:
      // What they are promoted to wherever they are used.
      return kernelc::MakeInt(kernelc::WrapTo(element, value));
    case Scalar::kInt32:
    case Scalar::kUint32:
    case Scalar::kInt64:
    case Scalar::kUint64:
      return kernelc::MakeInt(kernelc::WrapTo(element, value), element);
    default:
      return {};
  }
}

/// True if the symbol is used as `symbol[0]` and in no other way.
bool IsReadAsElementZero(const kernelc::Function& function, kernelc::SymbolId symbol) {
  bool is_so = true;
  for (const kernelc::Stmt& stmt : function.body) {
    kernelc::ForEachAccess(stmt, [&](const kernelc::Access& access) {
      if (access.symbol != symbol) return;
      is_so = is_so && !access.is_write && access.index != nullptr &&
              kernelc::IntegerValue(*access.index) == 0;
    });
  }
  return is_so;
}

void Substitute(kernelc::Function& function, kernelc::SymbolId symbol, const Expr& literal) {
  kernelc::Rewrite(function.body, [&](Expr& expr) {
    const auto* subscript = kernelc::As<kernelc::Subscript>(expr);
    const auto* base =
        subscript == nullptr ? nullptr : kernelc::As<kernelc::VarRef>(*subscript->base);
    if (base != nullptr && base->symbol == symbol) expr = literal;
  });
}

/// Parameter `index` disappears; what is done in place speaks of the others by number.
void EraseParameter(ir::Kernel& kernel, std::size_t index) {
  auto& function = std::get<ir::NativeBody>(kernel.body).function;
  const auto at = static_cast<std::ptrdiff_t>(index);
  kernel.parameters.erase(kernel.parameters.begin() + at);
  function.parameters.erase(function.parameters.begin() + at);
  const auto renumber = [&](int& parameter) {
    if (parameter > static_cast<int>(index)) --parameter;
  };
  std::erase_if(kernel.in_place,
                [&](const ir::InPlace& pair) { return pair.input == static_cast<int>(index); });
  for (ir::InPlace& pair : kernel.in_place) {
    renumber(pair.input);
    renumber(pair.output);
  }
}

bool AccessesAllParameters(const kernelc::Function& function) {
  std::set<kernelc::SymbolId> accessed;
  for (const kernelc::Stmt& stmt : function.body) {
    kernelc::ForEachAccess(stmt,
                           [&](const kernelc::Access& access) { accessed.insert(access.symbol); });
  }
  return std::ranges::all_of(function.parameters,
                             [&](kernelc::SymbolId id) { return accessed.contains(id); });
}

void FoldInto(ir::Kernel& kernel, const std::vector<Passed>& arguments) {
  auto& function = std::get<ir::NativeBody>(kernel.body).function;
  const ir::Kernel before = kernel;
  bool has_changed = false;
  for (std::size_t i = kernel.parameters.size(); i-- > 0;) {
    const ir::Parameter& parameter = kernel.parameters[i];
    if (parameter.role != ir::Role::kInput || parameter.elements != 1) continue;
    const Passed& passed = arguments[static_cast<std::size_t>(parameter.argument)];
    if (!passed.is_same || passed.constant == nullptr) continue;
    const auto literal = LiteralOf(passed.constant->data, parameter.element);
    const kernelc::SymbolId symbol = function.parameters[i];
    if (!literal || !IsReadAsElementZero(function, symbol)) continue;
    Substitute(function, symbol, *literal);
    EraseParameter(kernel, i);
    has_changed = true;
  }
  if (!has_changed) return;
  kernelc::FoldConstants(function);
  // p1[0] had 32 bits everywhere; the literal 3 has those of `int`.
  kernelc::MakeIndependentOfIntWidth(function);
  // A literal may decide what else is read; live ranges and arguments would have to follow.
  if (!AccessesAllParameters(function)) kernel = before;
}

}  // namespace

void FoldScalars(ir::Program& program, const std::set<std::string>& kept) {
  const Arguments arguments = LookAtCalls(program, kept);
  for (std::size_t k = 0; k < program.kernels.size(); ++k) {
    if (program.kernels[k].IsNative() && !arguments[k].empty())
      FoldInto(program.kernels[k], arguments[k]);
  }
}

}  // namespace utvmc::passes
