// Says which case was at work when the process dies or hangs: of ten thousand, nobody guesses it.
#pragma once

#include <string_view>

namespace utvmc::robustness {

/// No case takes a hundredth of this, sanitizers and a busy machine included.
inline constexpr unsigned kSecondsPerCase = 60;

/// Names what comes next and starts its time. From the first call on, a deadly signal, a
/// sanitizer's report or the end of the time prints the name of the last case.
void BeginCase(std::string_view name);

/// Stops the time: what follows is not the compiler's.
void EndCase();

}  // namespace utvmc::robustness
