#include "ingest/json_document.h"

#include <gtest/gtest.h>

#include <string>

namespace utvmc::ingest {
namespace {

std::string ErrorOf(std::string text) {
  const SourceFile file{"g.json", std::move(text)};
  const Result<JsonDocument> document = JsonDocument::Parse(file);
  return document.ok() ? "no error" : Format(document.error());
}

std::string Nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(JsonDocument, ReadsEveryTypeOfValue) {
  const auto document = JsonDocument::Parse(
      {"g.json", R"({"a": [1, -2, "t\u00e9\n", null], "b": {"c": 9223372036854775807}})"});
  ASSERT_TRUE(document.ok());
  const JsonDocument& d = *document;
  const JsonValue::Array& a = **d.AsArray(**d.Member(d.root(), "a"));
  EXPECT_EQ(*d.AsInteger(a[0]), 1);
  EXPECT_EQ(*d.AsInteger(a[1]), -2);
  EXPECT_EQ(**d.AsString(a[2]), "t\xc3\xa9\n");
  EXPECT_EQ(*d.AsInteger(**d.Member(**d.Member(d.root(), "b"), "c")), INT64_MAX);
}

TEST(JsonDocument, SaysLineAndColumnOfASyntaxError) {
  struct Case {
    const char* text;
    const char* message;
  };
  const Case cases[] = {
      {"", "g.json:1:1: error: not valid JSON: the file ends too early"},
      {"{\"a\": [1,\n  2", "g.json:2:4: error: not valid JSON: the file ends too early"},
      {"{\"a\":\n 1,}", "g.json:2:4: error: not valid JSON: unexpected '}'"},
      {"[1 2]", "g.json:1:4: error: not valid JSON: unexpected '2'"},
      {"[tru]", "g.json:1:5: error: not valid JSON: unexpected ']'"},
      {"[1]\n]", "g.json:2:1: error: not valid JSON: unexpected ']'"},
      {"[1e999]", "g.json:1:6: error: not valid JSON: this number is out of range"},
      {"[\"a\xff\"]", "g.json:1:4: error: not valid JSON: unexpected byte 0xff"},
      {"[\"ab\n\"]", "g.json:1:5: error: not valid JSON: unexpected byte 0x0a"},
      {"<html>", "g.json:1:1: error: not valid JSON: unexpected '<'"},
  };
  for (const Case& c : cases) EXPECT_EQ(ErrorOf(c.text), c.message) << c.text;
}

TEST(JsonDocument, RefusesAKeyThatOccursTwice) {
  EXPECT_EQ(ErrorOf(R"({"a": 1, "b": 2, "a": 3})"), "g.json: error: the key \"a\" occurs twice");
  EXPECT_EQ(ErrorOf(R"({"n": [0, {"x/y~": {"k": 1, "k": 2}}]})"),
            "g.json: error: /n/1/x~1y~0: the key \"k\" occurs twice");
}

TEST(JsonDocument, RefusesDeepNestingWithoutRecursion) {
  EXPECT_EQ(ErrorOf(Nested(64)), "no error");
  EXPECT_EQ(ErrorOf(Nested(65)), "g.json: error: /0/0/0: nested deeper than 64 levels");
  EXPECT_EQ(ErrorOf(std::string(1000000, '[')),
            "g.json: error: /0/0/0: nested deeper than 64 levels");
  std::string objects;
  for (int i = 0; i < 100000; ++i) objects += "{\"k\":";
  EXPECT_EQ(ErrorOf(objects), "g.json: error: /k/k/k: nested deeper than 64 levels");
}

TEST(JsonDocument, NamesFoundAndExpectedTypeAtThePointer) {
  const auto document = JsonDocument::Parse(
      {"g.json", R"({"a": [null, true, 1, 1.5, "s", [], {}], "b": 18446744073709551615})"});
  const JsonDocument& d = *document;
  const JsonValue::Array& a = **d.AsArray(**d.Member(d.root(), "a"));
  EXPECT_EQ(Format(d.AsArray(a[0]).error()), "g.json: error: /a/0: expected a list, found null");
  EXPECT_EQ(Format(d.AsObject(a[1]).error()),
            "g.json: error: /a/1: expected an object, found a truth value");
  EXPECT_EQ(Format(d.AsString(a[2]).error()),
            "g.json: error: /a/2: expected a string, found an integer");
  EXPECT_EQ(Format(d.AsInteger(a[3]).error()),
            "g.json: error: /a/3: expected a 64-bit integer, found another number");
  EXPECT_EQ(Format(d.AsInteger(a[4]).error()),
            "g.json: error: /a/4: expected an integer, found a string");
  EXPECT_EQ(Format(d.AsString(a[5]).error()),
            "g.json: error: /a/5: expected a string, found a list");
  EXPECT_EQ(Format(d.Member(a[6], "k").error()), "g.json: error: /a/6: the key \"k\" is missing");
  EXPECT_EQ(Format(d.Member(a[5], "k").error()),
            "g.json: error: /a/5: expected an object, found a list");
  EXPECT_EQ(Format(d.AsInteger(**d.Member(d.root(), "b")).error()),
            "g.json: error: /b: expected a 64-bit integer, found another number");
}

}  // namespace
}  // namespace utvmc::ingest
