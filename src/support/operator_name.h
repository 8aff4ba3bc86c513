// Short readable names from TVM's symbols, which exceed 110 characters.
#pragma once

#include <string>
#include <string_view>

namespace utvmc {

/// "tvmgen_default_fused_nn_conv2d_add_fixed_point_multiply_add_clip_9659f5a25f05af35__1" ->
/// "conv2d_add_requant_clip". Drops TVM's prefixes, hashes, counters and repeated words; at most 32
/// characters, cut at a word. Any bytes are accepted; the result is a C identifier, "op" where
/// nothing is left. Not injective: callers number it.
std::string ShortOperatorName(std::string_view symbol);

}  // namespace utvmc
