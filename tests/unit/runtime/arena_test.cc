#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <random>
#include <vector>

#include "utvm_arena.h"

namespace {

class Arena : public testing::Test {
 protected:
  Arena() { Create(sizeof(bytes_)); }

  void Create(uint64_t bytes) {
    ASSERT_EQ(utvm_arena_create(&arena_, bytes_, bytes), UTVM_ARENA_OK);
  }

  void* Alloc(uint64_t bytes, uint32_t alignment = 1) {
    return utvm_arena_alloc(&arena_, bytes, alignment);
  }

  utvm_arena_status_t Free(void* block) { return utvm_arena_free(&arena_, block); }

  alignas(64) uint8_t bytes_[256] = {};
  utvm_arena_t arena_ = {};
};

// --- blocks ---

TEST_F(Arena, BlocksFollowEachOtherBehindTheirHeaders) {
  EXPECT_EQ(Alloc(1), bytes_ + 16);
  EXPECT_EQ(Alloc(17), bytes_ + 48);
  EXPECT_EQ(Alloc(16), bytes_ + 96);
  EXPECT_EQ(arena_.next, 112u);
  EXPECT_EQ(arena_.blocks, 3u);
}

TEST_F(Arena, MacroSaysWhatABlockTakes) {
  uint64_t taken = 0;
  for (const uint32_t bytes : {0u, 1u, 15u, 16u, 17u}) {
    Alloc(bytes);
    taken += UTVM_ARENA_BLOCK_BYTES(bytes);
    EXPECT_EQ(arena_.next, taken) << bytes;
  }
}

TEST_F(Arena, LastByteCanBeUsed) {
  EXPECT_EQ(Alloc(240), bytes_ + 16);
  EXPECT_EQ(Alloc(0), nullptr);
}

TEST_F(Arena, EmptyBlocksAreDistinct) {
  void* const first = Alloc(0);
  void* const second = Alloc(0);
  EXPECT_NE(first, second);
  EXPECT_EQ(Free(first), UTVM_ARENA_OK);
  EXPECT_EQ(Free(second), UTVM_ARENA_OK);
}

TEST_F(Arena, EmptyBlockMayEndTheMemory) {
  Create(16);
  void* const block = Alloc(0);
  EXPECT_EQ(block, bytes_ + 16);
  EXPECT_EQ(Free(block), UTVM_ARENA_OK);
}

TEST_F(Arena, TooLargeBlockIsRefusedAndTakesNothing) {
  for (const uint64_t bytes :
       {uint64_t{241}, uint64_t{UINT32_MAX}, uint64_t{1} << 32, UINT64_MAX, UINT64_MAX - 15u}) {
    EXPECT_EQ(Alloc(bytes), nullptr) << bytes;
    EXPECT_EQ(arena_.next, 0u);
    EXPECT_EQ(arena_.blocks, 0u);
  }
}

TEST_F(Arena, BlocksAreAlignedAsAsked) {
  EXPECT_EQ(Alloc(1, 64), bytes_ + 64);
  EXPECT_EQ(Alloc(1, 32), bytes_ + 96);
  EXPECT_EQ(Alloc(1, 64), bytes_ + 128);
  EXPECT_EQ(Alloc(1, 1), bytes_ + 160);
}

TEST_F(Arena, GapsOfAlignmentAreGivenBack) {
  void* const block = Alloc(1, 64);
  Alloc(0);
  EXPECT_EQ(Free(block), UTVM_ARENA_OK);
  EXPECT_EQ(Free(bytes_ + 96), UTVM_ARENA_OK);
  EXPECT_EQ(Alloc(1), bytes_ + 16);
}

TEST_F(Arena, AlignmentBeyondTheMemoryIsRefused) {
  void* const block = Alloc(1, uint32_t{1} << 31);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(block) % (uint32_t{1} << 31), 0u);
  EXPECT_EQ(arena_.blocks, block == nullptr ? 0u : 1u);
}

TEST_F(Arena, AlignmentMustBeAPowerOfTwo) {
  for (const uint32_t alignment : {0u, 3u, 24u, UINT32_MAX})
    EXPECT_EQ(Alloc(1, alignment), nullptr) << alignment;
  EXPECT_EQ(arena_.next, 0u);
}

