#include "emit/api.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <set>
#include <string_view>
#include <utility>

#include "emit/writer.h"
#include "support/names.h"
#include "support/spelling.h"

namespace utvmc::emit {
namespace {

using ir::Program;
using ir::TensorId;

Diagnostic BadApi(Api api, std::string message, std::string hint) {
  return UserError({.file = {}, .pointer = fmt::format("--api={}", Spell(api))}, std::move(message),
                   std::move(hint));
}

/// How many of the tensors are in an arena, not with the caller.
std::size_t CountPlaced(const Program& program, const plan::MemoryPlan& plan,
                        const std::vector<TensorId>& tensors) {
  return static_cast<std::size_t>(std::ranges::count_if(
      tensors, [&](TensorId id) { return plan::PlaceOf(program, plan, id) != nullptr; }));
}

bool HasConstantInRam(const Program& program, const plan::MemoryPlan& plan) {
  return std::ranges::any_of(plan.allocations, [&](const plan::Allocation& allocation) {
    return allocation.tensor.valid() &&
           program[allocation.tensor].kind == ir::Tensor::Kind::kConstant;
  });
}

// --- names of inputs and outputs ---

Result<std::vector<std::string>> OutputNames(const Program& program, const ApiOptions& options) {
  const std::size_t count = program.outputs.size();
  if (!options.output_names.empty()) {
    if (options.output_names.size() == count) return options.output_names;
    return UserError({.file = {}, .pointer = "--output-names"},
                     fmt::format("{} names, but the model has {} output{}",
                                 options.output_names.size(), count, count == 1 ? "" : "s"),
                     "name each, in the order of the graph's heads, as in --output-names a,b");
  }
  if (count == 1) return std::vector<std::string>{"output"};
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back(fmt::format("output{}", i));
  return names;
}

/// As TVM makes a member of a name: what is no letter or digit becomes '_'. A name that is no C
/// identifier even so has no firmware that was written against it, and is mangled.
std::string MemberName(const std::string& name) {
  constexpr std::size_t kMost = 63;
  std::string member = name;
  for (char& c : member) {
    const bool is_alphanumeric =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!is_alphanumeric) c = '_';
  }
  const bool is_identifier = !member.empty() && (member[0] < '0' || member[0] > '9') &&
                             member.size() <= kMost && !IsReservedWord(member);
  return is_identifier ? member : MangleName(name, kMost);
}

/// Members and the macros of their sizes must be distinct, as TVM wants them.
Status CheckMembers(const ApiPlan& api, const std::vector<std::string>& names) {
  std::set<std::string> seen = {"WORKSPACE"};
  std::size_t index = 0;
  for (const auto* members : {&api.inputs, &api.outputs}) {
    for (const std::string& member : *members) {
      const std::string& name = names[index++];
      if (seen.insert(Upper(member)).second) continue;
      return BadApi(Api::kTvmC,
                    fmt::format("the name \"{}\" of an input or output is taken: macros would be "
                                "the same",
                                EscapeForComment(name)),
                    "name the outputs with --output-names, or the inputs otherwise in TVM");
    }
  }
  return Ok();
}

// --- each interface ---

constexpr const char* kOneArena = "name one RAM pool, or leave --pools out";

/// A zero point is a value of its tensor.
Status CheckZeroPoints(const ir::Tensor& tensor, const QuantizedTensor& quantized) {
  const bool is_signed = tensor.type.code == ir::DataType::Code::kInt;
  // Zero points have 32 bits: wider types hold all of them.
  const int value_bits = std::min(tensor.type.bits - (is_signed ? 1 : 0), 31);
  const std::int64_t most = (std::int64_t{1} << value_bits) - 1;
  const std::int64_t least = is_signed ? -most - 1 : 0;
  for (const std::int32_t zero_point : quantized.quantization.zero_points) {
    if (zero_point >= least && zero_point <= most) continue;
    return UserError(
        quantized.where,
        fmt::format("the zero point {} of \"{}\" is no {}", zero_point,
                    EscapeForComment(quantized.tensor), ir::Print(tensor.type)),
        fmt::format("write one from {} to {}: it is in the tensor's own numbers", least, most));
  }
  return Ok();
}

Result<std::optional<Quantization>> Checked(const ir::Tensor& tensor,
                                            const QuantizedTensor& quantized) {
  const Quantization& values = quantized.quantization;
  if (tensor.type.code == ir::DataType::Code::kFloat || tensor.type.IsBool()) {
    return UserError(quantized.where,
                     fmt::format("\"{}\" is {}, which is not quantized",
                                 EscapeForComment(quantized.tensor), ir::Print(tensor.type)),
                     "leave it out");
  }
  UTVMC_TRY(CheckZeroPoints(tensor, quantized));
  if (values.axis < 0) return std::optional(values);
  const auto axis = static_cast<std::size_t>(values.axis);
  if (axis >= tensor.shape.size()) {
    return UserError(quantized.where,
                     fmt::format("axis {} of \"{}\", which has {}", axis,
                                 EscapeForComment(quantized.tensor), tensor.shape.size()),
                     "axes count from 0");
  }
  const auto count = static_cast<std::int64_t>(values.scales.size());
  if (count != tensor.shape[axis]) {
    return UserError(quantized.where,
                     fmt::format("{} scales, but axis {} of \"{}\" has {}", count, axis,
                                 EscapeForComment(quantized.tensor), tensor.shape[axis]),
                     "give one scale for each index of the axis, or one for all and no axis");
  }
  return std::optional(values);
}

Status Quantize(const Program& program, const std::vector<std::string>& output_names,
                const ApiOptions& options, ApiPlan& api) {
  api.input_quantization.resize(program.inputs.size());
  api.output_quantization.resize(program.outputs.size());
  std::vector<std::string> known;
  for (TensorId id : program.inputs) known.push_back(program[id].name);
  known.insert(known.end(), output_names.begin(), output_names.end());
  for (const QuantizedTensor& quantized : options.quantization) {
    bool is_found = false;
    for (std::size_t i = 0; i < known.size(); ++i) {
      if (known[i] != quantized.tensor) continue;
      is_found = true;
      const bool is_input = i < program.inputs.size();
      const std::size_t index = is_input ? i : i - program.inputs.size();
      auto& slot = is_input ? api.input_quantization[index] : api.output_quantization[index];
      const TensorId id = is_input ? program.inputs[index] : program.outputs[index];
      UTVMC_ASSIGN(slot, Checked(program[id], quantized));
    }
    if (is_found) continue;
    for (std::string& name : known) name = EscapeForComment(name);
    return UserError(
        quantized.where,
        fmt::format("no input or output is named \"{}\"", EscapeForComment(quantized.tensor)),
        SpellingHint(quantized.tensor, known));
  }
  return Ok();
}

Status PlanStm32(const Program& program, const plan::MemoryPlan& plan, const ApiOptions& options,
                 ApiPlan& api) {
  if (plan.arenas.size() > 1) {
    return BadApi(
        Api::kStm32,
        fmt::format("ai_create() is passed one buffer of activations, but the plan has {}",
                    plan.arenas.size()),
        kOneArena);
  }
  constexpr std::size_t kMostTensors = std::numeric_limits<std::uint8_t>::max();
  constexpr std::size_t kMostNodes = std::numeric_limits<std::uint16_t>::max();
  if (std::max(program.inputs.size(), program.outputs.size()) > kMostTensors ||
      program.operators.size() > kMostNodes) {
    return BadApi(Api::kStm32,
                  fmt::format("ai_model_info counts up to {} inputs, {} outputs and {} nodes",
                              kMostTensors, kMostTensors, kMostNodes),
                  "use --api=native");
  }
  UTVMC_ASSIGN(const std::vector<std::string> outputs, OutputNames(program, options));
  return Quantize(program, outputs, options, api);
}

Status PlanTvmC(const Program& program, const plan::MemoryPlan& plan, const CompileOptions& options,
                ApiPlan& api) {
  if (HasConstantInRam(program, plan)) {
    return BadApi(Api::kTvmC, "a constant is pinned to RAM, and nothing would copy it there",
                  "leave that pin out: TVM's interface has no function to call at the start");
  }
  const std::size_t placed =
      CountPlaced(program, plan, program.inputs) + CountPlaced(program, plan, program.outputs);
  if (placed != 0 && placed != program.inputs.size() + program.outputs.size()) {
    return BadApi(Api::kTvmC, "some inputs and outputs are in pools and some with the caller",
                  "TVM's interface has all with the caller (--io=caller, its default), or all in "
                  "pools (--io=arena)");
  }
  api.maps_io = placed != 0;
  const bool names_pools = std::ranges::any_of(
      options.pools, [](const MemoryPool& pool) { return pool.kind == MemoryPool::Kind::kRam; });
  api.has_pools = api.maps_io || names_pools;
  api.module = options.api.module.empty() ? program.name : options.api.module;
  // TVM prints all of its symbols in small letters.
  for (char& c : api.module) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;

  // tvmgen_NAME_map_inputs and _map_outputs differ in the 13th character beside NAME's.
  constexpr std::size_t kMostMapped = 31 - 13;
  if (api.maps_io && api.module.size() > kMostMapped) {
    return BadApi(
        Api::kTvmC,
        fmt::format("tvmgen_{0}_map_inputs and tvmgen_{0}_map_outputs are the same in "
                    "their first 31 characters",
                    api.module),
        fmt::format("name the module with up to {} characters, as in --module=kws", kMostMapped));
  }

  std::vector<std::string> names;
  for (TensorId id : program.inputs) {
    names.push_back(program[id].name);
    api.inputs.push_back(MemberName(names.back()));
  }
  UTVMC_ASSIGN(const std::vector<std::string> outputs, OutputNames(program, options.api));
  for (const std::string& output : outputs) {
    names.push_back(output);
    api.outputs.push_back(MemberName(output));
  }
  return CheckMembers(api, names);
}

}  // namespace

Result<ApiPlan> PlanApi(const Program& program, const plan::MemoryPlan& plan,
                        const CompileOptions& options) {
  ApiPlan api;
  api.api = options.api.api;
  switch (api.api) {
    case Api::kNative:
    case Api::kTvmWrap:
      break;
    case Api::kStm32:
      UTVMC_TRY(PlanStm32(program, plan, options.api, api));
      break;
    case Api::kTvmC:
      UTVMC_TRY(PlanTvmC(program, plan, options, api));
      break;
  }
  return api;
}

}  // namespace utvmc::emit
