#include "lowering/bound_buffers.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "kernelc/build.h"

namespace utvmc::lowering {

using namespace kernelc;  // the whole file is about its tree

namespace {

std::string TwoTypes(Scalar one, Scalar other) {
  return fmt::format("one buffer both as {} and as {}", Spell(one), Spell(other));
}

/// The elements of workspace of `bytes`.
void SetLength(Symbol& workspace, std::int64_t bytes) {
  const std::int64_t size = SizeOf(workspace.type.scalar);
  workspace.elements = (bytes + size - 1) / size;
}

}  // namespace

BoundBuffers::BoundBuffers(Unpacked& out, const std::vector<ArgumentFacts>& arguments,
                           FirstFailure& failure)
    : out_(out), arguments_(arguments), failure_(failure) {
  for (std::size_t i = 0; i < arguments_.size(); ++i) {
    std::int64_t elements = 1;
    for (std::int64_t extent : arguments_[i].shape) elements *= extent;
    BoundBuffer buffer;
    buffer.argument = static_cast<int>(i);
    buffer.symbol = out_.function.Add({fmt::format("p{}", i), SymbolKind::kBuffer,
                                       Type{ir::ElementType(arguments_[i].type), 0},
                                       std::max<std::int64_t>(elements, 1), false});
    Add(std::move(buffer), std::nullopt);
  }
}

std::size_t BoundBuffers::Add(BoundBuffer buffer, std::optional<Scalar> accessed) {
  out_.buffers.push_back(std::move(buffer));
  accessed_.push_back(accessed);
  return out_.buffers.size() - 1;
}

bool BoundBuffers::IsWorkspace(std::size_t buffer) const {
  return out_.buffers[buffer].origin == BoundBuffer::Origin::kWorkspace;
}

KnownValue BoundBuffers::BindConstant(SymbolId id) {
  for (std::size_t i = 0; i < out_.buffers.size(); ++i) {
    if (out_.buffers[i].symbol == id) return {KnownValue::Kind::kBuffer, i};
  }
  Symbol& symbol = out_.function[id];
  symbol.kind = SymbolKind::kBuffer;
  BoundBuffer buffer;
  buffer.origin = BoundBuffer::Origin::kLinkedConstant;
  buffer.constant = symbol.name;
  buffer.symbol = id;
  return {KnownValue::Kind::kBuffer, Add(std::move(buffer), symbol.type.scalar)};
}

Lowered BoundBuffers::Allocate(const Expr& expr, std::optional<std::int64_t> bytes) {
  if (!bytes)
    return failure_.Fail(expr.where, "workspace size is not a constant",
                         "utvmc plans every byte at compile time");
  constexpr std::int64_t kMostBytes = std::int64_t{1} << 40;
  if (*bytes <= 0 || *bytes > kMostBytes)
    return failure_.Fail(expr.where, fmt::format("workspace of {} bytes", *bytes));
  BoundBuffer buffer;
  buffer.origin = BoundBuffer::Origin::kWorkspace;
  buffer.bytes = *bytes;
  buffer.symbol =
      out_.function.Add({"workspace", SymbolKind::kBuffer, Type{Scalar::kVoid, 0}, 0, false});
  const std::size_t workspace = Add(std::move(buffer), std::nullopt);
  open_workspaces_[workspace] = expr.where;
  return KnownValue{KnownValue::Kind::kBuffer, workspace};
}

Lowered BoundBuffers::Free(const Expr& expr, const Lowered& pointer) {
  const auto* value = std::get_if<KnownValue>(&pointer);
  const bool is_buffer = value != nullptr && value->kind == KnownValue::Kind::kBuffer;
  if (!is_buffer || !IsWorkspace(value->index)) {
    return failure_.Fail(expr.where, "frees something that is not workspace");
  }
  if (open_workspaces_.erase(value->index) == 0) {
    return failure_.Fail(expr.where, "frees workspace twice");
  }
  return MakeInt(0, Scalar::kInt32, expr.where);
}

void BoundBuffers::NameWorkspace(const Lowered& value, SymbolId variable) {
  const auto* pointer = std::get_if<KnownValue>(&value);
  if (pointer == nullptr || pointer->kind != KnownValue::Kind::kBuffer) return;
  if (!IsWorkspace(pointer->index)) return;
  out_.function[out_.buffers[pointer->index].symbol].name = out_.function[variable].name;
}

Lowered BoundBuffers::Element(const Expr& expr, std::size_t buffer, Type pointer, Expr index) {
  const Type element = pointer.pointers == 1 ? Type{pointer.scalar, 0} : Type{};
  if (!IsArithmetic(element.scalar)) return failure_.GiveUp(expr.where, "an array of pointers");
  const bool is_workspace = IsWorkspace(buffer);
  if (HasNoElements(out_.buffers[buffer])) {
    return failure_.Mismatch(expr.where, fmt::format("accesses argument {}, which has no elements",
                                                     out_.buffers[buffer].argument));
  }
  if (is_workspace && !open_workspaces_.contains(buffer))
    return failure_.Fail(expr.where, "accesses workspace after it was freed");
  if (is_workspace) buffer = CurrentUse(buffer, element.scalar, expr.where);
  auto& accessed = accessed_[buffer];
  if (accessed && *accessed != element.scalar) {
    return failure_.GiveUp(expr.where, TwoTypes(*accessed, element.scalar));
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

bool BoundBuffers::HasNoElements(const BoundBuffer& buffer) const {
  if (buffer.origin != BoundBuffer::Origin::kArgument) return false;
  const auto& shape = arguments_[static_cast<std::size_t>(buffer.argument)].shape;
  return std::find(shape.begin(), shape.end(), 0) != shape.end();
}

std::size_t BoundBuffers::CurrentUse(std::size_t workspace, Scalar element, Position where) {
  const auto [use, is_first] = uses_.try_emplace(workspace, Use{workspace, step_});
  const Scalar before = accessed_[use->second.buffer].value_or(element);
  if (before != element && use->second.last_step != step_) {
    BoundBuffer later = out_.buffers[workspace];
    Symbol symbol = out_.function[later.symbol];
    later.symbol = out_.function.Add(std::move(symbol));
    out_.reuses.push_back({later.symbol, {where, TwoTypes(before, element)}});
    use->second.buffer = Add(std::move(later), std::nullopt);
  }
  use->second.last_step = step_;
  return use->second.buffer;
}

bool BoundBuffers::CheckElementType(const Expr& expr, std::size_t buffer, Scalar element) {
  const BoundBuffer& bound = out_.buffers[buffer];
  const Scalar expected = out_.function[bound.symbol].type.scalar;
  if (expected == element) return true;
  const bool is_bool = bound.origin == BoundBuffer::Origin::kArgument &&
                       arguments_[static_cast<std::size_t>(bound.argument)].type.IsBool();
  if (is_bool && IsInteger(element) && SizeOf(element) == 1) return true;
  if (bound.origin != BoundBuffer::Origin::kArgument) {
    failure_.GiveUp(expr.where, TwoTypes(expected, element));
  } else {
    const auto argument = static_cast<std::size_t>(bound.argument);
    failure_.Mismatch(expr.where,
                      fmt::format("accesses argument {} as {}, but the graph says {}", argument,
                                  Spell(element), ir::Print(arguments_[argument].type)));
  }
  return false;
}

void BoundBuffers::CheckWritable(Position where, const Expr& target) {
  const auto* subscript = As<Subscript>(target);
  const auto* base = subscript != nullptr ? As<VarRef>(*subscript->base) : nullptr;
  if (base == nullptr) return;
  for (const BoundBuffer& buffer : out_.buffers) {
    if (buffer.symbol != base->symbol) continue;
    if (buffer.origin == BoundBuffer::Origin::kLinkedConstant) {
      failure_.Fail(where, fmt::format("writes the constant {}", buffer.constant));
    } else if (buffer.origin == BoundBuffer::Origin::kArgument &&
               !arguments_[static_cast<std::size_t>(buffer.argument)].is_output) {
      failure_.Fail(where, fmt::format("writes argument {}, which the graph says is an input",
                                       buffer.argument));
    }
  }
}

void BoundBuffers::CheckAllFreed() {
  if (open_workspaces_.empty()) return;
  failure_.Fail(open_workspaces_.begin()->second, "workspace is never freed");
}

void BoundBuffers::BecomeParameters() {
  out_.function.parameters.clear();
  std::vector<BoundBuffer> used;
  for (std::size_t i = 0; i < out_.buffers.size(); ++i) {
    if (!accessed_[i]) continue;
    BoundBuffer& buffer = out_.buffers[i];
    if (IsWorkspace(i)) SetLength(out_.function[buffer.symbol], buffer.bytes);
    out_.function.parameters.push_back(buffer.symbol);
    used.push_back(std::move(buffer));
  }
  out_.buffers = std::move(used);
}

}  // namespace utvmc::lowering
