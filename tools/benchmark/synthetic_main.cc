// utvmc_synthetic chain|dag OPERATORS FOLDER: writes a synthetic model.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "synthetic.h"

namespace {

bool Write(const std::filesystem::path& folder, const utvmc::SourceFile& file) {
  std::ofstream stream(folder / file.path, std::ios::binary);
  stream << file.text;
  return stream.good();
}

}  // namespace

int main(int argc, char** argv) {
  using utvmc::benchmark::MakeSynthetic;
  using utvmc::benchmark::Topology;
  const std::string topology = argc == 4 ? argv[1] : "";
  const long operators = argc == 4 ? std::atol(argv[2]) : 0;
  if ((topology != "chain" && topology != "dag") || operators <= 0) {
    fmt::print(stderr, "usage: utvmc_synthetic chain|dag OPERATORS FOLDER\n");
    return 1;
  }
  const utvmc::ModelSources model = MakeSynthetic(
      topology == "chain" ? Topology::kChain : Topology::kDag, static_cast<std::size_t>(operators));
  const std::filesystem::path folder = argv[3];
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error || !Write(folder, model.graph) || !Write(folder, *model.params) ||
      !Write(folder, model.kernels[0])) {
    fmt::print(stderr, "cannot write {}\n", folder.string());
    return 1;
  }
  return 0;
}
