/* Classifies handwritten digits: shows one, then counts how many of the test set are right.
 *
 *   digits [testset.bin [number of the image to show]]
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network.h"

#define IMAGE_SIDE 8
#define IMAGE_PIXELS (IMAGE_SIDE * IMAGE_SIDE)
#define CLASSES 10

/* One record of the test set. A pixel p is the brightness (p + 128) / 255. */
typedef struct {
  uint8_t label;
  int8_t pixels[IMAGE_PIXELS];
} sample_t;

/* All the RAM that inference takes. A firmware would choose its section here. */
static network_arena_t arena;

static int classify(const int8_t pixels[IMAGE_PIXELS]) {
  const int8_t* scores;
  int best = 0;
  int i;
  memcpy(NETWORK_IN_0_DATA(&arena), pixels, NETWORK_IN_0_BYTES);
  network_run(&arena);
  scores = NETWORK_OUT_0_DATA(&arena);
  for (i = 1; i < CLASSES; ++i) {
    if (scores[i] > scores[best]) {
      best = i;
    }
  }
  return best;
}

static void show(const int8_t pixels[IMAGE_PIXELS]) {
  static const char ramp[] = " .:-=+*#%@";
  int i;
  for (i = 0; i < IMAGE_PIXELS; ++i) {
    const int shade = (pixels[i] + 128) * 9 / 255;
    printf("%c%c", ramp[shade], ramp[shade]);
    if (i % IMAGE_SIDE == IMAGE_SIDE - 1) {
      putchar('\n');
    }
  }
}

int main(int argc, char** argv) {
  const char* path = (argc > 1) ? argv[1] : "testset.bin";
  const long shown = (argc > 2) ? strtol(argv[2], NULL, 10) : 0;
  FILE* file = fopen(path, "rb");
  sample_t sample;
  long count = 0;
  long right = 0;
  if (file == NULL) {
    perror(path);
    return EXIT_FAILURE;
  }
  while (fread(&sample, sizeof(sample), 1, file) == 1) {
    const int digit = classify(sample.pixels);
    if (count == shown) {
      show(sample.pixels);
      printf("image %ld of the test set: predicted %d, labelled %d\n", count, digit, sample.label);
    }
    right += (digit == sample.label);
    ++count;
  }
  fclose(file);
  if (count == 0) {
    fprintf(stderr, "%s: no images\n", path);
    return EXIT_FAILURE;
  }
  if ((shown < 0) || (shown >= count)) {
    fprintf(stderr, "%s: there is no image %ld, they are 0 to %ld\n", path, shown, count - 1);
  }
  printf("accuracy: %ld of %ld (%.1f %%)\n", right, count, 100.0 * (double)right / (double)count);
  return EXIT_SUCCESS;
}
