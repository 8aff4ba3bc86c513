// Parses one expression in tests, among variables of many types.
#pragma once

#include <string>
#include <string_view>

#include "unit/kernelc/dump.h"
#include "unit/kernelc/parse_helpers.h"

namespace utvmc::kernelc {

inline constexpr std::string_view kLocals =
    "int8_t b; int32_t i; uint32_t u; int64_t l; float x; double d; float* p; void* v; bool t; "
    "half h; ";

/// The value that `target`, declared or assigned, gets: `dump : type`.
inline std::string ParseValue(std::string_view text, std::string_view target = "double r_") {
  const Function function =
      ParseKernel(std::string(kLocals) + std::string(target) + " = " + std::string(text) + ";");
  if (function.body.empty()) return {};
  const auto* declare = As<Declare>(function.body.back());
  const Expr& value =
      declare != nullptr ? *declare->value : As<Assign>(function.body.back())->value;
  return Dump(function, value) + " : " + Spell(value.type);
}

}  // namespace utvmc::kernelc
