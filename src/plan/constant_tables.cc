#include "plan/constant_tables.h"

namespace utvmc::plan {

ir::ConstantTables FindConstantTables(const ir::Program& program, const MemoryPlan& plan) {
  return ir::FindConstantTables(
      program, [&](ir::TensorId constant) { return PlaceOf(program, plan, constant) != nullptr; });
}

}  // namespace utvmc::plan
