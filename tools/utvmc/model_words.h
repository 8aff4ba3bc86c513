// What `utvmc compile` is told about which models there are and what several of them share.
#pragma once

#include <string>
#include <vector>

#include "ingest/ingest.h"
#include "utvmc/options.h"
#include "utvmc/result.h"

namespace utvmc::tools {

/// A model and the prefix of its C names.
struct NamedModel {
  std::string name;
  ingest::ModelPaths paths;
};

/// FOLDER or NAME=FOLDER.
struct ModelWord {
  std::string name;
  std::string folder;
  bool is_named = false;  ///< else `name` is empty
};

/// A '=' behind a '/' belongs to the path, so that ./a=b is a folder. Error: a name that cannot
/// begin C names, no folder, or no name where there are `count` > 1 models.
Result<ModelWord> ParseModelWord(const std::string& word, std::size_t count);

/// Values of options as the user wrote them.
struct ImageWords {
  std::string share_arena;              ///< "yes", "no", "true" without a value; empty: not given
  std::vector<std::string> concurrent;  ///< "kws+vww"
  bool share_constants = false;
};

/// Checks them with the names of the models and the options of all. One model shares nothing.
Result<ImageOptions> ParseImageWords(const ImageWords& words, const std::vector<NamedModel>& models,
                                     const CompileOptions& options);

}  // namespace utvmc::tools
