#include "kernelc/parse_type.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <variant>

#include "kernelc/type_name.h"

namespace utvmc::kernelc {

bool ParseTypeName(ParseContext& in, Type& type) {
  Scalar scalar = Scalar::kVoid;
  return ParseScalar(in, scalar) && ParsePointers(in, scalar, type);
}

bool ParseScalar(ParseContext& in, Scalar& scalar) {
  const Position where = in.Peek().where();
  std::size_t count = 0;
  const auto read = ReadTypeSpecifier(in.Rest(), count);
  in.Skip(count);
  if (const auto* foreign = std::get_if<ForeignType>(&read))
    return in.Reject(where, foreign->construct);
  const auto* specifier = std::get_if<TypeSpecifier>(&read);
  if (specifier == nullptr)
    return count > 0 ? in.Error(where, "malformed type") : in.ErrorExpected("a type");
  scalar = specifier->scalar;
  return true;
}

bool ParsePointers(ParseContext& in, Scalar scalar, Type& type) {
  const Position where = in.Peek().where();
  std::size_t count = 0;
  const int pointers = ReadPointers(in.Rest(), count);
  in.Skip(count);
  if (pointers > kMaxPointers) {
    return in.Error(where, fmt::format("pointers nested deeper than {} levels", kMaxPointers));
  }
  type = Type{scalar, static_cast<std::uint8_t>(pointers)};
  return true;
}

}  // namespace utvmc::kernelc
