#include "robustness/examiner.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <utility>

#include "robustness/case_watch.h"

namespace utvmc::robustness {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStrict =
    "-Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wcast-qual -Wcast-align "
    "-Wstrict-prototypes -Wmissing-prototypes -Wshadow -Wundef -Wdouble-promotion -Werror";

std::string ReadFile(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = ::testing::TempDir() + "utvmc_robustness_XXXXXX";
    if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

bool IsCarriedSource(const std::string& name) { return name.find("_packed") != std::string::npos; }

std::string Join(const std::vector<OutputFile>& files) {
  std::string text;
  for (const OutputFile& file : files) text += fmt::format("== {}\n{}", file.name, file.text);
  return text;
}

/// Without the constants and the comment that holds the checksum, which any flipped bit changes.
std::size_t HashOfCode(const std::vector<OutputFile>& files) {
  std::string text;
  for (const OutputFile& file : files) {
    if (file.name.ends_with("_data.c")) continue;
    const std::size_t checksum = file.text.find("(crc32 ");
    text += file.text.substr(0, checksum);
    if (checksum != std::string::npos) text += file.text.substr(file.text.find(')', checksum));
  }
  return std::hash<std::string>{}(text);
}

}  // namespace

ModelSources LoadModel(const std::string& name) {
  const fs::path folder = fs::path(UTVMC_SOURCE_DIR) / "tests/models/own" / name;
  ModelSources sources;
  sources.graph = {"graph.json", ReadFile(folder / "graph.json")};
  sources.params = SourceFile{"params.bin", ReadFile(folder / "params.bin")};
  sources.kernels = {{"kernels.c", ReadFile(folder / "kernels.c")},
                     {"registry.c", ReadFile(folder / "registry.c")}};
  return sources;
}

std::string& TextOf(ModelSources& sources, ModelFile file) {
  switch (file) {
    case ModelFile::kGraph:
      return sources.graph.text;
    case ModelFile::kParams:
      return sources.params->text;
    case ModelFile::kRegistry:
      return sources.kernels[1].text;
    case ModelFile::kKernels:
      break;
  }
  return sources.kernels[0].text;
}

Examiner::Examiner(ModelSources sources, ModelFile file, std::size_t check_every)
    : sources_(std::move(sources)), file_(file), check_every_(check_every) {
  const Result<Compilation> undamaged = Compile(sources_, {});
  EXPECT_TRUE(undamaged.ok());
  if (undamaged.ok()) undamaged_ = HashOfCode(undamaged->files);
  seen_.insert(undamaged_);
}

Outcome Examiner::Examine(const Damaged& damaged) {
  SCOPED_TRACE(damaged.what);
  TextOf(sources_, file_) = damaged.text;
  ++cases_;
  const CompileOptions options;
  BeginCase(damaged.what);
  const Result<Compilation> result = Compile(sources_, options);
  EndCase();
  if (!result.ok()) {
    CheckError(result.error());
    return Outcome::kError;
  }
  ++successes_;
  const std::size_t hash = HashOfCode(result->files);
  if (seen_.insert(hash).second && distinct_++ % check_every_ == 0) CheckCode(*result, options);
  return hash == undamaged_ ? Outcome::kSameCode : Outcome::kOtherCode;
}

void Examiner::CheckError(const Diagnostic& error) {
  EXPECT_EQ(error.severity, Severity::kError);
  EXPECT_NE(error.error_class, ErrorClass::kInternal) << Format(error);
  EXPECT_FALSE(error.message.empty());
  EXPECT_FALSE(error.where.file.empty()) << Format(error);
}

void Examiner::CheckCode(const Compilation& compilation, const CompileOptions& options) {
  ++checked_;
  const Result<Compilation> again = Compile(sources_, options);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(Join(again->files), Join(compilation.files));
  std::vector<OutputFile> own = compilation.files;
  std::erase_if(own, [](const OutputFile& file) { return IsCarriedSource(file.name); });
  const std::string complaints = CompilerOutput(own, ".c", kStrict);
  EXPECT_TRUE(complaints.empty()) << complaints;
  if (own.size() < compilation.files.size()) CheckCarried(compilation);
}

void Examiner::CheckCarried(const Compilation& compilation) {
  const std::string complaints = CompilerOutput(compilation.files, "_packed.c", "-w");
  if (complaints.empty()) return;
  ++wrong_carried_;
  std::cout << "carried over although no compiler accepts it: "
            << FormatExplanation(compilation.report) << complaints;
  const std::vector<OutputFile> source = {{"kernels.c", TextOf(sources_, ModelFile::kKernels)}};
  EXPECT_NE(CompilerOutput(source, ".c", "-w"), "");
}

std::string Examiner::Summary() const {
  return fmt::format(
      "{} cases: {} errors; {} compiled, to {} different programs, of which {} went "
      "through a C compiler",
      cases_, cases_ - successes_, successes_, distinct_, checked_);
}

std::string CompilerOutput(const std::vector<OutputFile>& files, std::string_view suffix,
                           const char* flags) {
  const TemporaryFolder folder;
  std::string names;
  for (const OutputFile& file : files) {
    std::ofstream(folder.path() / file.name, std::ios::binary) << file.text;
    if (file.name.ends_with(suffix)) names += " " + file.name;
  }
  const std::string command =
      fmt::format("cd '{}' && cc -std=c99 -fsyntax-only -I'{}/runtime' {}{} > messages 2>&1",
                  folder.path().string(), UTVMC_SOURCE_DIR, flags, names);
  const int status = std::system(command.c_str());
  const std::string messages = ReadFile(folder.path() / "messages");
  if (status == 0) return {};
  return messages.empty() ? "the C compiler failed without a word" : messages;
}

}  // namespace utvmc::robustness
