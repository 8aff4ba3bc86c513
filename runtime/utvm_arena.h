/* utvm_arena.h - memory for kernels that ask for it while they run: an arena with a counter.
 *
 * Only kernels that are carried over verbatim need it; utvmc computes how large it must be. It
 * lives in memory of the caller and has no globals. To allocate takes constant time, and so does
 * freeing the last block; to free another one takes a step for each block above it:
 *
 *   - a block is cut from the end of what is in use;
 *   - freeing the last block gives its bytes back at once, with those of freed blocks below it;
 *   - a block that is freed out of order waits until all above it are free;
 *   - when the number of blocks drops to zero, all bytes are free again.
 *
 * Misuse gives an error and changes nothing. An arena is for one thread at a time.
 */
#ifndef UTVM_ARENA_H
#define UTVM_ARENA_H

#include <stdint.h>

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

#define utvm_arena_create UTVM_LINK_NAME(utvm_arena_create)
#define utvm_arena_alloc UTVM_LINK_NAME(utvm_arena_alloc)
#define utvm_arena_free UTVM_LINK_NAME(utvm_arena_free)

/* Every block starts at a multiple of this, and takes a multiple of it. */
#define UTVM_ARENA_ALIGN 16u

/* What the arena keeps in front of a block. */
#define UTVM_ARENA_HEADER_BYTES 16u

/* Bytes, as uint64_t, that a block of `bytes` takes from an arena whose memory starts at a multiple
 * of UTVM_ARENA_ALIGN. Memory that does not loses the bytes up to the next multiple. */
#define UTVM_ARENA_BLOCK_BYTES(bytes) \
  (UTVM_ARENA_HEADER_BYTES +          \
   ((((bytes) + UINT64_C(0) + UTVM_ARENA_ALIGN - 1u) / UTVM_ARENA_ALIGN) * UTVM_ARENA_ALIGN))

typedef enum {
  UTVM_ARENA_OK = 0,
  UTVM_ARENA_BAD_ARGUMENT = -1, /* no memory, or more than 4 GB of it */
  UTVM_ARENA_NOT_A_BLOCK = -2,  /* a pointer that utvm_arena_alloc() did not give */
  UTVM_ARENA_ALREADY_FREE = -3, /* freed before */
  UTVM_ARENA_CORRUPT = -4       /* somebody wrote before or behind a block */
} utvm_arena_status_t;

/* To be read only. Offsets count from `memory`; one of 0 stands for no block. */
typedef struct {
  uint8_t* memory;
  uint32_t size;
  uint32_t next;       /* bytes in use, headers and gaps included */
  uint32_t last;       /* offset of the last block */
  uint32_t blocks;     /* blocks that are not freed */
  uint32_t high_water; /* the most that `next` has been */
} utvm_arena_t;

/* Makes an arena of `bytes` bytes at `memory`, which stay the caller's. After an error the arena is
 * empty: every allocation fails. */
utvm_arena_status_t utvm_arena_create(utvm_arena_t* arena, void* memory, uint64_t bytes);

/* A block of `bytes` bytes, perhaps none, at a multiple of `alignment`: a power of two; below
 * UTVM_ARENA_ALIGN it counts as that. NULL if it does not fit, if there is no
 * arena, if `alignment` is no power of two, or if the header of the last block is damaged. */
void* utvm_arena_alloc(utvm_arena_t* arena, uint64_t bytes, uint32_t alignment);

/* Frees a block. A block that is free already is refused, by that name while its header is still in
 * a block, else as none; one of an arena that the same memory held before, as none or as damage.
 * Damage is found in the headers of `block`, of the one below it and of all above. */
utvm_arena_status_t utvm_arena_free(utvm_arena_t* arena, void* block);

#ifdef __cplusplus
}
#endif

#endif /* UTVM_ARENA_H */
