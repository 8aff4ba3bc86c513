// tools/measure: what models cost on a target, as a table and as CSV.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>

#include "figures.h"
#include "support/file_system.h"
#include "temporary_folder.h"

namespace utvmc::target {
namespace {

struct Settings {
  std::vector<std::string> models;  ///< folders
  std::string target = "m4f";
  std::string optimisation = "-O2";
  std::string csv;
  std::vector<std::string> peers;  ///< archives, one for each model; empty: beside the models
  bool without_peers = false;
  bool by_function = false;
  std::string keep;
  CompileOptions options;
};

/// One line of the table.
struct Row {
  std::string model;
  std::string contender;
  std::int64_t operators = -1;  ///< calls of kernels; -1: unknown
  std::int64_t arena = -1;      ///< -1: there is none
  Figures figures;
  std::string remark;
};

/// "own/sine" for ".../own/sine/".
std::string NameOf(const std::string& folder) {
  auto path = std::filesystem::path(folder).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  return (path.parent_path().filename() / path.filename()).string();
}

const std::vector<std::string>& Columns() {
  static const std::vector<std::string> columns = {
      "model", "contender", "calls", "flash",   "constants", "kernels",     "library",
      "glue",  "RAM",       "arena", "painted", "frames",    "instructions"};
  return columns;
}

std::vector<std::string> Cells(const Row& row) {
  const Figures& f = row.figures;
  const auto number = [](std::int64_t value) {
    return value < 0 ? std::string("-") : std::to_string(value);
  };
  return {row.model,
          row.contender,
          number(row.operators),
          number(f.flash),
          number(f.constants),
          number(f.kernels),
          number(f.library),
          number(f.glue),
          number(f.ram),
          number(row.arena),
          number(f.stack_painted),
          number(f.stack_static),
          std::to_string(f.instructions)};
}

void PrintLine(const std::vector<std::string>& cells, const std::string& remark) {
  fmt::print("{:<28} {:<8} {:>5}", cells[0], cells[1], cells[2]);
  for (std::size_t i = 3; i < cells.size(); ++i)
    fmt::print(" {:>{}}", cells[i], i + 1 == cells.size() ? 12 : 9);
  fmt::print("{}{}\n", remark.empty() ? "" : "  ", remark);
  std::fflush(stdout);
}

/// A row by itself: what the table's title says of all of them comes first.
std::vector<std::string> CsvCells(std::vector<std::string> cells, const std::string& target,
                                  const std::string& optimisation, const std::string& remark) {
  cells.insert(cells.begin(), {target, optimisation});
  cells.push_back(remark);
  return cells;
}

std::string CsvLine(const std::vector<std::string>& cells) {
  return fmt::format("{}\n", fmt::join(cells, ","));
}

void PrintFunctions(const Figures& figures) {
  for (const auto& [name, count] : figures.by_function) fmt::print("    {:>12}  {}\n", count, name);
}

class Measurement {
 public:
  Measurement(const Target& target, const Settings& settings)
      : target_(target), settings_(settings) {}

  /// Rows of one model; false if there are none.
  bool AddModel(const std::string& folder, const std::string& archive) {
    const std::string name = NameOf(folder);
    auto temporary = tools::TemporaryFolder::Create();
    if (!temporary.ok()) return Fail(name, temporary.error());
    const std::string work = settings_.keep.empty()
                                 ? temporary->path()
                                 : std::filesystem::absolute(settings_.keep + "/" + name).string();
    const auto model = CompileModel(folder, work + "/emitted", settings_.options);
    if (!model.ok()) return Fail(name, model.error());
    const Report& report = model->compilation.report;
    DiskFileSystem disk;
    const auto vectors = tools::ReadVectors(disk, folder + "/vectors", report);
    if (!vectors.ok()) return Fail(name, vectors.error());

    Row row{name, "utvmc", report.operators, report.arena_bytes, {}, {}};
    const bool fine = Add(row, model->subject, report, *vectors, work + "/utvmc");
    if (archive.empty() || !disk.Exists(archive)) return fine;
    const auto peer = PeerSubject(archive, work + "/archive", report);
    if (!peer.ok()) return Fail(name, peer.error());
    Row peer_row{name, peer->name, -1, -1, {}, {}};
    return Add(peer_row, *peer, report, *vectors, work + "/peer") && fine;
  }

  const std::string& csv() const { return csv_; }

