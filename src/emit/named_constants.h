// What becomes of a kernel's constants: it reads them by their names, where a parameter would be
// passed the same array at every call; or from a table, where several operators have their own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "emit/symbols.h"
#include "ir/constant_tables.h"
#include "ir/program.h"
#include "plan/memory_plan.h"

namespace utvmc::emit {

struct NamedConstants {
  /// By kernel, by parameter: the constant that stands in the parameter's place; invalid: it is a
  /// parameter. Of native kernels that the model defines itself: inputs for which all calls pass
  /// one constant that stays in flash, with the element type that the kernel reads.
  std::vector<std::vector<ir::TensorId>> by_kernel;
  /// Every constant that the kernels' file sees: all of the model, or none if no kernel reads any.
  std::set<std::string> visible;
  ir::ConstantTables tables = {};

  bool HasTable(ir::KernelId kernel) const { return !tables.fields[kernel.index()].empty(); }
};

NamedConstants FindNamedConstants(const ir::Program& program, const plan::MemoryPlan& plan,
                                  const Symbols& symbols);

/// The parameter by which a kernel gets the address of its table.
inline constexpr const char* kTableParameter = "constants";

/// Stands for the address of the table in ParameterOrder().
inline constexpr std::size_t kTable = static_cast<std::size_t>(-1);

/// The parameters that stay, as indices, in the order in which they are emitted: the table is where
/// its first constant was; behind all others the first scratch of a kernel that has a table and
/// more scratch. (As the fifth argument an address stays in memory on Arm, where gcc -Os finds it
/// without a register. It is that of the padded input, which many loops read; in a register it
/// costs one of the innermost loop's: 2 % of the instructions of dscnn_kws on a Cortex-M4F.)
std::vector<std::size_t> ParameterOrder(const ir::Program& program, ir::KernelId kernel,
                                        const NamedConstants& constants);

/// One constant in a table.
struct TableField {
  std::string type;  ///< of its elements
  std::string name;
  std::int64_t elements = 0;
};

/// What is emitted of a kernel.
struct KernelAsEmitted {
  /// Without the parameters that are replaced. Their symbols have the names of the constants, and
  /// no other symbol has that of a visible one, or is called "constants" where there is a table.
  /// What the kernel does in place is left out. Its rows have names (kernelc/row_pointers.h).
  ir::Kernel kernel;
  std::vector<bool> unaliased;          ///< by parameter that stays, see FindUnaliased
  std::vector<std::string> reads;       ///< names of the constants, in the order of the parameters
  std::vector<TableField> fields = {};  ///< of its table; none: it has none
  std::size_t table_at = 0;             ///< position among the parameters that stay
};

/// `unaliased`: by parameter of the kernel in `program`.
KernelAsEmitted ReplaceParameters(const ir::Program& program, ir::KernelId kernel,
                                  const std::vector<bool>& unaliased,
                                  const NamedConstants& constants, const Symbols& symbols);

}  // namespace utvmc::emit
