// What a C source has declared so far, seen from inside a function body: decides whether a name is
// in the subset, outside it, or wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "kernelc/type.h"

namespace utvmc::kernelc {

/// The names view the source's text.
struct FileScope {
  struct Constant {
    Scalar element = Scalar::kVoid;
    std::int64_t elements = 0;
  };

  std::string path;
  std::string_view text;
  std::unordered_set<std::string_view> object_macros;
  std::unordered_set<std::string_view> function_macros;
  std::unordered_set<std::string_view> defined_functions;
  std::unordered_set<std::string_view> declared_functions;
  std::unordered_map<std::string_view, Constant> constants;
  std::unordered_set<std::string_view> module_variables;  ///< of type void*
  std::unordered_set<std::string_view> variables;         ///< any other variable
  std::unordered_set<std::string_view> declared_names;    ///< typedefs, tags, enumerators
  bool has_foreign_includes = false;  ///< headers that are neither TVM's nor the C library's
};

/// True for headers of TVM, of DLPack and of the C standard library: "math.h",
/// "tvm/runtime/c_runtime_api.h".
bool IsKnownHeader(std::string_view name);

/// Macros of the C standard library that are outside the subset: "INT64_C", "FLT_MAX", "assert".
bool IsLibraryMacro(std::string_view name);
/// Functions of the C standard library that are outside the subset: "memcpy".
bool IsLibraryFunction(std::string_view name);
/// Functions, types and error codes of TVM's headers that are outside the subset:
/// "TVMBackendParallelLaunch", "TVMFunctionHandle", "kTvmErrorNoError".
bool IsTvmName(std::string_view name);

/// True for the names that vectorised TVM kernels give to vector types: a scalar type and a number
/// of lanes ("float8", "int32_t4").
bool IsVectorType(std::string_view name);

/// True for what the file has declared so far, and for what the C library and TVM's headers declare
/// as far as it is listed here.
bool IsKnownName(const FileScope& file, std::string_view name);

/// The value of an enumerator of TVM's headers (kDLCPU, kTVMDLTensorHandle, ...).
std::optional<std::int64_t> FindEnumerator(std::string_view name);

}  // namespace utvmc::kernelc
