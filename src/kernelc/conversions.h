// Makes every conversion that could change a value explicit, so that the printed C compiles without
// a warning under -Wconversion -Wsign-conversion -Wdouble-promotion -Wsign-compare, and removes
// casts that say nothing.
#pragma once

#include "kernelc/ast.h"

namespace utvmc::kernelc {

/// The value of every expression stays what C99 says it is. Afterwards, wherever C would convert
/// implicitly between types such that gcc or clang warn (assignment, initialisation, argument,
/// arithmetic, comparison, ?:, return), there is a Cast, and no Cast is left whose removal changes
/// neither value nor warnings; casts between integers and floating types stay. Truth values are
/// made explicit as well where compilers ask for it (`a * b != 0`), and a comparison whose outcome
/// the types decide becomes that outcome.
///
/// To be run after FoldConstants: compilers fold constants before they look for suspicious ones.
void MakeConversionsExplicit(Function& function);

}  // namespace utvmc::kernelc
