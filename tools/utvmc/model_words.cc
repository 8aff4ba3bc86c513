#include "model_words.h"

#include <fmt/format.h>

#include <utility>

#include "support/spelling.h"
#include "utvmc/compiler.h"

namespace utvmc::tools {
namespace {

ModelWord Split(const std::string& word) {
  const std::size_t mark = word.find('=');
  if (mark == std::string::npos || word.find_first_of("/\\") < mark) return {{}, word, false};
  return {word.substr(0, mark), word.substr(mark + 1), true};
}

Status CheckName(const std::string& name, const std::string& word) {
  CompileOptions options;
  options.name = name;
  Status status = CheckOptions(options);
  if (status.ok()) return status;
  status.error().where.pointer = word;
  status.error().hint += fmt::format("; a folder of that name is ./{}", word);
  return status;
}

Result<bool> ParseYesOrNo(const std::string& word) {
  if (word.empty() || word == "no") return false;
  if (word == "yes" || word == "true") return true;  // CLI11's value of a flag without one
  return UserError({.file = {}, .pointer = "--share-arena"},
                   fmt::format("\"{}\" is not a choice", word), SpellingHint(word, {"yes", "no"}));
}

/// "kws+vww" is kws and vww.
std::vector<std::string> SplitGroup(const std::string& word) {
  std::vector<std::string> names;
  for (std::size_t begin = 0;;) {
    const std::size_t end = word.find('+', begin);
    names.push_back(word.substr(begin, end - begin));
    if (end == std::string::npos) return names;
    begin = end + 1;
  }
}

Status CheckSharesNothing(const ImageOptions& image) {
  const char* option = image.share_arena           ? "--share-arena"
                       : !image.concurrent.empty() ? "--concurrent"
                       : image.share_constants     ? "--share-constants"
                                                   : nullptr;
  if (option == nullptr) return Ok();
  return UserError({}, fmt::format("{} needs several models", option),
                   "name them, as in utvmc compile kws=model_a/ vww=model_b/ -o out/");
}

}  // namespace

Result<ModelWord> ParseModelWord(const std::string& word, std::size_t count) {
  ModelWord model = Split(word);
  if (!model.is_named && count > 1) {
    return UserError({}, fmt::format("\"{}\" has no name, and there are {} models", word, count),
                     fmt::format("write NAME={}: each of several models has a prefix of its own, "
                                 "as in utvmc compile kws=model_a/ vww=model_b/",
                                 word));
  }
  if (!model.is_named) return model;
  UTVMC_TRY(CheckName(model.name, word));
  if (!model.folder.empty()) return model;
  return UserError({.file = {}, .pointer = word}, "no folder behind the name",
                   fmt::format("write {}=FOLDER", model.name));
}

Result<ImageOptions> ParseImageWords(const ImageWords& words, const std::vector<NamedModel>& models,
                                     const CompileOptions& options) {
  ImageOptions image;
  UTVMC_ASSIGN(image.share_arena, ParseYesOrNo(words.share_arena));
  for (const std::string& group : words.concurrent) image.concurrent.push_back(SplitGroup(group));
  image.share_constants = words.share_constants;
  if (models.size() < 2) {
    UTVMC_TRY(CheckSharesNothing(image));
    return image;
  }
  std::vector<Model> named;
  for (const NamedModel& model : models) {
    named.push_back({{}, options});
    named.back().options.name = model.name;
  }
  UTVMC_TRY(CheckModels(named, image));
  return image;
}

}  // namespace utvmc::tools
