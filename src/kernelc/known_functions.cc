// The functions that a kernel may call without leaving the subset.
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "kernelc/build.h"

namespace utvmc::kernelc {
namespace {

// math.h's functions of one and of two floating parameters, by their double names; each has a float
// twin with suffix f.
constexpr std::string_view kUnaryMath[] = {
    "acos", "acosh",     "asin", "asinh", "atan",  "atanh", "cbrt",  "ceil", "cos",   "cosh",
    "erf",  "erfc",      "exp",  "exp2",  "expm1", "fabs",  "floor", "log",  "log10", "log1p",
    "log2", "nearbyint", "rint", "round", "sin",   "sinh",  "sqrt",  "tan",  "tanh",  "trunc"};
constexpr std::string_view kBinaryMath[] = {"atan2", "copysign", "fdim",      "fmax", "fmin",
                                            "fmod",  "hypot",    "nextafter", "pow"};

void AddFunction(std::vector<KnownFunction>& list, std::string name, Type result,
                 std::vector<Type> parameters, bool is_pure) {
  list.push_back({std::move(name), result, std::move(parameters), is_pure});
}

std::vector<KnownFunction> ListFunctions() {
  std::vector<KnownFunction> list;
  for (const Scalar scalar : {Scalar::kDouble, Scalar::kFloat}) {
    const std::string suffix = scalar == Scalar::kFloat ? "f" : "";
    const Type type = {scalar, 0};
    for (const std::string_view name : kUnaryMath) {
      AddFunction(list, std::string(name) + suffix, type, {type}, true);
    }
    for (const std::string_view name : kBinaryMath) {
      AddFunction(list, std::string(name) + suffix, type, {type, type}, true);
    }
    AddFunction(list, "fma" + suffix, type, {type, type, type}, true);
    AddFunction(list, "ldexp" + suffix, type, {type, kInt32Type}, true);
  }
  const Type size = {Scalar::kUint64, 0};
  AddFunction(list, "TVMBackendAllocWorkspace", kVoidPointer,
              {kInt32Type, kInt32Type, size, kInt32Type, kInt32Type}, false);
  AddFunction(list, "TVMBackendFreeWorkspace", kInt32Type, {kInt32Type, kInt32Type, kVoidPointer},
              false);
  AddFunction(list, "TVMAPISetLastError", {Scalar::kVoid, 0}, {{Scalar::kChar, 1}}, false);
  return list;
}

}  // namespace

const KnownFunction* FindKnownFunction(std::string_view name) {
  static const std::vector<KnownFunction> list = ListFunctions();
  static const auto table = [] {
    std::unordered_map<std::string_view, const KnownFunction*> result;
    for (const KnownFunction& function : list) result.emplace(function.name, &function);
    return result;
  }();
  const auto found = table.find(name);
  return found == table.end() ? nullptr : found->second;
}

}  // namespace utvmc::kernelc
