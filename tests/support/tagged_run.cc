#include "support/tagged_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <utility>

#include "kernelc/fold.h"

namespace utvmc::test {
namespace {

using namespace kernelc;

/// `whole` for integer types, `real` for the others.
struct Value {
  std::int64_t whole = 0;
  double real = 0;
};

constexpr int kNobody = -1;

double FromHalf(std::uint16_t bits) {
  const int exponent = (bits >> 10) & 31;
  const int fraction = bits & 1023;
  const double size =
      exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(fraction + 1024, exponent - 25);
  return (bits & 0x8000) != 0 ? -size : size;
}

/// Rounds towards 0: which way does not matter here.
std::uint16_t ToHalf(double value) {
  const int sign = std::signbit(value) ? 0x8000 : 0;
  const double size = std::min(std::fabs(value), 65504.0);
  int exponent = 0;
  const double fraction = std::frexp(size, &exponent);
  if (!(size >= 6.103515625e-05)) return static_cast<std::uint16_t>(sign);
  const int mantissa = static_cast<int>(fraction * 2048) - 1024;
  return static_cast<std::uint16_t>(sign | ((exponent + 14) << 10) | mantissa);
}

Value Convert(Value value, Scalar from, Scalar to) {
  if (IsFloating(from) && IsFloating(to)) {
    return {
        0, to == Scalar::kFloat ? static_cast<double>(static_cast<float>(value.real)) : value.real};
  }
  if (IsFloating(from)) {
    const double limited = std::clamp(std::isnan(value.real) ? 0 : value.real, -1e18, 1e18);
    if (to == Scalar::kBool) return {limited != 0 ? 1 : 0, 0};
    return {WrapTo(to, static_cast<std::int64_t>(limited)), 0};
  }
  if (IsFloating(to)) return Convert({0, static_cast<double>(value.whole)}, Scalar::kDouble, to);
  return {WrapTo(to, value.whole), 0};
}

std::uint64_t Unsigned(std::int64_t value) { return static_cast<std::uint64_t>(value); }

class Interpreter {
 public:
  Interpreter(const ir::Kernel& kernel, const std::vector<std::int64_t>& offsets,
              std::uint32_t seed, std::int64_t most_statements)
      : kernel_(kernel),
        function_(std::get<ir::NativeBody>(kernel.body).function),
        scalars_(function_.symbols.size()),
        arrays_(function_.symbols.size()),
        parameter_(function_.symbols.size(), kNobody),
        budget_(most_statements) {
    const std::int64_t lowest = *std::min_element(offsets.begin(), offsets.end());
    for (std::size_t p = 0; p < offsets.size(); ++p) {
      offsets_.push_back(static_cast<std::size_t>(offsets[p] - lowest));
      parameter_[function_.parameters[p].index()] = static_cast<int>(p);
      const std::size_t end = offsets_[p] + Bytes(p);
      if (memory_.size() < end) memory_.resize(end);
    }
    writer_.assign(memory_.size(), kNobody);
    for (std::size_t p = 0; p < offsets.size(); ++p) {
      if (kernel.parameters[p].role == ir::Role::kInput) Fill(p, seed);
    }
  }

  TaggedRun Run() {
    Execute(function_.body);
    for (std::size_t p = 0; p < kernel_.parameters.size(); ++p) {
      std::string& text = run_.outputs.emplace_back();
      if (kernel_.parameters[p].role != ir::Role::kOutput) continue;
      for (std::size_t i = offsets_[p]; i < offsets_[p] + Bytes(p); ++i) {
        text += writer_[i] == static_cast<int>(p) ? fmt::format("{:02x}", memory_[i]) : "??";
      }
    }
    return std::move(run_);
  }

 private:
  enum class Flow { kNext, kBreak, kReturn };

  std::size_t Bytes(std::size_t parameter) const {
    return static_cast<std::size_t>(kernel_.parameters[parameter].Bytes());
  }

  void Fill(std::size_t p, std::uint32_t seed) {
    std::mt19937 random(seed + static_cast<std::uint32_t>(p));
    const ir::Parameter& parameter = kernel_.parameters[p];
    for (std::int64_t i = 0; i < parameter.elements; ++i) {
      const auto number = static_cast<std::int64_t>(random() % 64);
      const Value value = {number, static_cast<double>(number) / 16 - 2};
      Store(p, i, parameter.element, value);
    }
  }

  void Fail(std::string text) {
    if (run_.failure.empty()) run_.failure = std::move(text);
  }

  // --- memory ---

  std::size_t Address(std::size_t p, std::int64_t index) const {
    const ir::Parameter& parameter = kernel_.parameters[p];
    const std::int64_t wrapped =
        (index % parameter.elements + parameter.elements) % parameter.elements;
    return offsets_[p] + static_cast<std::size_t>(wrapped * SizeOf(parameter.element));
  }

