// Parses C in tests: whole sources, and kernels of which only the body is written out.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "kernelc/translation_unit.h"

namespace utvmc::kernelc {

inline constexpr std::string_view kPackedHead =
    "int32_t f(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value, "
    "int32_t* out_ret_tcode, void* resource_handle) {\n";

/// A source of one packed kernel; `body` begins in line 2, or behind the lines of `preamble`.
inline std::string KernelSource(std::string_view body, std::string_view preamble = {}) {
  return std::string(preamble) + std::string(kPackedHead) + std::string(body) + "\n}\n";
}

/// "file:line:column: error: message" without the hint; "ok" if `text` is accepted.
inline std::string ParseMessage(std::string text) {
  const auto unit = ParseTranslationUnit({"kernels.c", std::move(text)});
  if (unit.ok()) return "ok";
  Diagnostic error = unit.error();
  error.hint.clear();
  return Format(error);
}

/// The unit; a failed test if it has an error.
inline TranslationUnit ParseUnit(std::string text) {
  auto unit = ParseTranslationUnit({"kernels.c", std::move(text)});
  if (unit.ok()) return *std::move(unit);
  ADD_FAILURE() << Format(unit.error());
  return {};
}

inline const FunctionItem* FindFunction(const TranslationUnit& unit, std::string_view name) {
  for (const Item& item : unit.items) {
    const auto* function = std::get_if<FunctionItem>(&item.node);
    if (function != nullptr && function->name == name) return function;
  }
  return nullptr;
}

/// The function `f` of `text`; an empty one and a failed test if it is not in the subset.
inline Function ParseF(std::string text) {
  const TranslationUnit unit = ParseUnit(std::move(text));
  const FunctionItem* item = FindFunction(unit, "f");
  if (item == nullptr) {
    ADD_FAILURE() << "no function f";
    return {};
  }
  if (const auto* function = std::get_if<Function>(&item->body)) return *function;
  ADD_FAILURE() << "unsupported: " << std::get<Unsupported>(item->body).construct;
  return {};
}

/// The kernel of that body.
inline Function ParseKernel(std::string_view body) { return ParseF(KernelSource(body)); }

/// "line:column: construct" of the function `f`, "supported" if it is in the subset.
inline std::string WhyUnsupported(std::string text) {
  const TranslationUnit unit = ParseUnit(std::move(text));
  const FunctionItem* item = FindFunction(unit, "f");
  if (item == nullptr) return "no function f";
  const auto* unsupported = std::get_if<Unsupported>(&item->body);
  if (unsupported == nullptr) return "supported";
  return std::to_string(unsupported->where.line) + ":" + std::to_string(unsupported->where.column) +
         ": " + unsupported->construct;
}

}  // namespace utvmc::kernelc
