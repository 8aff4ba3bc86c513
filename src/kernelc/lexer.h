// Splits C source text into tokens.
//
// Comments and white space vanish; a preprocessor line with its continuations is one token. What is
// no C token at all becomes kUnknown and is left to the parser, so that text outside the subset can
// still be split by its brackets.
#pragma once

#include <vector>

#include "kernelc/token.h"
#include "utvmc/model_sources.h"
#include "utvmc/result.h"

namespace utvmc::kernelc {

/// The tokens of `source`, closed by one kEnd. Error: an unterminated comment or string, more than
/// 2 GiB of text.
Result<std::vector<Token>> Tokenize(const SourceFile& source);

}  // namespace utvmc::kernelc
