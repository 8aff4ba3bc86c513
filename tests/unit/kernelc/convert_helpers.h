// Statements before and after their conversions were made explicit.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kernelc/conversions.h"
#include "kernelc/printer.h"
#include "kernelc/translation_unit.h"

namespace utvmc::kernelc {

/// Locals of every type and some arrays, a line each.
inline constexpr std::string_view kDeclarations = R"(bool b;
int8_t i8;
int16_t i16;
int32_t i;
int32_t j;
int64_t i64;
uint8_t u8;
uint16_t u16;
uint32_t u;
uint64_t u64;
half h;
float f;
float g;
double d;
int8_t a8[8];
int32_t a32[8];
half ah[8];
)";

inline Function ParseStatements(const std::string& statements) {
  const std::string text =
      "#include \"tvm/runtime/c_runtime_api.h\"\n#include <math.h>\n"
      "int32_t kernel(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, "
      "int32_t* out_ret_tcode, void* resource_handle) {\n" +
      std::string(kDeclarations) + statements + "\n}\n";
  const Result<TranslationUnit> unit = ParseTranslationUnit({"test.c", text});
  if (!unit.ok()) {
    ADD_FAILURE() << Format(unit.error());
    return {};
  }
  for (const Item& item : unit->items) {
    const auto* function = std::get_if<FunctionItem>(&item.node);
    if (function == nullptr) continue;
    if (const auto* body = std::get_if<Function>(&function->body)) return *body;
    ADD_FAILURE() << "uses " << std::get<Unsupported>(function->body).construct;
  }
  return {};
}

/// The statements with explicit conversions, without the declarations.
inline std::string Convert(const std::string& statements) {
  Function function = ParseStatements(statements);
  MakeConversionsExplicit(function);
  std::string text = PrintBody(function, 0);
  const std::string last = "utvm_half_t ah[8];\n";
  const std::size_t start = text.find(last);
  if (start != std::string::npos) text.erase(0, start + last.size());
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

struct Conversion {
  std::string source;
  std::string expected;
};

inline void ExpectAll(const std::vector<Conversion>& cases) {
  for (const Conversion& one : cases) EXPECT_EQ(Convert(one.source), one.expected) << one.source;
}

}  // namespace utvmc::kernelc
