#include "lowering/lowering.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "kernelc/printer.h"
#include "lowering/carried.h"
#include "lowering/native.h"
#include "lowering/workspaces.h"
#include "support/operator_name.h"
#include "support/paths.h"

namespace utvmc::lowering {
namespace {

using kernelc::FunctionItem;
using kernelc::TranslationUnit;

struct Definition {
  std::size_t unit = 0;
  const kernelc::Item* item = nullptr;
  const FunctionItem& function() const { return std::get<FunctionItem>(item->node); }
};

/// One function, specialised for arguments of these types and shapes.
struct Instance {
  ir::KernelId kernel;
  std::vector<ir::TensorId> linked_constants;
};

class Lowerer {
 public:
  Lowerer(ir::Program& program, const std::vector<TranslationUnit>& units,
          const std::vector<SourceFile>& headers, const CompileOptions& options)
      : program_(program), units_(units), headers_(headers), options_(options) {
    for (std::size_t u = 0; u < units.size(); ++u) {
      for (const kernelc::Item& item : units[u].items) {
        const auto* function = std::get_if<FunctionItem>(&item.node);
        if (function != nullptr && !function->is_static)
          definitions_[function->name].push_back({u, &item});
      }
    }
  }

  Status Run() {
    for (std::size_t i = 0; i < program_.operators.size(); ++i) {
      if (program_.operators[i].kind == ir::Operator::Kind::kCall)
        UTVMC_TRY(LowerCall(ir::OperatorId(i)));
    }
    CarryPackedKernels();
    return Ok();
  }

 private:
  Status LowerCall(ir::OperatorId id) {
    const ir::Operator& op = program_[id];
    const std::vector<ArgumentFacts> facts = Facts(op);
    const auto key = std::make_pair(op.function, facts);
    auto found = instances_.find(key);
    if (found == instances_.end()) {
      UTVMC_ASSIGN(Instance instance, Instantiate(id, facts));
      found = instances_.emplace(key, std::move(instance)).first;
    }
    Bind(program_[id], found->second);
    return Ok();
  }

  std::vector<ArgumentFacts> Facts(const ir::Operator& op) const {
    std::vector<ArgumentFacts> facts;
    for (std::size_t i = 0; i < op.arguments.size(); ++i) {
      const ir::Tensor& tensor = program_[op.arguments[i]];
      ArgumentFacts argument{tensor.type, tensor.shape, static_cast<int>(i) >= op.input_count};
      if (op.flatten) argument.shape = {tensor.Elements()};
      facts.push_back(std::move(argument));
    }
    return facts;
  }

  /// Linked constants are passed between inputs and outputs.
  static void Bind(ir::Operator& op, const Instance& instance) {
    op.kernel = instance.kernel;
    op.arguments.insert(op.arguments.begin() + op.input_count, instance.linked_constants.begin(),
                        instance.linked_constants.end());
    op.input_count += static_cast<int>(instance.linked_constants.size());
  }

  Result<Definition> Find(const ir::Operator& op) const {
    const auto found = definitions_.find(op.function);
    if (found == definitions_.end()) {
      return UserError(
          op.where,
          fmt::format("no source defines kernel '{}', which node '{}' calls", op.function, op.name),
          "pass every .c file that TVM wrote for this graph");
    }
    const Definition& first = found->second[0];
    if (found->second.size() > 1) {
      const Definition& second = found->second[1];
      const kernelc::Position where = second.function().where;
      return UserError({units_[second.unit].source.path, where.line, where.column, {}},
                       fmt::format("kernel '{}' is defined twice, first at {}:{}", op.function,
                                   units_[first.unit].source.path, first.function().where.line),
                       "pass only the sources of one build");
    }
    return first;
  }

