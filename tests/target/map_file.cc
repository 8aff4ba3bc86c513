// The part of a map that matters has, below the line "Linker script and memory map",
//
//   .text           0x00000100      0x3d4                      an output section
//    .text.run      0x00000100        0x8 network.o            an input section
//    .text.a_name_that_needs_a_line_for_itself
//                   0x00000108       0x2c operators.o
//                   0x00000108                a_symbol
//    *fill*         0x00000134        0x4
#include "map_file.h"

#include <optional>
#include <sstream>

namespace utvmc::target {
namespace {

std::optional<std::uint32_t> Hex(const std::string& word) {
  if (!word.starts_with("0x")) return {};
  return static_cast<std::uint32_t>(std::stoull(word, nullptr, 16));
}

std::vector<std::string> Words(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(std::move(word));
  return words;
}

}  // namespace

MapFile ParseMap(std::string_view text) {
  MapFile map;
  std::istringstream lines{std::string(text)};
  std::string line;
  while (std::getline(lines, line) && line != "Linker script and memory map") {
  }
  std::string wrapped;  // a name that had a line for itself, with its blank if it is an input
  while (std::getline(lines, line)) {
    if (!wrapped.empty() && line.starts_with("  ")) line = wrapped + line;
    wrapped.clear();
    const bool is_output = line.starts_with(".") || line.starts_with("/DISCARD/");
    const bool is_input = line.starts_with(" .") || line.starts_with(" COMMON");
    if (!is_output && !is_input) continue;
    const std::vector<std::string> words = Words(line);
    if (words.size() == 1) wrapped = line;
    if (is_output && (words.size() == 1 || words.size() >= 3)) {
      if (map.outputs.empty() || map.outputs.back().name != words[0])
        map.outputs.push_back({words[0], 0});
      if (words.size() >= 3) map.outputs.back().bytes = Hex(words[2]).value_or(0);
    }
    if (!is_input || words.size() < 4 || map.outputs.empty()) continue;
    const auto address = Hex(words[1]), bytes = Hex(words[2]);
    if (!address || !bytes || *bytes == 0 || map.outputs.back().name == "/DISCARD/") continue;
    const std::size_t object = line.find(words[3], line.find(words[2]) + words[2].size());
    map.inputs.push_back(
        {words[0], map.outputs.back().name, *address, *bytes, line.substr(object)});
  }
  return map;
}

}  // namespace utvmc::target
