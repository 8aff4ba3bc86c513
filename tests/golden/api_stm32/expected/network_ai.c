/* network_ai.c - descriptor and tensors of model "network" for TVM's STM32 runtime. Generated; do
 * not edit.
 */
#include "network_ai.h"

#include "network.h"

/* The sizes of this interface are those of the model's own. */
UTVM_STATIC_ASSERT(AI_NETWORK_IN_NUM == NETWORK_IN_COUNT, ai_network_size_0);
UTVM_STATIC_ASSERT(AI_NETWORK_OUT_NUM == NETWORK_OUT_COUNT, ai_network_size_1);
UTVM_STATIC_ASSERT(AI_NETWORK_IN_1_SIZE == NETWORK_IN_0_LEN, ai_network_size_2);
UTVM_STATIC_ASSERT(AI_NETWORK_IN_1_SIZE_BYTES == NETWORK_IN_0_BYTES, ai_network_size_3);
UTVM_STATIC_ASSERT(AI_NETWORK_OUT_1_SIZE == NETWORK_OUT_0_LEN, ai_network_size_4);
UTVM_STATIC_ASSERT(AI_NETWORK_OUT_1_SIZE_BYTES == NETWORK_OUT_0_BYTES, ai_network_size_5);
UTVM_STATIC_ASSERT(AI_NETWORK_OUT_2_SIZE == NETWORK_OUT_1_LEN, ai_network_size_6);
UTVM_STATIC_ASSERT(AI_NETWORK_OUT_2_SIZE_BYTES == NETWORK_OUT_1_BYTES, ai_network_size_7);
UTVM_STATIC_ASSERT(AI_NETWORK_DATA_ACTIVATIONS_SIZE == NETWORK_ARENA_BYTES, ai_network_size_8);
UTVM_STATIC_ASSERT(AI_NETWORK_DATA_ACTIVATIONS_ALIGNMENT == NETWORK_ARENA_ALIGN, ai_network_size_9);

/* Input 0: "x" int16[4] */
static const int64_t in_0_shape[1] = {4};
static const float in_0_scale[1] = {0.5f};
static const int32_t in_0_zero_point[1] = {-3};
static ai_quantization_info in_0_quant = {in_0_scale, in_0_zero_point, -1};
static ai_tensor in_0 = {
    .dltensor = {
        .UTVM_DEVICE_FIELD = {kDLCPU, 0},
        .ndim = 1,
        .dtype = {kDLInt, 16, 1},
        .shape = (int64_t *)(uintptr_t)in_0_shape,
    },
    .quant = &in_0_quant,
};

/* Output 0: "tvmgen_default_fused_split#1" int16[3] */
static const int64_t out_0_shape[1] = {3};
static const float out_0_scale[3] = {1.0f, 0.25f, 0.001f};
static const int32_t out_0_zero_point[3] = {0, 1, -32768};
static ai_quantization_info out_0_quant = {out_0_scale, out_0_zero_point, 0};
static ai_tensor out_0 = {
    .dltensor = {
        .UTVM_DEVICE_FIELD = {kDLCPU, 0},
        .ndim = 1,
        .dtype = {kDLInt, 16, 1},
        .shape = (int64_t *)(uintptr_t)out_0_shape,
    },
    .quant = &out_0_quant,
};

/* Output 1: "tvmgen_default_fused_split" int16[1] */
static const int64_t out_1_shape[1] = {1};
static ai_tensor out_1 = {
    .dltensor = {
        .UTVM_DEVICE_FIELD = {kDLCPU, 0},
        .ndim = 1,
        .dtype = {kDLInt, 16, 1},
        .shape = (int64_t *)(uintptr_t)out_1_shape,
    },
};

static ai_tensor *const model_inputs[1] = {&in_0};
static ai_tensor *const model_outputs[2] = {&out_0, &out_1};
static ai_network_t network = {.info = &network_network, .error = ""};

ai_ptr ai_network_data_weights_get(void)
{
    return NULL;
}

ai_status ai_network_create(ai_ptr weights, ai_ptr activations)
{
    network_arena_t *const arena = (void *)activations;

    (void)weights;
    network.activations = NULL;
    if ((activations == NULL) || (((uintptr_t)activations % NETWORK_ARENA_ALIGN) != 0u)) {
        network.error = "Activations are NULL or not aligned";
        return AI_STATUS_ERROR;
    }
    in_0.dltensor.data = &arena->bytes[NETWORK_IN_0_OFFSET];
    out_0.dltensor.data = &arena->bytes[NETWORK_OUT_0_OFFSET];
    out_1.dltensor.data = &arena->bytes[NETWORK_OUT_1_OFFSET];
    network.activations = activations;
    network.error = "";
    return AI_STATUS_OK;
}

ai_status ai_network_destroy(void)
{
    network.activations = NULL;
    in_0.dltensor.data = NULL;
    out_0.dltensor.data = NULL;
    out_1.dltensor.data = NULL;
    return AI_STATUS_OK;
}

ai_status ai_network_run(ai_tensor *const inputs[], ai_tensor *const outputs[])
{
    network_arena_t *const arena = (void *)network.activations;

    if (arena == NULL) {
        network.error = "Network is not created";
        return AI_STATUS_ERROR;
    }
    if ((inputs[0]->dltensor.data != &arena->bytes[NETWORK_IN_0_OFFSET]) ||
        (outputs[0]->dltensor.data != &arena->bytes[NETWORK_OUT_0_OFFSET]) ||
        (outputs[1]->dltensor.data != &arena->bytes[NETWORK_OUT_1_OFFSET])) {
        network.error = "A tensor that is in the activations has been given another address";
        return AI_STATUS_ERROR;
    }
    network_run(arena);
    network.error = "";
    return AI_STATUS_OK;
}

ai_model_info network_network = {
    .name = "network",
    .datetime = "",
    .revision = "88287b7e",
    .tool_version = "utvmc 0.1.0",
    .api_version = utvm_stm32_api_version,
    .n_nodes = 1,
    .n_inputs = 1,
    .n_outputs = 2,
    .activations_size = NETWORK_ARENA_BYTES,
    .params_size = AI_NETWORK_DATA_WEIGHTS_SIZE,
    .inputs = model_inputs,
    .outputs = model_outputs,
    .ai_get_params = ai_network_data_weights_get,
    .ai_create = ai_network_create,
    .ai_destroy = ai_network_destroy,
    .ai_run = ai_network_run,
    .network = &network,
};
