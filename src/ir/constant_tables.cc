#include "ir/constant_tables.h"

#include <map>
#include <utility>

namespace utvmc::ir {
namespace {

constexpr std::int64_t kAddress = 4;  ///< bytes

TensorId Passed(const Program& program, const Operator& op, const Parameter& parameter) {
  return program.Root(op.arguments[static_cast<std::size_t>(parameter.argument)]);
}

/// What all calls of a kernel pass for one parameter.
struct Passing {
  TensorId first = {};
  bool is_constant = true;  ///< at every call
  bool differs = false;     ///< from call to call
};

class Finder {
 public:
  Finder(const Program& program, const std::function<bool(TensorId)>& is_in_ram)
      : program_(program), is_in_ram_(is_in_ram) {}

  ConstantTables Run() {
    for (const Kernel& kernel : program_.kernels) passing_.emplace_back(kernel.parameters.size());
    for (const Operator& op : program_.operators) {
      if (op.kernel.valid()) Look(op);
    }
    ConstantTables tables;
    for (std::size_t i = 0; i < program_.kernels.size(); ++i)
      tables.fields.push_back(FieldsOf(KernelId(i)));
    for (const Operator& op : program_.operators) tables.table.push_back(TableOf(op, tables));
    return tables;
  }

 private:
  bool IsConstant(TensorId tensor, const Parameter& parameter) const {
    return program_[tensor].kind == Tensor::Kind::kConstant && !is_in_ram_(tensor) &&
           ElementType(program_[tensor].type) == parameter.element;
  }

  void Look(const Operator& op) {
    const std::vector<Parameter>& parameters = program_[op.kernel].parameters;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      if (parameters[i].role != Role::kInput) continue;
      Passing& passing = passing_[op.kernel.index()][i];
      const TensorId tensor = Passed(program_, op, parameters[i]);
      if (!passing.first.valid()) passing.first = tensor;
      passing.differs = passing.differs || tensor != passing.first;
      passing.is_constant = passing.is_constant && IsConstant(tensor, parameters[i]);
    }
  }

  std::vector<std::size_t> FieldsOf(KernelId kernel) const {
    std::vector<std::size_t> fields;
    if (!program_[kernel].IsNative()) return fields;
    const std::vector<Passing>& passing = passing_[kernel.index()];
    for (std::size_t i = 0; i < passing.size(); ++i) {
      if (passing[i].first.valid() && passing[i].is_constant && passing[i].differs)
        fields.push_back(i);
    }
    if (fields.size() < 2) fields.clear();
    return fields;
  }

  OperatorId TableOf(const Operator& op, ConstantTables& tables) {
    if (!op.kernel.valid() || tables.fields[op.kernel.index()].empty()) return {};
    std::vector<TensorId> constants;
    for (const std::size_t field : tables.fields[op.kernel.index()])
      constants.push_back(Passed(program_, op, program_[op.kernel].parameters[field]));
    const auto bytes = kAddress * static_cast<std::int64_t>(constants.size());
    const OperatorId self(tables.table.size());
    const auto [known, is_new] = known_.try_emplace({op.kernel, std::move(constants)}, self);
    if (is_new) tables.bytes += bytes;
    return known->second;
  }

  const Program& program_;
  const std::function<bool(TensorId)>& is_in_ram_;
  std::vector<std::vector<Passing>> passing_;  ///< by kernel, by parameter
  std::map<std::pair<KernelId, std::vector<TensorId>>, OperatorId> known_;
};

}  // namespace

ConstantTables FindConstantTables(const Program& program,
                                  const std::function<bool(TensorId)>& is_in_ram) {
  return Finder(program, is_in_ram).Run();
}

}  // namespace utvmc::ir
