// TVM's calling convention, evaluated at compile time.
//
// A packed kernel opens with reads of args[i], of DLTensor fields and of shapes, and may check them
// (v0.6 checks everything). Since every one of these values is known from the graph, the function
// is run symbolically: pointers become values such as "data of argument 2", integers become
// literals, checks fold, and what is left of the body are accesses to typed buffers.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "kernelc/translation_unit.h"
#include "lowering/unpacked.h"
#include "utvmc/diagnostic.h"

namespace utvmc::lowering {

/// Evaluates the convention away. Error: an argument that the call does not pass or that the kernel
/// never takes, an element type other than the tensor's, a check that must fail, workspace of
/// unknown size, never freed or freed twice. kernelc::Unsupported: the function does something with
/// its pointers that typed buffers cannot express.
std::variant<Unpacked, kernelc::Unsupported, Diagnostic> Unpack(
    const kernelc::Function& packed, const std::vector<ArgumentFacts>& arguments,
    const std::string& file);

}  // namespace utvmc::lowering
