/* What the mains of the firmware APIs have in common: INPUTS, the first argument, holds the inputs
 * of every vector, raw, in graph order; OUTPUTS, the second, gets the outputs likewise.
 */
#ifndef API_MAIN_H
#define API_MAIN_H

#include <stdio.h>
#include <stdlib.h>

static FILE *vectors_in;
static FILE *vectors_out;

static void open_vectors(char **argv)
{
    vectors_in = fopen(argv[1], "rb");
    vectors_out = fopen(argv[2], "wb");
    if ((vectors_in == NULL) || (vectors_out == NULL)) {
        exit(2);
    }
}

static int close_vectors(void)
{
    return (fclose(vectors_in) == 0) && (fclose(vectors_out) == 0) ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* 0: there is no further vector. */
static int read_input(void *data, size_t bytes)
{
    return (bytes == 0) || (fread(data, 1, bytes, vectors_in) == bytes);
}

static void write_output(const void *data, size_t bytes)
{
    if (fwrite(data, 1, bytes, vectors_out) != bytes) {
        exit(2);
    }
}

static void check(int condition, const char *what)
{
    if (!condition) {
        puts(what);
        exit(1);
    }
}

#endif /* API_MAIN_H */