 private:
  static bool Fail(const std::string& model, const Diagnostic& error) {
    fmt::print(stderr, "{}: {}\n", model, Format(error));
    return false;
  }

  bool Add(Row& row, const Subject& subject, const Report& report,
           const std::vector<tools::TestVector>& vectors, const std::string& folder) {
    std::vector<Inference> inferences;
    auto figures = Measure(target_, subject, settings_.optimisation, vectors, UTVMC_COUNTER, folder,
                           &inferences);
    if (!figures.ok()) return Fail(row.model + ", " + row.contender, figures.error());
    row.figures = *std::move(figures);
    const bool is_right = Differences(inferences, vectors, report, 1e-5).empty();
    if (!is_right) row.remark = "wrong outputs";
    if (row.figures.stack_static < 0) row.remark += row.figures.stack_static_reason;
    PrintLine(Cells(row), row.remark);
    if (settings_.by_function) PrintFunctions(row.figures);
    csv_ += CsvLine(CsvCells(Cells(row), target_.name, settings_.optimisation, row.remark));
    return is_right;
  }

  const Target& target_;
  const Settings& settings_;
  std::string csv_ = CsvLine(CsvCells(Columns(), "target", "opt", "remark"));
};

std::string TargetList() {
  std::string list;
  for (const Target& target : Targets())
    list += fmt::format("  {:<10} {}\n", target.name, target.description);
  return list;
}

int Main(int argc, char** argv) {
  Settings settings;
  CLI::App app(
      "What models cost on a microcontroller: bytes of the linked image, stack and instructions of "
      "one inference, measured in QEMU. An image without any model is subtracted.\n\nTargets:\n" +
          TargetList(),
      "tools/measure");
  app.add_option("MODEL", settings.models, "folders of models, with vectors/")->required();
  app.add_option("--target", settings.target, "one of the targets (default: m4f)");
  app.add_option("--opt", settings.optimisation, "-Os, -O2 (default) or -O3")
      ->check(CLI::IsMember({"-O0", "-O1", "-Os", "-O2", "-O3"}));
  app.add_option("--csv", settings.csv, "also write the table to this file");
  app.add_option("--peer", settings.peers,
                 "Model Library Format archive of the same model by TVM's AOT executor, once for "
                 "each MODEL (default: mlf_aot_usmp.tar in its folder, if there)");
  app.add_flag("--no-peer", settings.without_peers, "utvmc alone");
  app.add_flag("--by-function", settings.by_function, "instructions of each function, too");
  app.add_option("--stack-limit", settings.options.stack_limit, "as utvmc compile has it");
  app.add_option("--keep", settings.keep, "folder for sources and images, which are kept then");
  CLI11_PARSE(app, argc, argv);

  const Target* target = FindTarget(settings.target);
  if (target == nullptr) {
    fmt::print(stderr, "tools/measure: no target \"{}\"; there are\n{}", settings.target,
               TargetList());
    return 1;
  }
  if (const std::string missing = MissingFor(*target); !missing.empty()) {
    fmt::print(stderr, "tools/measure: {} is not installed; run tools/setup test\n", missing);
    return 1;
  }
  if (!settings.peers.empty() && settings.peers.size() != settings.models.size()) {
    fmt::print(stderr, "tools/measure: {} models, but {} archives\n", settings.models.size(),
               settings.peers.size());
    return 1;
  }

  fmt::print("{}, gcc {}; bytes and instructions\n\n", target->description, settings.optimisation);
  PrintLine(Columns(), {});
  Measurement measurement(*target, settings);
  bool all_fine = true;
  for (std::size_t i = 0; i < settings.models.size(); ++i) {
    const std::string& model = settings.models[i];
    std::string archive = settings.peers.empty() ? model + "/mlf_aot_usmp.tar" : settings.peers[i];
    if (settings.without_peers) archive.clear();
    all_fine = measurement.AddModel(model, archive) && all_fine;
  }
  if (!settings.csv.empty()) {
    DiskFileSystem disk;
    if (const Status written = disk.Write(settings.csv, measurement.csv()); !written.ok()) {
      fmt::print(stderr, "tools/measure: {}\n", Format(written.error()));
      return 1;
    }
  }
  return all_fine ? 0 : 1;
}

}  // namespace
}  // namespace utvmc::target

int main(int argc, char** argv) { return utvmc::target::Main(argc, argv); }
