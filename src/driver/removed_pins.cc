#include "driver/removed_pins.h"

#include <fmt/format.h>

namespace utvmc {

std::set<std::string> TensorNames(const ir::Program& program) {
  std::set<std::string> names;
  for (const ir::Tensor& tensor : program.tensors) names.insert(tensor.name);
  return names;
}

std::set<std::string> PinnedTensors(const CompileOptions& options) {
  std::set<std::string> names;
  for (const Pin& pin : options.pins) names.insert(pin.tensor);
  return names;
}

Status CheckPinsOfRemoved(const ir::Program& program, const std::set<std::string>& before,
                          const CompileOptions& options) {
  if (options.pins.empty()) return Ok();
  const std::set<std::string> after = TensorNames(program);
  for (const Pin& pin : options.pins) {
    if (!before.contains(pin.tensor) || after.contains(pin.tensor)) continue;
    return UserError(pin.where,
                     fmt::format("tensor \"{}\" cannot be in pool \"{}\": nothing that leads to an "
                                 "output reads it, so that it is left out",
                                 pin.tensor, pin.pool),
                     "leave out the pin");
  }
  return Ok();
}

}  // namespace utvmc
