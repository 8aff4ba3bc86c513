// Figures of a tensor.
#include "ir/program.h"

namespace utvmc::ir {

std::int64_t Tensor::Elements() const {
  std::int64_t product = 1;
  for (const std::int64_t dimension : shape) product *= dimension;
  return product;
}

}  // namespace utvmc::ir
