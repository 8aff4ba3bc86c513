// `utvmc compile`.
#pragma once

#include "command_line.h"
#include "support/file_system.h"
#include "utvmc/compiler.h"
#include "utvmc/model_sources.h"

namespace utvmc::tools {

/// One model and what became of it.
struct CompiledModel {
  ModelSources sources;
  Compilation compilation;
};

/// Reads the files of `model` and compiles them. Writes nothing.
Result<CompiledModel> CompileModel(FileSystem& files, const ingest::ModelPaths& model,
                                   const CompileOptions& options, Console& console);

/// Exit code. On error no file has changed.
Result<int> RunCompile(FileSystem& files, const CompileCommand& command, Console& console);

}  // namespace utvmc::tools