  Result<Instance> Instantiate(ir::OperatorId id, const std::vector<ArgumentFacts>& facts) {
    const ir::Operator& op = program_[id];
    UTVMC_ASSIGN(const Definition definition, Find(op));
    const FunctionItem& item = definition.function();
    const std::string& file = units_[definition.unit].source.path;
    if (!item.is_packed) {
      return UserError(
          {file, item.where.line, item.where.column, {}},
          fmt::format("'{}' is not a packed kernel, but node '{}' calls it", item.name, op.name),
          "build the model for the graph executor, without unpacked-api");
    }
    const auto* function = std::get_if<kernelc::Function>(&item.body);
    if (function == nullptr)
      return InstantiatePacked(id, definition, std::get<kernelc::Unsupported>(item.body));
    auto outcome = LowerNatively(*function, facts, file, options_);
    if (auto* error = std::get_if<Diagnostic>(&outcome)) return std::move(*error);
    if (auto* reason = std::get_if<kernelc::Unsupported>(&outcome))
      return InstantiatePacked(id, definition, *reason);
    auto& native = std::get<NativeKernel>(outcome);
    UTVMC_ASSIGN(std::vector<ir::TensorId> constants,
                 LinkConstants(definition.unit, native.linked_constants));
    return Instance{Share(std::move(native.kernel)), std::move(constants)};
  }

  Result<std::vector<ir::TensorId>> LinkConstants(std::size_t unit,
                                                  const std::vector<std::string>& names) {
    std::vector<ir::TensorId> tensors;
    for (const std::string& name : names) {
      const auto key = std::make_pair(unit, name);
      auto found = linked_.find(key);
      if (found == linked_.end()) found = linked_.emplace(key, AddLinkedConstant(unit, name)).first;
      if (!found->second.valid())
        return InternalError(fmt::format("linked constant '{}' is not defined", name));
      tensors.push_back(found->second);
    }
    return tensors;
  }

  ir::TensorId AddLinkedConstant(std::size_t unit, const std::string& name) {
    for (const kernelc::Item& item : units_[unit].items) {
      const auto* constant = std::get_if<kernelc::ConstantItem>(&item.node);
      if (constant == nullptr || constant->name != name) continue;
      ir::Tensor tensor;
      tensor.name = name;
      tensor.kind = ir::Tensor::Kind::kConstant;
      tensor.type = ir::TypeOfElement(constant->element);
      tensor.shape = {constant->elements};
      tensor.data.assign(constant->bytes.begin(), constant->bytes.end());
      return program_.Add(std::move(tensor));
    }
    return {};
  }

  /// The kernel, or one that is the same but for its name.
  ir::KernelId Share(ir::Kernel kernel) {
    const auto& native = std::get<ir::NativeBody>(kernel.body);
    std::string identity = kernelc::PrintParameters(native.function) +
                           (kernel.can_fail ? " fails " : " ") +
                           kernelc::PrintBody(native.function, 0, native.handovers);
    for (const ir::Parameter& parameter : kernel.parameters)
      identity += fmt::format(" {}", parameter.argument);
    const auto [found, inserted] =
        shared_.emplace(std::move(identity), ir::KernelId(program_.kernels.size()));
    if (inserted) return AddKernel(std::move(kernel));
    ir::Kernel& shared = program_[found->second];
    const bool is_known = shared.symbol == kernel.symbol ||
                          std::ranges::find(shared.twins, kernel.symbol) != shared.twins.end();
    if (!is_known) shared.twins.push_back(std::move(kernel.symbol));
    return found->second;
  }

  ir::KernelId AddKernel(ir::Kernel kernel) {
    kernel.name = ShortOperatorName(kernel.symbol);
    program_.kernels.push_back(std::move(kernel));
    return ir::KernelId(program_.kernels.size() - 1);
  }

  // --- kernels that are carried over ---

