// The typed syntax tree of the C subset that TVM prints.
//
// A tree is a value: copying a Function clones it. Names are resolved while parsing, so a VarRef
// holds the id of a Symbol in its Function and never a string. Loops are affine by construction
// (For has a variable, bounds and a step), and after lowering every memory access is a Subscript
// whose base is a VarRef to a buffer symbol that carries the element type: `buffer[affine function
// of loop variables]`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kernelc/type.h"
#include "support/box.h"
#include "support/strong_id.h"

namespace utvmc::kernelc {

struct Position {
  int line = 0;    ///< 1-based
  int column = 0;  ///< 1-based, in bytes
  friend bool operator==(const Position&, const Position&) = default;
};

using SymbolId = StrongId<struct SymbolTag>;

enum class SymbolKind {
  kParameter,       ///< parameter as TVM printed it (void* args, int32_t* arg_type_ids, ...)
  kScalar,          ///< local variable, pointers included
  kLoop,            ///< variable of a For
  kArray,           ///< local array of `elements`
  kConstant,        ///< file-scope constant array of the translation unit, `elements` long
  kModuleVariable,  ///< file-scope `static void* x_packed`, __tvm_module_ctx
  kBuffer,  ///< after lowering: parameter that points to `elements` of type `type` (input, output
            ///< or scratch)
};

struct Symbol {
  std::string name;
  SymbolKind kind = SymbolKind::kScalar;
  Type type;                  ///< arrays and buffers: the element type
  std::int64_t elements = 0;  ///< kArray, kConstant, kBuffer
  bool is_const = false;      ///< kBuffer: the function never writes it; a pointer: to const
};

struct Expr;

/// Value of the Expr's integer type; kUint64 above 2^63 is held as its two's complement.
struct IntLiteral {
  std::int64_t value = 0;
};
/// Value of the Expr's floating type, exact (a float literal was rounded to float). May be infinite
/// or NaN.
struct FloatLiteral {
  double value = 0;
};
struct StringLiteral {
  std::string text;  ///< as written, with quotes
};
/// NULL, or an enumerator of TVM's headers.
struct NamedConstant {
  std::string name;
};
struct VarRef {
  SymbolId symbol;
};
struct Subscript {
  Box<Expr> base;
  Box<Expr> index;
};
struct Member {
  Box<Expr> base;
  std::string field;
};

enum class UnaryOp { kNegate, kPlus, kLogicalNot, kBitNot, kAddressOf, kDereference };
struct Unary {
  UnaryOp op;
  Box<Expr> operand;
};

enum class BinaryOp {
  kMultiply,
  kDivide,
  kModulo,
  kAdd,
  kSubtract,
  kShiftLeft,
  kShiftRight,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kEqual,
  kNotEqual,
  kBitAnd,
  kBitXor,
  kBitOr,
  kLogicalAnd,
  kLogicalOr,
};
struct Binary {
  BinaryOp op;
  Box<Expr> left;
  Box<Expr> right;
};
struct Conditional {
  Box<Expr> condition;
  Box<Expr> if_true;
  Box<Expr> if_false;
};
/// Explicit conversion to the Expr's type.
struct Cast {
  Box<Expr> operand;
};
/// Call of a function that is known by name only: libm or TVM's backend API.
struct Call {
  std::string callee;
  std::vector<Expr> arguments;
};

struct Expr {
  using Node = std::variant<IntLiteral, FloatLiteral, StringLiteral, NamedConstant, VarRef,
                            Subscript, Member, Unary, Binary, Conditional, Cast, Call>;
  Node node;
  Type type;
  Position where;
};

struct Stmt;
using Block = std::vector<Stmt>;

/// `T name;`, `T name = value;` or `T name[elements];`
struct Declare {
  SymbolId symbol;
  std::optional<Expr> value;
};
struct Assign {
  Expr target;  ///< VarRef, Subscript, Member or dereference
  Expr value;
};
/// `for (T v = begin; v < end; v += step)`, v not assigned in the body, step > 0. `<=` is parsed
/// into `< end + 1`.
struct For {
  SymbolId variable;
  Expr begin;
  Expr end;
  std::int64_t step = 1;
  Block body;
};
struct While {
  Expr condition;
  Block body;
};
struct If {
  Expr condition;
  Block then_block;
  Block else_block;
};
struct Return {
  std::optional<Expr> value;
};
struct Break {};
/// A call for its effect.
struct Evaluate {
  Expr expression;
};
/// `{ ... }` of its own.
struct Compound {
  Block body;
};

struct Stmt {
  using Node = std::variant<Declare, Assign, For, While, If, Return, Break, Evaluate, Compound>;
  Node node;
  Position where;
};

struct Function {
  std::string name;
  Type result;
  std::vector<SymbolId> parameters;
  std::vector<Symbol> symbols;
  Block body;
  Position where;

  Symbol& operator[](SymbolId id) { return symbols[id.index()]; }
  const Symbol& operator[](SymbolId id) const { return symbols[id.index()]; }
  SymbolId Add(Symbol symbol) {
    symbols.push_back(std::move(symbol));
    return SymbolId(symbols.size() - 1);
  }
};

/// The node if it is a T, else null.
template <class T>
const T* As(const Expr& expr) {
  return std::get_if<T>(&expr.node);
}
template <class T>
T* As(Expr& expr) {
  return std::get_if<T>(&expr.node);
}
template <class T>
const T* As(const Stmt& stmt) {
  return std::get_if<T>(&stmt.node);
}
template <class T>
T* As(Stmt& stmt) {
  return std::get_if<T>(&stmt.node);
}

}  // namespace utvmc::kernelc