// --- creation ---

TEST_F(Arena, MisalignedMemoryLosesTheBytesBeforeAndBehind) {
  ASSERT_EQ(utvm_arena_create(&arena_, bytes_ + 1, 70), UTVM_ARENA_OK);
  EXPECT_EQ(arena_.memory, bytes_ + 16);
  EXPECT_EQ(arena_.size, 48u);
  EXPECT_EQ(Alloc(33), nullptr);
  EXPECT_EQ(Alloc(32), bytes_ + 32);
}

TEST_F(Arena, TooLittleMemoryIsAnEmptyArena) {
  for (const uint64_t bytes : {0u, 1u, 15u}) {
    Create(bytes);
    EXPECT_EQ(Alloc(0), nullptr) << bytes;
  }
  ASSERT_EQ(utvm_arena_create(&arena_, bytes_ + 1, 15), UTVM_ARENA_OK);
  EXPECT_EQ(arena_.size, 0u);
}

TEST_F(Arena, MissingOrTooMuchMemoryIsRefused) {
  EXPECT_EQ(utvm_arena_create(&arena_, nullptr, 64), UTVM_ARENA_BAD_ARGUMENT);
  EXPECT_EQ(Alloc(0), nullptr);
  EXPECT_EQ(utvm_arena_create(&arena_, bytes_, uint64_t{1} << 32), UTVM_ARENA_BAD_ARGUMENT);
  EXPECT_EQ(Alloc(0), nullptr);
}

// --- freeing ---

TEST_F(Arena, FreeingTheLastBlockGivesItsBytesBack) {
  Alloc(16);
  void* const second = Alloc(40);
  EXPECT_EQ(Free(second), UTVM_ARENA_OK);
  EXPECT_EQ(arena_.next, 32u);
  EXPECT_EQ(Alloc(100), second);
}

TEST_F(Arena, BlockFreedOutOfOrderWaitsForThoseAbove) {
  Alloc(0);
  void* const second = Alloc(16);
  void* const third = Alloc(16);
  EXPECT_EQ(Free(second), UTVM_ARENA_OK);
  EXPECT_EQ(arena_.next, 80u);
  EXPECT_EQ(Free(third), UTVM_ARENA_OK);
  EXPECT_EQ(arena_.next, 16u);
}

TEST_F(Arena, EverythingIsRecycledWhenTheCountDropsToZero) {
  std::array<void*, 4> blocks = {Alloc(16), Alloc(16), Alloc(16), Alloc(16)};
  for (void* block : blocks) EXPECT_EQ(Free(block), UTVM_ARENA_OK);
  EXPECT_EQ(arena_.next, 0u);
  EXPECT_EQ(arena_.blocks, 0u);
  EXPECT_EQ(Alloc(240), bytes_ + 16);
}

TEST_F(Arena, HighWaterMarkIsTheMostThatWasInUse) {
  void* const first = Alloc(16);
  Free(Alloc(100));
  EXPECT_EQ(arena_.high_water, 32u + 16u + 112u);
  Free(first);
  EXPECT_EQ(arena_.high_water, 160u);
}

// --- misuse ---

TEST_F(Arena, FreeRefusesWhatIsNoBlock) {
  uint8_t* const block = static_cast<uint8_t*>(Alloc(48));
  uint8_t elsewhere[64] = {};
  for (void* pointer : {static_cast<void*>(nullptr), static_cast<void*>(elsewhere),
                        static_cast<void*>(elsewhere + 32), static_cast<void*>(bytes_),
                        static_cast<void*>(block + 1), static_cast<void*>(block + 16),
                        static_cast<void*>(block + 48), static_cast<void*>(block + 64),
                        static_cast<void*>(bytes_ + 256)}) {
    EXPECT_EQ(Free(pointer), UTVM_ARENA_NOT_A_BLOCK);
  }
  EXPECT_EQ(arena_.blocks, 1u);
  EXPECT_EQ(Free(block), UTVM_ARENA_OK);
}

TEST_F(Arena, NoArenaHasNoBlocks) {
  EXPECT_EQ(utvm_arena_alloc(nullptr, 1, 1), nullptr);
  EXPECT_EQ(utvm_arena_free(nullptr, bytes_), UTVM_ARENA_NOT_A_BLOCK);
}

