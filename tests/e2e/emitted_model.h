// A model on its way through the compiler, a C compiler and a run, for the end-to-end tests.
#pragma once

#include <string>
#include <vector>

#include "temporary_folder.h"
#include "utvmc/compiler.h"
#include "vectors.h"

namespace utvmc {

/// Folder of a model named "own/sine", "own_v08/lstm" or "thirdparty/kws_int8": committed ones
/// under tests/models, others under ../shared/models. Empty where the model is absent.
std::string FindModel(const std::string& name);

/// True if a program of that name is in $PATH.
bool HasProgram(const std::string& name);

/// The warnings under which emitted code and runtime compile clean.
const std::vector<std::string>& StrictWarnings();

/// Compiled by utvmc into a temporary folder, which goes with the object. Aborts the test where
/// that fails.
class EmittedModel {
 public:
  EmittedModel(const std::string& model_folder, const CompileOptions& options);

  const std::string& folder() const { return folder_; }
  const Report& report() const { return compilation_.report; }
  const Compilation& compilation() const { return compilation_; }

  /// Every emitted .c and the runtime sources it needs.
  std::vector<std::string> Sources() const;

  /// Names of the emitted headers.
  std::vector<std::string> Headers() const;

  /// Runs `compiler flags -I... SOURCES extra`; what it printed, "" if it succeeded silently.
  std::string Build(const std::vector<std::string>& compiler,
                    const std::vector<std::string>& extra) const;

  /// Builds guarded_main.c with the emitted sources, to Path("run"); what the compiler printed.
  std::string BuildRunner(std::vector<std::string> compiler) const;

  /// Compiles `sources` to assembly, or as far as the compiler's flags go; what it printed.
  std::string CompileFiles(const std::vector<std::string>& compiler,
                           const std::vector<std::string>& sources) const;

  /// Path of a file in the temporary folder.
  std::string Path(const std::string& name) const { return folder_ + "/" + name; }

 private:
  std::vector<std::string> IncludeFlags() const;
  std::string GuardedModelHeader() const;
  /// Index into Report::arenas of the pool that the tensor is in.
  std::size_t ArenaOf(const TensorReport& tensor) const;

  tools::TemporaryFolder temporary_;
  std::string folder_;
  CompileOptions options_;
  Compilation compilation_;
};

/// What the program that BuildRunner() made computes of `inputs`, those of each vector one after
/// another in graph order; the outputs likewise. All memory is at the "begin" or "end" of its
/// pages.
std::string RunProgram(const EmittedModel& model, const std::string& inputs,
                       const std::string& placement);

/// Every vector of `vectors` through the program that BuildRunner() made. What differs from the
/// expected outputs, "" if nothing does.
std::string RunVectors(const EmittedModel& model, const std::vector<tools::TestVector>& vectors,
                       const std::string& placement, double relative_tolerance);

}  // namespace utvmc
