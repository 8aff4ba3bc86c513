// Program: a model as utvmc sees it. Tensors are values: written once, by one operator, an input or
// a constant.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ir/data_type.h"
#include "ir/kernel.h"
#include "support/strong_id.h"
#include "utvmc/diagnostic.h"
#include "utvmc/result.h"

namespace utvmc::ir {

using TensorId = StrongId<struct TensorTag>;
using OperatorId = StrongId<struct OperatorTag>;
using KernelId = StrongId<struct KernelTag>;

struct Tensor {
  enum class Kind { kInput, kConstant, kActivation };

  std::string name = {};  ///< of the graph's node, any bytes; outputs 1.. of a node get "#1"...
  Kind kind = Kind::kActivation;
  DataType type = {};
  std::vector<std::int64_t> shape = {};  ///< [] is a scalar
  std::int64_t storage_id = -1;          ///< TVM's plan; only v0.8's linked parameters look at it

  /// Holds the same bytes as that tensor (`__nop`, `__copy`): never a chain after
  /// passes/alias_copies.
  TensorId alias_of = {};

  /// kConstant: Bytes() bytes, little endian, row-major.
  std::string data = {};

  std::int64_t Elements()
      const;  ///< product of shape; overflow was excluded when the tensor was read
  std::int64_t Bytes() const { return Elements() * type.Bytes(); }
};

struct Operator {
  enum class Kind {
    kCall,  ///< calls `kernel`
    kCopy,  ///< copies arguments[0] to arguments[1], which have the same size
  };
  std::string name = {};  ///< of the graph's node
  Location where = {};    ///< that node, for messages
  Kind kind = Kind::kCall;
  std::string function = {};  ///< TVM's func_name; "__nop" and "__copy" until passes/alias_copies
  bool flatten = false;       ///< flatten_data: each argument is passed as a 1-D tensor
  std::vector<TensorId> arguments = {};  ///< inputs, then outputs
  int input_count = 0;
  KernelId kernel = {};  ///< valid after lowering
};

struct Program {
  std::string name;            ///< prefix of every emitted symbol
  std::uint32_t checksum = 0;  ///< CRC-32 of graph.json, params.bin and the kernel sources
  std::vector<Tensor> tensors;
  std::vector<Operator> operators;  ///< in execution order
  bool keeps_order = false;         ///< the graph orders operators beyond what their data asks for
  bool is_reordered = false;  ///< the execution order is not the graph's, but needs less memory
  std::vector<Kernel> kernels;
  std::vector<CarriedSource> carried;
  std::vector<TensorId> inputs;   ///< in graph order
  std::vector<TensorId> outputs;  ///< heads in order; may repeat, may be inputs or constants

  Tensor& operator[](TensorId id) { return tensors[id.index()]; }
  const Tensor& operator[](TensorId id) const { return tensors[id.index()]; }
  Operator& operator[](OperatorId id) { return operators[id.index()]; }
  const Operator& operator[](OperatorId id) const { return operators[id.index()]; }
  Kernel& operator[](KernelId id) { return kernels[id.index()]; }
  const Kernel& operator[](KernelId id) const { return kernels[id.index()]; }

  /// The tensor whose bytes `id` shares: alias_of where valid, else `id`.
  TensorId Root(TensorId id) const {
    return (*this)[id].alias_of.valid() ? (*this)[id].alias_of : id;
  }

  TensorId Add(Tensor tensor) {
    tensors.push_back(std::move(tensor));
    return TensorId(tensors.size() - 1);
  }
};

/// Every invariant that later stages rely on: types, shapes and ids in range, constants have their
/// bytes, no chain of aliases, each activation written at most once and before it is read or leaves
/// the model, every kernel's parameters, steps and live ranges agree with its function, what
/// it does in place are pairs of its parameters that can share bytes at the same time, and argument
/// counts and sizes of every call agree with its kernel. Near-linear. An error here is
/// internal.
Status Verify(const Program& program);

/// Stable text of the whole program, for tests and debugging; no data of constants, no bodies of
/// kernels. One line each: `%0 input float32[1,4] "x"`, `@0 "dense" fused_dense (%0, %1) -> (%2)
/// kernel 0`, `kernel 0 ...` followed by its parameters and `out over p0 at [-16, 0]` for what it
/// may do in place.
std::string Dump(const Program& program);

}  // namespace utvmc::ir
