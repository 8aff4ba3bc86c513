// Compiles damaged models and judges what comes of it.
#pragma once

#include <cstddef>
#include <set>
#include <string>

#include "robustness/damage.h"
#include "utvmc/compiler.h"

namespace utvmc::robustness {

enum class ModelFile { kGraph, kParams, kKernels };

/// A folder of tests/models/own without TVM's registry, paths as base names.
ModelSources LoadModel(const std::string& name);

/// The text of one of the files.
std::string& TextOf(ModelSources& sources, ModelFile file);

/// What every outcome must be, whatever was done to the model:
/// - an error says what is wrong with which file, and is never an internal one;
/// - code is valid C99 without a warning, and the same when compiled again.
/// C compilers are slow, so that only one success in `check_every` is given to one, among those
/// whose code differs from all before.
class Examiner {
 public:
  Examiner(ModelSources sources, ModelFile file, std::size_t check_every);

  /// True if the damaged model compiled.
  bool Examine(const Damaged& damaged);

  /// How often what happened; printed by the tests.
  std::string Summary() const;

 private:
  void CheckError(const Diagnostic& error);
  void CheckCode(const Compilation& compilation, const CompileOptions& options);

  ModelSources sources_;
  ModelFile file_;
  std::size_t check_every_;
  std::set<std::size_t> seen_;  ///< hashes of code
  std::size_t cases_ = 0;
  std::size_t successes_ = 0;
  std::size_t distinct_ = 0;
  std::size_t checked_ = 0;
};

/// What the C compiler says of the files, with the warnings that emitted code promises to be free
/// of; empty if nothing. Sources with kernels that were carried over are TVM's text: only errors
/// count there.
std::string CompilerOutput(const std::vector<OutputFile>& files);

}  // namespace utvmc::robustness
