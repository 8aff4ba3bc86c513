// Numbers of bytes in messages.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>

namespace utvmc {

/// "1 byte", "2 bytes".
inline std::string ByteCount(std::int64_t bytes) {
  return fmt::format("{} byte{}", bytes, bytes == 1 ? "" : "s");
}

}  // namespace utvmc
