#include "lowering/calling_convention.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "kernelc/build.h"
#include "kernelc/fold.h"
#include "kernelc/walk.h"

namespace utvmc::lowering {
namespace {

using namespace kernelc;  // the whole file is about its tree

/// kTVMDLTensorHandle (kArrayHandle in v0.6): the type code that kernels of every version accept.
constexpr std::int64_t kTensorTypeCode = 7;
constexpr std::int64_t kCpu = 1;

/// A pointer or struct of the calling convention. `index`: argument, buffer or symbol, by kind.
struct Value {
  enum class Kind {
    kNull,
    kArgs,
    kTypeCodes,
    kIgnored,
    kSlot,
    kHandle,
    kTensor,
    kDataType,
    kDevice,
    kShape,
    kBuffer,
    kArray,
  };
  Kind kind = Kind::kNull;
  std::size_t index = 0;
};

/// What an expression becomes: a Value, or an ordinary expression.
using Lowered = std::variant<Value, Expr>;

class Unpacker {
 public:
  Unpacker(const Function& packed, const std::vector<ArgumentFacts>& arguments,
           const std::string& file)
      : arguments_(arguments), file_(file), out_{packed, {}, {}} {}

  std::variant<Unpacked, Unsupported, Diagnostic> Run() {
    BindParameters();
    CountAssignments();
    AddArgumentBuffers();
    Block body = LowerBody();
    if (!error_ && !unsupported_) Finish(std::move(body));
    if (error_) return *std::move(error_);
    if (unsupported_) return *std::move(unsupported_);
    return std::move(out_);
  }

 private:
  // --- set-up ---

  void BindParameters() {
    const auto& parameters = out_.function.parameters;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      const auto kind = i == 0   ? Value::Kind::kArgs
                        : i == 1 ? Value::Kind::kTypeCodes
                                 : Value::Kind::kIgnored;
      if (i == 2) {
        known_[parameters[i]] = MakeInt(static_cast<std::int64_t>(arguments_.size()));
      } else {
        known_[parameters[i]] = Value{kind, 0};
      }
    }
  }

  void CountAssignments() {
    ForEachStmt(out_.function.body, [&](const Stmt& stmt) {
      const auto* assign = As<Assign>(stmt);
      const auto* variable = assign != nullptr ? As<VarRef>(assign->target) : nullptr;
      if (variable != nullptr) reassigned_.insert(variable->symbol);
    });
  }

  void AddArgumentBuffers() {
    for (std::size_t i = 0; i < arguments_.size(); ++i) {
      std::int64_t elements = 1;
      for (std::int64_t extent : arguments_[i].shape) elements *= extent;
      Symbol symbol{fmt::format("p{}", i), SymbolKind::kBuffer,
                    Type{ir::ElementType(arguments_[i].type), 0},
                    std::max<std::int64_t>(elements, 1), false};
      BoundBuffer buffer;
      buffer.argument = static_cast<int>(i);
      buffer.symbol = out_.function.Add(std::move(symbol));
      out_.buffers.push_back(std::move(buffer));
    }
    accessed_.resize(arguments_.size());
    taken_.resize(arguments_.size(), false);
  }

  // --- failure: the first one wins, everything after it is ignored ---

  bool failed() const { return error_.has_value() || unsupported_.has_value(); }

  Expr Fail(Position where, std::string message, std::string hint = {}) {
    if (!failed()) {
      error_ =
          UserError({file_, where.line, where.column, {}},
                    fmt::format("kernel '{}': {}", out_.function.name, message), std::move(hint));
    }
    return MakeInt(0);
  }

  Expr GiveUp(Position where, std::string construct) {
    if (!failed()) unsupported_ = Unsupported{where, std::move(construct)};
    return MakeInt(0);
  }

  // --- expressions ---

  Lowered Lower(const Expr& expr) {
    if (failed()) return MakeInt(0);
    return std::visit([&](const auto& node) { return LowerNode(expr, node); }, expr.node);
  }

