// Compiles damaged models and judges what comes of it.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "robustness/damage.h"
#include "utvmc/compiler.h"

namespace utvmc::robustness {

enum class Outcome {
  kError,
  kSameCode,   ///< as of the undamaged model, up to the values of constants
  kOtherCode,  ///< the damaged files are another model
};

enum class ModelFile { kGraph, kParams, kKernels, kRegistry };

/// A folder of tests/models/own, paths as base names.
ModelSources LoadModel(const std::string& name);

/// The text of one of the files.
std::string& TextOf(ModelSources& sources, ModelFile file);

/// What every outcome must be, whatever was done to the model:
/// - an error says what is wrong with which file, and is never an internal one;
/// - code is valid C99 without a warning, and the same when compiled again;
/// - only where a kernel was carried over, which is for a C compiler to judge, may its text be
/// wrong,
///   and then the damaged source was wrong in the same way.
/// C compilers are slow, so that only one success in `check_every` is given to one, among those
/// whose code differs from all before.
class Examiner {
 public:
  Examiner(ModelSources sources, ModelFile file, std::size_t check_every);

  Outcome Examine(const Damaged& damaged);

  /// How often what happened; printed by the tests.
  std::string Summary() const;

  /// Carried kernels that no C compiler accepts.
  std::size_t wrong_carried() const { return wrong_carried_; }

 private:
  void CheckError(const Diagnostic& error);
  void CheckCode(const Compilation& compilation, const CompileOptions& options);
  void CheckCarried(const Compilation& compilation);

  ModelSources sources_;
  ModelFile file_;
  std::size_t check_every_;
  std::size_t undamaged_ = 0;   ///< hash of the code
  std::set<std::size_t> seen_;  ///< hashes of code
  std::size_t cases_ = 0;
  std::size_t successes_ = 0;
  std::size_t distinct_ = 0;
  std::size_t checked_ = 0;
  std::size_t wrong_carried_ = 0;
};

/// What the C compiler says of the sources among the files whose names end in `suffix`; nothing if
/// it accepts them.
std::string CompilerOutput(const std::vector<OutputFile>& files, std::string_view suffix,
                           const char* flags);

}  // namespace utvmc::robustness
