// What every operator of a model computes, found out without utvmc's lowering and planner: TVM's
// kernels as they are, called in the order of the graph, each tensor in memory of its own.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace utvmc {

/// By name of a node's output: the bytes of each tensor of that name, one inference.
using TensorDumps = std::map<std::string, std::vector<std::string>>;

/// `inputs`: of one inference, in graph order. Aborts the test where the kernels do not build.
TensorDumps RunPackedReference(const std::string& model_folder,
                               const std::vector<std::string>& inputs,
                               const std::vector<std::string>& compiler);

}  // namespace utvmc
