// How firmware calls a model: the functions and types around what the model's own header declares.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "utvmc/diagnostic.h"
#include "utvmc/model_sources.h"
#include "utvmc/result.h"

namespace utvmc {

enum class Api {
  kNative,   ///< network_run() and the arena's union, nothing else
  kStm32,    ///< ai_* of TVM's runtime for STM32: descriptors, handles, a registry of the models
  kTvmC,     ///< tvmgen_NAME_run() and its structs, TVM's interface of AOT code
  kTvmWrap,  ///< TVMWrap_*, that of utvm_staticrt_codegen and MLonMCU
};

/// real = scale * (quantized - zero_point)
struct Quantization {
  std::vector<float> scales;              ///< one, or one for each index of `axis`; positive
  std::vector<std::int32_t> zero_points;  ///< as many
  std::int32_t axis = -1;                 ///< of the tensor's shape; -1: one pair for all elements

  friend bool operator==(const Quantization&, const Quantization&) = default;
};

/// What a quantization file says about one input or output.
struct QuantizedTensor {
  std::string tensor;  ///< name of the input, or of the output as ApiOptions::output_names has it
  Quantization quantization;
  Location where = {};  ///< for messages
};

/// Reads a quantization file (docs/quantization.schema.json). Error: its place as a JSON pointer.
Result<std::vector<QuantizedTensor>> ReadQuantization(const SourceFile& file);

struct ApiOptions {
  Api api = Api::kNative;

  /// kTvmC: what TVM calls the module, after "tvmgen_". Empty: CompileOptions::name.
  std::string module = {};

  /// Names of the outputs, which graph.json does not have: as many as there are outputs, or empty:
  /// those that TVM's AOT code gives them, "output", or "output0", "output1"... of several.
  std::vector<std::string> output_names = {};

  /// kStm32: scale and zero point of inputs and outputs.
  std::vector<QuantizedTensor> quantization = {};
};

/// "native", "stm32", "tvm-c", "tvmwrap": as --api has it.
inline const char* Spell(Api api) {
  switch (api) {
    case Api::kStm32:
      return "stm32";
    case Api::kTvmC:
      return "tvm-c";
    case Api::kTvmWrap:
      return "tvmwrap";
    case Api::kNative:
      break;
  }
  return "native";
}

}  // namespace utvmc
