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

/// Runs a program; what it printed, "" if it succeeded silently.
std::string RunQuietly(const std::vector<std::string>& command);

/// Emitted files in a temporary folder, which goes with the object.
class EmittedFiles {
 public:
  const std::string& folder() const { return folder_; }

  /// Every emitted .c and the runtime sources it needs.
  std::vector<std::string> Sources() const;

  /// Names of the emitted headers.
  std::vector<std::string> Headers() const;

  /// Runs `compiler flags -I... SOURCES extra`; what it printed, "" if it succeeded silently.
  std::string Build(const std::vector<std::string>& compiler,
                    const std::vector<std::string>& extra) const;

  /// Compiles `sources` to assembly, or as far as the compiler's flags go; what it printed.
  std::string CompileFiles(const std::vector<std::string>& compiler,
                           const std::vector<std::string>& sources) const;

  /// Path of a file in the temporary folder.
  std::string Path(const std::string& name) const { return folder_ + "/" + name; }

 protected:
  EmittedFiles();
  ~EmittedFiles() = default;

  void WriteFiles(const std::vector<OutputFile>& files);
  /// Further files are linked where not all kernels are native.
  void AddKernels(const std::vector<KernelReport>& kernels);

 private:
  std::vector<std::string> IncludeFlags() const;

  tools::TemporaryFolder temporary_;
  std::string folder_;
  std::vector<std::string> names_;
  bool has_packed_ = false;
};

/// One model, compiled by utvmc. Aborts the test where that fails.
class EmittedModel : public EmittedFiles {
 public:
  EmittedModel(const std::string& model_folder, const CompileOptions& options);

  const Report& report() const { return compilation_.report; }
  const Compilation& compilation() const { return compilation_; }

  /// Builds guarded_main.c with the emitted sources, to Path("run"); what the compiler printed.
  /// `sources`: further ones. With `through_op_table` the operators run one by one, as --op-table
  /// lists them, in place of run().
  std::string BuildRunner(std::vector<std::string> compiler,
                          const std::vector<std::string>& sources = {},
                          bool through_op_table = false) const;

 private:
  std::string GuardedModelHeader(bool through_op_table) const;
  std::string RunThroughOpTable(const std::string& prefix, const std::string& arguments) const;
  /// Index into Report::arenas of the pool that the tensor is in.
  std::size_t ArenaOf(const TensorReport& tensor) const;

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
