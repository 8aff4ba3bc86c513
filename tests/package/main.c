#include <stdio.h>

#include "rank.h"
#include "wave.h"

static wave_arena_t wave;
static rank_arena_t rank;

int main(void) {
  *wave_in_x(&wave) = 0.0f;
  wave_run(&wave);
  printf("%u %u\n", (unsigned)WAVE_IN_COUNT, (unsigned)RANK_OUT_COUNT);
  return (rank_run(&rank) == 0) ? 0 : 1;
}
