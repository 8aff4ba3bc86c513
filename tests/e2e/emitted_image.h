// Several models on their way into one image and through its tests.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "emitted_model.h"

namespace utvmc {

/// Several models, compiled by utvmc for one image. Aborts the test where that fails.
class EmittedImage : public EmittedFiles {
 public:
  /// `models`: prefixes and models, as FindModel() takes them. `options` are those of all.
  EmittedImage(const std::vector<std::pair<std::string, std::string>>& models,
               const ImageOptions& image, const CompileOptions& options = {});

  const std::vector<Report>& reports() const { return compilation_.reports; }
  const ImageReport& image_report() const { return compilation_.image; }

  /// Builds image_main.c with the emitted sources, to Path("run"), and writes the vectors of every
  /// model beside it; what the compiler printed. Only with IoPlacement::kArena.
  std::string BuildRunner(std::vector<std::string> compiler) const;

  /// Runs it with `words` (image_main.c says which there are); what it printed, "" if all outputs
  /// were exact.
  std::string Run(std::vector<std::string> words) const;

 private:
  std::string ImageModelsHeader() const;

  std::vector<std::pair<std::string, std::string>> models_;
  bool has_shared_arena_ = false;
  ImageCompilation compilation_;
};

}  // namespace utvmc
