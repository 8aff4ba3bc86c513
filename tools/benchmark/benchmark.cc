// Times of the compiler's stages, one by one, and of the planner on hard instances.
//
//   stage/<stage>/<model>   the stages of src/driver/compiler.cc
//   heuristics/<instance>   counters: height found, lower bound, and how far apart they are
//   exact/<instance>        the same, with the nodes that the search took; budget as by default
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "emit/emit.h"
#include "ingest/ingest.h"
#include "lowering/lowering.h"
#include "passes/passes.h"
#include "plan/exact.h"
#include "plan/instance_csv.h"
#include "plan/memory_plan.h"
#include "report/report.h"
#include "support/file_system.h"
#include "synthetic.h"
#include "utvmc/compiler.h"

namespace utvmc::benchmark {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = UTVMC_SOURCE_DIR;

void Get(const Status& status) {
  if (status.ok()) return;
  fmt::print(stderr, "{}\n", Format(status.error()));
  std::exit(1);
}

template <class T>
T Get(Result<T> result) {
  if (!result.ok()) {
    fmt::print(stderr, "{}\n", Format(result.error()));
    std::exit(1);
  }
  return *std::move(result);
}

/// A model with what each stage makes of it, so that any can be run by itself.
class Stages {
 public:
  explicit Stages(ModelSources sources) : sources_(std::move(sources)) {
    Notes notes;
    units_ = Get(ingest::ReadKernels(sources_.kernels, notes));
    read_ = Get(ingest::ReadGraph(sources_, units_, notes));
    read_.name = options_.name;
    passes::AliasCopies(read_);
    lowered_ = read_;
    Get(lowering::LowerKernels(lowered_, units_, sources_.headers, options_));
    passes::RemoveUnused(lowered_);
    passes::SeparateOutputs(lowered_, options_);
    plan_ = Get(plan::PlanMemory(lowered_, options_));
  }

  void ReadKernels(::benchmark::State& state) const {
    Notes notes;
    for (auto _ : state) ::benchmark::DoNotOptimize(ingest::ReadKernels(sources_.kernels, notes));
  }
  void ReadGraph(::benchmark::State& state) const {
    Notes notes;
    for (auto _ : state) ::benchmark::DoNotOptimize(ingest::ReadGraph(sources_, units_, notes));
  }
  void Lower(::benchmark::State& state) const {
    for (auto _ : state) {
      state.PauseTiming();
      ir::Program program = read_;
      state.ResumeTiming();
      ::benchmark::DoNotOptimize(
          lowering::LowerKernels(program, units_, sources_.headers, options_));
      state.PauseTiming();
      program = {};
      state.ResumeTiming();
    }
  }
  void Verify(::benchmark::State& state) const {
    for (auto _ : state) ::benchmark::DoNotOptimize(ir::Verify(lowered_));
  }
  void Plan(::benchmark::State& state) const {
    for (auto _ : state) ::benchmark::DoNotOptimize(plan::PlanMemory(lowered_, options_));
  }
  void Emit(::benchmark::State& state) const {
    for (auto _ : state) ::benchmark::DoNotOptimize(emit::Emit(lowered_, plan_));
  }
  void Report(::benchmark::State& state) const {
    for (auto _ : state) ::benchmark::DoNotOptimize(report::MakeReport(lowered_, plan_));
  }
  void All(::benchmark::State& state) const {
    for (auto _ : state) ::benchmark::DoNotOptimize(Compile(sources_, options_));
  }

 private:
  ModelSources sources_;
  CompileOptions options_;
  std::vector<kernelc::TranslationUnit> units_;
  ir::Program read_;
  ir::Program lowered_;
  plan::MemoryPlan plan_;
};

struct Stage {
  const char* name;
  void (Stages::*run)(::benchmark::State&) const;
};

constexpr Stage kStages[] = {
    {"read_kernels", &Stages::ReadKernels},
    {"read_graph", &Stages::ReadGraph},
    {"lower", &Stages::Lower},
    {"verify", &Stages::Verify},
    {"plan", &Stages::Plan},
    {"emit", &Stages::Emit},
    {"report", &Stages::Report},
    {"all", &Stages::All},
};

/// `model` lives as long as the program.
void RegisterStages(const std::string& name, ModelSources sources) {
  const auto* model = new Stages(std::move(sources));
  for (const Stage& stage : kStages) {
    ::benchmark::RegisterBenchmark(
        fmt::format("stage/{}/{}", stage.name, name).c_str(),
        [model, run = stage.run](::benchmark::State& state) { (model->*run)(state); })
        ->Unit(::benchmark::kMillisecond);
  }
}

void RegisterModel(const fs::path& folder) {
  DiskFileSystem files;
  RegisterStages(folder.filename().string(),
                 Get(ingest::ReadModelSources(files, {.folder = folder.string()})));
}

void Report(::benchmark::State& state, const plan::Problem& problem,
            const plan::Placement& placement, std::int64_t lower_bound) {
  const auto height = static_cast<double>(placement.height);
  const auto bound = static_cast<double>(lower_bound);
  state.counters["buffers"] = static_cast<double>(problem.buffers.size());
  state.counters["height"] = height;
  state.counters["bound"] = bound;
  state.counters["above_percent"] = (height / bound - 1) * 100;
}

void RegisterSolve(const fs::path& path) {
  DiskFileSystem files;
  const plan::Instance instance =
      Get(plan::ReadInstance({path.string(), Get(files.Read(path.string()))}));
  const std::string name = path.stem().stem().string();
  ::benchmark::RegisterBenchmark(fmt::format("heuristics/{}", name).c_str(),
                                 [problem = instance.problem](::benchmark::State& state) {
                                   plan::Placement placement;
                                   for (auto _ : state) placement = plan::Solve(problem);
                                   Report(state, problem, placement, plan::LowerBound(problem));
                                   state.SetLabel(placement.technique);
                                 })
      ->Unit(::benchmark::kMillisecond);
  ::benchmark::RegisterBenchmark(fmt::format("exact/{}", name).c_str(),
                                 [problem = instance.problem](::benchmark::State& state) {
                                   plan::ExactResult result;
                                   for (auto _ : state) result = plan::SolveExactly(problem);
                                   Get(plan::Validate(problem, result.placement));
                                   Report(state, problem, result.placement, result.lower_bound);
                                   state.counters["nodes"] = static_cast<double>(result.nodes);
                                   state.SetLabel(result.Verdict());
                                 })
      ->Unit(::benchmark::kMillisecond);
}

std::vector<fs::path> PlannerInstances() {
  std::vector<fs::path> paths;
  std::error_code absent;
  for (const auto& entry : fs::directory_iterator(kRoot / "../shared/planner", absent)) {
    if (entry.path().extension() == ".csv") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

void RegisterAll() {
  const fs::path mobilenet = kRoot / "../shared/models/own/mobilenet_vww";
  RegisterModel(fs::exists(mobilenet) ? mobilenet : kRoot / "tests/models/own/resnet8");
  RegisterStages("chain_10000", MakeSynthetic(Topology::kChain, 10000));
  RegisterStages("dag_10000", MakeSynthetic(Topology::kDag, 10000));
  for (const fs::path& path : PlannerInstances()) RegisterSolve(path);
}

}  // namespace
}  // namespace utvmc::benchmark

int main(int argc, char** argv) {
  ::benchmark::Initialize(&argc, argv);
  if (::benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  utvmc::benchmark::RegisterAll();
  ::benchmark::RunSpecifiedBenchmarks();
  ::benchmark::Shutdown();
  return 0;
}
