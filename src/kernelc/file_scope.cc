// The names that come from headers, which utvmc never reads.
#include "kernelc/file_scope.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

#include "kernelc/build.h"

namespace utvmc::kernelc {
namespace {

// Each table is sorted: the look-ups below are binary searches.
constexpr std::string_view kLibraryHeaders[] = {
    "assert.h",   "complex.h",  "ctype.h",  "errno.h",   "fenv.h",   "float.h",
    "inttypes.h", "iso646.h",   "limits.h", "locale.h",  "math.h",   "setjmp.h",
    "signal.h",   "stdalign.h", "stdarg.h", "stdbool.h", "stddef.h", "stdint.h",
    "stdio.h",    "stdlib.h",   "string.h", "tgmath.h",  "time.h",   "wchar.h"};

constexpr std::string_view kLibraryMacros[] = {
    "CHAR_BIT",   "DBL_EPSILON", "DBL_MAX",   "DBL_MIN",    "EOF",       "FLT_EPSILON", "FLT_MAX",
    "FLT_MIN",    "HUGE_VAL",    "HUGE_VALF", "INT16_C",    "INT16_MAX", "INT16_MIN",   "INT32_C",
    "INT32_MAX",  "INT32_MIN",   "INT64_C",   "INT64_MAX",  "INT64_MIN", "INT8_C",      "INT8_MAX",
    "INT8_MIN",   "INTMAX_C",    "INT_MAX",   "INT_MIN",    "LONG_MAX",  "LONG_MIN",    "M_E",
    "M_PI",       "SIZE_MAX",    "UINT16_C",  "UINT16_MAX", "UINT32_C",  "UINT32_MAX",  "UINT64_C",
    "UINT64_MAX", "UINT8_C",     "UINT8_MAX", "UINTMAX_C",  "UINT_MAX",  "assert",      "errno",
    "fpclassify", "isfinite",    "isinf",     "isnan",      "isnormal",  "offsetof",    "signbit",
    "stderr",     "stdin",       "stdout"};

constexpr std::string_view kLibraryFunctions[] = {
    "abort",      "abs",     "atexit",  "calloc",  "exit",    "fflush",   "fprintf", "fputs",
    "free",       "frexp",   "frexpf",  "ilogb",   "ilogbf",  "imaxabs",  "labs",    "lgamma",
    "lgammaf",    "llabs",   "llrint",  "llround", "logb",    "logbf",    "lrint",   "lrintf",
    "lround",     "lroundf", "malloc",  "memcmp",  "memcpy",  "memmove",  "memset",  "modf",
    "modff",      "printf",  "putchar", "puts",    "qsort",   "rand",     "realloc", "remainder",
    "remainderf", "remquo",  "remquof", "scalbn",  "scalbnf", "snprintf", "sprintf", "srand",
    "strcmp",     "strcpy",  "strlen",  "strncmp", "tgamma",  "tgammaf"};

// Functions and types of TVM's headers, as far as utvmc makes nothing of them.
constexpr std::string_view kTvmNames[] = {"FTVMParallelLambda",
                                          "TVMArrayHandle",
                                          "TVMBackendGetFuncFromEnv",
                                          "TVMBackendPackedCFunc",
                                          "TVMBackendParallelBarrier",
                                          "TVMBackendParallelLaunch",
                                          "TVMBackendRegisterEnvCAPI",
                                          "TVMBackendRegisterSystemLibSymbol",
                                          "TVMBackendRunOnce",
                                          "TVMDeviceExtType",
                                          "TVMFuncCall",
                                          "TVMFuncRegisterGlobal",
                                          "TVMFuncRegistry",
                                          "TVMFunctionHandle",
                                          "TVMGetLastError",
                                          "TVMLogf",
                                          "TVMModule",
                                          "TVMModuleHandle",
                                          "TVMParallelGroupEnv",
                                          "TVMPlatformAbort",
                                          "TVMPlatformMemoryAllocate",
                                          "TVMPlatformMemoryFree",
                                          "TVMRetValueHandle",
                                          "TVMSystemLibEntryPoint",
                                          "tvm_crt_error_category_t",
                                          "tvm_crt_error_t"};

constexpr std::string_view kVectorScalars[] = {"bool",     "double",   "float",    "half",
                                               "int16_t",  "int32_t",  "int64_t",  "int8_t",
                                               "uint16_t", "uint32_t", "uint64_t", "uint8_t"};

struct Enumerator {
  std::string_view name;
  std::int64_t value;
};
// The enumerators of runtime/dlpack and runtime/tvm, in the spellings of v0.6 to v0.18.
constexpr Enumerator kEnumerators[] = {{"kArrayHandle", 7},
                                       {"kBytes", 12},
                                       {"kDLAOCL", 32},
                                       {"kDLBfloat", 4},
                                       {"kDLBool", 6},
                                       {"kDLCPU", 1},
                                       {"kDLCPUPinned", 3},
                                       {"kDLCUDA", 2},
                                       {"kDLCUDAHost", 3},
                                       {"kDLCUDAManaged", 13},
                                       {"kDLComplex", 5},
                                       {"kDLDevice", 6},
                                       {"kDLExtDev", 12},
                                       {"kDLFloat", 2},
                                       {"kDLGPU", 2},
                                       {"kDLHexagon", 16},
                                       {"kDLInt", 0},
                                       {"kDLMAIA", 17},
                                       {"kDLMetal", 8},
                                       {"kDLMicroDev", 35},
                                       {"kDLOneAPI", 14},
                                       {"kDLOpaqueHandle", 3},
                                       {"kDLOpenCL", 4},
                                       {"kDLROCM", 10},
                                       {"kDLROCMHost", 11},
                                       {"kDLSDAccel", 33},
                                       {"kDLUInt", 1},
                                       {"kDLVPI", 9},
                                       {"kDLVulkan", 7},
                                       {"kDLWebGPU", 15},
                                       {"kFuncHandle", 10},
                                       {"kHandle", 3},
                                       {"kModuleHandle", 9},
                                       {"kNDArrayContainer", 13},
                                       {"kNodeHandle", 8},
                                       {"kNull", 4},
                                       {"kObjectCell", 14},
                                       {"kObjectHandle", 8},
                                       {"kOpenGL", 34},
                                       {"kStr", 11},
                                       {"kTVMArgBool", 15},
                                       {"kTVMArgFloat", 2},
                                       {"kTVMArgInt", 0},
                                       {"kTVMBytes", 12},
                                       {"kTVMContext", 6},
                                       {"kTVMDLTensorHandle", 7},
                                       {"kTVMDataType", 5},
                                       {"kTVMModuleHandle", 9},
                                       {"kTVMNDArrayHandle", 13},
                                       {"kTVMNullptr", 4},
                                       {"kTVMObjectHandle", 8},
                                       {"kTVMObjectRValueRefArg", 14},
                                       {"kTVMOpaqueHandle", 3},
                                       {"kTVMPackedFuncHandle", 10},
                                       {"kTVMStr", 11},
                                       {"kTVMType", 5}};

template <std::size_t N>
bool Contains(const std::string_view (&sorted)[N], std::string_view name) {
  return std::binary_search(std::begin(sorted), std::end(sorted), name);
}

template <std::size_t N>
constexpr bool IsSorted(const std::string_view (&names)[N]) {
  return std::is_sorted(std::begin(names), std::end(names));
}
static_assert(IsSorted(kLibraryHeaders));
static_assert(IsSorted(kLibraryMacros));
static_assert(IsSorted(kLibraryFunctions));
static_assert(IsSorted(kTvmNames));
static_assert(IsSorted(kVectorScalars));
static_assert(std::ranges::is_sorted(kEnumerators, {}, &Enumerator::name));

}  // namespace

bool IsKnownHeader(std::string_view name) {
  return name.starts_with("tvm/") || name == "dlpack/dlpack.h" || Contains(kLibraryHeaders, name);
}

bool IsLibraryMacro(std::string_view name) { return Contains(kLibraryMacros, name); }

bool IsLibraryFunction(std::string_view name) { return Contains(kLibraryFunctions, name); }

bool IsTvmName(std::string_view name) {
  return Contains(kTvmNames, name) || name.starts_with("kTvmError");
}

bool IsVectorType(std::string_view name) {
  // No scalar type's name ends in a digit, so the lanes are exactly the digits at the end.
  const std::size_t last_letter = name.find_last_not_of("0123456789");
  if (last_letter == std::string_view::npos || last_letter + 1 == name.size()) return false;
  const std::string_view lanes = name.substr(last_letter + 1);
  if (lanes.front() == '0' || lanes == "1" || lanes.size() > 4) return false;
  return Contains(kVectorScalars, name.substr(0, last_letter + 1));
}

std::optional<std::int64_t> FindEnumerator(std::string_view name) {
  const auto found = std::ranges::lower_bound(kEnumerators, name, {}, &Enumerator::name);
  if (found == std::end(kEnumerators) || found->name != name) return std::nullopt;
  return found->value;
}

bool IsKnownName(const FileScope& file, std::string_view name) {
  return file.object_macros.contains(name) || file.function_macros.contains(name) ||
         file.defined_functions.contains(name) || file.declared_functions.contains(name) ||
         file.constants.contains(name) || file.module_variables.contains(name) ||
         file.variables.contains(name) || file.declared_names.contains(name) ||
         IsLibraryMacro(name) || IsLibraryFunction(name) || IsTvmName(name) ||
         FindEnumerator(name).has_value() || FindKnownFunction(name) != nullptr ||
         name.starts_with("__builtin_") || name.ends_with("_t");
}

}  // namespace utvmc::kernelc
