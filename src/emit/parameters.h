// The signature of an emitted kernel, native or carried over: declared in operators.h, defined in
// operators.c or in a packed source.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "emit/writer.h"
#include "ir/kernel.h"

namespace utvmc::emit {

/// "From tvmgen_default_fused_nn_dense (kernels.c:41), the same as
/// tvmgen_default_fused_nn_dense_1."
std::string DescribeOrigin(const ir::Kernel& kernel);

/// A parameter that is no buffer.
struct ExtraParameter {
  std::size_t at = 0;  ///< so many others are before it
  std::string declarator;
};

/// `void name(const float p0[4], float out[UTVM_RESTRICT 8])` + `end`; int32_t where the kernel can
/// fail. `unaliased`: by parameter, see FindUnaliased.
void WriteKernelSignature(Writer& writer, const ir::Kernel& kernel, const std::string& name,
                          const std::vector<bool>& unaliased, const char* end,
                          const std::optional<ExtraParameter>& extra = {});

}  // namespace utvmc::emit
