// The spellings of words and punctuators.
#include "kernelc/token.h"

#include <array>
#include <cstddef>
#include <unordered_map>

namespace utvmc::kernelc {
namespace {

constexpr std::size_t kLongestWord = 16;

const std::unordered_map<std::string_view, Word>& Words() {
  static const std::unordered_map<std::string_view, Word> words = {
      {"void", Word::kVoid},
      {"bool", Word::kBool},
      {"_Bool", Word::kBool},
      {"char", Word::kChar},
      {"short", Word::kShort},
      {"int", Word::kInt},
      {"long", Word::kLong},
      {"signed", Word::kSigned},
      {"unsigned", Word::kUnsigned},
      {"half", Word::kHalf},
      {"__fp16", Word::kHalf},
      {"_Float16", Word::kHalf},
      {"float", Word::kFloat},
      {"double", Word::kDouble},
      {"int8_t", Word::kInt8},
      {"int16_t", Word::kInt16},
      {"int32_t", Word::kInt32},
      {"int64_t", Word::kInt64},
      {"uint8_t", Word::kUint8},
      {"uint16_t", Word::kUint16},
      {"uint32_t", Word::kUint32},
      {"uint64_t", Word::kUint64},
      {"TVMValue", Word::kTvmValue},
      {"DLTensor", Word::kDlTensor},
      {"TVMArray", Word::kDlTensor},
      {"DLDataType", Word::kDlDataType},
      {"TVMType", Word::kDlDataType},
      {"DLDevice", Word::kDlDevice},
      {"DLContext", Word::kDlDevice},
      {"TVMContext", Word::kDlDevice},
      {"DLDeviceType", Word::kTvmEnum},
      {"DLDataTypeCode", Word::kTvmEnum},
      {"TVMArgTypeCode", Word::kTvmEnum},
      {"TVMTypeCode", Word::kTvmEnum},
      {"const", Word::kConst},
      {"volatile", Word::kVolatile},
      {"restrict", Word::kRestrict},
      {"__restrict", Word::kRestrict},
      {"__restrict__", Word::kRestrict},
      {"static", Word::kStatic},
      {"extern", Word::kExtern},
      {"inline", Word::kInline},
      {"__inline", Word::kInline},
      {"__inline__", Word::kInline},
      {"register", Word::kRegister},
      {"__attribute__", Word::kAttribute},
      {"__attribute", Word::kAttribute},
      {"if", Word::kIf},
      {"else", Word::kElse},
      {"for", Word::kFor},
      {"while", Word::kWhile},
      {"do", Word::kDo},
      {"switch", Word::kSwitch},
      {"case", Word::kCase},
      {"default", Word::kDefault},
      {"goto", Word::kGoto},
      {"return", Word::kReturn},
      {"break", Word::kBreak},
      {"continue", Word::kContinue},
      {"struct", Word::kStruct},
      {"union", Word::kUnion},
      {"enum", Word::kEnum},
      {"typedef", Word::kTypedef},
      {"sizeof", Word::kSizeof},
      {"asm", Word::kAsm},
      {"__asm", Word::kAsm},
      {"__asm__", Word::kAsm},
      {"NULL", Word::kNull},
      {"true", Word::kTrue},
      {"false", Word::kFalse},
      {"INFINITY", Word::kInfinity},
      {"NAN", Word::kNan},
  };
  return words;
}

// Longer spellings come before their prefixes.
constexpr PunctSpelling kPuncts[] = {{"<<=", Punct::kCompoundAssign},
                                     {">>=", Punct::kCompoundAssign},
                                     {"...", Punct::kEllipsis},
                                     {"->", Punct::kArrow},
                                     {"++", Punct::kIncrement},
                                     {"--", Punct::kDecrement},
                                     {"<<", Punct::kShiftLeft},
                                     {">>", Punct::kShiftRight},
                                     {"<=", Punct::kLessEqual},
                                     {">=", Punct::kGreaterEqual},
                                     {"==", Punct::kEqual},
                                     {"!=", Punct::kNotEqual},
                                     {"&&", Punct::kAndAnd},
                                     {"||", Punct::kOrOr},
                                     {"+=", Punct::kCompoundAssign},
                                     {"-=", Punct::kCompoundAssign},
                                     {"*=", Punct::kCompoundAssign},
                                     {"/=", Punct::kCompoundAssign},
                                     {"%=", Punct::kCompoundAssign},
                                     {"&=", Punct::kCompoundAssign},
                                     {"|=", Punct::kCompoundAssign},
                                     {"^=", Punct::kCompoundAssign},
                                     {"+", Punct::kPlus},
                                     {"-", Punct::kMinus},
                                     {"*", Punct::kStar},
                                     {"/", Punct::kSlash},
                                     {"%", Punct::kPercent},
                                     {"<", Punct::kLess},
                                     {">", Punct::kGreater},
                                     {"=", Punct::kAssign},
                                     {"&", Punct::kAnd},
                                     {"|", Punct::kOr},
                                     {"^", Punct::kXor},
                                     {"!", Punct::kNot},
                                     {"~", Punct::kTilde},
                                     {"?", Punct::kQuestion},
                                     {":", Punct::kColon},
                                     {".", Punct::kDot},
                                     {"(", Punct::kLeftParen},
                                     {")", Punct::kRightParen},
                                     {"[", Punct::kLeftBracket},
                                     {"]", Punct::kRightBracket},
                                     {"{", Punct::kLeftBrace},
                                     {"}", Punct::kRightBrace},
                                     {";", Punct::kSemicolon},
                                     {",", Punct::kComma}};

/// For each first byte, where its spellings start in kPuncts; they are tried from there on.
constexpr std::array<std::uint8_t, 128> MakePunctStarts() {
  std::array<std::uint8_t, 128> starts{};
  for (auto& start : starts) start = static_cast<std::uint8_t>(std::size(kPuncts));
  for (std::size_t i = std::size(kPuncts); i-- > 0;) {
    starts[static_cast<unsigned char>(kPuncts[i].text[0])] = static_cast<std::uint8_t>(i);
  }
  return starts;
}
constexpr std::array<std::uint8_t, 128> kPunctStarts = MakePunctStarts();

}  // namespace

Word FindWord(std::string_view identifier) {
  if (identifier.size() > kLongestWord) return Word::kNone;
  const auto found = Words().find(identifier);
  return found != Words().end() ? found->second : Word::kNone;
}

PunctSpelling FindPunct(std::string_view text) {
  if (text.empty()) return {};
  const auto first = static_cast<unsigned char>(text[0]);
  if (first >= kPunctStarts.size()) return {};
  for (std::size_t i = kPunctStarts[first]; i < std::size(kPuncts); ++i) {
    if (text.starts_with(kPuncts[i].text)) return kPuncts[i];
  }
  return {};
}

}  // namespace utvmc::kernelc
