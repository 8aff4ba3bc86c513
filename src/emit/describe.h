// Facts about tensors and operators that more than one emitted file states, in the words of a
// comment; and which headers an element type needs.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ir/program.h"
#include "kernelc/ast.h"

namespace utvmc::emit {

/// "float32[1,4]"; a scalar is "float32[]".
std::string DescribeType(const ir::Tensor& tensor);

/// What a node does, without what every node of TVM has: "tvmgen_default_fused_nn_conv2d_add#1" is
/// "conv2d_add#1". Names that are not TVM's stay as they are, any bytes.
std::string ShortNodeName(std::string_view name);

/// The name of a node as a C string literal; what is longer than C99 promises to take is cut at
/// 1,000 bytes.
std::string NameLiteral(std::string_view name);

/// "conv2d_add", "copy of p0": for a comment.
std::string DescribeOperator(const ir::Operator& op);

/// "op 3", "op 3, 5"; of more than 12 the first 12 and "and N more".
std::string ListOperators(std::span<const int> operators);

/// The tensor whose bytes argument `parameter` of the operator's kernel is; a root. Not for
/// scratch.
ir::TensorId ArgumentTensor(const ir::Program& program, const ir::Operator& op,
                            const ir::Parameter& parameter);

/// By TensorId: the operators that read it, ascending. Only roots that are constants have any.
std::vector<std::vector<int>> ConstantUsers(const ir::Program& program);

/// By KernelId: the operators that call it, ascending.
std::vector<std::vector<int>> KernelUsers(const ir::Program& program);

/// Sum of the local arrays that the kernel declares, bytes; 0 for one that is carried over.
std::int64_t LocalArrayBytes(const ir::Kernel& kernel);

/// Length of a C array of so many elements: C has no empty ones.
std::int64_t ArrayLength(std::int64_t elements);

/// The headers that a file needs for the types, literals and calls in it.
struct Headers {
  bool math = false;     ///< <math.h>
  bool boolean = false;  ///< <stdbool.h>
  bool integer = false;  ///< <stdint.h>
  bool half = false;     ///< "utvm_half.h"

  void Add(kernelc::Scalar scalar);
  /// Parameters alone: what the declaration needs.
  void AddParameters(const ir::Kernel& kernel);
  /// The whole definition.
  void AddBody(const kernelc::Function& function);
};

}  // namespace utvmc::emit
