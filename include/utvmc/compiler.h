// The compiler as a library: files in memory in, files in memory out.
#pragma once

#include <vector>

#include "utvmc/diagnostic.h"
#include "utvmc/model_sources.h"
#include "utvmc/options.h"
#include "utvmc/plan_file.h"
#include "utvmc/report.h"
#include "utvmc/result.h"

namespace utvmc {

struct Compilation {
  std::vector<OutputFile> files;
  Report report;
  PlanFile plan;  ///< where everything is, for other tools
  Notes notes;
};

/// Compiles one model. Error: the first thing that is wrong with it; nothing is written anywhere.
Result<Compilation> Compile(const ModelSources& sources, const CompileOptions& options);

/// One of several models that go into one image.
struct Model {
  ModelSources sources;
  CompileOptions options;  ///< `name` is its prefix
};

struct ImageCompilation {
  std::vector<OutputFile> files;  ///< models.h and what is common first, then those of each model
  std::vector<Report> reports;    ///< by model
  ImageReport image;
  std::vector<PlanFile> plans;  ///< by model: where everything is, for other tools
  Notes notes;
};

/// Compiles several models (one is enough) for one image: the files of each, and models.h. Error:
/// the first thing that is wrong with one of them, or with their names.
Result<ImageCompilation> CompileModels(const std::vector<Model>& models,
                                       const ImageOptions& options);

/// What can be wrong with names and options of several models whatever these are. CompileModels()
/// starts with it; it includes CheckOptions() of each.
Status CheckModels(const std::vector<Model>& models, const ImageOptions& options);

/// What can be wrong with options whatever the model is. Compile() starts with it; tools call it
/// before they read files.
Status CheckOptions(const CompileOptions& options);

/// utvmc's version, "major.minor.patch".
const char* Version();

}  // namespace utvmc
