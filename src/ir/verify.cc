// Verify: one walk over tensors, kernels and operators, linear in their sizes but for sorting.
//
// Whatever fails here is a bug of ingest, lowering or a pass, so messages name ids, not places.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "ir/program.h"

namespace utvmc::ir {
namespace {

template <class... Arguments>
Diagnostic Broken(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  return InternalError(fmt::format(format, std::forward<Arguments>(arguments)...));
}

/// Bytes of `tensor`, or -1 where the shape is negative or overflows.
std::int64_t CheckedBytes(const Tensor& tensor) {
  // Zeros are left out of the bound, so that no order of multiplication can overflow.
  const std::int64_t limit = std::numeric_limits<std::int64_t>::max() / tensor.type.Bytes();
  std::int64_t product = 1;
  for (const std::int64_t dimension : tensor.shape) {
    if (dimension < 0) return -1;
    if (dimension == 0) continue;
    if (product > limit / dimension) return -1;
    product *= dimension;
  }
  return tensor.Bytes();
}

class Verifier {
 public:
  explicit Verifier(const Program& program) : program_(program) {}

  Status Run() {
    for (std::size_t i = 0; i < program_.tensors.size(); ++i) UTVMC_TRY(CheckTensor(i));
    for (std::size_t i = 0; i < program_.tensors.size(); ++i) UTVMC_TRY(CheckAlias(i));
    UTVMC_TRY(CheckInputs());
    for (std::size_t i = 0; i < program_.kernels.size(); ++i) UTVMC_TRY(CheckKernel(i));
    for (std::size_t i = 0; i < program_.operators.size(); ++i) UTVMC_TRY(CheckOperator(i));
    return CheckOutputs();
  }

 private:
  bool InRange(TensorId id) const { return id.valid() && id.index() < program_.tensors.size(); }

  Status CheckTensor(std::size_t i) {
    const Tensor& tensor = program_.tensors[i];
    if (!IsSupported(tensor.type)) return Broken("tensor {} has no supported type", i);
    const std::int64_t bytes = CheckedBytes(tensor);
    if (bytes < 0) return Broken("tensor {} has an impossible shape", i);
    const bool is_constant = tensor.kind == Tensor::Kind::kConstant;
    if (is_constant && tensor.data.size() != static_cast<std::size_t>(bytes)) {
      return Broken("constant {} holds {} bytes instead of {}", i, tensor.data.size(), bytes);
    }
    if (!is_constant && !tensor.data.empty()) {
      return Broken("tensor {} holds data but is no constant", i);
    }
    // Inputs and constants have their value from the beginning.
    available_.push_back(tensor.kind != Tensor::Kind::kActivation);
    return Ok();
  }

  Status CheckAlias(std::size_t i) {
    const Tensor& tensor = program_.tensors[i];
    if (!tensor.alias_of.valid()) return Ok();
    if (!InRange(tensor.alias_of)) return Broken("tensor {} is an alias of nothing", i);
    if (tensor.kind != Tensor::Kind::kActivation) {
      return Broken("tensor {} is an alias but no activation", i);
    }
    const Tensor& root = program_[tensor.alias_of];
    if (root.alias_of.valid()) return Broken("tensor {} is an alias of an alias", i);
    if (root.Bytes() != tensor.Bytes()) {
      return Broken("tensor {} is an alias of tensor {}, which has another size", i,
                    tensor.alias_of.value);
    }
    return Ok();
  }

  Status CheckInputs() {
    std::vector<bool> listed(program_.tensors.size());
    for (const TensorId id : program_.inputs) {
      if (!InRange(id)) return Broken("an input of the model is tensor {}", id.value);
      if (program_[id].kind != Tensor::Kind::kInput || listed[id.index()]) {
        return Broken("tensor {} is listed as an input but is none, or is listed twice", id.value);
      }
      listed[id.index()] = true;
    }
    for (std::size_t i = 0; i < listed.size(); ++i) {
      if (program_.tensors[i].kind == Tensor::Kind::kInput && !listed[i]) {
        return Broken("tensor {} is an input but is not listed", i);
      }
    }
    return Ok();
  }

