#include "golden_case.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <utility>
#include <vector>

#include "process.h"
#include "support/file_system.h"
#include "text_arrays.h"

namespace utvmc::golden {
namespace {

namespace fs = std::filesystem;

/// What the issue of the project demands of emitted code.
const std::vector<std::string> kStrict = {"-Wall",
                                          "-Wextra",
                                          "-Wpedantic",
                                          "-Wconversion",
                                          "-Wsign-conversion",
                                          "-Wcast-qual",
                                          "-Wcast-align",
                                          "-Wstrict-prototypes",
                                          "-Wmissing-prototypes",
                                          "-Wshadow",
                                          "-Wundef",
                                          "-Wdouble-promotion",
                                          "-Werror"};

/// Verbatim code of others is not held to them.
bool IsCarriedOver(const std::string& name) { return name.find("_packed") != std::string::npos; }

std::vector<std::string> ProgramFrom(const char* variable, const char* otherwise) {
  const char* value = std::getenv(variable);
  return tools::SplitWords(value != nullptr && *value != '\0' ? value : otherwise);
}

Result<Texts> ReadFolder(const std::string& folder) {
  DiskFileSystem files;
  Texts texts;
  if (!files.IsFolder(folder)) return texts;
  UTVMC_ASSIGN(const std::vector<std::string> names, files.List(folder));
  for (const std::string& name : names) {
    UTVMC_ASSIGN(texts[name], files.Read(folder + "/" + name));
  }
  return texts;
}

/// Of several models, each in a folder of its own, in order: "left/", "right/".
std::vector<std::string> ModelFolders(const std::string& folder) {
  std::vector<std::string> folders;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_directory() && name != "expected") folders.push_back(name + "/");
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

/// Runs a program; its output where it fails, "" where it does not.
Result<std::string> OutputOnFailure(const std::vector<std::string>& arguments) {
  UTVMC_ASSIGN(const tools::ProcessResult result, tools::RunProcess(arguments));
  if (result.exit_code == 0) return std::string();
  return fmt::format("$ {}\n{}(exit code {})\n", fmt::join(arguments, " "), result.output,
                     result.exit_code);
}

}  // namespace

GoldenCase::GoldenCase(tools::TemporaryFolder temporary, std::string utvmc, std::string folder)
    : temporary_(std::move(temporary)),
      utvmc_(std::move(utvmc)),
      folder_(std::move(folder)),
      name_(fs::path(folder_).filename().string()) {}

Result<GoldenCase> GoldenCase::Run(const std::string& utvmc, const std::string& folder) {
  UTVMC_ASSIGN(tools::TemporaryFolder temporary, tools::TemporaryFolder::Create());
  GoldenCase golden(std::move(temporary), utvmc, folder);
  UTVMC_TRY(golden.CopyModel(""));
  for (const std::string& part : ModelFolders(folder)) UTVMC_TRY(golden.CopyModel(part));
  UTVMC_TRY(golden.RunCommand());
  return golden;
}

Status GoldenCase::CopyModel(const std::string& part) const {
  DiskFileSystem files;
  UTVMC_TRY(files.MakeFolders(temporary_ / ("model/" + part)));
  UTVMC_ASSIGN(const Texts sources, ReadFolder(folder_ + "/" + part));
  for (const auto& [name, text] : sources) {
    if (name.ends_with(".json") || name.ends_with(".c") || name.ends_with(".h")) {
      UTVMC_TRY(files.Write(temporary_ / ("model/" + part + name), text));
    } else if (name == "params.txt") {
      UTVMC_ASSIGN(const std::string params, ParamsBinFromText(folder_ + "/" + part + name, text));
      UTVMC_TRY(files.Write(temporary_ / ("model/" + part + "params.bin"), params));
    } else if (name != "cmd" && name != "values.txt") {
      return UserError({.file = folder_ + "/" + part + name}, "not a file of a golden case");
    }
  }
  return Ok();
}

Status GoldenCase::RunCommand() {
  DiskFileSystem files;
  UTVMC_ASSIGN(const std::string line, files.Read(folder_ + "/cmd"));
  command_ = tools::SplitWords(line);

  // In the model's folder, so that no path of this machine is in a message.
  fs::current_path(temporary_ / "model");
  std::vector<std::string> arguments = {"sh", "-c", "exec \"$@\" >../stdout 2>../stderr", "sh",
                                        utvmc_};
  arguments.insert(arguments.end(), command_.begin(), command_.end());
  UTVMC_ASSIGN(const tools::ProcessResult result, tools::RunProcess(arguments));

  UTVMC_ASSIGN(actual_, ReadFolder("out"));
  UTVMC_ASSIGN(actual_["stdout"], files.Read("../stdout"));
  UTVMC_ASSIGN(actual_["stderr"], files.Read("../stderr"));
  actual_["exit_code"] = fmt::format("{}\n", result.exit_code);
  return Ok();
}

Result<std::string> GoldenCase::CompareTexts() const {
  UTVMC_ASSIGN(Texts expected, ReadFolder(folder_ + "/expected"));
  if (expected.empty()) return fmt::format("{}/expected is empty\n", folder_);
  if (IsBad() && fs::exists("out")) return std::string("an error, but output was written\n");
  // A message or a failure that the case does not speak of is a difference as well.
  expected.emplace("stderr", "");
  expected.emplace("exit_code", "0\n");

  std::string differences;
  for (const auto& [name, text] : expected) {
    const auto found = actual_.find(name);
    if (found == actual_.end()) {
      differences += fmt::format("{} is not written any more\n", name);
    } else if (found->second != text) {
      UTVMC_ASSIGN(const std::string diff, Diff(name, text, found->second));
      differences += diff;
    }
  }
  return differences;
}

Result<std::string> GoldenCase::Diff(const std::string& name, const std::string& expected,
                                     const std::string& actual) const {
  DiskFileSystem files;
  UTVMC_TRY(files.Write(temporary_ / "expected", expected));
  UTVMC_TRY(files.Write(temporary_ / "actual", actual));
  UTVMC_ASSIGN(const tools::ProcessResult result,
               tools::RunProcess({"diff", "-u", "--label", "expected/" + name, "--label",
                                  "now/" + name, temporary_ / "expected", temporary_ / "actual"}));
  return result.output;
}

Result<std::string> GoldenCase::CheckCode() const {
  if (IsBad()) return std::string();
  UTVMC_ASSIGN(std::string complaints, CompileStrictly());
  UTVMC_ASSIGN(const std::string differences, Validate());
  return complaints + differences;
}

Result<std::string> GoldenCase::CompileStrictly() const {
  std::vector<std::string> c = ProgramFrom("CC", "cc");
  c.insert(c.end(), {"-std=c99", "-O2", "-c", "-I" UTVMC_RUNTIME_FOLDER});
  c.insert(c.end(), kStrict.begin(), kStrict.end());
  std::string includes;
  for (const auto& [name, text] : actual_) {
    if (name.ends_with(".h")) includes += fmt::format("#include \"{}\"\n", name);
    if (name.ends_with(".c") && !IsCarriedOver(name)) c.push_back("out/" + name);
  }
  UTVMC_ASSIGN(std::string complaints, OutputOnFailure(c));

  DiskFileSystem files;
  UTVMC_TRY(files.Write(temporary_ / "headers.cc", includes));
  std::vector<std::string> cxx = ProgramFrom("CXX", "c++");
  cxx.insert(cxx.end(), {"-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-Iout",
                         "-I" UTVMC_RUNTIME_FOLDER, "-fsyntax-only", temporary_ / "headers.cc"});
  UTVMC_ASSIGN(const std::string more, OutputOnFailure(cxx));
  return complaints + more;
}

/// Each model by itself: what several have in common is for tests/e2e to run.
Result<std::string> GoldenCase::Validate() const {
  const std::set<std::string> only_for_compile = {
      "compile",          "-o",        "out",           "-q",
      "--explain",        "--depfile", "out/network.d", "--share-arena",
      "--share-constants"};
  // What calls the model is for tests/e2e to run.
  const std::set<std::string> interfaces = {"--quantization", "--output-names", "--concurrent"};
  if (command_[0] != "compile") return ValidateOne("", {"."});
  std::vector<std::string> options;
  std::vector<std::string> models;  // NAME=FOLDER
  for (std::size_t i = 0; i < command_.size(); ++i) {
    const std::string& word = command_[i];
    if (interfaces.contains(word)) {
      ++i;
    } else if (word.starts_with("--api=")) {
      continue;
    } else if (word == "--pin" && i + 1 < command_.size()) {
      options.insert(options.end(), {word, command_[++i]});
    } else if (word[0] != '-' && word.find('=') != std::string::npos) {
      models.push_back(word);
    } else if (!only_for_compile.contains(word)) {
      options.push_back(word);
    }
  }
  if (models.empty()) return ValidateOne("", options);
  std::string differences;
  for (const std::string& word : models) {
    const std::size_t mark = word.find('=');
    const std::string folder = word.substr(mark + 1);
    std::vector<std::string> arguments = {folder, "--name", word.substr(0, mark)};
    arguments.insert(arguments.end(), options.begin(), options.end());
    UTVMC_ASSIGN(const std::string more, ValidateOne(folder == "." ? "" : folder + "/", arguments));
    differences += more;
  }
  return differences;
}

Result<std::string> GoldenCase::ValidateOne(const std::string& part,
                                            const std::vector<std::string>& arguments) const {
  UTVMC_TRY(WriteVectors(part));
  std::vector<std::string> command = {utvmc_,   "validate", "--vectors", "../vectors",
                                      "--rtol", "0",        "--runtime", UTVMC_RUNTIME_FOLDER};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return OutputOnFailure(command);
}

Status GoldenCase::WriteVectors(const std::string& part) const {
  DiskFileSystem files;
  const std::string path = folder_ + "/" + part + "values.txt";
  UTVMC_ASSIGN(const std::string text, files.Read(path));
  UTVMC_ASSIGN(const std::vector<TextVector> vectors, VectorsFromText(path, text));

  const std::string folder = temporary_ / "vectors/";
  UTVMC_TRY(files.MakeFolders(folder));
  const auto write = [&](std::size_t k, const char* kind,
                         const std::vector<tools::Array>& arrays) -> Status {
    for (std::size_t i = 0; i < arrays.size(); ++i) {
      UTVMC_TRY(files.Write(fmt::format("{}{}_{}{}.npy", folder, k, kind, i), NpyBytes(arrays[i])));
    }
    return Ok();
  };
  for (std::size_t k = 0; k < vectors.size(); ++k) {
    UTVMC_TRY(write(k, "in", vectors[k].inputs));
    UTVMC_TRY(write(k, "out", vectors[k].outputs));
  }
  const auto entries = [](std::size_t count) { return std::vector<std::string>(count, "{}"); };
  return files.Write(folder + "vectors.json",
                     fmt::format(R"({{"vectors": {}, "inputs": [{}], "outputs": [{}]}})",
                                 vectors.size(), fmt::join(entries(vectors[0].inputs.size()), ", "),
                                 fmt::join(entries(vectors[0].outputs.size()), ", ")));
}

Status GoldenCase::Update() const {
  DiskFileSystem files;
  const std::string folder = folder_ + "/expected";
  UTVMC_ASSIGN(const Texts expected, ReadFolder(folder));
  UTVMC_TRY(files.MakeFolders(folder));
  const auto write = [&](const std::string& name, const std::string& text) -> Status {
    const std::string path = folder + "/" + name;
    const auto old = expected.find(name);
    if (old != expected.end() && old->second == text) return Ok();
    return files.Write(path, text);
  };
  for (const auto& [name, text] : actual_) {
    const bool says_nothing = name == "exit_code" ? text == "0\n" : text.empty();
    const bool is_always_shown = name == "stderr" || name == "exit_code";
    const bool is_shown = is_always_shown || expected.empty() || expected.contains(name);
    if (is_shown && !says_nothing) UTVMC_TRY(write(name, text));
    if (says_nothing) files.Remove(folder + "/" + name);
  }
  for (const auto& [name, text] : expected) {
    if (!actual_.contains(name)) files.Remove(folder + "/" + name);
  }
  return Ok();
}

}  // namespace utvmc::golden
