/* network_ai.h - model "network" as TVM's STM32 runtime presents it. Generated; do not edit. */
#ifndef NETWORK_AI_H
#define NETWORK_AI_H

#include "network.h"
#include "utvm_stm32.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Sizes, as TVM's emitter for STM32 names them, and as X-CUBE-AI does. */
#define _NETWORK_INPUTS_COUNT_ (1)
#define _NETWORK_OUTPUTS_COUNT_ (2)
#define _NETWORK_ACTIVATION_BYTES_ (8)
#define AI_NETWORK_IN_NUM (1)
#define AI_NETWORK_OUT_NUM (2)
#define AI_NETWORK_IN_1_SIZE (4)
#define AI_NETWORK_IN_1_SIZE_BYTES (8)
#define AI_NETWORK_OUT_1_SIZE (3)
#define AI_NETWORK_OUT_1_SIZE_BYTES (6)
#define AI_NETWORK_OUT_2_SIZE (1)
#define AI_NETWORK_OUT_2_SIZE_BYTES (2)
#define AI_NETWORK_DATA_ACTIVATIONS_SIZE (8)
#define AI_NETWORK_DATA_ACTIVATIONS_ALIGNMENT (2)
#define AI_NETWORK_DATA_WEIGHTS_SIZE (0)

/* The model, for ai_create(&network_network, activations, &handle). Its tensors and its handle are
 * static, so that there is one instance: 8 bytes of activations, aligned to 2, belong to it until
 * ai_destroy().
 * Inputs and outputs are in the activations: do not change their dltensor.data, write every input
 * before every run, and read the outputs before the inputs are written again. */
extern ai_model_info network_network;

/* What the descriptor calls. Weights are constants of their own, wherever the linker puts them:
 * their address is NULL, and is not looked at. */
ai_ptr ai_network_data_weights_get(void);
ai_status ai_network_create(ai_ptr weights, ai_ptr activations);
ai_status ai_network_destroy(void);
ai_status ai_network_run(ai_tensor *const inputs[], ai_tensor *const outputs[]);

static inline const char *ai_network_get_error(ai_handle handle)
{
    return ai_get_error(handle);
}

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_AI_H */
