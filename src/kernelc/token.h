// The tokens of C: their kinds, and which spelling stands for what.
#pragma once

#include <cstdint>
#include <string_view>

#include "kernelc/ast.h"

namespace utvmc::kernelc {

enum class TokenKind : std::uint8_t {
  kEnd,
  kIdentifier,  ///< keywords included: see Word
  kNumber,      ///< a preprocessing number (C99 6.4.8); ParseNumber judges it
  kString,
  kCharacter,
  kPunctuator,
  kDirective,  ///< from `#` to the end of the line, without the line break
  kUnknown,    ///< one byte that starts no token
};

enum class Punct : std::uint8_t {
  kNone,
  kLeftParen,
  kRightParen,
  kLeftBracket,
  kRightBracket,
  kLeftBrace,
  kRightBrace,
  kSemicolon,
  kComma,
  kColon,
  kQuestion,
  kDot,
  kEllipsis,
  kArrow,
  kAssign,
  kCompoundAssign,  ///< += -= *= /= %= &= |= ^= <<= >>=
  kIncrement,
  kDecrement,
  kPlus,
  kMinus,
  kStar,
  kSlash,
  kPercent,
  kShiftLeft,
  kShiftRight,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kEqual,
  kNotEqual,
  kAnd,
  kOr,
  kXor,
  kNot,
  kTilde,
  kAndAnd,
  kOrOr,
};

/// The identifiers that mean something to the parser.
enum class Word : std::uint8_t {
  kNone,
  // Types of the subset, in one range.
  kVoid,
  kBool,
  kChar,
  kShort,
  kInt,
  kLong,
  kSigned,
  kUnsigned,
  kHalf,
  kFloat,
  kDouble,
  kInt8,
  kInt16,
  kInt32,
  kInt64,
  kUint8,
  kUint16,
  kUint32,
  kUint64,
  kTvmValue,
  kDlTensor,
  kDlDataType,
  kDlDevice,
  kTvmEnum,  ///< DLDeviceType and its like
  // Qualifiers and storage classes.
  kConst,
  kVolatile,
  kRestrict,
  kStatic,
  kExtern,
  kInline,
  kRegister,
  kAttribute,
  // Statements.
  kIf,
  kElse,
  kFor,
  kWhile,
  kDo,
  kSwitch,
  kCase,
  kDefault,
  kGoto,
  kReturn,
  kBreak,
  kContinue,
  // The rest.
  kStruct,
  kUnion,
  kEnum,
  kTypedef,
  kSizeof,
  kAsm,
  kNull,
  kTrue,
  kFalse,
  kInfinity,
  kNan,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  Punct punct = Punct::kNone;
  Word word = Word::kNone;
  std::uint32_t begin = 0;  ///< byte offset in the text
  std::uint32_t size = 0;   ///< bytes
  int line = 0;
  int column = 0;

  bool Is(Punct other) const { return punct == other; }
  bool Is(Word other) const { return word == other; }
  Position where() const { return {line, column}; }
  std::uint32_t end() const { return begin + size; }
};

inline std::string_view TextOf(std::string_view source, const Token& token) {
  return source.substr(token.begin, token.size);
}

/// The word that an identifier spells, older names of TVM's types included; kNone: any other name.
Word FindWord(std::string_view identifier);

/// A punctuator and the length of its spelling.
struct PunctSpelling {
  std::string_view text;
  Punct punct = Punct::kNone;
};
/// The longest punctuator that `text` begins with; kNone and an empty spelling: none.
PunctSpelling FindPunct(std::string_view text);

}  // namespace utvmc::kernelc
