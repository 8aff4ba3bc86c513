/* Two networks in one image: a digit classifier and a sine. They run one after the other, so they
 * share their RAM. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "models.h"

static models_arena_t ram;

/* A "1" as the classifier's camera would see it: int8, background -128. */
static const char image[] =
    "...##..."
    "..###..."
    ".####..."
    "...##..."
    "...##..."
    "...##..."
    "...##..."
    "..####..";

static int classify(void) {
  digits_arena_t* arena = models_digits_arena(&ram);
  int8_t* pixels = digits_in_image(arena);
  const int8_t* scores;
  int best = 0;
  int i;
  for (i = 0; i < (int)DIGITS_IN_0_BYTES; ++i) {
    pixels[i] = (image[i] == '#') ? 127 : -128;
  }
  digits_run(arena);
  scores = digits_out_dense_pack_add_requant_clip_cast(arena);
  for (i = 1; i < (int)DIGITS_OUT_0_BYTES; ++i) {
    if (scores[i] > scores[best]) {
      best = i;
    }
  }
  return best;
}

static float sine(float x) {
  sine_arena_t* arena = models_sine_arena(&ram);
  sine_in_x(arena)[0] = x;
  sine_run(arena);
  return sine_out_dense_pack_add(arena)[0];
}

int main(void) {
  int i;
  printf("digit: %d\n", classify());
  for (i = 0; i <= 6; ++i) {
    const float x = (float)i;
    printf("sin(%d) = %.2f\n", i, (double)sine(x));
  }
  printf("RAM: %u and %u bytes in the same %u\n", (unsigned)DIGITS_ARENA_BYTES,
         (unsigned)SINE_ARENA_BYTES, (unsigned)MODELS_ARENA_BYTES);
  return EXIT_SUCCESS;
}
