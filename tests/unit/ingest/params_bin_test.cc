#include "ingest/params_bin.h"

#include <gtest/gtest.h>

#include <string>

#include "ingest/graph_json.h"
#include "unit/ingest/model_builder.h"

namespace utvmc::ingest {
namespace {

using testing::ArrayBytes;
using testing::Bytes;
using testing::ParamsBin;

std::string TwoArrays() {
  return ParamsBin({{"p0", 2, 32, {2}, "12345678"}, {"p1", 1, 1, {}, "t"}});
}

/// `bytes` with those at `offset` overwritten.
std::string Patch(std::string bytes, std::size_t offset, const std::string& with) {
  return bytes.replace(offset, with.size(), with);
}

std::string ErrorOf(const std::string& text) {
  const SourceFile file{"params.bin", text};
  const auto arrays = ReadParamsBin(file);
  return arrays.ok() ? "no error" : Format(arrays.error());
}

TEST(ReadParamsBin, ReadsArraysInTheOrderOfTheFile) {
  const SourceFile file{"params.bin", TwoArrays()};
  const auto arrays = ReadParamsBin(file);
  ASSERT_TRUE(arrays.ok()) << Format(arrays.error());
  ASSERT_EQ(arrays->size(), 2u);
  EXPECT_EQ((*arrays)[0].name, "p0");
  EXPECT_EQ((*arrays)[0].type, *ir::ParseDataType("float32"));
  EXPECT_EQ((*arrays)[0].shape, (std::vector<std::int64_t>{2}));
  EXPECT_EQ((*arrays)[0].data, "12345678");
  EXPECT_EQ((*arrays)[1].type, *ir::ParseDataType("bool"));
  EXPECT_TRUE((*arrays)[1].shape.empty());
}

TEST(ReadParamsBin, AcceptsNoArraysAndArraysWithoutElements) {
  EXPECT_EQ(ErrorOf(""), "no error");
  EXPECT_EQ(ErrorOf(ParamsBin({})), "no error");
  EXPECT_EQ(ErrorOf(ParamsBin({{"p0", 0, 8, {3, 0}, ""}})), "no error");
  EXPECT_EQ(ErrorOf(ParamsBin({{std::string("\0\n", 2), 0, 8, {1}, "x"}})), "no error");
}

TEST(ReadParamsBin, RefusesAFileCutAtAnyByte) {
  const std::string whole = TwoArrays();
  for (std::size_t size = 1; size < whole.size(); ++size) {
    const SourceFile file{"params.bin", whole.substr(0, size)};
    const auto arrays = ReadParamsBin(file);
    ASSERT_FALSE(arrays.ok()) << size;
    const std::string& message = arrays.error().message;
    EXPECT_TRUE(message.find("the file ends inside") != std::string::npos ||
                message.find("fit into the") != std::string::npos)
        << size << ": " << message;
  }
}

TEST(ReadParamsBin, SaysInWhichFieldTheFileEnds) {
  const std::string hint = "\n  hint: the file is damaged or incomplete: save it again";
  struct Case {
    std::size_t size;
    std::string message;
  };
  const Case cases[] = {
      {3, "at byte 0: the file ends inside the magic number: 5 of 8 bytes are missing"},
      {8, "at byte 8: the file ends inside the reserved word: 8 of 8 bytes are missing"},
      {17, "at byte 16: the file ends inside the number of names: 7 of 8 bytes are missing"},
      {31, "at byte 16: 2 names do not fit into the 7 bytes that follow"},
      {41, "at byte 34: the file ends inside the length of name 1: 1 of 8 bytes are missing"},
      {43, "at byte 42: the file ends inside name 1: 1 of 2 bytes are missing"},
      {45, "at byte 44: the file ends inside the number of arrays: 7 of 8 bytes are missing"},
      {53,
       "at byte 52: the file ends inside the magic number of array \"p0\": 7 of 8 bytes are "
       "missing"},
      {62,
       "at byte 60: the file ends inside the reserved word of array \"p0\": 6 of 8 bytes are "
       "missing"},
      {70,
       "at byte 68: the file ends inside the device type of array \"p0\": 2 of 4 bytes are "
       "missing"},
      {72,
       "at byte 72: the file ends inside the device id of array \"p0\": 4 of 4 bytes are "
       "missing"},
      {77,
       "at byte 76: the file ends inside the number of dimensions of array \"p0\": 3 of 4 "
       "bytes are missing"},
      {84,
       "at byte 76: the number of dimensions of array \"p0\" is 1, which do not fit into the 4 "
       "bytes that follow"},
      {88, "at byte 84: the file ends inside the shape of array \"p0\": 4 of 8 bytes are missing"},
      {95,
       "at byte 92: the file ends inside the data size of array \"p0\": 5 of 8 bytes are "
       "missing"},
      {107, "at byte 100: the file ends inside the data of array \"p0\": 1 of 8 bytes are missing"},
      {136,
       "at byte 136: the file ends inside the type code of array \"p1\": 1 of 1 bytes are "
       "missing"},
      {137,
       "at byte 137: the file ends inside the type's bits of array \"p1\": 1 of 1 bytes are "
       "missing"},
      {139,
       "at byte 138: the file ends inside the type's lanes of array \"p1\": 1 of 2 bytes are "
       "missing"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(ErrorOf(TwoArrays().substr(0, c.size)), "params.bin: error: " + c.message + hint);
  }
}

TEST(ReadParamsBin, SaysWhatIsWrong) {
  const std::string one = ParamsBin({{"p0", 2, 32, {2}, "12345678"}});
  // Offsets in `one`: names 16, name 32, arrays 34, array 42, device 58, rank 66, type 70,
  // shape 74, data size 82, data 90.
  const std::string damaged = "\n  hint: the file is damaged or incomplete: save it again";
  const std::string types = std::string("\n  hint: ") + kSupportedTypes;
  struct Case {
    std::string bytes;
    std::string message;
  };
  const Case cases[] = {
      {Patch(one, 0, Bytes(1, 8)),
       "at byte 0: the magic number is 0x0000000000000001 instead of 0xf7e58d4f05049cb7: this is "
       "no params.bin\n  hint: write it with tvm.runtime.save_param_dict(lib.get_params())"},
      {Patch(one, 16, Bytes(~std::uint64_t{0}, 8)),
       "at byte 16: 18446744073709551615 names do not fit into the 74 bytes that follow" + damaged},
      {Patch(one, 24, Bytes(std::uint64_t{1} << 63, 8)),
       "at byte 32: the file ends inside name 0: 9223372036854775742 of 9223372036854775808 bytes "
       "are missing" +
           damaged},
      {Patch(one, 34, Bytes(2, 8)), "at byte 34: there are 2 arrays, but 1 names" + damaged},
      {ParamsBin({{"p0", 0, 8, {}, "x"}, {"p0", 0, 8, {}, "x"}}),
       "at byte 42: the name \"p0\" occurs twice" + damaged},
      {Patch(one, 42, Bytes(7, 8)),
       "at byte 42: the magic number of array \"p0\" is 0x0000000000000007 instead of "
       "0xdd5e40f096b4a13f" +
           damaged},
      {Patch(one, 58, Bytes(2, 4)),
       "at byte 58: the device type of array \"p0\" is 2: only the CPU, 1, is supported" + damaged},
      {Patch(one, 66, Bytes(0xffffffff, 4)),
       "at byte 66: the number of dimensions of array \"p0\" is 4294967295, which do not fit into "
       "the 28 bytes that follow" +
           damaged},
      {Patch(one, 70, Bytes(3, 1)),
       "at byte 70: the type of array \"p0\" is not supported: code 3, 32 bits, 1 lanes" + types},
      {Patch(one, 71, Bytes(4, 1)),
       "at byte 70: the type of array \"p0\" is not supported: code 2, 4 bits, 1 lanes" + types},
      {Patch(one, 72, Bytes(4, 2)),
       "at byte 70: the type of array \"p0\" is not supported: code 2, 32 bits, 4 lanes" + types},
      {Patch(one, 74, Bytes(~std::uint64_t{0}, 8)),
       "at byte 74: the shape of array \"p0\" is impossible: [-1]" + damaged},
      {Patch(one, 74, Bytes(std::uint64_t{1} << 38, 8)),
       "at byte 74: the shape of array \"p0\" is impossible: [274877906944]" + damaged},
      {Patch(one, 74, Bytes(3, 8)),
       "at byte 82: the data size of array \"p0\" is 8 bytes, but float32[3] has 12" + damaged},
      {Patch(one, 82, Bytes(7, 8)),
       "at byte 82: the data size of array \"p0\" is 7 bytes, but float32[2] has 8" + damaged},
      {one + "ab", "at byte 98: 2 bytes follow the last array" + damaged},
  };
  for (const Case& c : cases) EXPECT_EQ(ErrorOf(c.bytes), "params.bin: error: " + c.message);
}

}  // namespace
}  // namespace utvmc::ingest
