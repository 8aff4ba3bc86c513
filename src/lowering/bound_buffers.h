// The buffers that a packed kernel's pointers turn out to be: arguments, linked constants and
// workspace; with which element type each is accessed, and that workspace is freed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "kernelc/ast.h"
#include "lowering/first_failure.h"
#include "lowering/known_value.h"
#include "lowering/unpacked.h"

namespace utvmc::lowering {

class BoundBuffers {
 public:
  /// Adds a buffer for every argument. Symbols, buffers and reuses are those of `out`.
  BoundBuffers(Unpacked& out, const std::vector<ArgumentFacts>& arguments, FirstFailure& failure);

  /// The buffer of a constant of the file.
  KnownValue BindConstant(kernelc::SymbolId id);
  /// TVMBackendAllocWorkspace; `bytes` is nothing if the size is not constant.
  Lowered Allocate(const kernelc::Expr& expr, std::optional<std::int64_t> bytes);
  /// TVMBackendFreeWorkspace.
  Lowered Free(const kernelc::Expr& expr, const Lowered& pointer);
  /// Workspace is called like the variable that holds it.
  void NameWorkspace(const Lowered& value, kernelc::SymbolId variable);

  /// buffer[index], accessed as what `pointer` points to: the type to which the kernel cast it.
  Lowered Element(const kernelc::Expr& expr, std::size_t buffer, kernelc::Type pointer,
                  kernelc::Expr index);
  /// Fails if `target` is an element of an input or of a constant.
  void CheckWritable(kernelc::Position where, const kernelc::Expr& target);

  /// A top-level statement ends: workspace may be used as another type after it.
  void EndStep() { ++step_; }

  /// Fails if workspace was not freed.
  void CheckAllFreed();
  /// Leaves only the buffers that are accessed and makes them the function's parameters.
  void BecomeParameters();

 private:
  struct Use {
    std::size_t buffer;
    std::size_t last_step;
  };

  std::size_t Add(BoundBuffer buffer, std::optional<kernelc::Scalar> accessed);
  bool IsWorkspace(std::size_t buffer) const;
  bool HasNoElements(const BoundBuffer& buffer) const;
  /// The buffer that workspace stands for in this step: a new one where the type changes between
  /// steps.
  std::size_t CurrentUse(std::size_t workspace, kernelc::Scalar element, kernelc::Position where);
  /// A bool tensor is bytes of 0 and 1, which kernels access as bool, int8_t or uint8_t.
  bool CheckElementType(const kernelc::Expr& expr, std::size_t buffer, kernelc::Scalar element);

  Unpacked& out_;
  const std::vector<ArgumentFacts>& arguments_;
  FirstFailure& failure_;
  /// By buffer: the element type of its accesses.
  std::vector<std::optional<kernelc::Scalar>> accessed_;
  std::map<std::size_t, kernelc::Position> open_workspaces_;
  std::map<std::size_t, Use> uses_;  ///< by workspace: the buffer that stands for it now
  std::size_t step_ = 0;             ///< top-level statement at hand
};

}  // namespace utvmc::lowering
