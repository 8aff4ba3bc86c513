/* Runs an emitted model on the vectors of a file, with the arena between two inaccessible pages.
 *
 *   guarded_main INPUTS OUTPUTS begin|end
 *
 * INPUTS holds the inputs of every vector, raw, in graph order; OUTPUTS gets the outputs likewise. The arena starts
 * right after the lower guard page ("begin") or ends right before the upper one ("end"): an access outside it is a
 * segmentation fault. It is filled with a pattern before every run, so that nothing depends on zeroed memory.
 */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "network.h"

typedef struct {
    size_t offset;
    size_t bytes;
} span_t;

#define SPAN(kind, i) {NETWORK_##kind##_##i##_OFFSET, NETWORK_##kind##_##i##_BYTES}

static const span_t inputs[NETWORK_IN_COUNT + 1] = {
#if NETWORK_IN_COUNT > 0
    SPAN(IN, 0),
#endif
#if NETWORK_IN_COUNT > 1
    SPAN(IN, 1),
#endif
#if NETWORK_IN_COUNT > 2
    SPAN(IN, 2),
#endif
#if NETWORK_IN_COUNT > 3
    SPAN(IN, 3),
#endif
#if NETWORK_IN_COUNT > 4
    SPAN(IN, 4),
#endif
#if NETWORK_IN_COUNT > 5
    SPAN(IN, 5),
#endif
#if NETWORK_IN_COUNT > 6
    SPAN(IN, 6),
#endif
#if NETWORK_IN_COUNT > 7
    SPAN(IN, 7),
#endif
#if NETWORK_IN_COUNT > 8
#error "extend the table of inputs"
#endif
    {0, 0}};

static const span_t outputs[NETWORK_OUT_COUNT + 1] = {
#if NETWORK_OUT_COUNT > 0
    SPAN(OUT, 0),
#endif
#if NETWORK_OUT_COUNT > 1
    SPAN(OUT, 1),
#endif
#if NETWORK_OUT_COUNT > 2
    SPAN(OUT, 2),
#endif
#if NETWORK_OUT_COUNT > 3
    SPAN(OUT, 3),
#endif
#if NETWORK_OUT_COUNT > 4
    SPAN(OUT, 4),
#endif
#if NETWORK_OUT_COUNT > 5
    SPAN(OUT, 5),
#endif
#if NETWORK_OUT_COUNT > 6
    SPAN(OUT, 6),
#endif
#if NETWORK_OUT_COUNT > 7
    SPAN(OUT, 7),
#endif
#if NETWORK_OUT_COUNT > 8
#error "extend the table of outputs"
#endif
    {0, 0}};

static uint8_t *guarded(size_t bytes, int at_end)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    const size_t room = (bytes + page - 1) / page * page;
    uint8_t *base = mmap(NULL, room + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED || mprotect(base + page, room, PROT_READ | PROT_WRITE) != 0) {
        perror("mmap");
        exit(2);
    }
    return base + page + (at_end ? room - bytes : 0);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        return 2;
    }
    network_arena_t *arena = (void *)guarded(sizeof(network_arena_t), strcmp(argv[3], "end") == 0);
    FILE *in = fopen(argv[1], "rb");
    FILE *out = fopen(argv[2], "wb");
    if (in == NULL || out == NULL) {
        return 2;
    }
    for (;;) {
        memset(arena, 0xA5, sizeof *arena);
        size_t i;
        for (i = 0; i < NETWORK_IN_COUNT; ++i) {
            if (fread(arena->bytes + inputs[i].offset, 1, inputs[i].bytes, in) != inputs[i].bytes) {
                break;
            }
        }
        if (i < NETWORK_IN_COUNT || (NETWORK_IN_COUNT == 0 && ftell(out) > 0)) {
            break;
        }
        (void)network_run(arena);
        for (i = 0; i < NETWORK_OUT_COUNT; ++i) {
            fwrite(arena->bytes + outputs[i].offset, 1, outputs[i].bytes, out);
        }
    }
    return fclose(out) == 0 ? 0 : 2;
}