  Result<Instance> InstantiatePacked(ir::OperatorId id, const Definition& definition,
                                     const kernelc::Unsupported& reason) {
    const FunctionItem& item = definition.function();
    const std::string& file = units_[definition.unit].source.path;
    const Location where{file, reason.where.line, reason.where.column, {}};
    if (reason.construct.starts_with("the vector type")) {
      return UserError(
          where, fmt::format("kernel '{}' uses {}, which is not C", item.name, reason.construct),
          "build the model with tvm.transform.PassContext(config={\"tir.disable_vectorize\": "
          "True})");
    }
    if (!workspaces_) workspaces_.emplace(units_, headers_);
    auto workspace = workspaces_->Of(definition.unit, item.name);
    if (!workspace.ok()) {
      Diagnostic fault = std::move(workspace).error();
      return UserError({file, item.where.line, item.where.column, {}},
                       fmt::format("kernel '{}': {}", item.name, fault.message),
                       std::move(fault.hint));
    }
    ir::Kernel kernel;
    kernel.symbol = item.name;
    kernel.origin = {BaseName(file), item.where.line, 0, {}};
    kernel.parameters = PackedParameters(program_[id], workspace->bytes);
    kernel.can_fail = true;
    kernel.body = ir::PackedBody{definition.unit, {}, item.parameter_count, reason.construct};
    // Without a handle by which the kernel would find its workspace a variable has to do.
    if (workspace->bytes > 0 && (item.parameter_count < 6 || workspace->needs_variable))
      shared_workspaces_.insert(definition.unit);
    packed_.insert(item.name);
    return Instance{AddKernel(std::move(kernel)), {}};
  }

  std::vector<ir::Parameter> PackedParameters(const ir::Operator& op,
                                              std::int64_t workspace) const {
    std::vector<ir::Parameter> parameters;
    const int outputs = static_cast<int>(op.arguments.size()) - op.input_count;
    for (std::size_t i = 0; i < op.arguments.size(); ++i) {
      const ir::Tensor& tensor = program_[op.arguments[i]];
      const int output = static_cast<int>(i) - op.input_count;
      std::string name = fmt::format("p{}", i);
      if (output >= 0) name = outputs == 1 ? "out" : fmt::format("out{}", output);
      parameters.push_back({output >= 0 ? ir::Role::kOutput : ir::Role::kInput,
                            static_cast<int>(i),
                            std::move(name),
                            ir::ElementType(tensor.type),
                            std::max<std::int64_t>(tensor.Elements(), 1),
                            {0, 1}});
    }
    // 64-bit elements, since the kernel may keep anything there; one more, since an arena begins at
    // a multiple of 16 bytes.
    if (workspace > 0) {
      parameters.push_back({ir::Role::kScratch,
                            -1,
                            "workspace",
                            kernelc::Scalar::kUint64,
                            workspace / 8 + 1,
                            {0, 1}});
    }
    return parameters;
  }

  void CarryPackedKernels() {
    if (packed_.empty()) return;
    Carried carried = CarryOver(units_, headers_, packed_, program_.name);
    std::vector<std::size_t> place(carried.sources.size(), 0);
    for (std::size_t u = 0; u < carried.sources.size(); ++u) {
      if (carried.sources[u].text.empty()) continue;
      place[u] = program_.carried.size();
      program_.carried.push_back(std::move(carried.sources[u]));
    }
    for (ir::CarriedSource& source : program_.carried) {
      for (std::size_t& used : source.uses) used = place[used];
    }
    for (ir::Kernel& kernel : program_.kernels) {
      auto* body = std::get_if<ir::PackedBody>(&kernel.body);
      if (body == nullptr) continue;
      const bool is_shared = shared_workspaces_.contains(body->source);
      body->source = place[body->source];
      if (is_shared) {
        program_.carried[body->source].shares_workspace = true;
        program_.carried[body->source].keeps_state = true;
      }
      body->function = carried.functions.at(kernel.symbol);
    }
  }

  ir::Program& program_;
  const std::vector<TranslationUnit>& units_;
  const std::vector<SourceFile>& headers_;
  const CompileOptions& options_;
  std::map<std::string, std::vector<Definition>> definitions_;
  std::map<std::pair<std::string, std::vector<ArgumentFacts>>, Instance> instances_;
  std::map<std::pair<std::size_t, std::string>, ir::TensorId> linked_;  // by unit and name
  std::map<std::string, ir::KernelId> shared_;                          // by text
  std::set<std::string> packed_;
  std::optional<Workspaces> workspaces_;
  std::set<std::size_t> shared_workspaces_;  // units with one for all their kernels
};

}  // namespace

Status LowerKernels(ir::Program& program, const std::vector<TranslationUnit>& units,
                    const std::vector<SourceFile>& headers, const CompileOptions& options) {
  return Lowerer(program, units, headers, options).Run();
}

}  // namespace utvmc::lowering
