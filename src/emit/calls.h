// What a function that takes run()'s parameters does with one operator: the buffers it is given,
// and the call.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "emit/sections.h"
#include "emit/writer.h"
#include "ir/program.h"

namespace utvmc::emit {

/// The C expression for a buffer in an arena: "arena->op00_dense.data".
std::string Member(const Model& model, int allocation);

/// The C expression for the bytes of `root`, a tensor that is no alias: of an arena, a constant, or
/// a parameter of run(). Empty where nothing holds it, because nobody needs it.
std::string Bytes(const Model& model, ir::TensorId root);

/// The parameters of run(): the arenas, then the buffers that are with the caller.
std::vector<std::string> RunParameters(const Model& model);

/// The buffers in arenas that operator `op_index` is given, as indices into
/// MemoryPlan::allocations. One that it is given twice comes twice.
std::vector<std::size_t> UsedAllocations(const Model& model, std::size_t op_index);

/// Every buffer that operator `op_index` is given.
std::set<std::string> UsedBuffers(const Model& model, std::size_t op_index);

/// `(void)x;` for each parameter of run() in which none of the buffers `used` is.
void WriteUnusedParameters(Writer& writer, const Model& model, const std::set<std::string>& used);

/// The call of the operator's kernel, after `with_result` where it can fail; or its memcpy.
void WriteOperatorCall(Writer& writer, const Model& model, std::size_t op_index,
                       const char* with_result = "status = ");

/// True if that call has a result.
bool CanFail(const ir::Program& program, const ir::Operator& op);

/// What keeps GCC quiet in a file with calls of operators; nothing where it has no reason to warn.
void WriteWarningExemption(Writer& writer, const Model& model);

/// True if an operator is a memcpy().
bool HasCopies(const ir::Program& program);

}  // namespace utvmc::emit
