/* Firmware written against TVMWrap_*, as utvm_staticrt_codegen and MLonMCU have it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "tvm_wrapper.h"

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

int main(void) {
  int8_t* pixels;
  const int8_t* scores;
  size_t best = 0;
  size_t i;

  if (TVMWrap_Init() != 0) {
    return EXIT_FAILURE;
  }
  pixels = TVMWrap_GetInputPtr(0);
  for (i = 0; i < TVMWrap_GetInputSize(0); ++i) {
    pixels[i] = (image[i] == '#') ? 127 : -128;
  }
  if (TVMWrap_Run() != 0) {
    return EXIT_FAILURE;
  }
  scores = TVMWrap_GetOutputPtr(0);
  for (i = 1; i < TVMWrap_GetOutputSize(0); ++i) {
    if (scores[i] > scores[best]) {
      best = i;
    }
  }
  printf("digit: %u\n", (unsigned)best);
  return EXIT_SUCCESS;
}