  template <class T>
  T Get(std::size_t address) const {
    T value;
    std::memcpy(&value, &memory_[address], sizeof(T));
    return value;
  }
  template <class T>
  void Put(std::size_t address, T value) {
    std::memcpy(&memory_[address], &value, sizeof(T));
  }

  Value Load(std::size_t p, std::int64_t index) {
    const ir::Parameter& parameter = kernel_.parameters[p];
    const std::size_t address = Address(p, index);
    const auto size = static_cast<std::size_t>(SizeOf(parameter.element));
    for (std::size_t i = address; i < address + size; ++i) {
      if (writer_[i] == static_cast<int>(p)) continue;
      Fail(fmt::format("{}[{}] was written by {}", parameter.name, index,
                       writer_[i] == kNobody
                           ? "nobody"
                           : kernel_.parameters[static_cast<std::size_t>(writer_[i])].name));
    }
    switch (parameter.element) {
      case Scalar::kFloat:
        return {0, static_cast<double>(Get<float>(address))};
      case Scalar::kDouble:
        return {0, Get<double>(address)};
      case Scalar::kHalf:
        return {0, FromHalf(Get<std::uint16_t>(address))};
      default: {
        std::uint64_t bits = 0;
        for (std::size_t i = size; i-- > 0;) bits = bits << 8 | memory_[address + i];
        return {WrapTo(parameter.element, static_cast<std::int64_t>(bits)), 0};
      }
    }
  }

  void Store(std::size_t p, std::int64_t index, Scalar type, Value value) {
    const ir::Parameter& parameter = kernel_.parameters[p];
    const std::size_t address = Address(p, index);
    const auto size = static_cast<std::size_t>(SizeOf(parameter.element));
    const Value stored = Convert(value, type, parameter.element);
    for (std::size_t i = 0; i < size; ++i) {
      writer_[address + i] = static_cast<int>(p);
      memory_[address + i] = static_cast<std::uint8_t>(Unsigned(stored.whole) >> (8 * i));
    }
    if (parameter.element == Scalar::kFloat) Put(address, static_cast<float>(stored.real));
    if (parameter.element == Scalar::kDouble) Put(address, stored.real);
    if (parameter.element == Scalar::kHalf) Put(address, ToHalf(stored.real));
  }

  // --- statements ---

  Flow Execute(const Block& block) {
    for (const Stmt& stmt : block) {
      if (--budget_ < 0) {
        run_.failure = kTooLong;
        return Flow::kReturn;
      }
      const Flow flow = std::visit([&](const auto& node) { return Execute(node); }, stmt.node);
      if (flow != Flow::kNext) return flow;
    }
    return Flow::kNext;
  }

  Flow Execute(const Declare& declare) {
    const Symbol& symbol = function_[declare.symbol];
    if (symbol.kind == SymbolKind::kArray) {
      arrays_[declare.symbol.index()].assign(static_cast<std::size_t>(symbol.elements), {});
    }
    if (declare.value) Set(declare.symbol, *declare.value);
    return Flow::kNext;
  }

  Flow Execute(const Assign& assign) {
    const auto* subscript = As<Subscript>(assign.target);
    if (subscript == nullptr) {
      Set(As<VarRef>(assign.target)->symbol, assign.value);
      return Flow::kNext;
    }
    const Value value = Evaluate(assign.value);
    const std::int64_t index = Evaluate(*subscript->index).whole;
    const SymbolId symbol = As<VarRef>(*subscript->base)->symbol;
    const Scalar type = assign.value.type.scalar;
    if (parameter_[symbol.index()] != kNobody) {
      Store(static_cast<std::size_t>(parameter_[symbol.index()]), index, type, value);
    } else {
      ArrayElement(symbol, index) = Convert(value, type, function_[symbol].type.scalar);
    }
    return Flow::kNext;
  }

  Flow Execute(const For& loop) {
    const std::int64_t end = Evaluate(loop.end).whole;
    for (std::int64_t i = Evaluate(loop.begin).whole; i < end; i += loop.step) {
      scalars_[loop.variable.index()] = {i, 0};
      const Flow flow = Execute(loop.body);
      if (flow == Flow::kBreak) break;
      if (flow == Flow::kReturn) return flow;
    }
    return Flow::kNext;
  }

  Flow Execute(const While& loop) {
    while (IsTrue(loop.condition)) {
      const Flow flow = Execute(loop.body);
      if (flow == Flow::kBreak) break;
      if (flow == Flow::kReturn) return flow;
    }
    return Flow::kNext;
  }

