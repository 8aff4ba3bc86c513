#include "emitted_image.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "ingest/ingest.h"
#include "support/names.h"
#include "vectors.h"

namespace utvmc {
namespace {

/// A failure here means that there is nothing to test.
template <class T>
T Must(Result<T> result) {
  if (result.ok()) return *std::move(result);
  ADD_FAILURE() << Format(result.error());
  std::abort();
}

/// All inputs and then all outputs of each vector, one after the other.
std::string Flatten(const std::vector<tools::TestVector>& vectors) {
  std::string bytes;
  for (const tools::TestVector& vector : vectors) {
    for (const std::string& input : vector.inputs) bytes += input;
    for (const std::string& output : vector.outputs) bytes += output;
  }
  return bytes;
}

std::string Spans(const std::string& macro, const char* kind, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += fmt::format("{{{0}_{1}_{2}_OFFSET, {0}_{1}_{2}_BYTES}}, ", macro, kind, i);
  }
  return text + "{0, 0}";
}

}  // namespace

EmittedImage::EmittedImage(const std::vector<std::pair<std::string, std::string>>& models,
                           const ImageOptions& image, const CompileOptions& options)
    : models_(models), has_shared_arena_(image.share_arena) {
  DiskFileSystem disk;
  std::vector<Model> sources;
  for (const auto& [name, model] : models) {
    sources.push_back(
        {Must(ingest::ReadModelSources(disk, {FindModel(model), {}, {}, {}})), options});
    sources.back().options.name = name;
  }
  compilation_ = Must(CompileModels(sources, image));
  WriteFiles(compilation_.files);
  for (const Report& report : reports()) AddKernels(report.kernels);
}

std::string EmittedImage::ImageModelsHeader() const {
  std::string text = "#include \"models.h\"\n";
  text +=
      has_shared_arena_ ? "#define IMAGE_BYTES MODELS_ARENA_BYTES\n" : "#define IMAGE_BYTES 1\n";
  std::string table;
  for (const Report& report : reports()) {
    const std::string& name = report.name;
    const std::string macro = Upper(name);
    text += fmt::format("static void *place_{0}(void *ram) {{ return {1}; }}\n", name,
                        has_shared_arena_ ? fmt::format("models_{}_arena(ram)", name) : "ram");
    text += fmt::format("static int run_{0}(void *arena) {{ {1} }}\n", name,
                        report.can_fail ? fmt::format("return (int){}_run(arena);", name)
                                        : fmt::format("{}_run(arena); return 0;", name));
    text += fmt::format("static const span_t in_{}[] = {{{}}};\n", name,
                        Spans(macro, "IN", report.inputs.size()));
    text += fmt::format("static const span_t out_{}[] = {{{}}};\n", name,
                        Spans(macro, "OUT", report.outputs.size()));
    table += fmt::format("    {{\"{0}\", {1}_ARENA_BYTES, place_{0}, run_{0}, in_{0}, out_{0}}},\n",
                         name, macro);
  }
  return text + "static const model_t models[] = {\n" + table + "};\n";
}

std::string EmittedImage::BuildRunner(std::vector<std::string> compiler) const {
  DiskFileSystem disk;
  Must(disk.Write(Path("image_models.h"), ImageModelsHeader()));
  for (std::size_t i = 0; i < models_.size(); ++i) {
    const auto vectors =
        Must(tools::ReadVectors(disk, FindModel(models_[i].second) + "/vectors", reports()[i]));
    Must(disk.Write(Path(models_[i].first + ".bin"), Flatten(vectors)));
  }
  compiler.insert(compiler.end(), {"-std=c99", "-o", Path("run")});
  return Build(compiler, {UTVMC_SOURCE_DIR "/tests/e2e/image_main.c", "-lm", "-lpthread"});
}

std::string EmittedImage::Run(std::vector<std::string> words) const {
  words.insert(words.begin(), {Path("run"), folder()});
  return RunQuietly(words);
}

}  // namespace utvmc
