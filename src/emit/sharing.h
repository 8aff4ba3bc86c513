// What several models of one image have in common, so that it can be emitted once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "emit/sections.h"
#include "ir/program.h"

namespace utvmc::emit {

/// A kernel or a constant of at least two models.
struct SharedItem {
  struct Member {
    std::size_t model = 0;
    std::size_t index = 0;  ///< KernelId or TensorId in the model's program
    friend bool operator==(const Member&, const Member&) = default;
  };

  std::string name;             ///< emitted; empty until names are given
  std::vector<Member> members;  ///< ascending; the first is the one that is printed
};

struct Sharing {
  std::vector<SharedItem> kernels;    ///< in the order of their first members
  std::vector<SharedItem> constants;  ///< likewise
};

/// Constants are the same if element type and bytes are, whatever their names and shapes. Kernels
/// are the same if their lowered code is, up to the names of function, parameters and variables;
/// what is carried over is not compared. A constant that no operator reads is none.
Sharing FindShared(std::span<const ir::Program* const> programs);

/// Bytes of constants that are not emitted a second time.
std::int64_t SavedConstantBytes(std::span<const Model> models, const Sharing& sharing);

/// Kernels that are not emitted a second time.
std::int64_t SavedKernels(const Sharing& sharing);

}  // namespace utvmc::emit
