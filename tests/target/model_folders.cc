#include "model_folders.h"

#include <algorithm>
#include <filesystem>

namespace utvmc::target {
namespace {

namespace fs = std::filesystem;

constexpr const char* kGraph = "graph.json";

}  // namespace

Result<std::vector<std::string>> FindModels(const std::string& path) {
  std::error_code error;
  if (fs::exists(fs::path(path) / kGraph, error)) return std::vector{path};
  std::vector<std::string> models;
  for (fs::recursive_directory_iterator at(path, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().filename() == kGraph) models.push_back(at->path().parent_path().string());
  }
  if (error) return UserError({.file = path}, "cannot be read: " + error.message());
  if (models.empty()) return UserError({.file = path}, "neither is a model nor contains one");
  std::ranges::sort(models);
  return models;
}

}  // namespace utvmc::target
