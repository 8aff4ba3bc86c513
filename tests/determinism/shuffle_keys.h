// The same JSON in other words.
#pragma once

#include <cstdint>
#include <string>

namespace utvmc::determinism {

/// `text` with the keys of every object in another order, and other white space. The result depends
/// on `seed` alone.
std::string ShuffleKeys(const std::string& text, std::uint32_t seed);

}  // namespace utvmc::determinism
