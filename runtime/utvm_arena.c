/* utvm_arena.c - blocks are a list in the order of their addresses, linked by their headers.
 *
 * Two rules keep a step of the list all that there is to do: the last block is live, and no two
 * freed blocks are neighbours, since freeing one merges it with those beside it.
 *
 * What looks like a header is one if the list leads from it to the last block: bytes of an arena
 * that was here before may be sealed and link to each other.
 *
 * A header is read and written byte by byte: its bytes are the caller's, of whatever type, and
 * access to characters may alias all of them.
 */
#include "utvm_arena.h"

#include <stdbool.h>
#include <stddef.h>

#define NONE 0u
#define STATE_LIVE 0x4c495645u
#define STATE_FREED 0x46524545u

typedef struct {
  uint32_t begin; /* where the bytes begin that the block took: those of a gap, then its header */
  uint32_t below; /* the block before, NONE if it is the first */
  uint32_t above; /* the block behind, NONE if it is the last */
  uint32_t state; /* in memory: sealed, which tells a header from other bytes, and a damaged one */
} header_t;

static uint32_t load_word(const uint8_t* bytes) {
  return (uint32_t)bytes[0] | ((uint32_t)bytes[1] << 8) | ((uint32_t)bytes[2] << 16) |
         ((uint32_t)bytes[3] << 24);
}

static void store_word(uint8_t* bytes, uint32_t word) {
  bytes[0] = (uint8_t)(word & 0xffu);
  bytes[1] = (uint8_t)((word >> 8) & 0xffu);
  bytes[2] = (uint8_t)((word >> 16) & 0xffu);
  bytes[3] = (uint8_t)((word >> 24) & 0xffu);
}

/* Of different words different seals, whatever they are mixed into. */
static uint32_t mix(uint32_t seal, uint32_t word) {
  const uint32_t product = (seal ^ word) * 0x9e3779b1u;
  return product ^ (product >> 16);
}

static uint32_t seal_of(const header_t* header, uint32_t offset, uint32_t state) {
  return mix(mix(mix(mix(state, offset), header->begin), header->below), header->above);
}

static bool is_freed(const header_t* header) { return header->state == STATE_FREED; }

/* Reads the header of the block at `offset`. False if there can be none, or it is none: what it
 * links to is inside the memory, whoever wrote it. */
static bool load_header(const utvm_arena_t* arena, uint32_t offset, header_t* header) {
  const uint8_t* bytes;
  uint32_t seal;
  if ((offset < UTVM_ARENA_HEADER_BYTES) || (offset > arena->next) ||
      ((offset % UTVM_ARENA_ALIGN) != 0u)) {
    return false;
  }
  bytes = &arena->memory[offset - UTVM_ARENA_HEADER_BYTES];
  header->begin = load_word(&bytes[0]);
  header->below = load_word(&bytes[4]);
  header->above = load_word(&bytes[8]);
  seal = load_word(&bytes[12]);
  header->state = (seal == seal_of(header, offset, STATE_FREED)) ? STATE_FREED : STATE_LIVE;
  return (seal == seal_of(header, offset, header->state)) &&
         (header->begin <= (offset - UTVM_ARENA_HEADER_BYTES)) &&
         ((header->begin % UTVM_ARENA_ALIGN) == 0u) && (header->below <= header->begin) &&
         ((header->above == NONE) || (header->above > offset));
}

static void store_header(const utvm_arena_t* arena, uint32_t offset, const header_t* header) {
  uint8_t* const bytes = &arena->memory[offset - UTVM_ARENA_HEADER_BYTES];
  store_word(&bytes[0], header->begin);
  store_word(&bytes[4], header->below);
  store_word(&bytes[8], header->above);
  store_word(&bytes[12], seal_of(header, offset, header->state));
}

