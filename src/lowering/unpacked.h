// What unpacking a kernel starts from and what it gives: plain data.
#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "ir/data_type.h"
#include "kernelc/translation_unit.h"

namespace utvmc::lowering {

/// What the graph knows of one argument of a call.
struct ArgumentFacts {
  ir::DataType type;
  std::vector<std::int64_t> shape;
  bool is_output = false;

  friend auto operator<=>(const ArgumentFacts& a, const ArgumentFacts& b) {
    return std::tie(a.type.code, a.type.bits, a.shape, a.is_output) <=>
           std::tie(b.type.code, b.type.bits, b.shape, b.is_output);
  }
  friend bool operator==(const ArgumentFacts&, const ArgumentFacts&) = default;
};

/// A buffer of the unpacked function: what its kBuffer symbol stands for.
struct BoundBuffer {
  enum class Origin { kArgument, kLinkedConstant, kWorkspace };
  Origin origin = Origin::kArgument;
  int argument = -1;       ///< kArgument: position in the call
  std::string constant;    ///< kLinkedConstant: its name in the translation unit
  std::int64_t bytes = 0;  ///< kWorkspace: as allocated
  kernelc::SymbolId symbol;
};

/// TVM reuses workspace for values of another type once the first ones are dead. Each use becomes a
/// buffer of its own, which is right only if nothing of it is read before it was written.
struct WorkspaceReuse {
  kernelc::SymbolId symbol;     ///< the later buffer
  kernelc::Unsupported reason;  ///< what to say where it cannot be proved
};

/// A function without calling convention. Its parameters are the symbols of `buffers` that it
/// accesses, each with its element type and length; its result is int32_t and may be void later.
struct Unpacked {
  kernelc::Function function;
  std::vector<BoundBuffer> buffers;
  std::vector<WorkspaceReuse> reuses;
};

}  // namespace utvmc::lowering
