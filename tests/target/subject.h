// What a firmware image runs: C sources of anybody's, and how to call them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "temporary_folder.h"
#include "utvmc/compiler.h"

namespace utvmc::target {

/// Bytes of an object in RAM.
struct Place {
  std::string symbol;
  std::int64_t offset = 0;
  std::int64_t bytes = 0;
};

struct Subject {
  std::string name;                  ///< "utvmc", for tables
  std::vector<std::string> sources;  ///< paths of the network's own .c files
  std::vector<std::string> include_folders;
  std::string call;            ///< C source that defines subject_run() and what it needs of RAM
  std::vector<Place> inputs;   ///< in the order of the model
  std::vector<Place> outputs;  ///< likewise
  std::vector<Place> memory;   ///< to be overwritten before each run, so that nothing is left of
                               ///< the last
  std::vector<std::string> not_kernels;  ///< functions of `sources` that only call kernels
};

/// An image without any network, to be subtracted from others.
Subject EmptySubject();

/// A model that utvmc compiled, its files written to `folder`.
struct CompiledModel {
  Compilation compilation;
  Subject subject;
};

/// Compiles the model of a folder with `options` and writes its files. The subject has what is to
/// be compiled; who calls it, and where inputs and outputs are, is left open.
Result<CompiledModel> EmitModel(const std::string& model_folder, const std::string& folder,
                                const CompileOptions& options);

/// That, called by network_run() with static arenas. Not with inputs and outputs at the caller.
Result<CompiledModel> CompileModel(const std::string& model_folder, const std::string& folder,
                                   const CompileOptions& options = {});

}  // namespace utvmc::target