utvm_arena_status_t utvm_arena_create(utvm_arena_t* arena, void* memory, uint64_t bytes) {
  uint8_t* const first = (uint8_t*)memory;
  const uintptr_t misaligned = (uintptr_t)first % UTVM_ARENA_ALIGN;
  const uint32_t gap = (misaligned == 0u) ? 0u : (UTVM_ARENA_ALIGN - (uint32_t)misaligned);
  utvm_arena_status_t status = UTVM_ARENA_OK;
  if (arena == NULL) {
    return UTVM_ARENA_BAD_ARGUMENT;
  }
  arena->memory = first;
  arena->size = 0u;
  arena->next = 0u;
  arena->last = NONE;
  arena->blocks = 0u;
  arena->high_water = 0u;
  if ((memory == NULL) || (bytes > UINT32_MAX)) {
    status = UTVM_ARENA_BAD_ARGUMENT;
  } else if (bytes > gap) {
    const uint32_t size = (uint32_t)bytes - gap;
    arena->memory = &first[gap];
    arena->size = size - (size % UTVM_ARENA_ALIGN);
  } else {
    /* An arena of no bytes. */
  }
  return status;
}

/* Bytes in front of the next header, so that the block behind it starts at a multiple of
 * `alignment`. */
static uint32_t gap_before_header(const utvm_arena_t* arena, uint32_t alignment) {
  const uintptr_t address =
      (uintptr_t)arena->memory + (uintptr_t)arena->next + (uintptr_t)UTVM_ARENA_HEADER_BYTES;
  const uint32_t excess = (uint32_t)(address & ((uintptr_t)alignment - 1u));
  return (excess == 0u) ? 0u : (alignment - excess);
}

/* Appends a block at `offset` to the list. */
static bool link_block(utvm_arena_t* arena, uint32_t offset) {
  header_t last;
  header_t header;
  if (arena->last != NONE) {
    if (!load_header(arena, arena->last, &last)) {
      return false;
    }
    last.above = offset;
    store_header(arena, arena->last, &last);
  }
  header.begin = arena->next;
  header.below = arena->last;
  header.above = NONE;
  header.state = STATE_LIVE;
  store_header(arena, offset, &header);
  arena->last = offset;
  return true;
}

/* Appends a block at a multiple of `alignment`. NULL if it does not fit. */
static uint8_t* take(utvm_arena_t* arena, uint64_t bytes, uint32_t alignment) {
  const uint64_t available = (uint64_t)arena->size - arena->next;
  const uint64_t taken =
      (uint64_t)gap_before_header(arena, alignment) + (uint64_t)UTVM_ARENA_HEADER_BYTES;
  uint8_t* block = NULL;
  /* Compared before it is rounded up, lest a hostile size wraps around. All others are multiples of
   * UTVM_ARENA_ALIGN, so that what fits also fits rounded up. */
  if ((taken <= available) && (bytes <= (available - taken))) {
    const uint32_t offset = arena->next + (uint32_t)taken;
    const uint32_t excess = (uint32_t)bytes % UTVM_ARENA_ALIGN;
    const uint32_t padding = (excess == 0u) ? 0u : (UTVM_ARENA_ALIGN - excess);
    if (link_block(arena, offset)) {
      arena->next = offset + (uint32_t)bytes + padding;
      arena->blocks += 1u;
      if (arena->high_water < arena->next) {
        arena->high_water = arena->next;
      }
      block = &arena->memory[offset];
    }
  }
  return block;
}

void* utvm_arena_alloc(utvm_arena_t* arena, uint64_t bytes, uint32_t alignment) {
  const bool is_power_of_two = (alignment != 0u) && ((alignment & (alignment - 1u)) == 0u);
  uint8_t* block = NULL;
  if ((arena != NULL) && is_power_of_two) {
    block = take(arena, bytes, (alignment < UTVM_ARENA_ALIGN) ? UTVM_ARENA_ALIGN : alignment);
  }
  return block;
}

/* The header of no block: neither live nor freed. */
static void clear_header(header_t* header) {
  header->begin = 0u;
  header->below = NONE;
  header->above = NONE;
  header->state = 0u;
}

/* OK if the list leads from the block at `offset` to the last one, each linked to the other. */
static utvm_arena_status_t follow_to_last(const utvm_arena_t* arena, uint32_t offset,
                                          const header_t* header) {
  utvm_arena_status_t status = UTVM_ARENA_OK;
  header_t block;
  uint32_t at = offset;
  uint32_t next = header->above;
  while ((status == UTVM_ARENA_OK) && (next != NONE)) { /* each is above the one before */
    if (!load_header(arena, next, &block) || (block.below != at)) {
      status = UTVM_ARENA_CORRUPT;
    } else {
      at = next;
      next = block.above;
    }
  }
  if ((status == UTVM_ARENA_OK) && (at != arena->last)) {
    status = UTVM_ARENA_NOT_A_BLOCK;
  }
  return status;
}

