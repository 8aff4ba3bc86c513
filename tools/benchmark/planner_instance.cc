#include "planner_instance.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

namespace utvmc::benchmark {
namespace {

/// Cuts the text before the next comma off `line`.
std::string_view NextField(std::string_view& line) {
  const std::size_t comma = line.find(',');
  const std::string_view field = line.substr(0, comma);
  line.remove_prefix(comma == std::string_view::npos ? line.size() : comma + 1);
  return field;
}

std::optional<plan::Buffer> ReadBuffer(std::string_view line) {
  NextField(line);
  std::array<std::int64_t, 3> numbers = {};
  for (std::int64_t& number : numbers) {
    const std::string_view field = NextField(line);
    const char* end = field.data() + field.size();
    const auto [stop, error] = std::from_chars(field.data(), end, number);
    if (error != std::errc() || stop != end) return std::nullopt;
  }
  plan::Buffer buffer;
  buffer.live = {numbers[0], numbers[1]};
  buffer.size = numbers[2];
  if (buffer.live.begin >= buffer.live.end || buffer.size <= 0) return std::nullopt;
  return buffer;
}

}  // namespace

std::optional<plan::Problem> ReadPlannerInstance(const std::filesystem::path& path) {
  std::ifstream stream(path);
  std::string line;
  if (!std::getline(stream, line) || line != "id,lower,upper,size") return std::nullopt;
  plan::Problem problem;
  while (std::getline(stream, line)) {
    const std::optional<plan::Buffer> buffer = ReadBuffer(line);
    if (!buffer) return std::nullopt;
    problem.buffers.push_back(*buffer);
  }
  return problem;
}

}  // namespace utvmc::benchmark
