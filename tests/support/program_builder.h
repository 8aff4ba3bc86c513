// Small lowered programs and plans, made by hand: for tests of the layers behind lowering.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "ir/program.h"
#include "kernelc/build.h"
#include "kernelc/conversions.h"
#include "plan/memory_plan.h"

namespace utvmc::test {

/// The elements as a constant holds them. The tests run on little-endian hosts.
template <class T>
std::string BytesOf(std::initializer_list<T> values) {
  std::string bytes(values.size() * sizeof(T), '\0');
  std::size_t offset = 0;
  for (const T& value : values) {
    std::memcpy(bytes.data() + offset, &value, sizeof(T));
    offset += sizeof(T);
  }
  return bytes;
}

inline ir::DataType TypeOf(const char* text) { return *ir::ParseDataType(text); }

/// One buffer of SumKernel: role, name in C.
struct Buffer {
  ir::Role role = ir::Role::kInput;
  std::string name;
};

/// `out[i] = a[i] + b[i] + ...` over `elements` elements, every buffer of type `element`. The
/// buffers are arguments 0.. in their order; the last of them that is no scratch is the output.
/// With a scratch buffer the sum goes there first: two steps, with a handover between them.
class SumKernel {
 public:
  SumKernel(std::string name, kernelc::Scalar element, std::int64_t elements,
            std::vector<Buffer> buffers)
      : element_(element), elements_(elements) {
    kernel_.symbol = "tvmgen_default_fused_" + name;
    kernel_.name = std::move(name);
    kernel_.origin = {"kernels.c", 12, 0, ""};
    int argument = 0;
    for (const Buffer& buffer : buffers) AddBuffer(buffer, argument);
    AddBody();
    kernelc::MakeConversionsExplicit(function_);
    kernel_.body = ir::NativeBody{function_, handovers_};
  }

  ir::Kernel Get() const { return kernel_; }

 private:
  void AddBuffer(const Buffer& buffer, int& argument) {
    const bool is_scratch = buffer.role == ir::Role::kScratch;
    ir::Parameter parameter;
    parameter.role = buffer.role;
    parameter.argument = is_scratch ? -1 : argument++;
    parameter.name = buffer.name;
    parameter.element = element_;
    parameter.elements = elements_;
    kernel_.parameters.push_back(parameter);

    kernelc::Symbol symbol;
    symbol.name = buffer.name;
    symbol.kind = kernelc::SymbolKind::kBuffer;
    symbol.type = {element_, 0};
    symbol.elements = elements_;
    symbol.is_const = buffer.role == ir::Role::kInput;
    const kernelc::SymbolId id = function_.Add(symbol);
    function_.parameters.push_back(id);
    if (buffer.role == ir::Role::kInput) inputs_.push_back(id);
    if (buffer.role == ir::Role::kOutput) output_ = id;
    if (is_scratch) scratch_ = id;
  }

  kernelc::Expr At(kernelc::SymbolId buffer, kernelc::SymbolId i) const {
    return kernelc::MakeSubscript(kernelc::MakeVar(function_, buffer),
                                  kernelc::MakeVar(function_, i));
  }

  void AddLoop(kernelc::SymbolId target, const std::vector<kernelc::SymbolId>& terms) {
    kernelc::Symbol variable;
    variable.name = "i";
    variable.kind = kernelc::SymbolKind::kLoop;
    variable.type = {kernelc::Scalar::kInt32, 0};
    const kernelc::SymbolId i = function_.Add(variable);
    kernelc::Expr sum = At(terms[0], i);
    for (std::size_t t = 1; t < terms.size(); ++t) {
      sum = kernelc::MakeBinary(kernelc::BinaryOp::kAdd, std::move(sum), At(terms[t], i));
    }
    kernelc::Stmt assign{kernelc::Assign{At(target, i), std::move(sum)}, {}};
    kernelc::For loop{i, kernelc::MakeInt(0), kernelc::MakeInt(elements_), 1, {assign}};
    function_.body.push_back({std::move(loop), {}});
  }

  void AddBody() {
    if (!scratch_.valid()) {
      AddLoop(output_, inputs_);
      return;
    }
    AddLoop(scratch_, inputs_);
    AddLoop(output_, {scratch_});
    handovers_ = {1};
    kernel_.steps = 2;
  }

  kernelc::Scalar element_;
  std::int64_t elements_;
  ir::Kernel kernel_;
  kernelc::Function function_;
  std::vector<int> handovers_;
  std::vector<kernelc::SymbolId> inputs_;
  kernelc::SymbolId output_;
  kernelc::SymbolId scratch_;
};

/// Adds the parts of a program one by one, in the order of the graph.
class ProgramBuilder {
 public:
  explicit ProgramBuilder(std::string name = "network") {
    program.name = std::move(name);
    program.checksum = 0x9c41d7e0;
  }

  ir::TensorId Input(std::string name, const char* type, std::vector<std::int64_t> shape) {
    const ir::TensorId id = Add(std::move(name), ir::Tensor::Kind::kInput, type, std::move(shape));
    program.inputs.push_back(id);
    return id;
  }
  ir::TensorId Constant(std::string name, const char* type, std::vector<std::int64_t> shape,
                        std::string data) {
    const ir::TensorId id =
        Add(std::move(name), ir::Tensor::Kind::kConstant, type, std::move(shape));
    program[id].data = std::move(data);
    return id;
  }
  ir::TensorId Activation(std::string name, const char* type, std::vector<std::int64_t> shape) {
    return Add(std::move(name), ir::Tensor::Kind::kActivation, type, std::move(shape));
  }
  void Output(ir::TensorId id) { program.outputs.push_back(id); }

