// Which barrier stands before each operator of run(): bytes of the arenas may change owner there.
#pragma once

#include <vector>

#include "emit/sections.h"
#include "emit/writer.h"

namespace utvmc::emit {

enum class Handover {
  kPlain,  ///< no access to memory moves across
  kOf,     ///< nor any to the arenas, even if nobody but the compiler knows where they are
  kAnew,   ///< and the compiler computes addresses of buffers anew from here on
};

/// By operator. The first is kOf: from there on the compiler has to assume that others know the
/// arenas. kAnew stands where it might otherwise keep more addresses than a processor has registers
/// for, from where a buffer is used to where that byte is next begun at, and spill them. Compilers
/// do (gcc 12 kept 26 for 49 operators), though adding an offset to a pointer is as cheap as a
/// load.
std::vector<Handover> PlanHandovers(const Model& model);

void WriteHandover(Writer& writer, const Model& model, Handover handover);

}  // namespace utvmc::emit