  /// An expression that must be a scalar.
  Expr LowerScalar(const Expr& expr) {
    Lowered lowered = Lower(expr);
    if (auto* scalar = std::get_if<Expr>(&lowered)) return std::move(*scalar);
    return GiveUp(expr.where, "pointer arithmetic");
  }

  Expr Folded(Expr expr, Position where) {
    expr.where = where;
    FoldNode(expr);
    return expr;
  }

  Lowered LowerNode(const Expr& expr, const IntLiteral&) { return expr; }
  Lowered LowerNode(const Expr& expr, const FloatLiteral&) { return expr; }
  Lowered LowerNode(const Expr& expr, const StringLiteral&) {
    return GiveUp(expr.where, "a string");
  }

  Lowered LowerNode(const Expr& expr, const NamedConstant& constant) {
    if (constant.name == "NULL") return Value{Value::Kind::kNull, 0};
    return GiveUp(expr.where, fmt::format("the constant {}", constant.name));
  }

  Lowered LowerNode(const Expr& expr, const VarRef& variable) {
    const auto known = known_.find(variable.symbol);
    if (known != known_.end()) return known->second;
    const Symbol& symbol = out_.function[variable.symbol];
    switch (symbol.kind) {
      case SymbolKind::kArray:
        return Value{Value::Kind::kArray, variable.symbol.index()};
      case SymbolKind::kConstant:
        return Value{Value::Kind::kBuffer, BindConstant(variable.symbol)};
      case SymbolKind::kModuleVariable:
        return GiveUp(expr.where, fmt::format("the variable {}", symbol.name));
      default:
        break;
    }
    if (symbol.type.IsPointer())
      return GiveUp(expr.where, fmt::format("the pointer variable {}", symbol.name));
    return expr;
  }

  std::size_t BindConstant(SymbolId id) {
    for (std::size_t i = 0; i < out_.buffers.size(); ++i) {
      if (out_.buffers[i].symbol == id) return i;
    }
    out_.function[id].kind = SymbolKind::kBuffer;
    BoundBuffer buffer;
    buffer.origin = BoundBuffer::Origin::kLinkedConstant;
    buffer.constant = out_.function[id].name;
    buffer.symbol = id;
    out_.buffers.push_back(std::move(buffer));
    accessed_.emplace_back(out_.function[id].type.scalar);
    return out_.buffers.size() - 1;
  }

  Lowered LowerNode(const Expr& expr, const Cast& cast) {
    Lowered operand = Lower(*cast.operand);
    if (std::holds_alternative<Value>(operand)) {
      if (expr.type.IsPointer()) return operand;
      return GiveUp(expr.where, "a pointer as an integer");
    }
    Expr& scalar = std::get<Expr>(operand);
    if (expr.type.IsPointer()) return GiveUp(expr.where, "an integer as a pointer");
    return Folded(MakeCast(expr.type, std::move(scalar)), expr.where);
  }

  Lowered LowerNode(const Expr& expr, const Subscript& subscript) {
    Lowered base = Lower(*subscript.base);
    Expr index = LowerScalar(*subscript.index);
    const auto* value = std::get_if<Value>(&base);
    if (value == nullptr) return GiveUp(expr.where, "a subscripted integer");
    const std::int64_t literal = IntegerValue(index).value_or(-1);
    switch (value->kind) {
      case Value::Kind::kArgs:
        return Slot(expr, literal);
      case Value::Kind::kTypeCodes:
        return MakeInt(kTensorTypeCode, Scalar::kInt32, expr.where);
      case Value::Kind::kHandle:
        if (literal != 0) return GiveUp(expr.where, "an array of tensors");
        return Value{Value::Kind::kTensor, value->index};
      case Value::Kind::kShape:
        return Extent(expr, value->index, literal);
      case Value::Kind::kBuffer:
        return Element(expr, value->index, subscript, std::move(index));
      case Value::Kind::kArray:
        return ArrayElement(expr, SymbolId(value->index), std::move(index));
      default:
        return GiveUp(expr.where, "an unknown pointer");
    }
  }

