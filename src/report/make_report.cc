// Collects the figures of a compilation. No text is made here.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "ir/constant_tables.h"
#include "plan/bytes_in_use.h"
#include "report/report.h"

namespace utvmc::report {
namespace {

using ir::KernelId;
using ir::Operator;

std::int64_t ConstantBytes(const ir::Program& program, const ir::ConstantTables& tables) {
  std::int64_t sum = tables.bytes;
  for (const ir::Tensor& tensor : program.tensors) {
    if (tensor.kind == ir::Tensor::Kind::kConstant && !tensor.alias_of.valid()) {
      sum += tensor.Bytes();
    }
  }
  return sum;
}

KernelReport Describe(const ir::Kernel& kernel) {
  KernelReport report;
  report.symbol = kernel.symbol;
  report.name = kernel.name;
  report.native = kernel.IsNative();
  if (const auto* packed = std::get_if<ir::PackedBody>(&kernel.body))
    report.reason = packed->reason;
  report.file = kernel.origin.file;
  report.line = kernel.origin.line;
  return report;
}

std::vector<KernelReport> DescribeKernels(const ir::Program& program) {
  std::vector<KernelReport> reports;
  std::map<KernelId, std::size_t> position;
  for (const Operator& op : program.operators) {
    if (!op.kernel.valid()) continue;
    const auto [entry, is_first] = position.emplace(op.kernel, reports.size());
    if (is_first) reports.push_back(Describe(program[op.kernel]));
    ++reports[entry->second].call_sites;
  }
  return reports;
}

/// By operator: most bytes in use at any step of it.
std::vector<std::int64_t> PeakBytes(const plan::MemoryPlan& plan, std::size_t operators) {
  const std::vector<plan::StepBytes> use =
      plan::BytesInUse(plan.allocations, [](const plan::Allocation&) { return true; });
  std::vector<std::int64_t> peaks(operators, 0);
  std::size_t next = 0;
  std::int64_t bytes = 0;  // in use before the step of `next`
  for (std::size_t op = 0; op < operators && op + 1 < plan.op_begin.size(); ++op) {
    for (; next < use.size() && use[next].step <= plan.op_begin[op]; ++next)
      bytes = use[next].bytes;
    peaks[op] = bytes;
    for (; next < use.size() && use[next].step < plan.op_begin[op + 1]; ++next) {
      bytes = use[next].bytes;
      peaks[op] = std::max(peaks[op], bytes);
    }
  }
  return peaks;
}

std::vector<OperatorReport> DescribePeak(const ir::Program& program, const plan::MemoryPlan& plan) {
  const std::vector<std::int64_t> peaks = PeakBytes(plan, program.operators.size());
  std::vector<OperatorReport> reports;
  for (std::size_t i = 0; i < program.operators.size(); ++i) {
    const Operator& op = program.operators[i];
    OperatorReport report;
    report.index = static_cast<std::int64_t>(i);
    report.name = op.kernel.valid() ? program[op.kernel].name : "copy";
    report.peak_bytes = peaks[i];
    reports.push_back(std::move(report));
  }
  std::sort(reports.begin(), reports.end(), [](const OperatorReport& a, const OperatorReport& b) {
    return std::tuple(-a.peak_bytes, a.index) < std::tuple(-b.peak_bytes, b.index);
  });
  return reports;
}

std::vector<TensorReport> DescribeTensors(const ir::Program& program, const plan::MemoryPlan& plan,
                                          const std::vector<ir::TensorId>& ids) {
  std::vector<TensorReport> reports;
  for (ir::TensorId id : ids) {
    const ir::Tensor& tensor = program[id];
    const plan::Allocation* place = plan::PlaceOf(program, plan, id);
    reports.push_back({tensor.name, ir::Print(tensor.type), tensor.shape, tensor.Bytes(),
                       place == nullptr ? kCallerPool : plan.arenas[place->arena].pool.name});
  }
  return reports;
}

std::vector<ArenaReport> DescribeArenas(const plan::MemoryPlan& plan) {
  std::vector<ArenaReport> reports;
  for (const plan::Arena& arena : plan.arenas) {
    reports.push_back(
        {arena.pool.name, arena.bytes, arena.pool.size, arena.lower_bound, arena.technique});
  }
  return reports;
}

std::vector<FlashReport> DescribeFlash(const ir::Program& program, const plan::MemoryPlan& plan) {
  std::vector<FlashReport> reports;
  for (const MemoryPool& pool : plan.flash_pools) {
    FlashReport& report = reports.emplace_back(FlashReport{pool.name, 0, pool.size});
    for (std::size_t i = 0; i < program.tensors.size(); ++i) {
      if (plan.FlashPoolOf(ir::TensorId(i)) == &pool) report.bytes += program.tensors[i].Bytes();
    }
  }
  return reports;
}

std::vector<std::string> InitPools(const ir::Program& program, const plan::MemoryPlan& plan) {
  std::vector<char> has_constants(plan.arenas.size(), 0);
  for (const plan::Allocation& place : plan.allocations) {
    if (place.tensor.valid() && program[place.tensor].kind == ir::Tensor::Kind::kConstant)
      has_constants[place.arena] = 1;
  }
  std::vector<std::string> pools;
  for (std::size_t i = 0; i < has_constants.size(); ++i)
    if (has_constants[i]) pools.push_back(plan.arenas[i].pool.name);
  return pools;
}

}  // namespace

Report MakeReport(const ir::Program& program, const plan::MemoryPlan& plan,
                  const plan::OrderChange& order, const ir::ConstantTables& tables) {
  Report report;
  report.name = program.name;
  report.operators = static_cast<std::int64_t>(program.operators.size());
  report.arena_bytes = plan.Bytes();
  report.arena_bytes_given_order = order.given_arena_bytes;
  report.arena_bytes_new_order = order.arena_bytes;
  report.lower_bound = plan.LowerBound();
  report.arenas = DescribeArenas(plan);
  report.constant_bytes = ConstantBytes(program, tables);
  report.flash = DescribeFlash(program, plan);
  report.init_pools = InitPools(program, plan);
  report.scratch_bytes = plan::FindScratchPeak(plan).bytes;
  for (const Operator& op : program.operators) {
    if (!op.kernel.valid()) continue;
    report.can_fail = report.can_fail || program[op.kernel].can_fail;
  }
  report.kernels = DescribeKernels(program);
  report.peak = DescribePeak(program, plan);
  report.inputs = DescribeTensors(program, plan, program.inputs);
  report.outputs = DescribeTensors(program, plan, program.outputs);
  return report;
}

}  // namespace utvmc::report
