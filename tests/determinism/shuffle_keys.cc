#include "determinism/shuffle_keys.h"

#include <nlohmann/json.hpp>
#include <random>
#include <utility>
#include <vector>

namespace utvmc::determinism {
namespace {

using Json = nlohmann::ordered_json;

Json Shuffled(const Json& value, std::mt19937& random) {
  if (value.is_array()) {
    Json array = Json::array();
    for (const Json& item : value) array.push_back(Shuffled(item, random));
    return array;
  }
  if (!value.is_object()) return value;
  std::vector<std::pair<std::string, Json>> members;
  for (const auto& [key, member] : value.items()) {
    members.emplace_back(key, Shuffled(member, random));
  }
  Json object = Json::object();
  while (!members.empty()) {
    std::swap(members[random() % members.size()], members.back());
    object[members.back().first] = std::move(members.back().second);
    members.pop_back();
  }
  return object;
}

}  // namespace

std::string ShuffleKeys(const std::string& text, std::uint32_t seed) {
  std::mt19937 random(seed);
  return Shuffled(Json::parse(text), random).dump(seed % 2 == 0 ? -1 : 3);
}

}  // namespace utvmc::determinism
