/* Firmware written against TVM's runtime API for STM32: it goes through the models that are linked,
 * gives each its activations, and knows of quantization what the descriptors say. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "ai_runtime_api.h"
#include "network.h"

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

AI_ALIGNED(AI_NETWORK_DATA_ACTIVATIONS_ALIGNMENT)
static uint8_t activations[AI_NETWORK_DATA_ACTIVATIONS_SIZE];

/* To the nearest integer, halves away from zero, as TVM and TensorFlow Lite do; what int8 does not
 * have becomes the nearest that it has. A cast of the quotient would lose up to a whole step. */
static int8_t quantize(float value, const ai_quantization_info* quant) {
  const float nearest = roundf(value / quant->scale[0]) + (float)quant->zero_point[0];
  if (nearest <= -128.0f) {
    return -128;
  }
  return (nearest >= 127.0f) ? 127 : (int8_t)nearest;
}

static float dequantize(int8_t value, const ai_quantization_info* quant) {
  return quant->scale[0] * (float)(value - quant->zero_point[0]);
}

static int fail(ai_handle network) {
  printf("error: %s\n", ai_get_error(network));
  return EXIT_FAILURE;
}

static int classify(ai_handle network) {
  ai_tensor* input = ai_get_input(network, 0);
  ai_tensor* output = ai_get_output(network, 0);
  int8_t* pixels = input->dltensor.data;
  const int8_t* scores = output->dltensor.data;
  uint32_t best = 0;
  uint32_t i;

  for (i = 0; i < get_tensor_elts(input); ++i) {
    pixels[i] = quantize((image[i] == '#') ? 1.0f : 0.0f, ai_get_quantization(input));
  }
  if (ai_run(network) != AI_STATUS_OK) {
    return fail(network);
  }
  for (i = 1; i < get_tensor_elts(output); ++i) {
    if (scores[i] > scores[best]) {
      best = i;
    }
  }
  printf("digit: %u, score %.2f\n", (unsigned)best,
         (double)dequantize(scores[best], ai_get_quantization(output)));
  return EXIT_SUCCESS;
}

int main(void) {
  ai_model_iterator it;

  for (it = ai_model_iterator_begin(); it != ai_model_iterator_end();
       it = ai_model_iterator_next(it)) {
    ai_model_info* model = ai_model_iterator_value(it);
    ai_handle network;

    printf("%s: %u nodes, %u bytes of activations, %u of weights\n", AI_MODEL_name(model),
           (unsigned)AI_MODEL_n_nodes(model), (unsigned)AI_MODEL_activations_size(model),
           (unsigned)AI_MODEL_params_size(model));
    if (ai_create(model, activations, &network) != AI_STATUS_OK) {
      return fail(network);
    }
    if (classify(network) != EXIT_SUCCESS) {
      return EXIT_FAILURE;
    }
    (void)ai_destroy(network);
  }
  return EXIT_SUCCESS;
}