TEST_F(Arena, BlockIsFreedOnce) {
  Alloc(0);
  void* const second = Alloc(16);
  void* const third = Alloc(16);
  void* const fourth = Alloc(16);
  EXPECT_EQ(Free(third), UTVM_ARENA_OK);
  EXPECT_EQ(Free(third), UTVM_ARENA_ALREADY_FREE);
  EXPECT_EQ(Free(second), UTVM_ARENA_OK);
  EXPECT_EQ(Free(second), UTVM_ARENA_ALREADY_FREE);
  EXPECT_EQ(Free(third), UTVM_ARENA_ALREADY_FREE) << "merged with the block below";
  EXPECT_EQ(Free(fourth), UTVM_ARENA_OK);
  EXPECT_EQ(arena_.blocks, 1u);
  EXPECT_EQ(Free(fourth), UTVM_ARENA_NOT_A_BLOCK) << "its bytes are in no block any more";
}

TEST_F(Arena, BlockOfAnotherArenaIsRefused) {
  alignas(16) uint8_t bytes[64];
  utvm_arena_t other;
  ASSERT_EQ(utvm_arena_create(&other, bytes, sizeof(bytes)), UTVM_ARENA_OK);
  void* const block = utvm_arena_alloc(&other, 1, 1);
  Alloc(1);
  EXPECT_EQ(Free(block), UTVM_ARENA_NOT_A_BLOCK);
  EXPECT_EQ(utvm_arena_free(&other, block), UTVM_ARENA_OK);
}

TEST_F(Arena, CopyOfAHeaderIsNoBlock) {
  uint8_t* const block = static_cast<uint8_t*>(Alloc(64));
  std::memcpy(block + 16, block - 16, 16);
  EXPECT_EQ(Free(block + 32), UTVM_ARENA_NOT_A_BLOCK);
}

TEST_F(Arena, WriteBehindABlockIsFoundWhenItIsFreed) {
  uint8_t* const first = static_cast<uint8_t*>(Alloc(16));
  Alloc(16);
  std::memset(first, 0xff, 20);
  EXPECT_EQ(Free(first), UTVM_ARENA_CORRUPT);
  EXPECT_EQ(arena_.blocks, 2u);
}

TEST_F(Arena, WriteBeforeABlockIsFoundWhenTheOneBelowIsFreed) {
  void* const first = Alloc(16);
  uint8_t* const second = static_cast<uint8_t*>(Alloc(16));
  std::memset(second - 1, 0xff, 1);
  EXPECT_EQ(Free(first), UTVM_ARENA_CORRUPT);
  EXPECT_EQ(Free(second), UTVM_ARENA_NOT_A_BLOCK);
  EXPECT_EQ(Alloc(16), nullptr) << "the header of the last block is damaged";
}

TEST_F(Arena, AnyOverrunIsFound) {
  for (std::size_t length = 1; length <= 16; ++length) {
    for (const int value : {0x00, 0x10, 0x20, 0xff}) {
      ASSERT_EQ(utvm_arena_create(&arena_, bytes_, sizeof(bytes_)), UTVM_ARENA_OK);
      uint8_t* const first = static_cast<uint8_t*>(Alloc(48));
      void* const second = Alloc(16);
      uint8_t header[16];
      std::memcpy(header, first + 48, 16);
      std::memset(first + 48, value, length);
      if (std::memcmp(header, first + 48, 16) == 0) continue;  // the same bytes
      EXPECT_EQ(Free(second), UTVM_ARENA_NOT_A_BLOCK) << length << " bytes of " << value;
      EXPECT_EQ(Free(first), UTVM_ARENA_CORRUPT) << length << " bytes of " << value;
      EXPECT_EQ(arena_.blocks, 2u);
      EXPECT_EQ(Alloc(16), nullptr);
    }
  }
}

