/* Runs an emitted model on the vectors of a file, with its memory between inaccessible pages.
 *
 *   guarded_main INPUTS OUTPUTS begin|end
 *
 * INPUTS holds the inputs of every vector, raw, in graph order; OUTPUTS gets the outputs likewise. The names of the
 * model are in guarded_model.h, which emitted_model.cc writes.
 *
 * Every arena, and every buffer of a caller, starts right after its lower guard page ("begin") or ends right before its
 * upper one ("end"): an access outside is a segmentation fault, and so is a write to an input of the caller. What is
 * not an input is filled with a pattern before every run, so that nothing depends on zeroed memory. A model with
 * constants in its arenas is an exception: they are copied once, and have to survive every run.
 */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

typedef struct {
    int arena;     /* -1: with the caller */
    size_t offset; /* in the arena */
    size_t bytes;
} span_t;

/* Where inputs are put and outputs are found; as many as guarded_model.h says. */
static void **in;
static void **out;

/* MODEL_ARENA_COUNT and MODEL_ARENAS, their sizes; model_init(arenas), MODEL_HAS_INIT if it does something;
 * model_run(arenas), 0 or a kernel's error; MODEL_INPUTS and MODEL_OUTPUTS, spans; MODEL_IN_COUNT and
 * MODEL_OUT_COUNT. */
#include "guarded_model.h"

/* One more than needed: C has no empty arrays. */
static const span_t inputs[MODEL_IN_COUNT + 1] = {MODEL_INPUTS{0, 0, 0}};
static const span_t outputs[MODEL_OUT_COUNT + 1] = {MODEL_OUTPUTS{0, 0, 0}};

static const size_t arena_sizes[MODEL_ARENA_COUNT] = {MODEL_ARENAS};

static size_t page_size(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

static size_t whole_pages(size_t bytes)
{
    return (bytes + page_size() - 1) / page_size() * page_size();
}

/* For pages at `at`. */
static void protect(void *at, size_t bytes, int protection)
{
    if (bytes > 0 && mprotect(at, bytes, protection) != 0) {
        perror("mprotect");
        exit(2);
    }
}

static void *guarded(size_t bytes, int at_end)
{
    const size_t room = whole_pages(bytes);
    uint8_t *base = mmap(NULL, room + 2 * page_size(), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED) {
        perror("mmap");
        exit(2);
    }
    protect(base + page_size(), room, PROT_READ | PROT_WRITE);
    return base + page_size() + (at_end ? room - bytes : 0);
}

/* Where an input or output is: in its arena, or in pages of its own. */
static void *place(const span_t *span, void **arenas, int at_end)
{
    if (span->arena < 0) {
        return guarded(span->bytes, at_end);
    }
    return (uint8_t *)arenas[span->arena] + span->offset;
}

/* An input of a caller has its pages for itself. */
static void protect_inputs(int protection)
{
    for (size_t i = 0; i < MODEL_IN_COUNT; ++i) {
        if (inputs[i].arena >= 0) {
            continue;
        }
        uint8_t *at = in[i];
        protect(at - (uintptr_t)at % page_size(), whole_pages(inputs[i].bytes), protection);
    }
}

/* 0 at the end of the file. */
static int read_inputs(FILE *file)
{
    for (size_t i = 0; i < MODEL_IN_COUNT; ++i) {
        if (fread(in[i], 1, inputs[i].bytes, file) != inputs[i].bytes) {
            return 0;
        }
    }
    return 1;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        return 2;
    }
    const int at_end = strcmp(argv[3], "end") == 0;
    void *arenas[MODEL_ARENA_COUNT];
    for (size_t i = 0; i < MODEL_ARENA_COUNT; ++i) {
        arenas[i] = guarded(arena_sizes[i], at_end);
        memset(arenas[i], 0xA5, arena_sizes[i]);
    }
    model_init(arenas);
    void *all[MODEL_IN_COUNT + MODEL_OUT_COUNT + 1];
    in = all;
    out = all + MODEL_IN_COUNT;
    for (size_t i = 0; i < MODEL_IN_COUNT; ++i) {
        in[i] = place(&inputs[i], arenas, at_end);
    }
    for (size_t i = 0; i < MODEL_OUT_COUNT; ++i) {
        out[i] = place(&outputs[i], arenas, at_end);
    }
    FILE *from = fopen(argv[1], "rb");
    FILE *to = fopen(argv[2], "wb");
    if (from == NULL || to == NULL) {
        return 2;
    }
    for (;;) {
        for (size_t i = 0; !MODEL_HAS_INIT && i < MODEL_ARENA_COUNT; ++i) {
            memset(arenas[i], 0xA5, arena_sizes[i]);
        }
        protect_inputs(PROT_READ | PROT_WRITE);
        if (!read_inputs(from) || (MODEL_IN_COUNT == 0 && ftell(to) > 0)) {
            break;
        }
        protect_inputs(PROT_READ);
        for (size_t i = 0; i < MODEL_OUT_COUNT; ++i) {
            if (outputs[i].arena < 0) {
                memset(out[i], 0xA5, outputs[i].bytes);
            }
        }
        const int status = model_run(arenas);
        if (status != 0) {
            fprintf(stderr, "run() returned %d\n", status);
            return 3;
        }
        for (size_t i = 0; i < MODEL_OUT_COUNT; ++i) {
            fwrite(out[i], 1, outputs[i].bytes, to);
        }
    }
    return fclose(to) == 0 ? 0 : 2;
}