  Flow Execute(const If& branch) {
    return Execute(IsTrue(branch.condition) ? branch.then_block : branch.else_block);
  }
  Flow Execute(const Return&) { return Flow::kReturn; }
  Flow Execute(const Break&) { return Flow::kBreak; }
  Flow Execute(const kernelc::Evaluate& evaluate) {
    Evaluate(evaluate.expression);
    return Flow::kNext;
  }
  Flow Execute(const Compound& compound) { return Execute(compound.body); }

  void Set(SymbolId symbol, const Expr& value) {
    scalars_[symbol.index()] =
        Convert(Evaluate(value), value.type.scalar, function_[symbol].type.scalar);
  }

  Value& ArrayElement(SymbolId symbol, std::int64_t index) {
    std::vector<Value>& array = arrays_[symbol.index()];
    return array[static_cast<std::size_t>(index) % array.size()];
  }

  // --- expressions ---

  Value Evaluate(const Expr& expr) {
    return std::visit([&](const auto& node) { return Evaluate(expr, node); }, expr.node);
  }
  Value EvaluateAs(const Expr& expr, Scalar type) {
    return Convert(Evaluate(expr), expr.type.scalar, type);
  }
  bool IsTrue(const Expr& expr) {
    const Value value = Evaluate(expr);
    return IsFloating(expr.type) ? value.real != 0 : value.whole != 0;
  }

  Value Evaluate(const Expr&, const IntLiteral& literal) { return {literal.value, 0}; }
  Value Evaluate(const Expr&, const FloatLiteral& literal) { return {0, literal.value}; }
  Value Evaluate(const Expr&, const StringLiteral&) { return {}; }
  Value Evaluate(const Expr&, const NamedConstant&) { return {}; }
  Value Evaluate(const Expr&, const Member&) { return {}; }
  Value Evaluate(const Expr&, const VarRef& variable) { return scalars_[variable.symbol.index()]; }
  Value Evaluate(const Expr&, const Subscript& subscript) {
    const std::int64_t index = Evaluate(*subscript.index).whole;
    const SymbolId symbol = As<VarRef>(*subscript.base)->symbol;
    const int parameter = parameter_[symbol.index()];
    if (parameter == kNobody) return ArrayElement(symbol, index);
    return Load(static_cast<std::size_t>(parameter), index);
  }
  Value Evaluate(const Expr& expr, const Cast& cast) {
    return EvaluateAs(*cast.operand, expr.type.scalar);
  }
  Value Evaluate(const Expr& expr, const Conditional& conditional) {
    const bool value = IsTrue(*conditional.condition);
    return EvaluateAs(value ? *conditional.if_true : *conditional.if_false, expr.type.scalar);
  }
  Value Evaluate(const Expr& expr, const Call& call) {
    double some = static_cast<double>(call.callee.size());
    for (const Expr& argument : call.arguments) {
      some = some / 2 + EvaluateAs(argument, Scalar::kDouble).real;
    }
    return Convert({0, some}, Scalar::kDouble, expr.type.scalar);
  }

  Value Evaluate(const Expr& expr, const Unary& unary) {
    if (unary.op == UnaryOp::kLogicalNot) return {IsTrue(*unary.operand) ? 0 : 1, 0};
    const Scalar type = expr.type.scalar;
    const Value value = EvaluateAs(*unary.operand, type);
    switch (unary.op) {
      case UnaryOp::kNegate:
        return {WrapTo(type, static_cast<std::int64_t>(0 - Unsigned(value.whole))), -value.real};
      case UnaryOp::kBitNot:
        return {WrapTo(type, ~value.whole), 0};
      default:
        return value;
    }
  }

  Value Evaluate(const Expr& expr, const Binary& binary) {
    if (binary.op == BinaryOp::kLogicalAnd) {
      return {IsTrue(*binary.left) && IsTrue(*binary.right) ? 1 : 0, 0};
    }
    if (binary.op == BinaryOp::kLogicalOr) {
      return {IsTrue(*binary.left) || IsTrue(*binary.right) ? 1 : 0, 0};
    }
    const Scalar type = UsualArithmetic(binary.left->type.scalar, binary.right->type.scalar);
    const Value left = EvaluateAs(*binary.left, type);
    const Value right = EvaluateAs(*binary.right, type);
    if (IsFloating(type)) return OfReals(binary.op, left.real, right.real, type);
    return {WrapTo(expr.type.scalar, OfWholes(binary.op, left.whole, right.whole)), 0};
  }

  static Value OfReals(BinaryOp op, double left, double right, Scalar type) {
    switch (op) {
      case BinaryOp::kMultiply:
        return Convert({0, left * right}, Scalar::kDouble, type);
      case BinaryOp::kDivide:
        return Convert({0, left / right}, Scalar::kDouble, type);
      case BinaryOp::kAdd:
        return Convert({0, left + right}, Scalar::kDouble, type);
      case BinaryOp::kSubtract:
        return Convert({0, left - right}, Scalar::kDouble, type);
      default:
        return {Compare(op, left, right) ? 1 : 0, 0};
    }
  }

