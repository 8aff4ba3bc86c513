// Type specifiers come in any order in C (`int unsigned const`): they are counted, then looked up.
#include "kernelc/type_name.h"

namespace utvmc::kernelc {
namespace {

bool IsTypeWord(Word word) { return word >= Word::kVoid && word <= Word::kTvmEnum; }
bool IsQualifier(Word word) { return word >= Word::kConst && word <= Word::kRestrict; }

/// The words of C's own integer types, which combine.
struct Combination {
  int shorts = 0;
  int longs = 0;
  int ints = 0;
  int chars = 0;
  int signs = 0;
  int unsigneds = 0;
};

/// True if `word` is one of the words that combine; counts it.
bool Count(Word word, Combination& counts) {
  switch (word) {
    case Word::kShort:
      return ++counts.shorts > 0;
    case Word::kLong:
      return ++counts.longs > 0;
    case Word::kInt:
      return ++counts.ints > 0;
    case Word::kChar:
      return ++counts.chars > 0;
    case Word::kSigned:
      return ++counts.signs > 0;
    case Word::kUnsigned:
      return ++counts.unsigneds > 0;
    default:
      return false;
  }
}

Scalar ScalarOf(Word word) {
  switch (word) {
    case Word::kBool:
      return Scalar::kBool;
    case Word::kHalf:
      return Scalar::kHalf;
    case Word::kFloat:
      return Scalar::kFloat;
    case Word::kDouble:
      return Scalar::kDouble;
    case Word::kInt8:
      return Scalar::kInt8;
    case Word::kInt16:
      return Scalar::kInt16;
    case Word::kInt32:
    case Word::kTvmEnum:  // the enumerations of TVM's headers have the range of int
      return Scalar::kInt32;
    case Word::kInt64:
      return Scalar::kInt64;
    case Word::kUint8:
      return Scalar::kUint8;
    case Word::kUint16:
      return Scalar::kUint16;
    case Word::kUint32:
      return Scalar::kUint32;
    case Word::kUint64:
      return Scalar::kUint64;
    case Word::kTvmValue:
      return Scalar::kTvmValue;
    case Word::kDlTensor:
      return Scalar::kDlTensor;
    case Word::kDlDataType:
      return Scalar::kDlDataType;
    case Word::kDlDevice:
      return Scalar::kDlDevice;
    default:
      return Scalar::kVoid;
  }
}

std::variant<TypeSpecifier, ForeignType, MalformedType> Resolve(const Combination& counts,
                                                                bool is_const) {
  if (counts.signs + counts.unsigneds > 1 || counts.ints > 1 || counts.chars > 1 ||
      counts.shorts > 1 || counts.longs > 2 ||
      (counts.shorts > 0) + (counts.longs > 0) + (counts.chars > 0) > 1 ||
      (counts.chars > 0 && counts.ints > 0)) {
    return MalformedType{};
  }
  const bool is_unsigned = counts.unsigneds > 0;
  if (counts.chars > 0) {
    if (counts.signs + counts.unsigneds == 0) return TypeSpecifier{Scalar::kChar, is_const};
    return TypeSpecifier{is_unsigned ? Scalar::kUint8 : Scalar::kInt8, is_const};
  }
  if (counts.shorts > 0) {
    return TypeSpecifier{is_unsigned ? Scalar::kUint16 : Scalar::kInt16, is_const};
  }
  // Its width depends on the target.
  if (counts.longs == 1) return ForeignType{"the type long"};
  if (counts.longs == 2) {
    return TypeSpecifier{is_unsigned ? Scalar::kUint64 : Scalar::kInt64, is_const};
  }
  return TypeSpecifier{is_unsigned ? Scalar::kUint32 : Scalar::kInt32, is_const};
}

}  // namespace

bool StartsType(const Token& token) { return IsTypeWord(token.word) || IsQualifier(token.word); }

std::variant<TypeSpecifier, ForeignType, MalformedType> ReadTypeSpecifier(
    std::span<const Token> tokens, std::size_t& at) {
  Combination counts;
  bool combines = false;
  bool is_const = false;
  bool is_volatile = false;
  Word single = Word::kNone;
  int words = 0;
  for (; at < tokens.size() && StartsType(tokens[at]); ++at) {
    const Word word = tokens[at].word;
    if (IsQualifier(word)) {
      is_const |= word == Word::kConst;
      is_volatile |= word == Word::kVolatile;
      continue;
    }
    ++words;
    if (Count(word, counts)) {
      combines = true;
    } else {
      single = word;
    }
  }
  if (words == 0) return MalformedType{};
  if (single != Word::kNone) {
    if (single == Word::kDouble && words == 2 && counts.longs == 1) {
      return ForeignType{"the type long double"};
    }
    if (words > 1) return MalformedType{};
  }
  if (is_volatile) return ForeignType{"a volatile object"};
  if (combines) return Resolve(counts, is_const);
  return TypeSpecifier{ScalarOf(single), is_const};
}

int ReadPointers(std::span<const Token> tokens, std::size_t& at) {
  int pointers = 0;
  for (; at < tokens.size(); ++at) {
    if (tokens[at].Is(Punct::kStar)) {
      ++pointers;
    } else if (!IsQualifier(tokens[at].word)) {
      break;
    }
  }
  return pointers;
}

}  // namespace utvmc::kernelc