  ir::KernelId Kernel(ir::Kernel kernel) {
    program.kernels.push_back(std::move(kernel));
    return ir::KernelId(program.kernels.size() - 1);
  }
  /// `arguments`: inputs, then outputs.
  void Call(std::string name, ir::KernelId kernel, std::vector<ir::TensorId> arguments,
            int outputs = 1) {
    ir::Operator op;
    op.name = std::move(name);
    op.function = program[kernel].symbol;
    op.input_count = static_cast<int>(arguments.size()) - outputs;
    op.arguments = std::move(arguments);
    op.kernel = kernel;
    program.operators.push_back(std::move(op));
  }
  void Copy(std::string name, ir::TensorId from, ir::TensorId to) {
    ir::Operator op;
    op.name = std::move(name);
    op.kind = ir::Operator::Kind::kCopy;
    op.arguments = {from, to};
    op.input_count = 1;
    program.operators.push_back(std::move(op));
  }

  ir::Program program;

 private:
  ir::TensorId Add(std::string name, ir::Tensor::Kind kind, const char* type,
                   std::vector<std::int64_t> shape) {
    ir::Tensor tensor;
    tensor.name = std::move(name);
    tensor.kind = kind;
    tensor.type = TypeOf(type);
    tensor.shape = std::move(shape);
    return program.Add(std::move(tensor));
  }
};

/// A plan in which every buffer has bytes of its own for the whole run, one behind the other.
class PlanApart {
 public:
  PlanApart(const ir::Program& program, const CompileOptions& options)
      : program_(program), options_(options) {
    plan_.arenas.emplace_back();
    plan_.op_begin = {0};
    for (const ir::Operator& op : program.operators) {
      const int steps = op.kernel.valid() ? program[op.kernel].steps : 1;
      plan_.op_begin.push_back(plan_.op_begin.back() + steps);
    }
    plan_.tensor_allocation.assign(program.tensors.size(), -1);
    for (std::size_t i = 0; i < program.tensors.size(); ++i) {
      if (IsPlanned(ir::TensorId(i))) PlaceTensor(ir::TensorId(i));
    }
    for (std::size_t i = 0; i < program.operators.size(); ++i) PlaceScratch(ir::OperatorId(i));
    plan::Arena& arena = plan_.arenas[0];
    arena.bytes = std::max<std::int64_t>(RoundUp(end_, arena.align), 1);
    arena.lower_bound = arena.bytes;
    arena.technique = "apart";
  }

  plan::MemoryPlan Get() const { return plan_; }

 private:
  static std::int64_t RoundUp(std::int64_t value, std::int64_t multiple) {
    return (value + multiple - 1) / multiple * multiple;
  }

  bool IsPlanned(ir::TensorId id) const {
    const ir::Tensor& tensor = program_[id];
    if (tensor.kind == ir::Tensor::Kind::kConstant || program_.Root(id) != id) return false;
    if (options_.io == IoPlacement::kArena) return true;
    const auto is_root = [&](ir::TensorId output) { return program_.Root(output) == id; };
    return tensor.kind != ir::Tensor::Kind::kInput &&
           std::none_of(program_.outputs.begin(), program_.outputs.end(), is_root);
  }

  void Place(plan::Allocation allocation) {
    const std::int64_t element = kernelc::SizeOf(allocation.element);
    const std::int64_t align = std::max(element, options_.align);
    allocation.size = allocation.elements * element;
    allocation.offset = RoundUp(end_, align);
    allocation.alignment = align;
    allocation.live = {0, plan_.op_begin.back()};
    if (!program_.operators.empty()) {
      allocation.first_op = allocation.op.valid() ? allocation.op : ir::OperatorId(0);
      allocation.last_op =
          allocation.op.valid() ? allocation.op : ir::OperatorId(program_.operators.size() - 1);
    }
    end_ = allocation.offset + allocation.size;
    plan_.arenas[0].align = std::max(plan_.arenas[0].align, align);
    plan_.allocations.push_back(allocation);
  }

  void PlaceTensor(ir::TensorId id) {
    plan_.tensor_allocation[id.index()] = static_cast<int>(plan_.allocations.size());
    plan::Allocation allocation;
    allocation.tensor = id;
    allocation.element = ir::ElementType(program_[id].type);
    allocation.elements = std::max<std::int64_t>(program_[id].Elements(), 1);
    Place(allocation);
  }

  void PlaceScratch(ir::OperatorId op) {
    plan_.scratch_allocation.emplace_back();
    if (!program_[op].kernel.valid()) return;
    const std::vector<ir::Parameter>& parameters = program_[program_[op].kernel].parameters;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      plan_.scratch_allocation.back().push_back(-1);
      if (parameters[i].role != ir::Role::kScratch) continue;
      plan_.scratch_allocation.back().back() = static_cast<int>(plan_.allocations.size());
      plan::Allocation allocation;
      allocation.op = op;
      allocation.parameter = static_cast<int>(i);
      allocation.element = parameters[i].element;
      allocation.elements = parameters[i].elements;
      Place(allocation);
    }
  }

  const ir::Program& program_;
  const CompileOptions& options_;
  plan::MemoryPlan plan_;
  std::int64_t end_ = 0;  ///< of what is placed, bytes
};

}  // namespace utvmc::test