TEST_F(Arena, BlocksOfAnEarlierArenaInTheSameMemoryAreRefused) {
  for (const std::size_t count : {1u, 2u, 5u}) {
    ASSERT_EQ(utvm_arena_create(&arena_, bytes_, sizeof(bytes_)), UTVM_ARENA_OK);
    std::vector<void*> stale;
    for (std::size_t i = 0; i < count; ++i) stale.push_back(Alloc(16));
    ASSERT_EQ(utvm_arena_create(&arena_, bytes_, sizeof(bytes_)), UTVM_ARENA_OK);
    EXPECT_EQ(Free(stale[0]), UTVM_ARENA_NOT_A_BLOCK) << "nothing is in use";
    void* const large = Alloc(180);
    EXPECT_EQ(large, stale[0]) << "whose header is that of the new block";
    for (std::size_t i = 1; i < count; ++i) EXPECT_NE(Free(stale[i]), UTVM_ARENA_OK) << i;
    EXPECT_EQ(arena_.blocks, 1u);
    EXPECT_EQ(Free(large), UTVM_ARENA_OK);
  }
}

TEST(ArenaBlockBytes, NoSizeWrapsAround) {
  EXPECT_EQ(UTVM_ARENA_BLOCK_BYTES(0u), 16u);
  EXPECT_EQ(UTVM_ARENA_BLOCK_BYTES(1u), 32u);
  EXPECT_EQ(UTVM_ARENA_BLOCK_BYTES(0xfffffff8u), 0x100000010u);
}

// --- random traces against a model ---

/// What is in use, as the header's comment says it: no links, no counter, every rule by search.
class Model {
 public:
  explicit Model(uint32_t size) : size_(size) {}

  struct Block {
    uint32_t begin;
    uint32_t offset;
    uint32_t end;
    bool is_live;
  };

  /// The offset, or 0.
  uint32_t Alloc(uint64_t bytes, uint32_t alignment, uintptr_t base) {
    const uint32_t begin = InUse();
    uint64_t offset = begin + 16u;
    while ((base + offset) % std::max(alignment, 16u) != 0 && offset <= size_) offset += 16;
    if (offset + bytes > size_) return 0;
    const auto end = static_cast<uint32_t>(offset + (bytes + 15) / 16 * 16);
    blocks_.push_back({begin, static_cast<uint32_t>(offset), end, true});
    high_water_ = std::max(high_water_, end);
    return static_cast<uint32_t>(offset);
  }

  void Free(std::size_t index) {
    blocks_[index].is_live = false;
    while (!blocks_.empty() && !blocks_.back().is_live) blocks_.pop_back();
  }

  uint32_t InUse() const { return blocks_.empty() ? 0 : blocks_.back().end; }
  uint32_t Live() const {
    return static_cast<uint32_t>(std::ranges::count(blocks_, true, &Block::is_live));
  }
  uint32_t high_water() const { return high_water_; }
  const std::vector<Block>& blocks() const { return blocks_; }

 private:
  std::vector<Block> blocks_;
  uint32_t size_;
  uint32_t high_water_ = 0;
};

/// Memory whose ends can be checked; it starts anywhere.
struct Guarded {
  static constexpr std::size_t kGuard = 64;
  std::vector<uint8_t> bytes;
  std::size_t size;

  Guarded(std::size_t count, std::size_t skew)
      : bytes(count + skew + 2 * kGuard, 0xa5), size(count), skew_(skew) {}
  uint8_t* begin() { return bytes.data() + kGuard + skew_; }
  bool IsIntact() const {
    const auto is_guard = [](uint8_t byte) { return byte == 0xa5; };
    const auto first = bytes.begin() + static_cast<std::ptrdiff_t>(kGuard + skew_);
    return std::all_of(bytes.begin(), first, is_guard) &&
           std::all_of(first + static_cast<std::ptrdiff_t>(size), bytes.end(), is_guard);
  }

 private:
  std::size_t skew_;
};

class ArenaTrace : public testing::TestWithParam<unsigned> {};