/* Reads the headers of both neighbours of a block. False if the links do not match. */
static bool load_neighbours(const utvm_arena_t* arena, uint32_t offset, const header_t* header,
                            header_t* below, header_t* above) {
  bool matches = true;
  clear_header(below);
  clear_header(above);
  if (header->below != NONE) {
    matches = load_header(arena, header->below, below) && (below->above == offset);
  }
  if (matches && (header->above != NONE)) {
    matches = load_header(arena, header->above, above) && (above->below == offset);
  }
  return matches;
}

/* Takes the last block off, and a freed one below it. */
static utvm_arena_status_t free_last(utvm_arena_t* arena, const header_t* header,
                                     const header_t* below) {
  uint32_t next = header->begin;
  uint32_t last = header->below;
  if ((last != NONE) && is_freed(below)) {
    next = below->begin;
    last = below->below;
  }
  if (last != NONE) {
    header_t header_of_last;
    if (!load_header(arena, last, &header_of_last)) {
      return UTVM_ARENA_CORRUPT;
    }
    header_of_last.above = NONE;
    store_header(arena, last, &header_of_last);
  }
  arena->next = next;
  arena->last = last;
  return UTVM_ARENA_OK;
}

/* Takes the block at `offset` out of the list in favour of the freed one below it, which has its
 * bytes from now on. `above` is the header of the block behind. */
static void merge_into_below(const utvm_arena_t* arena, const header_t* block, header_t* below,
                             header_t* above) {
  below->above = block->above;
  above->below = block->below;
  store_header(arena, block->below, below);
  store_header(arena, block->above, above);
}

/* Frees a block that is not the last one. */
static utvm_arena_status_t free_inner(const utvm_arena_t* arena, uint32_t offset, header_t* header,
                                      header_t* below, header_t* above) {
  header_t after;
  const uint32_t behind = header->above;
  uint32_t kept = offset;
  header_t* kept_header = header;
  if (is_freed(above)) {
    /* The last block is live: there is one behind a freed one. */
    if (!load_header(arena, above->above, &after) || (after.below != behind)) {
      return UTVM_ARENA_CORRUPT;
    }
  }
  header->state = STATE_FREED;
  store_header(arena, offset, header);
  if ((header->below != NONE) && is_freed(below)) {
    merge_into_below(arena, header, below, above);
    kept = header->below;
    kept_header = below;
  }
  if (is_freed(above)) {
    above->below = kept;
    merge_into_below(arena, above, kept_header, &after);
  }
  return UTVM_ARENA_OK;
}

static utvm_arena_status_t free_at(utvm_arena_t* arena, uint32_t offset) {
  utvm_arena_status_t status;
  header_t header;
  header_t below;
  header_t above;
  if (!load_header(arena, offset, &header)) {
    status = UTVM_ARENA_NOT_A_BLOCK;
  } else if (is_freed(&header)) {
    status = UTVM_ARENA_ALREADY_FREE;
  } else {
    status = follow_to_last(arena, offset, &header);
    if (status != UTVM_ARENA_OK) {
      /* Nothing has changed. */
    } else if (!load_neighbours(arena, offset, &header, &below, &above)) {
      status = UTVM_ARENA_CORRUPT;
    } else if (offset != arena->last) {
      status = free_inner(arena, offset, &header, &below, &above);
    } else {
      status = free_last(arena, &header, &below);
      if (status == UTVM_ARENA_OK) {
        header.state = STATE_FREED;
        store_header(arena, offset, &header);
      }
    }
  }
  return status;
}

utvm_arena_status_t utvm_arena_free(utvm_arena_t* arena, void* block) {
  utvm_arena_status_t status = UTVM_ARENA_NOT_A_BLOCK;
  if ((arena != NULL) && (block != NULL)) {
    const uint8_t* const first = (const uint8_t*)block;
    const uintptr_t distance = (uintptr_t)first - (uintptr_t)arena->memory;
    if (distance <= arena->next) {
      status = free_at(arena, (uint32_t)distance);
    }
    if (status == UTVM_ARENA_OK) {
      arena->blocks -= 1u;
      if (arena->blocks == 0u) {
        arena->next = 0u;
        arena->last = NONE;
      }
    }
  }
  return status;
}
