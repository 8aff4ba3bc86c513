// Bytes of a constant to the values of a C initialiser. Megabytes pass through here, hence no
// std::string and no locale per value.
#pragma once

#include <string>
#include <string_view>

#include "kernelc/type.h"

namespace utvmc::emit {

/// Appends the elements of `data` (little endian) to `text`: indented by 4, 8 values a line or,
/// where these are too long for the page, 4, 2 or 1; each followed by a comma.
void AppendValues(std::string& text, std::string_view data, kernelc::Scalar element);

/// True if `data` holds an infinity or a NaN, which <math.h> spells.
bool NeedsMath(std::string_view data, kernelc::Scalar element);

}  // namespace utvmc::emit
