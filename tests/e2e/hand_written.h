// Models written by hand for one behaviour, in the words of TVM v0.14.
#pragma once

#include <string>
#include <vector>

namespace utvmc {

/// A node of graph.json: an input or a constant if it has no arguments, else a call of the kernel
/// that has its name.
struct HandWrittenNode {
  std::string name;
  std::vector<int> arguments;  ///< nodes
  std::string type;
  int elements = 0;
};

/// graph.json of these nodes, of which `heads` are the outputs.
std::string HandWrittenGraph(const std::vector<HandWrittenNode>& nodes,
                             const std::vector<int>& heads);

/// What a kernels.c begins with.
std::string HandWrittenHead();

/// A kernel; `body` finds its arguments' data at (void *) p0_1, p1_1, ... and, last, out_1.
std::string HandWrittenKernel(const std::string& name, int inputs, const std::string& body);

}  // namespace utvmc
