// tools/measure: what models cost on a target, as a table and as CSV.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <map>

#include "model_folders.h"
#include "peer.h"
#include "support/file_system.h"
#include "table.h"
#include "temporary_folder.h"

namespace utvmc::target {
namespace {

struct Settings {
  std::vector<std::string> words;  ///< models, and folders of models
  std::string target = "m4f";
  std::vector<std::string> optimisations = {"-O2"};
  std::vector<std::string> flags;
  std::string csv;
  /// For the one model, or one for each; empty: archives beside them.
  std::vector<std::string> peers;
  std::vector<std::string> peer_includes;
  bool without_peers = false;
  bool by_function = false;
  std::string keep;
  CompileOptions options;
};

/// A model and who else has code for it.
struct Task {
  std::string folder;
  std::vector<std::string> peers;
};

/// "own/sine" for ".../own/sine/".
std::string NameOf(const std::string& folder) {
  auto path = std::filesystem::absolute(folder).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  return (path.parent_path().filename() / path.filename()).string();
}

class Measurement {
 public:
  Measurement(const Target& target, const Settings& settings, std::string work)
      : target_(target), settings_(settings), work_(std::move(work)) {}

  /// Rows of one model; false if something is missing or wrong.
  bool AddModel(const Task& task) {
    const std::string name = NameOf(task.folder);
    const std::string work = work_ + "/" + name;
    DiskFileSystem disk;
    if (!disk.Exists(task.folder + "/vectors/vectors.json")) {
      // Said where the row would be, since many models at once may have some that cannot run.
      fmt::print("{}: skipped, it has no vectors/\n", name);
      return true;
    }
    const auto model = CompileModel(task.folder, work + "/emitted", settings_.options);
    if (!model.ok()) return Fail(name, model.error());
    const Report& report = model->compilation.report;
    const auto vectors = tools::ReadVectors(disk, task.folder + "/vectors", report);
    if (!vectors.ok()) return Fail(name, vectors.error());

    bool is_fine = true;
    std::vector<Subject> subjects = {model->subject};
    for (const std::string& peer : task.peers) {
      auto subject = PeerSubject(peer, work + "/unpacked", report, settings_.peer_includes);
      if (subject.ok()) {
        subjects.push_back(*std::move(subject));
      } else {
        is_fine = Fail(name, subject.error());
      }
    }
    for (const std::string& optimisation : settings_.optimisations) {
      for (std::size_t i = 0; i < subjects.size(); ++i) {
        Row row{.model = name,
                .contender = subjects[i].name,
                .optimisation = optimisation,
                .figures = {},
                .remark = {}};
        if (i == 0) {
          row.calls = report.operators;
          row.arena = report.arena_bytes;
        }
        const std::string folder =
            fmt::format("{}/{}{}", work, i == 0 ? "utvmc" : fmt::format("peer{}", i), optimisation);
        is_fine = Add(row, subjects[i], report, *vectors, folder) && is_fine;
      }
    }
    return is_fine;
  }

  const std::string& csv() const { return csv_; }

 private:
  static bool Fail(const std::string& model, const Diagnostic& error) {
    std::fflush(stdout);
    fmt::print(stderr, "{}: {}\n", model, Format(error));
    return false;
  }

  /// One for all models.
  Result<Baseline> EmptyFor(const std::string& optimisation) {
    if (const auto known = empty_.find(optimisation); known != empty_.end()) return known->second;
    UTVMC_ASSIGN(const Baseline empty, MeasureEmpty(target_, optimisation, UTVMC_COUNTER,
                                                    work_ + "/empty" + optimisation));
    empty_[optimisation] = empty;
    return empty;
  }

  bool Add(Row& row, const Subject& subject, const Report& report,
           const std::vector<tools::TestVector>& vectors, const std::string& folder) {
    const std::string name = fmt::format("{}, {}, {}", row.model, row.contender, row.optimisation);
    const auto empty = EmptyFor(row.optimisation);
    if (!empty.ok()) return Fail(name, empty.error());
    std::vector<Inference> inferences;
    auto figures = Measure(target_, subject, row.optimisation, vectors, UTVMC_COUNTER, folder,
                           *empty, &inferences);
    if (!figures.ok()) return Fail(name, figures.error());
    row.figures = *std::move(figures);
    row.remark = row.figures.stack_remark;
    const bool is_right = Differences(inferences, vectors, report, 1e-5).empty();
    if (!is_right) row.remark = "wrong outputs" + (row.remark.empty() ? "" : "; " + row.remark);
    fmt::print("{}", TableLine(row));
    if (settings_.by_function) {
      for (const auto& [function, count] : row.figures.by_function)
        fmt::print("    {:>12}  {}\n", count, function);
    }
    std::fflush(stdout);
    csv_ += CsvLine(target_.name, row);
    return is_right;
  }

