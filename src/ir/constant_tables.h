// Tables of constants. Operators that share a kernel have constants of their own; each hands it one
// address, that of a table with the addresses of its constants.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "ir/program.h"

namespace utvmc::ir {

struct ConstantTables {
  /// By KernelId: the parameters that the kernel reads from its table, ascending; none, or two and
  /// more.
  std::vector<std::vector<std::size_t>> fields;
  /// By operator: the first one with the same table; invalid: it hands over none.
  std::vector<OperatorId> table;

  bool empty() const { return bytes == 0; }
  /// Of all tables on a chip with addresses of 32 bits.
  std::int64_t bytes = 0;
};

/// Of native kernels that several operators call: inputs for which each passes a constant with the
/// element type that the kernel reads, and not all the same one, where there are at least two such
/// inputs. `is_in_ram`: constants that are copied to RAM have no address that is constant.
ConstantTables FindConstantTables(const Program& program,
                                  const std::function<bool(TensorId)>& is_in_ram);

}  // namespace utvmc::ir