  Lowered Slot(const Expr& expr, std::int64_t index) {
    if (index < 0) return GiveUp(expr.where, "an argument chosen at run time");
    if (index >= static_cast<std::int64_t>(arguments_.size())) {
      return Fail(
          expr.where,
          fmt::format("takes an argument {}, but the graph passes {}", index, arguments_.size()),
          "are graph.json and the kernels of the same build?");
    }
    taken_[static_cast<std::size_t>(index)] = true;
    return Value{Value::Kind::kSlot, static_cast<std::size_t>(index)};
  }

  Lowered Extent(const Expr& expr, std::size_t argument, std::int64_t axis) {
    const auto& shape = arguments_[argument].shape;
    touched_.insert(argument);
    if (axis < 0) return GiveUp(expr.where, "a shape read at a variable axis");
    if (axis >= static_cast<std::int64_t>(shape.size())) {
      return Fail(expr.where, fmt::format("reads axis {} of argument {}, which has {} axes", axis,
                                          argument, shape.size()));
    }
    return MakeInt(shape[static_cast<std::size_t>(axis)], Scalar::kInt64, expr.where);
  }

  /// buffer[index]; the element type is that of the pointer that the kernel cast the buffer to.
  Lowered Element(const Expr& expr, std::size_t buffer, const Subscript& subscript, Expr index) {
    const Type pointer = subscript.base->type;
    const Type element = pointer.pointers == 1 ? Type{pointer.scalar, 0} : Type{};
    if (!IsArithmetic(element.scalar)) return GiveUp(expr.where, "an array of pointers");
    const bool is_workspace = out_.buffers[buffer].origin == BoundBuffer::Origin::kWorkspace;
    if (HasNoElements(out_.buffers[buffer])) {
      return Fail(
          expr.where,
          fmt::format("accesses argument {}, which has no elements", out_.buffers[buffer].argument),
          "are graph.json and the kernels of the same build?");
    }
    if (is_workspace) buffer = CurrentUse(buffer, element.scalar, expr.where);
    auto& accessed = accessed_[buffer];
    if (accessed && *accessed != element.scalar) {
      return GiveUp(expr.where, TwoTypes(*accessed, element.scalar));
    }
    accessed = element.scalar;
    Symbol& symbol = out_.function[out_.buffers[buffer].symbol];
    if (is_workspace) symbol.type = element;
    if (!CheckElementType(expr, buffer, element.scalar)) return MakeInt(0);
    Expr access =
        MakeSubscript(MakeVar(out_.function, out_.buffers[buffer].symbol), std::move(index));
    access.where = expr.where;
    return symbol.type == element ? std::move(access) : MakeCast(element, std::move(access));
  }

  bool HasNoElements(const BoundBuffer& buffer) const {
    if (buffer.origin != BoundBuffer::Origin::kArgument) return false;
    const auto& shape = arguments_[static_cast<std::size_t>(buffer.argument)].shape;
    return std::find(shape.begin(), shape.end(), 0) != shape.end();
  }

  static std::string TwoTypes(Scalar one, Scalar other) {
    return fmt::format("one buffer both as {} and as {}", Spell(one), Spell(other));
  }

  /// The buffer that workspace stands for in this step: a new one where the type changes between
  /// steps.
  std::size_t CurrentUse(std::size_t workspace, Scalar element, Position where) {
    const auto [use, is_first] = uses_.try_emplace(workspace, Use{workspace, step_});
    const Scalar before = accessed_[use->second.buffer].value_or(element);
    if (before != element && use->second.last_step != step_) {
      BoundBuffer later = out_.buffers[workspace];
      Symbol symbol = out_.function[later.symbol];
      later.symbol = out_.function.Add(std::move(symbol));
      out_.reuses.push_back({later.symbol, {where, TwoTypes(before, element)}});
      out_.buffers.push_back(std::move(later));
      accessed_.emplace_back();
      use->second.buffer = out_.buffers.size() - 1;
    }
    use->second.last_step = step_;
    return use->second.buffer;
  }

