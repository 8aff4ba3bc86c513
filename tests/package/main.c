#include <stdio.h>

#include "models.h"
#include "rank.h"
#include "wave.h"

static wave_arena_t wave;
static rank_arena_t rank;
static models_arena_t models;

int main(void) {
  *wave_in_x(&wave) = 0.0f;
  wave_run(&wave);
  *first_in_x(models_first_arena(&models)) = 0.0f;
  first_run(models_first_arena(&models));
  printf("%u %u", (unsigned)WAVE_IN_COUNT, (unsigned)RANK_OUT_COUNT);
  /* Both models are the same. */
  printf(" %u\n", (unsigned)(MODELS_ARENA_BYTES == SECOND_ARENA_BYTES));
  return (rank_run(&rank) == 0) ? 0 : 1;
}