TEST_P(ArenaTrace, BehavesLikeTheModel) {
  std::mt19937 random(GetParam());
  Guarded memory(random() % 2048, random() % 17);
  utvm_arena_t arena;
  ASSERT_EQ(utvm_arena_create(&arena, memory.begin(), memory.size), UTVM_ARENA_OK);
  Model model(arena.size);
  const auto base = reinterpret_cast<uintptr_t>(arena.memory);
  const auto lifo = random() % 101;  // percent of frees that take the last block
  for (int step = 0; step < 2000; ++step) {
    const bool is_full = model.Live() == 0 ? false : random() % 2 == 0;
    if (!is_full) {
      const uint64_t bytes = random() % 200;
      const uint32_t alignment = uint32_t{1} << (random() % 8);
      const uint32_t expected = model.Alloc(bytes, alignment, base);
      auto* const block = static_cast<uint8_t*>(utvm_arena_alloc(&arena, bytes, alignment));
      ASSERT_EQ(block, expected == 0 ? nullptr : arena.memory + expected);
      if (block != nullptr) {
        ASSERT_EQ(reinterpret_cast<uintptr_t>(block) % alignment, 0u);
        std::memset(block, static_cast<int>(expected & 0xff), model.InUse() - expected);
      }
    } else {
      std::size_t index = model.blocks().size() - 1;
      if (random() % 100 >= lifo) index = random() % model.blocks().size();
      const Model::Block block = model.blocks()[index];
      uint8_t* const bytes = arena.memory + block.offset;
      if (block.is_live) {
        ASSERT_TRUE(std::all_of(bytes, arena.memory + block.end, [&](uint8_t byte) {
          return byte == (block.offset & 0xff);
        })) << "somebody else has its bytes";
        ASSERT_EQ(utvm_arena_free(&arena, bytes), UTVM_ARENA_OK);
        model.Free(index);
      } else {
        ASSERT_EQ(utvm_arena_free(&arena, bytes), UTVM_ARENA_ALREADY_FREE);
      }
    }
    ASSERT_EQ(arena.next, model.InUse());
    ASSERT_EQ(arena.blocks, model.Live());
    ASSERT_EQ(arena.high_water, model.high_water());
  }
  EXPECT_TRUE(memory.IsIntact());
}

/// A header that is sealed as the arena does it, with links that may be anything.
void Forge(uint8_t* memory, uint32_t offset, std::mt19937& random) {
  const auto mix = [](uint32_t seal, uint32_t word) {
    const uint32_t product = (seal ^ word) * 0x9e3779b1u;
    return product ^ (product >> 16);
  };
  uint32_t words[4] = {};
  uint32_t seal = mix(random() % 2 == 0 ? 0x4c495645u : 0x46524545u, offset);
  for (int i = 0; i < 3; ++i) {
    words[i] = static_cast<uint32_t>(random() % 8 == 0 ? random() : random() % 40 * 16);
    seal = mix(seal, words[i]);
  }
  words[3] = seal;
  for (std::size_t i = 0; i < 16; ++i)
    memory[offset - 16 + i] = static_cast<uint8_t>(words[i / 4] >> (8 * (i % 4)));
}

TEST_P(ArenaTrace, StaysInItsMemoryWhateverIsWrittenIntoIt) {
  std::mt19937 random(GetParam());
  Guarded memory(512, random() % 17);
  utvm_arena_t arena;
  ASSERT_EQ(utvm_arena_create(&arena, memory.begin(), memory.size), UTVM_ARENA_OK);
  std::vector<uint8_t*> blocks = {nullptr, arena.memory};
  for (int step = 0; step < 2000; ++step) {
    if (random() % 2 == 0) {
      auto* block = static_cast<uint8_t*>(utvm_arena_alloc(&arena, random() % 64, 1));
      if (block != nullptr) blocks.push_back(block);
    } else {
      utvm_arena_free(&arena, blocks[random() % blocks.size()]);
    }
    // A word that might be an offset, and whole headers that the seals do not give away.
    if (random() % 4 == 0 && arena.size > 4) {
      const uint32_t word = random() % 3 == 0 ? static_cast<uint32_t>(random())
                                              : static_cast<uint32_t>(random() % 40 * 16);
      const std::size_t at = random() % (arena.size / 4) * 4;
      for (std::size_t i = 0; i < 4; ++i)
        arena.memory[at + i] = static_cast<uint8_t>(word >> (8 * i));
    }
    if (random() % 4 == 0 && arena.size >= 32) {
      const auto offset = static_cast<uint32_t>(16 + random() % (arena.size / 16 - 1) * 16);
      Forge(arena.memory, offset, random);
      blocks.push_back(arena.memory + offset);
    }
    ASSERT_LE(arena.next, arena.size);
    ASSERT_TRUE(memory.IsIntact());
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, ArenaTrace, testing::Range(0u, 25u));

}  // namespace