  /// A bool tensor is bytes of 0 and 1, which kernels access as bool, int8_t or uint8_t.
  bool CheckElementType(const Expr& expr, std::size_t buffer, Scalar element) {
    const BoundBuffer& bound = out_.buffers[buffer];
    const Scalar expected = out_.function[bound.symbol].type.scalar;
    if (expected == element) return true;
    const bool is_bool = bound.origin == BoundBuffer::Origin::kArgument &&
                         arguments_[static_cast<std::size_t>(bound.argument)].type.IsBool();
    if (is_bool && IsInteger(element) && SizeOf(element) == 1) return true;
    if (bound.origin != BoundBuffer::Origin::kArgument) {
      GiveUp(expr.where,
             fmt::format("one buffer both as {} and as {}", Spell(expected), Spell(element)));
    } else {
      const auto argument = static_cast<std::size_t>(bound.argument);
      Fail(expr.where,
           fmt::format("accesses argument {} as {}, but the graph says {}", argument,
                       Spell(element), ir::Print(arguments_[argument].type)),
           "are graph.json and the kernels of the same build?");
    }
    return false;
  }

  Lowered ArrayElement(const Expr& expr, SymbolId array, Expr index) {
    Expr access = MakeSubscript(MakeVar(out_.function, array), std::move(index));
    if (access.type != expr.type) return GiveUp(expr.where, "a local array as another type");
    access.where = expr.where;
    return access;
  }

  Lowered LowerNode(const Expr& expr, const Member& member) {
    const Lowered base = Lower(*member.base);
    const auto* value = std::get_if<Value>(&base);
    if (value == nullptr) return failed() ? Lowered(MakeInt(0)) : GiveUp(expr.where, "a struct");
    const std::string& field = member.field;
    switch (value->kind) {
      case Value::Kind::kSlot:
        if (field == "v_handle") return Value{Value::Kind::kHandle, value->index};
        break;
      case Value::Kind::kTensor:
        return TensorField(expr, value->index, field);
      case Value::Kind::kDataType:
        return DataTypeField(expr, value->index, field);
      case Value::Kind::kDevice:
        if (field == "device_id") return MakeInt(0, Scalar::kInt32, expr.where);
        if (field == "device_type") return MakeInt(kCpu, Scalar::kInt32, expr.where);
        break;
      default:
        break;
    }
    return GiveUp(expr.where, fmt::format("the field .{}", field));
  }

  Lowered TensorField(const Expr& expr, std::size_t argument, const std::string& field) {
    touched_.insert(argument);
    if (field == "data") return Value{Value::Kind::kBuffer, argument};
    if (field == "shape") return Value{Value::Kind::kShape, argument};
    if (field == "strides") return Value{Value::Kind::kNull, 0};  // utvmc's tensors are compact
    if (field == "byte_offset") return MakeInt(0, Scalar::kUint64, expr.where);
    if (field == "dtype") return Value{Value::Kind::kDataType, argument};
    if (field == "device") return Value{Value::Kind::kDevice, argument};
    if (field == "ndim") {
      return MakeInt(static_cast<std::int64_t>(arguments_[argument].shape.size()), Scalar::kInt32,
                     expr.where);
    }
    return GiveUp(expr.where, fmt::format("the field .{}", field));
  }

  Lowered DataTypeField(const Expr& expr, std::size_t argument, const std::string& field) {
    const ir::DataType type = arguments_[argument].type;
    if (field == "code")
      return MakeInt(static_cast<std::int64_t>(type.code), Scalar::kUint8, expr.where);
    if (field == "bits") return MakeInt(type.bits, Scalar::kUint8, expr.where);
    if (field == "lanes") return MakeInt(1, Scalar::kUint16, expr.where);
    return GiveUp(expr.where, fmt::format("the field .{}", field));
  }

