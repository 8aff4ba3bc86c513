#include "api_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "support/spelling.h"

namespace utvmc::tools {
namespace {

constexpr Api kApis[] = {Api::kNative, Api::kStm32, Api::kTvmC, Api::kTvmWrap};

Diagnostic BadQuantization(std::string message, std::string hint) {
  return UserError({.file = {}, .pointer = "--quantization"}, std::move(message), std::move(hint));
}

/// NAME=FILE. Names have no '/': a '=' behind one belongs to the path.
std::pair<std::string, std::string> SplitNamed(const std::string& word) {
  const std::size_t mark = word.find('=');
  if (mark == std::string::npos || word.find('/') < mark) return {"", word};
  return {word.substr(0, mark), word.substr(mark + 1)};
}

Result<std::size_t> FindModel(const std::string& name, const std::string& word,
                              const std::vector<Model>& models) {
  std::vector<std::string> names;
  for (const Model& model : models) {
    if (model.options.name == name) return names.size();
    names.push_back(model.options.name);
  }
  if (name.empty()) {
    return BadQuantization(
        fmt::format("\"{}\" is of no model, and there are {}", word, models.size()),
        fmt::format("write NAME={}", word));
  }
  return BadQuantization(fmt::format("no model is named \"{}\"", name), SpellingHint(name, names));
}

}  // namespace

Result<ApiOptions> ParseApiWords(const ApiWords& words) {
  ApiOptions options;
  std::vector<std::string> names;
  for (const Api api : kApis) names.emplace_back(Spell(api));
  const auto found = std::ranges::find(names, words.api);
  if (found == names.end()) {
    return UserError({.file = {}, .pointer = "--api"},
                     fmt::format("\"{}\" is not a choice", words.api),
                     SpellingHint(words.api, names));
  }
  options.api = kApis[found - names.begin()];
  options.module = words.module;
  if (!words.module.empty() && options.api != Api::kTvmC) {
    return UserError({.file = {}, .pointer = "--module"},
                     fmt::format("--api={} has no modules", words.api),
                     "add --api=tvm-c, or leave the option out");
  }
  options.output_names = words.output_names;
  if (std::ranges::find(options.output_names, "") != options.output_names.end()) {
    return UserError({.file = {}, .pointer = "--output-names"}, "a name is empty",
                     "separate names with commas, as in --output-names a,b");
  }
  if (!words.quantization.empty() && options.api != Api::kStm32) {
    return BadQuantization(
        fmt::format("--api={} has no place for scales and zero points", words.api),
        "add --api=stm32, or leave the option out");
  }
  return options;
}

IoPlacement DefaultIo(Api api) {
  return api == Api::kTvmC || api == Api::kTvmWrap ? IoPlacement::kCaller : IoPlacement::kArena;
}

Status ReadQuantizations(FileSystem& files, const ApiWords& words, std::vector<Model>& models) {
  std::vector<bool> has_one(models.size());
  for (const std::string& word : words.quantization) {
    std::size_t index = 0;
    std::string path = word;
    if (models.size() > 1) {
      const auto [name, file] = SplitNamed(word);
      UTVMC_ASSIGN(index, FindModel(name, word, models));
      path = file;
    }
    if (has_one[index]) {
      return BadQuantization(fmt::format("two files for model \"{}\"", models[index].options.name),
                             "put all tensors into one");
    }
    has_one[index] = true;
    UTVMC_ASSIGN(std::string text, files.Read(path));
    UTVMC_ASSIGN(models[index].options.api.quantization, ReadQuantization({path, std::move(text)}));
  }
  return Ok();
}

std::vector<std::string> FilesOf(const ApiWords& words, std::size_t count) {
  if (count < 2) return words.quantization;
  std::vector<std::string> paths;
  for (const std::string& word : words.quantization) paths.push_back(SplitNamed(word).second);
  return paths;
}

}  // namespace utvmc::tools
