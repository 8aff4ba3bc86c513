/* Firmware written against TVM's C interface (--interface-api=c): it builds with TVM's AOT code and
 * with utvmc's, whose tvmgen_default.h says the same. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "tvmgen_default.h"

/* A "1" as the classifier's camera would see it. */
static const char image[] =
    "...##..."
    "..###..."
    ".####..."
    "...##..."
    "...##..."
    "...##..."
    "...##..."
    "..####..";

static int8_t pixels[TVMGEN_DEFAULT_IMAGE_SIZE];
static int8_t scores[TVMGEN_DEFAULT_OUTPUT_SIZE];

int main(void) {
  struct tvmgen_default_inputs inputs;
  struct tvmgen_default_outputs outputs;
  int best = 0;
  int i;

  inputs.image = pixels;
  outputs.output = scores;
  for (i = 0; i < TVMGEN_DEFAULT_IMAGE_SIZE; ++i) {
    pixels[i] = (image[i] == '#') ? 127 : -128;
  }
  if (tvmgen_default_run(&inputs, &outputs) != 0) {
    return EXIT_FAILURE;
  }
  for (i = 1; i < TVMGEN_DEFAULT_OUTPUT_SIZE; ++i) {
    if (scores[i] > scores[best]) {
      best = i;
    }
  }
  printf("digit: %d\n", best);
  return EXIT_SUCCESS;
}