  Lowered LowerNode(const Expr& expr, const Unary& unary) {
    if (unary.op == UnaryOp::kAddressOf || unary.op == UnaryOp::kDereference) {
      return GiveUp(expr.where, "pointer arithmetic");
    }
    Lowered operand = Lower(*unary.operand);
    if (const auto* value = std::get_if<Value>(&operand)) {
      if (unary.op != UnaryOp::kLogicalNot) return GiveUp(expr.where, "pointer arithmetic");
      return MakeInt(value->kind == Value::Kind::kNull, Scalar::kInt32, expr.where);
    }
    return Folded(MakeUnary(unary.op, std::get<Expr>(std::move(operand))), expr.where);
  }

  Lowered LowerNode(const Expr& expr, const Binary& binary) {
    Lowered left = Lower(*binary.left);
    if (const auto* scalar = std::get_if<Expr>(&left)) {
      // What C would not evaluate may dereference a null pointer: leave it alone.
      const auto literal = IntegerValue(*scalar);
      const bool is_and = binary.op == BinaryOp::kLogicalAnd;
      if (literal && (is_and || binary.op == BinaryOp::kLogicalOr) && (*literal != 0) != is_and) {
        return MakeInt(is_and ? 0 : 1, Scalar::kInt32, expr.where);
      }
    }
    Lowered right = Lower(*binary.right);
    const auto* left_value = std::get_if<Value>(&left);
    const auto* right_value = std::get_if<Value>(&right);
    if (left_value != nullptr || right_value != nullptr) {
      if (left_value == nullptr || right_value == nullptr)
        return GiveUp(expr.where, "pointer arithmetic");
      return CompareToNull(expr, binary.op, *left_value, *right_value);
    }
    return Folded(
        MakeBinary(binary.op, std::get<Expr>(std::move(left)), std::get<Expr>(std::move(right))),
        expr.where);
  }

  Lowered CompareToNull(const Expr& expr, BinaryOp op, Value left, Value right) {
    const bool left_null = left.kind == Value::Kind::kNull;
    const bool right_null = right.kind == Value::Kind::kNull;
    const bool is_comparison = op == BinaryOp::kEqual || op == BinaryOp::kNotEqual;
    if (!is_comparison || (!left_null && !right_null))
      return GiveUp(expr.where, "pointer arithmetic");
    return MakeInt((left_null == right_null) == (op == BinaryOp::kEqual), Scalar::kInt32,
                   expr.where);
  }

  Lowered LowerNode(const Expr& expr, const Conditional& conditional) {
    Expr condition = LowerScalar(*conditional.condition);
    if (const auto literal = IntegerValue(condition)) {
      Lowered taken = Lower(*literal != 0 ? *conditional.if_true : *conditional.if_false);
      auto* scalar = std::get_if<Expr>(&taken);
      if (scalar == nullptr || scalar->type == expr.type) return taken;
      return Folded(MakeCast(expr.type, std::move(*scalar)), expr.where);
    }
    Expr if_true = LowerScalar(*conditional.if_true);
    Expr if_false = LowerScalar(*conditional.if_false);
    if (failed()) return MakeInt(0);
    return Folded(MakeConditional(std::move(condition), std::move(if_true), std::move(if_false)),
                  expr.where);
  }

  Lowered LowerNode(const Expr& expr, const Call& call) {
    if (call.callee == "TVMBackendAllocWorkspace") return Allocate(expr, call);
    if (call.callee == "TVMBackendFreeWorkspace") return Free(expr, call);
    const KnownFunction* known = FindKnownFunction(call.callee);
    if (known == nullptr || !known->is_pure)
      return GiveUp(expr.where, fmt::format("a call of {}()", call.callee));
    Call lowered{call.callee, {}};
    for (const Expr& argument : call.arguments) lowered.arguments.push_back(LowerScalar(argument));
    return Expr{std::move(lowered), expr.type, expr.where};
  }

  // --- workspace ---

