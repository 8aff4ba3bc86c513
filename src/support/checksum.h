// CRC-32 (ISO 3309, polynomial 0xEDB88320 reflected), as zlib and PNG use it.
#pragma once

#include <cstdint>
#include <string_view>

namespace utvmc {

/// CRC of `bytes` appended to data whose CRC is `previous`.
std::uint32_t Crc32(std::string_view bytes, std::uint32_t previous = 0);

}  // namespace utvmc
