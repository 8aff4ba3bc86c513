// What the two files of --api=stm32 are printed from.
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "emit/api.h"
#include "emit/sections.h"

namespace utvmc::emit {

/// One input or output.
struct Stm32Tensor {
  const ir::Tensor& tensor;
  const std::optional<Quantization>& quantization;
  bool is_input;
  std::size_t index;  ///< among its kind
  bool is_placed;     ///< in the arena

  std::string Name() const { return fmt::format("{}_{}", is_input ? "in" : "out", index); }
  std::string Macro(const Model& model) const {
    return fmt::format("{}_{}_{}", model.symbols.macro, is_input ? "IN" : "OUT", index);
  }
  std::string Data() const {
    return fmt::format("{}[{}]->dltensor.data", is_input ? "inputs" : "outputs", index);
  }
};

/// Inputs, then outputs, in the order of the model.
std::vector<Stm32Tensor> Stm32Tensors(const Model& model, const ApiPlan& api);

/// NAME_ai.h.
std::string Stm32Header(const Model& model, const std::vector<Stm32Tensor>& tensors);

}  // namespace utvmc::emit