  Lowered Allocate(const Expr& expr, const Call& call) {
    const auto bytes = IntegerValue(LowerScalar(call.arguments[2]));
    if (failed()) return MakeInt(0);
    if (!bytes)
      return Fail(expr.where, "workspace size is not a constant",
                  "utvmc plans every byte at compile time");
    constexpr std::int64_t kMostBytes = std::int64_t{1} << 40;
    if (*bytes <= 0 || *bytes > kMostBytes)
      return Fail(expr.where, fmt::format("workspace of {} bytes", *bytes));
    BoundBuffer buffer;
    buffer.origin = BoundBuffer::Origin::kWorkspace;
    buffer.bytes = *bytes;
    buffer.symbol =
        out_.function.Add({"workspace", SymbolKind::kBuffer, Type{Scalar::kVoid, 0}, 0, false});
    out_.buffers.push_back(std::move(buffer));
    accessed_.emplace_back();
    open_workspaces_[out_.buffers.size() - 1] = expr.where;
    return Value{Value::Kind::kBuffer, out_.buffers.size() - 1};
  }

  Lowered Free(const Expr& expr, const Call& call) {
    const Lowered pointer = Lower(call.arguments[2]);
    if (failed()) return MakeInt(0);
    const auto* value = std::get_if<Value>(&pointer);
    const bool is_buffer = value != nullptr && value->kind == Value::Kind::kBuffer;
    if (!is_buffer || out_.buffers[value->index].origin != BoundBuffer::Origin::kWorkspace) {
      return Fail(expr.where, "frees something that is not workspace");
    }
    if (open_workspaces_.erase(value->index) == 0) return Fail(expr.where, "frees workspace twice");
    return MakeInt(0, Scalar::kInt32, expr.where);
  }

  // --- statements ---

  Block LowerBody() {
    Block out;
    bool certain = true;
    for (const Stmt& stmt : out_.function.body) {
      Block lowered = LowerBlock({stmt}, certain);
      std::move(lowered.begin(), lowered.end(), std::back_inserter(out));
      certain = certain && !MayReturn(stmt);
      ++step_;
    }
    return out;
  }

  /// `certain`: the block runs in every call, so a failing check in it is a compile-time error.
  Block LowerBlock(const Block& block, bool certain) {
    Block out;
    for (const Stmt& stmt : block) {
      if (failed()) break;
      std::visit([&](const auto& node) { LowerStmt(stmt.where, node, certain, out); }, stmt.node);
      certain = certain && !MayReturn(stmt);
    }
    return out;
  }

  /// After a statement that may leave the function, nothing is certain to run.
  static bool MayReturn(const Stmt& stmt) {
    bool returns = false;
    ForEachStmt({stmt}, [&](const Stmt& inner) {
      const auto* leave = As<Return>(inner);
      returns =
          returns || (leave != nullptr && (!leave->value || IntegerValue(*leave->value) == 0));
    });
    return returns;
  }

  void LowerStmt(Position where, const Declare& declare, bool, Block& out) {
    if (!declare.value) {
      out.push_back({declare, where});
      return;
    }
    Lowered value = Lower(*declare.value);
    NameWorkspace(value, declare.symbol);
    const auto* scalar = std::get_if<Expr>(&value);
    const bool is_fixed = !reassigned_.contains(declare.symbol);
    const Type type = out_.function[declare.symbol].type;
    if (scalar == nullptr) {
      if (is_fixed && type.IsPointer())
        known_[declare.symbol] = value;
      else
        GiveUp(where, fmt::format("the pointer variable {}", out_.function[declare.symbol].name));
      return;
    }
    if (type.IsPointer()) {
      GiveUp(where, fmt::format("the pointer variable {}", out_.function[declare.symbol].name));
      return;
    }
    if (is_fixed && IntegerValue(*scalar) && IsInteger(type.scalar)) {
      known_[declare.symbol] =
          MakeInt(WrapTo(type.scalar, *IntegerValue(*scalar)), type.scalar, where);
      return;
    }
    out.push_back({Declare{declare.symbol, *scalar}, where});
  }