  Status CheckKernel(std::size_t i) {
    const Kernel& kernel = program_.kernels[i];
    if (kernel.name.empty()) return Broken("kernel {} has no name", i);
    if (kernel.steps < 1) return Broken("kernel {} has {} steps", i, kernel.steps);
    std::set<std::string_view> names;
    std::set<int> arguments;
    for (const Parameter& parameter : kernel.parameters) {
      UTVMC_TRY(CheckParameter(i, parameter));
      if (parameter.name.empty() || !names.insert(parameter.name).second) {
        return Broken("kernel {} has a parameter without a name of its own: \"{}\"", i,
                      parameter.name);
      }
      if (parameter.argument >= 0 && !arguments.insert(parameter.argument).second) {
        return Broken("kernel {} has two parameters for argument {}", i, parameter.argument);
      }
    }
    if (const auto* packed = std::get_if<PackedBody>(&kernel.body)) {
      if (packed->source >= program_.carried.size()) {
        return Broken("kernel {} is carried over from no source", i);
      }
      return CheckInPlace(i);
    }
    UTVMC_TRY(CheckNative(i));
    return CheckInPlace(i);
  }

  Status CheckParameter(std::size_t i, const Parameter& parameter) {
    const Kernel& kernel = program_.kernels[i];
    const bool is_scratch = parameter.role == Role::kScratch;
    if (is_scratch != (parameter.argument == -1) || parameter.argument < -1) {
      return Broken("parameter {} of kernel {} has argument {}", parameter.name, i,
                    parameter.argument);
    }
    if (!kernelc::IsArithmetic(parameter.element) || parameter.elements < (is_scratch ? 1 : 0) ||
        parameter.elements > std::numeric_limits<std::int64_t>::max() / 8) {
      return Broken("parameter {} of kernel {} has an impossible size", parameter.name, i);
    }
    const StepRange live = parameter.live;
    const bool begins_well = parameter.role != Role::kInput || live.begin == 0;
    const bool ends_well = parameter.role != Role::kOutput || live.end == kernel.steps;
    if (live.begin < 0 || live.begin > live.end || live.end > kernel.steps || !begins_well ||
        !ends_well) {
      return Broken("parameter {} of kernel {} is live in [{}, {}) of {} steps", parameter.name, i,
                    live.begin, live.end, kernel.steps);
    }
    return Ok();
  }

  Status CheckInPlace(std::size_t i) {
    const Kernel& kernel = program_.kernels[i];
    std::set<std::pair<int, int>> pairs;
    for (const InPlace& pair : kernel.in_place) {
      const int count = static_cast<int>(kernel.parameters.size());
      if (std::min(pair.input, pair.output) < 0 || std::max(pair.input, pair.output) >= count) {
        return Broken("kernel {} writes parameter {} over parameter {} of {}", i, pair.output,
                      pair.input, count);
      }
      const Parameter& input = kernel.parameters[static_cast<std::size_t>(pair.input)];
      const Parameter& output = kernel.parameters[static_cast<std::size_t>(pair.output)];
      const bool is_possible = kernel.IsNative() && pair.input != pair.output &&
                               input.role != Role::kOutput && output.role != Role::kInput &&
                               kernelc::MayAlias(input.element, output.element);
      if (!is_possible || !pairs.insert(std::minmax(pair.input, pair.output)).second) {
        return Broken("kernel {} cannot write {} over {}", i, output.name, input.name);
      }
      if (pair.min_distance > pair.max_distance || pair.min_distance < -output.Bytes() ||
          pair.max_distance > input.Bytes()) {
        return Broken("kernel {} writes {} over {} at [{}, {}]", i, output.name, input.name,
                      pair.min_distance, pair.max_distance);
      }
    }
    return Ok();
  }

