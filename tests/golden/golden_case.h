// One golden case: a folder with a model, a command line, and what utvmc must make of them.
// README.md in this folder describes the files.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "temporary_folder.h"
#include "utvmc/result.h"

namespace utvmc::golden {

/// Texts by file name, and "stdout", "stderr" and "exit_code".
using Texts = std::map<std::string, std::string>;

class GoldenCase {
 public:
  /// Copies the model of the case in `folder` to a temporary folder and runs `utvmc` (an absolute
  /// path) on it. Changes the working folder of this process.
  static Result<GoldenCase> Run(const std::string& utvmc, const std::string& folder);

  /// What is wrong with the texts, as unified diffs; "" if they are as expected.
  Result<std::string> CompareTexts() const;

  /// What is wrong with the emitted code: warnings, headers that are not C++17, or numbers that
  /// differ from values.txt; "" if nothing is. A case whose name begins with "bad_" has none.
  Result<std::string> CheckCode() const;

  /// Rewrites the texts in expected/, all of them where there are none yet.
  Status Update() const;

  const std::string& name() const { return name_; }

 private:
  GoldenCase(tools::TemporaryFolder temporary, std::string utvmc, std::string folder);

  bool IsBad() const { return name_.starts_with("bad_"); }
  /// `part`: "" or the sub-folder of one of several models, with "/".
  Status CopyModel(const std::string& part) const;
  Status RunCommand();
  Status WriteVectors(const std::string& part) const;
  Result<std::string> ValidateOne(const std::string& part,
                                  const std::vector<std::string>& arguments) const;
  Result<std::string> Diff(const std::string& name, const std::string& expected,
                           const std::string& actual) const;
  Result<std::string> CompileStrictly() const;
  Result<std::string> Validate() const;

  tools::TemporaryFolder temporary_;
  std::string utvmc_;
  std::string folder_;  ///< of the case
  std::string name_;
  std::vector<std::string> command_;
  Texts actual_;
};

}  // namespace utvmc::golden
