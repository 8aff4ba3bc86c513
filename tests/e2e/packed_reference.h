// What every operator of a model computes, found out without utvmc's lowering and planner: TVM's
// kernels as they are, called in the order of the graph, each tensor in memory of its own.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ir/program.h"
#include "temporary_folder.h"

namespace utvmc {

/// By name of a node's output: the bytes of each tensor of that name, one inference.
using TensorDumps = std::map<std::string, std::vector<std::string>>;

class PackedReference {
 public:
  /// Builds it, without contraction to FMA. Aborts the test where that fails.
  explicit PackedReference(const std::string& model_folder);

  /// `inputs`: of one inference, in graph order.
  TensorDumps Run(const std::vector<std::string>& inputs) const;

 private:
  std::string Path(const char* name) const { return folder_.path() + "/" + name; }

  ir::Program program_;
  tools::TemporaryFolder folder_;
};

}  // namespace utvmc