  Status CheckNative(std::size_t i) {
    const Kernel& kernel = program_.kernels[i];
    const auto& native = std::get<NativeBody>(kernel.body);
    const kernelc::Function& function = native.function;
    if (static_cast<std::size_t>(kernel.steps) != std::max<std::size_t>(1, function.body.size())) {
      return Broken("kernel {} has {} steps but {} statements", i, kernel.steps,
                    function.body.size());
    }
    if (function.parameters.size() != kernel.parameters.size()) {
      return Broken("kernel {} has {} parameters but its function has {}", i,
                    kernel.parameters.size(), function.parameters.size());
    }
    for (std::size_t p = 0; p < kernel.parameters.size(); ++p) {
      const kernelc::SymbolId id = function.parameters[p];
      if (!id.valid() || id.index() >= function.symbols.size()) {
        return Broken("parameter {} of kernel {} has no symbol", p, i);
      }
      const kernelc::Symbol& symbol = function[id];
      const Parameter& parameter = kernel.parameters[p];
      if (symbol.kind != kernelc::SymbolKind::kBuffer || symbol.type.IsPointer() ||
          symbol.type.scalar != parameter.element || symbol.elements != parameter.elements ||
          symbol.name != parameter.name) {
        return Broken("parameter {} of kernel {} differs from its symbol", parameter.name, i);
      }
    }
    int previous = -1;
    for (const int step : native.handovers) {
      if (step <= previous || step >= kernel.steps) {
        return Broken("kernel {} hands over before step {}", i, step);
      }
      previous = step;
    }
    return Ok();
  }

  Status CheckOperator(std::size_t i) {
    const Operator& op = program_.operators[i];
    if (op.input_count < 0 || static_cast<std::size_t>(op.input_count) > op.arguments.size()) {
      return Broken("operator {} has {} inputs among {} arguments", i, op.input_count,
                    op.arguments.size());
    }
    const auto inputs = static_cast<std::size_t>(op.input_count);
    for (std::size_t a = 0; a < op.arguments.size(); ++a) {
      const TensorId id = op.arguments[a];
      if (!InRange(id)) return Broken("argument {} of operator {} is tensor {}", a, i, id.value);
      if (a < inputs && !available_[program_.Root(id).index()]) {
        return Broken("operator {} reads tensor {} before it is written", i, id.value);
      }
    }
    for (std::size_t a = inputs; a < op.arguments.size(); ++a) {
      const TensorId id = op.arguments[a];
      const bool is_free = program_[id].kind == Tensor::Kind::kActivation &&
                           !program_[id].alias_of.valid() && !available_[id.index()];
      if (!is_free) {
        return Broken("operator {} writes tensor {}, which has a value already", i, id.value);
      }
      available_[id.index()] = true;
    }
    return op.kind == Operator::Kind::kCopy ? CheckCopy(i) : CheckCall(i);
  }

  Status CheckCopy(std::size_t i) {
    const Operator& op = program_.operators[i];
    if (op.input_count != 1 || op.arguments.size() != 2 ||
        program_[op.arguments[0]].Bytes() != program_[op.arguments[1]].Bytes()) {
      return Broken("operator {} is no copy of one tensor to another of the same size", i);
    }
    return Ok();
  }

  Status CheckCall(std::size_t i) {
    const Operator& op = program_.operators[i];
    if (!op.kernel.valid()) {
      // Before lowering no operator has a kernel, afterwards all have.
      return program_.kernels.empty() ? Ok() : Status(Broken("operator {} has no kernel", i));
    }
    if (op.kernel.index() >= program_.kernels.size()) {
      return Broken("operator {} calls kernel {}", i, op.kernel.value);
    }
    for (const Parameter& parameter : program_[op.kernel].parameters) {
      if (parameter.role == Role::kScratch) continue;
      const bool is_input = parameter.argument < op.input_count;
      if (static_cast<std::size_t>(parameter.argument) >= op.arguments.size() ||
          is_input != (parameter.role == Role::kInput)) {
        return Broken("operator {} lacks argument {} of kernel {}", i, parameter.argument,
                      op.kernel.value);
      }
      const TensorId id = op.arguments[static_cast<std::size_t>(parameter.argument)];
      if (program_[id].Bytes() != parameter.Bytes()) {
        return Broken("operator {} passes {} bytes for the {} bytes of parameter {}", i,
                      program_[id].Bytes(), parameter.Bytes(), parameter.name);
      }
    }
    return Ok();
  }

  Status CheckOutputs() {
    for (const TensorId id : program_.outputs) {
      if (!InRange(id)) return Broken("an output of the model is tensor {}", id.value);
      if (!available_[program_.Root(id).index()]) {
        return Broken("output tensor {} is never written", id.value);
      }
    }
    return Ok();
  }

  const Program& program_;
  std::vector<bool> available_;  ///< by TensorId: has a value at this point of the walk
};

}  // namespace

Status Verify(const Program& program) { return Verifier(program).Run(); }

}  // namespace utvmc::ir
