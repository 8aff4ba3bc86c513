// A kernel after lowering: a C function with typed buffers, and the steps in which it touches them.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "kernelc/ast.h"
#include "utvmc/diagnostic.h"

namespace utvmc::ir {

/// Half-open range [begin, end) of steps of one kernel. A step is one top-level statement of the
/// lowered body.
struct StepRange {
  int begin = 0;
  int end = 0;
  bool empty() const { return begin >= end; }
  friend bool operator==(StepRange, StepRange) = default;
};

enum class Role { kInput, kOutput, kScratch };

/// A buffer parameter. Arguments that the kernel never touches have none.
struct Parameter {
  Role role = Role::kInput;
  int argument = -1;  ///< index into Operator::arguments; kScratch: -1
  std::string name;   ///< C identifier, unique in the kernel
  kernelc::Scalar element = kernelc::Scalar::kVoid;
  std::int64_t elements = 0;
  StepRange live;  ///< input: [0, last read + 1); output: [first write, steps); scratch: first
                   ///< access to last + 1

  std::int64_t Bytes() const { return elements * kernelc::SizeOf(element); }
  friend bool operator==(const Parameter&, const Parameter&) = default;
};

/// An output that may be written over an input: wherever address(output) - address(input) is in
/// [min_distance, max_distance] bytes, the kernel computes what it computes with disjoint memory,
/// although both are live in the same steps. Scratch may take either part. Where a side has no
/// bound, the distance at which the two only touch stands for it: minus the bytes of the output,
/// or the bytes of the input.
struct InPlace {
  int input = 0;   ///< index into Kernel::parameters; an input or scratch: what is overwritten
  int output = 0;  ///< index into Kernel::parameters; an output or scratch: what is written over it
  std::int64_t min_distance = 0;
  std::int64_t max_distance = 0;
  friend bool operator==(const InPlace&, const InPlace&) = default;
};

/// Lowered natively: `function` has one kBuffer parameter per Parameter, in the same order.
struct NativeBody {
  kernelc::Function function;
  /// Steps before which the set of live buffers changes: a memory barrier is due there
  /// (docs/DESIGN.md). Kernel::in_place needs none.
  std::vector<int> handovers;
};

/// Carried over verbatim and called through TVM's packed convention.
struct PackedBody {
  std::size_t source = 0;     ///< index into Program::carried
  std::string function = {};  ///< its emitted name
  /// Of the C function: 3 in v0.6, 6 since; 5 from external code generators.
  int parameter_count = 6;
  std::string reason;  ///< completes "uses ..."

  /// The function stores a result and its type code.
  bool StoresResult() const { return parameter_count >= 5; }
  /// The function is given a resource_handle, by which it finds its workspace.
  bool TakesWorkspace() const { return parameter_count >= 6; }
};

struct Kernel {
  std::string symbol;  ///< TVM's name
  Location origin;     ///< file (its base name) and line of the definition
  std::vector<std::string> twins =
      {};            ///< TVM's names of further functions whose lowered code is this
  std::string name;  ///< short C name without the prefix; after passes: "op07_conv2d_add_clip"
  std::vector<Parameter> parameters;
  int steps = 1;          ///< at least 1
  bool can_fail = false;  ///< returns int32_t (0: ok) instead of void
  std::variant<NativeBody, PackedBody> body;
  /// Native kernels only; by input, then output; at most one entry for two parameters.
  std::vector<InPlace> in_place = {};

  bool IsNative() const { return std::holds_alternative<NativeBody>(body); }
};

/// A header that carried text includes with quotes and that lay beside its source.
struct CarriedHeader {
  std::string name;  ///< of the emitted file; the text that includes it says so too
  std::string file;  ///< base name of the original
  std::string text;  ///< symbols renamed
};

/// What is carried over of one C source for the sake of the packed kernels in it.
struct CarriedSource {
  std::string file;  ///< base name of the source
  std::string
      text;  ///< includes, macros, helpers and packed kernels, in their order, symbols renamed
  std::vector<std::string> externals = {};  ///< names with external linkage that `text` defines
  std::vector<std::size_t> uses =
      {};  ///< other entries of Program::carried that define what it calls
  std::vector<CarriedHeader> headers = {};
  std::vector<std::string> packed_functions =
      {};                    ///< names looked up at run time, e.g. "tvm.contrib.sort.argsort"
  bool keeps_state = false;  ///< has variables that live from call to call: not reentrant
  /// A function that allocates workspace has no parameter for it: a variable says which kernel's.
  bool shares_workspace = false;
};

}  // namespace utvmc::ir