  void NameWorkspace(const Lowered& value, SymbolId variable) {
    const auto* pointer = std::get_if<Value>(&value);
    if (pointer == nullptr || pointer->kind != Value::Kind::kBuffer) return;
    const BoundBuffer& buffer = out_.buffers[pointer->index];
    if (buffer.origin != BoundBuffer::Origin::kWorkspace) return;
    out_.function[buffer.symbol].name = out_.function[variable].name;
  }

  void LowerStmt(Position where, const Assign& assign, bool, Block& out) {
    Lowered target = Lower(assign.target);
    Expr value = LowerScalar(assign.value);
    if (failed()) return;
    auto* scalar = std::get_if<Expr>(&target);
    if (scalar == nullptr) {
      GiveUp(where, "an assignment to a pointer");
      return;
    }
    // A bool tensor accessed as another byte type: Element() wrapped the read in a cast; the write
    // converts instead.
    if (auto* cast = As<Cast>(*scalar)) {
      value = MakeCast(scalar->type, std::move(value));
      Expr stripped = *cast->operand;
      *scalar = std::move(stripped);
    }
    if (As<VarRef>(*scalar) == nullptr && As<Subscript>(*scalar) == nullptr) {
      GiveUp(where, "an assignment to a field");
      return;
    }
    CheckWritable(where, *scalar);
    out.push_back({Assign{std::move(*scalar), std::move(value)}, where});
  }

  void CheckWritable(Position where, const Expr& target) {
    const auto* subscript = As<Subscript>(target);
    const auto* base = subscript != nullptr ? As<VarRef>(*subscript->base) : nullptr;
    if (base == nullptr) return;
    for (const BoundBuffer& buffer : out_.buffers) {
      if (buffer.symbol != base->symbol) continue;
      if (buffer.origin == BoundBuffer::Origin::kLinkedConstant) {
        Fail(where, fmt::format("writes the constant {}", buffer.constant));
      } else if (buffer.origin == BoundBuffer::Origin::kArgument &&
                 !arguments_[static_cast<std::size_t>(buffer.argument)].is_output) {
        Fail(where,
             fmt::format("writes argument {}, which the graph says is an input", buffer.argument));
      }
    }
  }

  void LowerStmt(Position where, const For& loop, bool, Block& out) {
    For lowered{loop.variable, LowerScalar(loop.begin), LowerScalar(loop.end), loop.step, {}};
    const auto begin = IntegerValue(lowered.begin);
    const auto end = IntegerValue(lowered.end);
    if (begin && end && *begin >= *end) return;
    lowered.body = LowerBlock(loop.body, false);
    out.push_back({std::move(lowered), where});
  }

  void LowerStmt(Position where, const While& loop, bool, Block& out) {
    While lowered{LowerScalar(loop.condition), {}};
    lowered.body = LowerBlock(loop.body, false);
    out.push_back({std::move(lowered), where});
  }

  void LowerStmt(Position where, const If& branch, bool certain, Block& out) {
    touched_.clear();
    Expr condition = LowerScalar(branch.condition);
    if (failed()) return;
    if (const auto literal = IntegerValue(condition)) {
      const Block& taken = *literal != 0 ? branch.then_block : branch.else_block;
      if (certain && Fails(taken)) return ReportFailedCheck(where, taken);
      Block lowered = LowerBlock(taken, certain);
      if (!lowered.empty()) out.push_back({Compound{std::move(lowered)}, where});
      return;
    }
    If lowered{std::move(condition), LowerBlock(branch.then_block, false),
               LowerBlock(branch.else_block, false)};
    out.push_back({std::move(lowered), where});
  }

  static bool Fails(const Block& block) {
    if (block.empty()) return false;
    const auto* leave = As<Return>(block.back());
    return leave != nullptr && leave->value && IntegerValue(*leave->value).value_or(-1) != 0;
  }

