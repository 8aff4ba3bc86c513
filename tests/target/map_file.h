// What GNU ld's map says about who brought how many bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace utvmc::target {

/// A piece of an object in the image.
struct InputSection {
  std::string name;    ///< ".text.network_run"
  std::string output;  ///< ".text"
  std::uint32_t address = 0;
  std::uint32_t bytes = 0;
  std::string object;  ///< "network.o", "/usr/lib/libm.a(exp.o)"
};

struct OutputSection {
  std::string name;
  std::uint32_t bytes = 0;
};

struct MapFile {
  std::vector<InputSection> inputs;    ///< of more than 0 bytes
  std::vector<OutputSection> outputs;  ///< all, also those that are not loaded
};

/// Discarded sections are left out; so are gaps, which only outputs contain.
MapFile ParseMap(std::string_view text);

}  // namespace utvmc::target