  const Target& target_;
  const Settings& settings_;
  std::string work_;
  std::map<std::string, Baseline> empty_;  ///< by optimisation
  std::string csv_ = CsvTitle();
};

std::string TargetList() {
  std::string list;
  for (const Target& target : Targets())
    list += fmt::format("  {:<10} {}\n", target.name, target.description);
  return list;
}

/// 1, with a message.
int Refuse(const std::string& message) {
  fmt::print(stderr, "tools/measure: {}\n", message);
  return 1;
}

Result<std::vector<Task>> TasksOf(const Settings& settings) {
  std::vector<Task> tasks;
  for (const std::string& word : settings.words) {
    UTVMC_ASSIGN(const std::vector<std::string> folders, FindModels(word));
    for (const std::string& folder : folders) tasks.push_back({folder, {}});
  }
  if (settings.peers.empty()) {
    DiskFileSystem disk;
    for (Task& task : tasks) {
      const std::string archive = task.folder + "/mlf_aot_usmp.tar";
      if (!settings.without_peers && disk.Exists(archive)) task.peers = {archive};
    }
  } else if (tasks.size() == 1) {
    tasks[0].peers = settings.peers;
  } else if (tasks.size() == settings.peers.size()) {
    for (std::size_t i = 0; i < tasks.size(); ++i) tasks[i].peers = {settings.peers[i]};
  } else {
    return UserError({.file = {}, .pointer = "--peer"},
                     fmt::format("{} models, but {} peers", tasks.size(), settings.peers.size()),
                     "give one for each model, in their order, or one model");
  }
  return tasks;
}

int MeasureAll(const Target& target, const Settings& settings, const std::vector<Task>& tasks) {
  auto temporary = tools::TemporaryFolder::Create();
  if (!temporary.ok()) return Refuse(Format(temporary.error()));
  const std::string work =
      settings.keep.empty() ? temporary->path() : std::filesystem::absolute(settings.keep).string();
  fmt::print("{}, gcc; bytes and instructions\n\n{}", target.description, TableTitle());
  Measurement measurement(target, settings, work);
  bool is_fine = true;
  for (const Task& task : tasks) is_fine = measurement.AddModel(task) && is_fine;
  if (settings.csv.empty()) return is_fine ? 0 : 1;
  DiskFileSystem disk;
  const Status written = disk.Write(settings.csv, measurement.csv());
  if (!written.ok()) return Refuse(Format(written.error()));
  return is_fine ? 0 : 1;
}

int Main(int argc, char** argv) {
  Settings settings;
  CLI::App app(
      "What models cost on a microcontroller: bytes of the linked image, stack and instructions of "
      "one inference, measured in QEMU. An image without any model is subtracted. docs/TESTING.md "
      "says what the columns are.\n\nTargets:\n" +
          TargetList() +
          "\nExamples:\n"
          "  tools/measure ../shared/models/own/digits_int8\n"
          "  tools/measure ../shared/models --opt -Os --opt -O2 --opt -O3 --csv figures.csv\n"
          "  tools/measure tests/models/own/passthrough --peer examples/peer\n",
      "tools/measure");
  app.add_option(
         "MODEL", settings.words,
         "folders of models, with vectors/; of a folder without graph.json all models below "
         "it")
      ->required()
      ->type_name("");
  app.add_option("--target", settings.target, "one of the targets (default: m4f)")
      ->type_name("NAME");
  app.add_option("--opt", settings.optimisations,
                 "of the compiler: -O0, -O1, -Os, -O2 (default) or -O3; repeatable")
      ->check(CLI::IsMember({"-O0", "-O1", "-Os", "-O2", "-O3"}).description(""))
      ->type_name("LEVEL")
      ->allow_extra_args(false);
  app.add_option("--flag", settings.flags,
                 "another flag of the compiler, as in --flag=-fno-loop-interchange; repeatable")
      ->type_name("FLAG")
      ->allow_extra_args(false);
  app.add_option("--csv", settings.csv, "also write the table to this file")->type_name("FILE");
  app.add_option(
         "--peer", settings.peers,
         "whom to measure in the same firmware: a folder of C files with the hook subject.c, "
         "or a Model Library Format archive by TVM's AOT executor. Repeatable for one MODEL; "
         "of several models once for each. Default: mlf_aot_usmp.tar in the model's folder, "
         "if there")
      ->type_name("PATH")
      ->allow_extra_args(false);
  app.add_option("--peer-include", settings.peer_includes,
                 "another folder with headers of --peer FOLDER; repeatable")
      ->type_name("FOLDER")
      ->allow_extra_args(false);
  app.add_flag("--no-peer", settings.without_peers, "utvmc alone")->excludes("--peer");
  app.add_flag("--by-function", settings.by_function, "instructions of each function, too");
  app.add_option("--stack-limit", settings.options.stack_limit, "as utvmc compile has it")
      ->type_name("N");
  app.add_option("--keep", settings.keep, "folder for sources and images, which are kept then")
      ->type_name("FOLDER");
  CLI11_PARSE(app, argc, argv);

  const Target* target = FindTarget(settings.target);
  if (target == nullptr)
    return Refuse(fmt::format("no target \"{}\"; there are\n{}", settings.target, TargetList()));
  if (const std::string missing = MissingFor(*target); !missing.empty())
    return Refuse(missing + " is not installed; run tools/setup test");
  const auto tasks = TasksOf(settings);
  if (!tasks.ok()) return Refuse(Format(tasks.error()));
  Target with_flags = *target;
  for (const std::string& flag : settings.flags) with_flags.flags += " " + flag;
  return MeasureAll(with_flags, settings, *tasks);
}

}  // namespace
}  // namespace utvmc::target

int main(int argc, char** argv) { return utvmc::target::Main(argc, argv); }
