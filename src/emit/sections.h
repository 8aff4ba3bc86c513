// The emitted files, one function each. Nothing is decided here any more: names are in Symbols,
// places in MemoryPlan.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "emit/named_constants.h"
#include "emit/symbols.h"
#include "emit/writer.h"
#include "ir/program.h"
#include "plan/memory_plan.h"

namespace utvmc::emit {

/// What all files are printed from.
struct Model {
  const ir::Program& program;
  const plan::MemoryPlan& plan;
  const Symbols& symbols;
  /// By kernel, by parameter: may be declared restrict.
  const std::vector<std::vector<bool>>& unaliased;
  const NamedConstants& named;
};

/// Header and source of a pair come from one function, so that they cannot disagree.
enum class Phase { kDeclarations, kDefinitions };

std::string NetworkHeader(const Model& model);
/// The comment at its head.
std::string NetworkHead(const Model& model);
/// Its union type of the arena at `index`.
void WriteArenaType(Writer& writer, const Model& model, std::size_t index);
std::string NetworkSource(const Model& model);
std::string Operators(const Model& model, Phase phase);
std::string Data(const Model& model, Phase phase);
std::string Profile(const Model& model, Phase phase);
std::string OpTable(const Model& model, Phase phase);
std::string Dump(const Model& model, Phase phase);
/// `source`: index into Program::carried.
std::string PackedSource(const Model& model, std::size_t source);
std::string PackedHeader(const Model& model, const ir::CarriedHeader& header);

/// A tensor that the hook of --dump-hook is shown, when its operator has run.
struct DumpedTensor {
  ir::OperatorId op;
  ir::TensorId tensor;  ///< what the operator writes, or another name of the same bytes
};

/// In the order of the operators. None of what no operator writes: inputs and constants.
std::vector<DumpedTensor> DumpedTensors(const Model& model);

/// Whether a kernel that was carried over remembers anything between calls.
bool KeepsState(const ir::Program& program);

/// Of all emitted constants and their tables, or of those in one pool, where there are no tables.
std::int64_t ConstantBytes(const Model& model, const MemoryPool* pool = nullptr);

/// Refuses a runtime that `file` was not written for.
void WriteAbiCheck(Writer& writer, const std::string& file);

/// Result, name and parameters of network_run, for its declaration and its definition; `end` is ";"
/// or "".
void WriteRunSignature(Writer& writer, const Model& model, const char* end);

/// Constants that are in RAM, as indices into MemoryPlan::allocations; network_init copies them.
std::vector<std::size_t> ConstantsInRam(const Model& model);

/// Of network_init; none where there is nothing to copy.
void WriteInitSignature(Writer& writer, const Model& model, const char* end);

/// True if a kernel of the model can fail, so that network_run returns an error code.
bool CanFail(const ir::Program& program);

}  // namespace utvmc::emit
