#include "map_file.h"

#include <gtest/gtest.h>

namespace utvmc::target {
namespace {

constexpr const char* kMap = R"(
Discarded input sections

 .text          0x00000000        0x0 network.o
 .bss.unused    0x00000000       0x10 network.o

Linker script and memory map

LOAD network.o
                0x00000000                        FLASH_ORIGIN = 0x0

.text           0x00000100       0x34
 *(.text .text.*)
 .text.run      0x00000100        0x8 network.o
                0x00000100                run
 .text.network_op00_add
                0x00000108       0x20 operators.o
                0x00000108                network_op00_add
 *fill*         0x00000128        0x4
 .text.memset   0x0000012c        0x8 /usr/lib/libc.a(memset.o)

.a_long_output_name
                0x00000134        0x8
 COMMON         0x00000134        0x8 a file.o

/DISCARD/
 .comment       0x00000000       0x27 network.o
)";

TEST(MapFile, ListsWhatEachObjectBrought) {
  const MapFile map = ParseMap(kMap);
  ASSERT_EQ(map.inputs.size(), 4u);
  EXPECT_EQ(map.inputs[0].name, ".text.run");
  EXPECT_EQ(map.inputs[0].output, ".text");
  EXPECT_EQ(map.inputs[0].address, 0x100u);
  EXPECT_EQ(map.inputs[0].bytes, 8u);
  EXPECT_EQ(map.inputs[0].object, "network.o");
  EXPECT_EQ(map.inputs[2].object, "/usr/lib/libc.a(memset.o)");
}

TEST(MapFile, JoinsNamesThatHaveALineForThemselves) {
  const MapFile map = ParseMap(kMap);
  ASSERT_EQ(map.inputs.size(), 4u);
  EXPECT_EQ(map.inputs[1].name, ".text.network_op00_add");
  EXPECT_EQ(map.inputs[1].bytes, 0x20u);
  EXPECT_EQ(map.inputs[3].output, ".a_long_output_name");
  EXPECT_EQ(map.inputs[3].object, "a file.o");
}

TEST(MapFile, ListsOutputSectionsWithTheirGaps) {
  const MapFile map = ParseMap(kMap);
  ASSERT_EQ(map.outputs.size(), 3u);
  EXPECT_EQ(map.outputs[0].name, ".text");
  EXPECT_EQ(map.outputs[0].bytes, 0x34u);
  EXPECT_EQ(map.outputs[1].name, ".a_long_output_name");
  EXPECT_EQ(map.outputs[1].bytes, 8u);
}

TEST(MapFile, OfAnotherProgramIsEmpty) {
  EXPECT_TRUE(ParseMap("").inputs.empty());
  EXPECT_TRUE(ParseMap(".text 0x0 0x8\n .text 0x0 0x8 a.o\n").inputs.empty());
}

}  // namespace
}  // namespace utvmc::target
