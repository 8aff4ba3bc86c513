// The JSON Schemas of docs/ say what the readers do: same keys, same required ones, same limits.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>

#include "support/pool_fault.h"
#include "utvmc/plan_file.h"
#include "utvmc/pools.h"

namespace utvmc {
namespace {

using nlohmann::json;

json ReadSchema(const std::string& name) {
  std::ifstream file(UTVMC_SOURCE_DIR "/docs/" + name);
  EXPECT_TRUE(file.good()) << name;
  return json::parse(file);
}

/// A value that the schema of a property allows.
json Sample(const json& schema, const std::string& key) {
  if (key == "tensor" || key == "pool" || key == "name" || key == "model") return "sram";
  if (key == "alignment") return 4;
  if (schema.contains("$ref")) return "64K";
  if (schema.contains("enum")) return schema["enum"][0];
  if (schema["type"] == "integer") return schema["minimum"];
  return schema["type"] == "array" ? json::array() : json("text");
}

std::string PoolsError(const json& file) {
  const Result<PoolFile> pools = ReadPools({"", file.dump()});
  return pools.ok() ? "" : pools.error().message;
}

/// The file of one pool or pin.
json FileWith(const std::string& list, const json& item) {
  json file = {{"pools", json::array()}};
  file[list] = json::array({item});  // of {item} compilers disagree (CWG 2311)
  return file;
}

json Required(const json& definition) {
  json item = json::object();
  for (const auto& key : definition["required"])
    item[std::string(key)] = Sample(definition["properties"][std::string(key)], key);
  return item;
}

void ExpectKeysOfSchemaAndReaderAgree(const std::string& list, const json& definition) {
  const json required = Required(definition);
  EXPECT_EQ(PoolsError(FileWith(list, required)), "");
  for (const auto& [key, value] : required.items()) {
    json item = required;
    item.erase(key);
    EXPECT_EQ(PoolsError(FileWith(list, item)), "the key \"" + key + "\" is missing");
  }
  for (const auto& [key, schema] : definition["properties"].items()) {
    json item = required;
    item[key] = Sample(schema, key);
    if (key == "latency") item["bandwidth"] = 1;
    EXPECT_EQ(PoolsError(FileWith(list, item)), "") << item;
  }
  EXPECT_FALSE(definition["additionalProperties"]);
  json item = required;
  item["other"] = 1;
  EXPECT_EQ(PoolsError(FileWith(list, item)), "unknown key \"other\"");
}

/// As the hint of the reader lists them.
std::string KeysThatTheReaderLists(const json& file) {
  const Result<PoolFile> pools = ReadPools({"", file.dump()});
  return pools.ok() ? "ok" : pools.error().hint;
}

std::string KeysOf(const json& definition, const std::vector<std::string>& order) {
  EXPECT_EQ(definition["properties"].size(), order.size());
  std::string list = "keys are ";
  for (const std::string& key : order) {
    EXPECT_TRUE(definition["properties"].contains(key)) << key;
    list += (key == order[0] ? "\"" : ", \"") + key + "\"";
  }
  return list;
}

TEST(Schemas, PoolsHaveTheKeysOfTheReader) {
  const json schema = ReadSchema("pools.schema.json");
  ExpectKeysOfSchemaAndReaderAgree("pools", schema["$defs"]["pool"]);
  EXPECT_EQ(KeysThatTheReaderLists(FileWith("pools", {{"?", 0}})),
            KeysOf(schema["$defs"]["pool"], {"name", "kind", "size", "address", "alignment",
                                             "section", "rank", "bandwidth", "latency"}));
}

TEST(Schemas, PinsHaveTheKeysOfTheReader) {
  const json schema = ReadSchema("pools.schema.json");
  ExpectKeysOfSchemaAndReaderAgree("pins", schema["$defs"]["pin"]);
  EXPECT_EQ(KeysThatTheReaderLists(FileWith("pins", {{"?", 0}})),
            KeysOf(schema["$defs"]["pin"], {"tensor", "pool", "offset", "model"}));
}

TEST(Schemas, PoolFilesHaveTheKeysOfTheReader) {
  const json schema = ReadSchema("pools.schema.json");
  EXPECT_EQ(schema["required"], json::array({"pools"}));
  EXPECT_EQ(schema["properties"].size(), 3U);
  EXPECT_EQ(PoolsError({{"$schema", "s"}, {"pools", json::array()}, {"pins", json::array()}}), "");
  EXPECT_EQ(PoolsError({{"pools", json::array()}, {"other", 1}}), "unknown key \"other\"");
}

TEST(Schemas, LimitsOfNumbersAreThoseOfTheReader) {
  const json pool = ReadSchema("pools.schema.json")["$defs"]["pool"]["properties"];
  for (const char* key : {"rank", "bandwidth", "latency"}) {
    const auto error = [&](std::int64_t value) {
      json item = {{"name", "a"}, {"size", 1}};
      if (std::string(key) == "latency") item["bandwidth"] = 1;
      item[key] = value;
      return PoolsError(FileWith("pools", item));
    };
    const std::int64_t least = pool[key]["minimum"], most = pool[key]["maximum"];
    EXPECT_EQ(error(least), "");
    EXPECT_EQ(error(most), "");
    EXPECT_NE(error(least - 1), "");
    EXPECT_NE(error(most + 1), "");
  }
}

TEST(Schemas, PatternsAreTheRulesOfTheReader) {
  const json schema = ReadSchema("pools.schema.json");
  const json pool = schema["$defs"]["pool"]["properties"];
  EXPECT_EQ(pool["name"]["maxLength"], kMaxPoolNameLength);
  const std::regex name{std::string(pool["name"]["pattern"])};
  for (const char* text : {"a", "dtcm", "axi_sram2", "", "_a", "a_", "a__b", "A", "2a", "a-b"}) {
    const bool is_fine = !FindFault({.name = text, .size = 1}).has_value();
    EXPECT_EQ(std::regex_match(text, name), is_fine) << text;
  }
  const std::regex size{std::string(schema["$defs"]["size"]["oneOf"][1]["pattern"])};
  for (const char* text :
       {"1", "64K", "1M", "2G", "0x1f", "0X1F", "", "K", "1k", "-1", "1 K", "0x", "1.5"})
    EXPECT_EQ(std::regex_match(text, size), ParseSize(text).has_value()) << text;
  const std::regex section{std::string(pool["section"]["pattern"])};
  for (const char* text : {"", ".dtcm", "a$b", "a b", "a\"b"}) {
    const bool is_fine = !FindFault({.name = "a", .size = 1, .section = text}).has_value();
    EXPECT_EQ(std::regex_match(text, section), is_fine) << text;
  }
}

void ExpectKeys(const json& written, const json& definition) {
  for (const auto& [key, value] : written.items())
    EXPECT_TRUE(definition["properties"].contains(key)) << key;
  EXPECT_EQ(written.size(), definition["properties"].size());
}

TEST(Schemas, PlansHaveTheKeysThatAreWritten) {
  const json definitions = ReadSchema("plan.schema.json")["$defs"];
  PlanFile plan;
  plan.model = "kws";
  plan.checksum = 1;
  plan.arenas = {{"arena", 0, {}}};
  plan.buffers = {{0, "x", "arena", 0, 4, 4, 0, 1, {}}};
  plan.overlaps = {{0, 0, -4, 4}};
  const json several = json::parse(FormatPlans({plan}));
  ExpectKeys(several, definitions["plans"]);
  EXPECT_EQ(several["models"]["kws"], json::parse(FormatPlan(plan)));
  const json& written = several["models"]["kws"];
  ExpectKeys(written, definitions["plan"]);
  ExpectKeys(written["arenas"][0], definitions["arena"]);
  ExpectKeys(written["buffers"][0], definitions["buffer"]);
  ExpectKeys(written["overlaps"][0], definitions["overlap"]);
  const json& model = definitions["plan"]["properties"]["model"];
  EXPECT_TRUE(std::regex_match(std::string(written["model"]["crc32"]),
                               std::regex(std::string(model["properties"]["crc32"]["pattern"]))));
}

std::string PlanError(const std::string& list, const json& item) {
  json plan = {{"buffers", json::array()}};
  plan[list] = json::array({item});
  const auto plans = ReadPlans({"", plan.dump()});
  return plans.ok() ? "" : plans.error().message;
}

TEST(Schemas, PlansNeedWhatTheReaderNeeds) {
  const json definitions = ReadSchema("plan.schema.json")["$defs"];
  for (const std::string list : {"buffers", "arenas"}) {
    const json definition = definitions[list.substr(0, list.size() - 1)];
    const json required = Required(definition);
    EXPECT_EQ(PlanError(list, required), "");
    for (const auto& [key, value] : required.items()) {
      json item = required;
      item.erase(key);
      EXPECT_EQ(PlanError(list, item), "the key \"" + key + "\" is missing");
    }
    json item = required;
    item["offset"] = definition["properties"]["offset"]["maximum"];
    EXPECT_EQ(PlanError(list, item), "");
    item["offset"] = kMostOffset + 1;
    EXPECT_NE(PlanError(list, item), "");
  }
  EXPECT_EQ(definitions["plan"]["required"], json::array({"buffers"}));
  EXPECT_EQ(definitions["plans"]["required"], json::array({"models"}));
}

TEST(Schemas, AMemoryHasAtLeastOneByte) {
  const json definitions = ReadSchema("pools.schema.json")["$defs"];
  const json size = definitions["bytes"]["oneOf"];
  EXPECT_EQ(definitions["pool"]["properties"]["size"]["$ref"], "#/$defs/bytes");
  EXPECT_EQ(size[0]["minimum"], 1);
  EXPECT_NE(PoolsError(FileWith("pools", {{"name", "a"}, {"size", 0}})), "");
  const std::regex pattern{std::string(size[1]["pattern"])};
  for (const char* text : {"1", "0", "00", "0K", "010K", "0x0", "0x10", "0x00", "64K", "K"}) {
    const bool is_fine = PoolsError(FileWith("pools", {{"name", "a"}, {"size", text}})).empty();
    EXPECT_EQ(std::regex_match(text, pattern), is_fine) << text;
  }
}

}  // namespace
}  // namespace utvmc
