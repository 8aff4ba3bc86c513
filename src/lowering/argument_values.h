// The arguments of a packed call, read field by field: what `((TVMValue*)args)[2].v_handle` and the
// members of its DLTensor are, as far as the graph knows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "kernelc/ast.h"
#include "lowering/first_failure.h"
#include "lowering/known_value.h"
#include "lowering/unpacked.h"

namespace utvmc::lowering {

class ArgumentValues {
 public:
  ArgumentValues(const std::vector<ArgumentFacts>& arguments, FirstFailure& failure);

  // `expr` is the expression that is evaluated.

  /// args[index]; negative: unknown.
  Lowered Slot(const kernelc::Expr& expr, std::int64_t index);
  /// A member of a TVMValue, DLTensor, DLDataType or DLDevice.
  Lowered Field(const kernelc::Expr& expr, KnownValue base, const std::string& field);
  /// shape[axis] of an argument; negative: unknown.
  Lowered Extent(const kernelc::Expr& expr, std::size_t argument, std::int64_t axis);

  /// Arguments whose fields were read since ForgetRead(): those that a condition asks about.
  const std::set<std::size_t>& read() const { return read_; }
  void ForgetRead() { read_.clear(); }

  /// Fails at `where` if the kernel never takes one of the arguments.
  void CheckAllTaken(kernelc::Position where);

 private:
  Lowered TensorField(const kernelc::Expr& expr, std::size_t argument, const std::string& field);
  Lowered DataTypeField(const kernelc::Expr& expr, std::size_t argument, const std::string& field);

  const std::vector<ArgumentFacts>& arguments_;
  FirstFailure& failure_;
  std::vector<bool> taken_;  ///< by argument: args[i] is read
  std::set<std::size_t> read_;
};

}  // namespace utvmc::lowering
