#include "npy.h"

#include <gmock/gmock.h>

#include <string>

#include "npy_bytes.h"

namespace utvmc::tools {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::utvmc::testing::Npy;

std::string ErrorOf(const std::string& content) {
  const Result<Array> array = ParseNpy("a.npy", content);
  return array.ok() ? "ok" : Format(array.error());
}

TEST(ParseNpy, ReadsWhatNumpySaves) {
  const Result<Array> array = ParseNpy("a.npy", Npy("<i2", "(2, 3)", "aabbccddeeff"));
  ASSERT_TRUE(array.ok()) << Format(array.error());
  EXPECT_EQ(ir::Print(array->type), "int16");
  EXPECT_THAT(array->shape, ElementsAre(2, 3));
  EXPECT_EQ(array->data, "aabbccddeeff");
}

TEST(ParseNpy, ReadsScalarsVectorsAndEmptyArrays) {
  EXPECT_THAT(ParseNpy("a.npy", Npy("<f4", "()", "1234"))->shape, IsEmpty());
  EXPECT_THAT(ParseNpy("a.npy", Npy("|b1", "(2,)", "12"))->shape, ElementsAre(2));
  EXPECT_THAT(ParseNpy("a.npy", Npy("<f8", "(3, 0)", ""))->shape, ElementsAre(3, 0));
}

TEST(ParseNpy, ReadsVersion2) {
  const std::string header = "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }\n";
  EXPECT_EQ(ParseNpy("a.npy", Npy(header, "x", 2))->data, "x");
}

TEST(ParseNpy, FortranOrderOfOneDimensionIsCOrder) {
  EXPECT_EQ(ErrorOf(Npy("{'descr': '|u1', 'fortran_order': True, 'shape': (1,), }", "x")), "ok");
}

TEST(ParseNpy, EveryErrorNamesTheFileAndTheReason) {
  const std::string good = Npy("<f4", "(1,)", "1234");
  struct Case {
    std::string content;
    std::string error;
  };
  const Case cases[] = {
      {"", "a.npy: error: not a .npy file (it does not begin with \\x93NUMPY)"},
      {"PK\x03\x04", "a.npy: error: not a .npy file (it does not begin with \\x93NUMPY)"},
      {good.substr(0, 7), "a.npy: error: truncated in the header"},
      {good.substr(0, 9), "a.npy: error: truncated in the header"},
      {good.substr(0, 20), "a.npy: error: truncated in the header"},
      {good.substr(0, good.size() - 1),
       "a.npy: error: holds 3 bytes of data where its shape asks for 4"},
      {good + "5", "a.npy: error: holds 5 bytes of data where its shape asks for 4"},
      {Npy("{}", "", 3),
       "a.npy: error: .npy format version 3 is not supported\n"
       "  hint: save the array with version (1, 0) or (2, 0)"},
      {Npy(">f4", "(1,)", "1234"),
       "a.npy: error: element type '>f4' is not supported\n"
       "  hint: save a little-endian array of bool, int8..int64, uint8..uint64 or "
       "float16..float64"},
      {Npy("{'descr': '|u1', 'fortran_order': True, 'shape': (1, 1), }", "x"),
       "a.npy: error: the array is in Fortran order\n"
       "  hint: save numpy.ascontiguousarray(a)"},
      {Npy("|u1", "(1000000000000000, 1000000000000000)", "x"),
       "a.npy: error: holds 1 bytes of data where its shape asks for more"},
  };
  for (const Case& c : cases) EXPECT_EQ(ErrorOf(c.content), c.error);
}

TEST(ParseNpy, MalformedHeadersAreRefused) {
  const char* headers[] = {
      "",
      "{",
      "{}",
      "[]",
      "{'descr': '<f4'}",
      "{'descr': '<f4', 'fortran_order': False}",
      "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1,}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1 1)}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999999999,)}",
      "{'descr': '<f4, 'fortran_order': False, 'shape': (1,)}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} x",
      "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}",
  };
  for (const char* header : headers) {
    EXPECT_EQ(ErrorOf(Npy(header, "1234")),
              "a.npy: error: malformed .npy header\n  hint: save the array with numpy.save()")
        << header;
  }
}

TEST(ParseNpy, TruncationAtEveryByteIsAnError) {
  const std::string good = Npy("<f4", "(2, 2)", "1234567812345678");
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_NE(ErrorOf(good.substr(0, size)), "ok") << size;
  }
}

}  // namespace
}  // namespace utvmc::tools
