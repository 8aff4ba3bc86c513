// operators.h and operators.c: every kernel once, as an ordinary function.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "emit/describe.h"
#include "emit/parameters.h"
#include "emit/sections.h"
#include "emit/writer.h"
#include "kernelc/printer.h"

namespace utvmc::emit {
namespace {

using ir::Kernel;
using ir::NativeBody;

void WriteSystemIncludes(Writer& w, const Headers& headers) {
  if (headers.math) w.Line("#include <math.h>");
  if (headers.boolean) w.Line("#include <stdbool.h>");
  if (headers.integer) w.Line("#include <stdint.h>");
}

/// What the parameters need.
void WriteDeclarationIncludes(Writer& w, const Model& model) {
  Headers headers;
  for (const Kernel& kernel : model.program.kernels) headers.AddParameters(kernel);
  WriteSystemIncludes(w, headers);
  w.Blank();
  if (headers.half) w.Line("#include \"utvm_half.h\"");
  w.Line("#include \"utvm_rt.h\"");
}

void WriteDefinitionIncludes(Writer& w, const Model& model) {
  Headers headers;
  for (const Kernel& kernel : model.program.kernels) {
    const auto* native = std::get_if<NativeBody>(&kernel.body);
    if (native == nullptr) continue;
    headers.AddParameters(kernel);
    headers.AddBody(native->function);
  }
  w.Line(fmt::format("#include \"{}\"", model.symbols.operators_header));
  w.Blank();
  WriteSystemIncludes(w, headers);
  w.Blank();
  if (headers.half) w.Line("#include \"utvm_half.h\"");
  w.Line("#include \"utvm_rt.h\"");
}

void WriteKernel(Writer& w, const Model& model, std::size_t index, Phase phase) {
  const Kernel& kernel = model.program.kernels[index];
  const auto* native = std::get_if<NativeBody>(&kernel.body);
  if (phase == Phase::kDefinitions && native == nullptr) return;

  w.Blank();
  w.Comment(DescribeOrigin(kernel));
  WriteKernelSignature(w, kernel, model.symbols.kernels[index], model.unaliased[index],
                       phase == Phase::kDeclarations ? ";" : "");
  if (phase == Phase::kDeclarations) return;
  w.OpenBrace();
  w.Raw(kernelc::PrintBody(native->function, w.depth(), native->handovers));
  w.Close();
}

}  // namespace

std::string Operators(const Model& model, Phase phase) {
  Writer w;
  const bool declares = phase == Phase::kDeclarations;
  const Symbols& symbols = model.symbols;
  const std::string guard = symbols.macro + "_OPERATORS_H";
  w.FileComment(fmt::format("{} - operators of model \"{}\". Generated; do not edit.",
                            declares ? symbols.operators_header : symbols.operators_source,
                            symbols.prefix));
  if (declares) {
    w.OpenGuard(guard);
    WriteDeclarationIncludes(w, model);
    w.OpenExternC();
  } else {
    WriteDefinitionIncludes(w, model);
  }
  if (std::ranges::none_of(model.program.kernels, &Kernel::IsNative) && !declares) {
    w.Blank();
    w.Comment("No kernel of this model was lowered: nothing is defined here.");
  }
  for (std::size_t i = 0; i < model.program.kernels.size(); ++i) WriteKernel(w, model, i, phase);
  if (declares) {
    w.CloseExternC();
    w.CloseGuard(guard);
  }
  return w.Take();
}

}  // namespace utvmc::emit