  void ReportFailedCheck(Position where, const Block& taken) {
    std::string arguments;
    for (std::size_t argument : touched_) {
      arguments += fmt::format("{}argument {}", arguments.empty() ? " on " : ", ", argument);
    }
    std::string text;
    for (const Stmt& stmt : taken) {
      const auto* evaluate = As<Evaluate>(stmt);
      const auto* call = evaluate != nullptr ? As<Call>(evaluate->expression) : nullptr;
      const auto* message = call != nullptr && !call->arguments.empty()
                                ? As<StringLiteral>(call->arguments[0])
                                : nullptr;
      if (message != nullptr) text = fmt::format(": {}", message->text);
    }
    Fail(where, fmt::format("a check{} always fails with this graph{}", arguments, text),
         "are graph.json and the kernels of the same build?");
  }

  void LowerStmt(Position where, const Return& leave, bool, Block& out) {
    Return lowered;
    if (leave.value) lowered.value = LowerScalar(*leave.value);
    out.push_back({std::move(lowered), where});
  }

  void LowerStmt(Position where, const Break&, bool, Block& out) {
    out.push_back({Break{}, where});
  }

  void LowerStmt(Position where, const Evaluate& evaluate, bool, Block& out) {
    const auto* call = As<Call>(evaluate.expression);
    if (call != nullptr && call->callee == "TVMAPISetLastError")
      return;  // the code that follows reports
    Expr lowered = LowerScalar(evaluate.expression);
    if (!IsPure(lowered)) out.push_back({Evaluate{std::move(lowered)}, where});
  }

  void LowerStmt(Position where, const Compound& compound, bool certain, Block& out) {
    out.push_back({Compound{LowerBlock(compound.body, certain)}, where});
  }

  // --- the end ---

  void Finish(Block body) {
    if (!open_workspaces_.empty()) {
      Fail(open_workspaces_.begin()->second, "workspace is never freed");
      return;
    }
    for (std::size_t i = 0; i < taken_.size(); ++i) {
      if (taken_[i]) continue;
      const auto count = std::count(taken_.begin(), taken_.end(), true);
      Fail(out_.function.where,
           fmt::format("takes {} arguments, but the graph passes {}", count, taken_.size()),
           "are graph.json and the kernels of the same build?");
      return;
    }
    out_.function.body = std::move(body);
    out_.function.parameters.clear();
    std::vector<BoundBuffer> used;
    for (std::size_t i = 0; i < out_.buffers.size(); ++i) {
      if (!accessed_[i]) continue;
      SizeWorkspace(out_.buffers[i]);
      out_.function.parameters.push_back(out_.buffers[i].symbol);
      used.push_back(std::move(out_.buffers[i]));
    }
    out_.buffers = std::move(used);
  }

  void SizeWorkspace(const BoundBuffer& buffer) {
    if (buffer.origin != BoundBuffer::Origin::kWorkspace) return;
    Symbol& symbol = out_.function[buffer.symbol];
    const std::int64_t size = SizeOf(symbol.type.scalar);
    symbol.elements = (buffer.bytes + size - 1) / size;
  }

  const std::vector<ArgumentFacts>& arguments_;
  const std::string& file_;
  Unpacked out_;
  std::map<SymbolId, Lowered> known_;  // variables whose value the convention or a literal fixes
  std::set<SymbolId> reassigned_;
  std::vector<std::optional<Scalar>> accessed_;  // by buffer: the element type of its accesses
  std::vector<bool> taken_;                      // by argument: args[i] is read
  std::set<std::size_t> touched_;                // arguments that the condition at hand asks about
  std::map<std::size_t, Position> open_workspaces_;
  struct Use {
    std::size_t buffer;
    std::size_t last_step;
  };
  std::map<std::size_t, Use> uses_;  // by workspace: the buffer that stands for it now
  std::size_t step_ = 0;             // top-level statement at hand
  std::optional<Diagnostic> error_;
  std::optional<Unsupported> unsupported_;
};

}  // namespace

std::variant<Unpacked, kernelc::Unsupported, Diagnostic> Unpack(
    const kernelc::Function& packed, const std::vector<ArgumentFacts>& arguments,
    const std::string& file) {
  return Unpacker(packed, arguments, file).Run();
}

}  // namespace utvmc::lowering
