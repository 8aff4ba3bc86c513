// Content of .npy files, spelled out for tests.
#pragma once

#include <cstdint>
#include <string>

namespace utvmc::testing {

/// Magic, version, little-endian header length, header, data.
inline std::string Npy(const std::string& header, const std::string& data, int version = 1) {
  std::string text = "\x93NUMPY";
  text += static_cast<char>(version);
  text += '\0';
  for (int i = 0; i < (version == 1 ? 2 : 4); ++i) {
    text += static_cast<char>((header.size() >> (8 * i)) & 0xffu);
  }
  return text + header + data;
}

/// As numpy.save() writes a C-order array.
inline std::string Npy(const std::string& descr, const std::string& shape,
                       const std::string& data) {
  return Npy("{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }     \n",
             data);
}

}  // namespace utvmc::testing
