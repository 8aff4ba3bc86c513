// Tokens, scopes and failures.
#include "kernelc/parse_context.h"

#include <fmt/format.h>

#include <algorithm>

namespace utvmc::kernelc {

bool ParseContext::Accept(Punct punct) {
  if (!Peek().Is(punct) || AtEnd()) return false;
  Advance();
  return true;
}

bool ParseContext::Accept(Word word) {
  if (!Peek().Is(word) || AtEnd()) return false;
  Advance();
  return true;
}

bool ParseContext::Expect(Punct punct, std::string_view expected) {
  return Accept(punct) || ErrorExpected(expected);
}

bool ParseContext::ErrorExpected(std::string_view expected) {
  const Token& token = Peek();
  if (AtEnd()) {
    return Error(token.where(),
                 fmt::format("expected {} before the end of the function", expected));
  }
  if (token.kind == TokenKind::kUnknown &&
      static_cast<unsigned char>(Text(token)[0]) - 0x20u > 0x5e) {
    return Error(token.where(), fmt::format("expected {}, not byte 0x{:02x}", expected,
                                            static_cast<unsigned char>(Text(token)[0])));
  }
  return Error(token.where(), fmt::format("expected {}, not '{}'", expected, Text(token)));
}

bool ParseContext::Error(Position where, std::string message, std::string hint) {
  failure_ =
      UserError({file_.path, where.line, where.column, {}}, std::move(message), std::move(hint));
  return false;
}

bool ParseContext::Reject(Position where, std::string construct) {
  PassOver(where, std::move(construct));
  failure_ = *outside_;
  return false;
}

bool ParseContext::PassOver(Position where, std::string construct) {
  if (!outside_) outside_ = Unsupported{where, std::move(construct)};
  return true;
}

void ParseContext::CloseScope() {
  const std::size_t start = scope_starts_.back();
  scope_starts_.pop_back();
  for (; shadowed_.size() > start; shadowed_.pop_back()) {
    const Shadowed& entry = shadowed_.back();
    if (entry.previous) {
      names_[entry.name] = *entry.previous;
    } else {
      names_.erase(entry.name);
    }
  }
}

bool ParseContext::Bind(std::string_view name, Position where, Symbol symbol, SymbolId& id) {
  const auto found = names_.find(name);
  std::optional<Binding> previous;
  if (found != names_.end()) {
    previous = found->second;
    if (previous->scope == scope_starts_.size()) {
      return Error(where, fmt::format("'{}' is declared twice in one scope", name));
    }
  }
  symbol.name = name;
  id = function_.Add(std::move(symbol));
  shadowed_.push_back({name, previous});
  names_[name] = Binding{id, scope_starts_.size()};
  return true;
}

std::optional<SymbolId> ParseContext::FindLocal(std::string_view name) const {
  const auto found = names_.find(name);
  if (found == names_.end()) return std::nullopt;
  return found->second.symbol;
}

SymbolId ParseContext::FileSymbol(std::string_view name, SymbolKind kind, Type type,
                                  std::int64_t elements) {
  const auto found = file_symbols_.find(name);
  if (found != file_symbols_.end()) return found->second;
  const SymbolId id = function_.Add({std::string(name), kind, type, elements, false});
  file_symbols_.emplace(name, id);
  return id;
}

bool ParseContext::Enter(Position where) {
  if (depth_ >= kMaxNesting) return ErrorTooDeep(where);
  ++depth_;
  return true;
}

bool ParseContext::EnterStatement(Position where) {
  if (!Enter(where)) return false;
  ++statement_depth_;
  return true;
}

void ParseContext::LeaveStatement() {
  --statement_depth_;
  Leave();
}

bool ParseContext::ErrorTooDeep(Position where) {
  return Error(where, fmt::format("nesting deeper than {} levels", kMaxNesting),
               "split the expression or the statement");
}

}  // namespace utvmc::kernelc