  template <class T>
  static bool Compare(BinaryOp op, T left, T right) {
    switch (op) {
      case BinaryOp::kLess:
        return left < right;
      case BinaryOp::kLessEqual:
        return left <= right;
      case BinaryOp::kGreater:
        return left > right;
      case BinaryOp::kGreaterEqual:
        return left >= right;
      case BinaryOp::kEqual:
        return !(left < right) && !(right < left);
      default:
        return left < right || right < left;
    }
  }

  static std::int64_t OfWholes(BinaryOp op, std::int64_t left, std::int64_t right) {
    const auto wrap = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
    const bool divides = right != 0 && right != -1;
    switch (op) {
      case BinaryOp::kMultiply:
        return wrap(Unsigned(left) * Unsigned(right));
      case BinaryOp::kDivide:
        return divides ? left / right : 0;
      case BinaryOp::kModulo:
        return divides ? left % right : 0;
      case BinaryOp::kAdd:
        return wrap(Unsigned(left) + Unsigned(right));
      case BinaryOp::kSubtract:
        return wrap(Unsigned(left) - Unsigned(right));
      case BinaryOp::kShiftLeft:
        return wrap(Unsigned(left) << (Unsigned(right) & 63));
      case BinaryOp::kShiftRight:
        return left >> (Unsigned(right) & 63);
      case BinaryOp::kBitAnd:
        return left & right;
      case BinaryOp::kBitXor:
        return left ^ right;
      case BinaryOp::kBitOr:
        return left | right;
      default:
        return Compare(op, left, right) ? 1 : 0;
    }
  }

  const ir::Kernel& kernel_;
  const Function& function_;
  std::vector<std::size_t> offsets_;
  std::vector<std::uint8_t> memory_;
  std::vector<int> writer_;  ///< by byte of memory: the parameter that wrote it last
  std::vector<Value> scalars_;
  std::vector<std::vector<Value>> arrays_;
  std::vector<int> parameter_;  ///< by symbol, or kNobody
  std::int64_t budget_;
  TaggedRun run_;
};

}  // namespace

TaggedRun RunTagged(const ir::Kernel& kernel, const std::vector<std::int64_t>& offsets,
                    std::uint32_t seed, std::int64_t most_statements) {
  return Interpreter(kernel, offsets, seed, most_statements).Run();
}

std::vector<std::int64_t> Apart(const ir::Kernel& kernel) {
  std::vector<std::int64_t> offsets;
  std::int64_t end = 0;
  for (const ir::Parameter& parameter : kernel.parameters) {
    offsets.push_back(end);
    end += parameter.Bytes() + 1;
  }
  return offsets;
}

std::vector<std::int64_t> AtDistance(const ir::Kernel& kernel, const ir::InPlace& pair,
                                     std::int64_t distance) {
  std::vector<std::int64_t> offsets = Apart(kernel);
  std::int64_t end = 0;
  for (const ir::Parameter& parameter : kernel.parameters) end += 2 * parameter.Bytes() + 1;
  offsets[static_cast<std::size_t>(pair.input)] = 2 * end;
  offsets[static_cast<std::size_t>(pair.output)] = 2 * end + distance;
  return offsets;
}

std::string CheckInPlace(const ir::Kernel& kernel, const ir::InPlace& pair,
                         std::int64_t most_statements) {
  constexpr std::uint32_t kSeed = 7;
  const TaggedRun apart = RunTagged(kernel, Apart(kernel), kSeed, most_statements);
  if (!apart.failure.empty()) return apart.failure;
  const auto fails_at = [&](std::int64_t distance) -> std::string {
    const TaggedRun run =
        RunTagged(kernel, AtDistance(kernel, pair, distance), kSeed, most_statements);
    if (!run.failure.empty()) return run.failure;
    return run.outputs == apart.outputs ? "" : "an output differs";
  };
  for (const std::int64_t distance : {pair.min_distance, pair.max_distance}) {
    const std::string failure = fails_at(distance);
    if (!failure.empty()) return fmt::format("at distance {}: {}", distance, failure);
  }
  const std::int64_t touches_below =
      -kernel.parameters[static_cast<std::size_t>(pair.output)].Bytes();
  const std::int64_t touches_above =
      kernel.parameters[static_cast<std::size_t>(pair.input)].Bytes();
  if (pair.min_distance > touches_below && fails_at(pair.min_distance - 1).empty()) {
    return fmt::format("works at distance {} too", pair.min_distance - 1);
  }
  if (pair.max_distance < touches_above && fails_at(pair.max_distance + 1).empty()) {
    return fmt::format("works at distance {} too", pair.max_distance + 1);
  }
  return "";
}

}  // namespace utvmc::test
