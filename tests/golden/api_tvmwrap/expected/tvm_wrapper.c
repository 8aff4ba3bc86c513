/* tvm_wrapper.c - TVMWrap_* of model "network". Generated; do not edit. */
#include "tvm_wrapper.h"

#include "network.h"

typedef struct {
    void *data;
    size_t bytes;
} wrapped_tensor_t;

static network_arena_t arena;
/* "left" float32[1,3] */
static float wrapped_inputs_0[NETWORK_IN_0_LEN];
/* "right" float32[1,3] */
static float wrapped_inputs_1[NETWORK_IN_1_LEN];
/* "tvmgen_default_fused_nn_relu" float32[1,3] */
static float wrapped_outputs_0[NETWORK_OUT_0_LEN];
/* "tvmgen_default_fused_add" float32[1,3] */
static float wrapped_outputs_1[NETWORK_OUT_1_LEN];

static const wrapped_tensor_t wrapped_inputs[2] = {
    {wrapped_inputs_0, NETWORK_IN_0_BYTES},
    {wrapped_inputs_1, NETWORK_IN_1_BYTES},
};
static const wrapped_tensor_t wrapped_outputs[2] = {
    {wrapped_outputs_0, NETWORK_OUT_0_BYTES},
    {wrapped_outputs_1, NETWORK_OUT_1_BYTES},
};

void *TVMWrap_GetInputPtr(int index)
{
    return ((index >= 0) && (index < 2)) ? wrapped_inputs[index].data : NULL;
}

size_t TVMWrap_GetInputSize(int index)
{
    return ((index >= 0) && (index < 2)) ? wrapped_inputs[index].bytes : 0u;
}

size_t TVMWrap_GetNumInputs(void)
{
    return 2u;
}

void *TVMWrap_GetOutputPtr(int index)
{
    return ((index >= 0) && (index < 2)) ? wrapped_outputs[index].data : NULL;
}

size_t TVMWrap_GetOutputSize(int index)
{
    return ((index >= 0) && (index < 2)) ? wrapped_outputs[index].bytes : 0u;
}

size_t TVMWrap_GetNumOutputs(void)
{
    return 2u;
}

int TVMWrap_Init(void)
{
    return 0;
}

int TVMWrap_Run(void)
{
    network_run(&arena, wrapped_inputs_0, wrapped_inputs_1, wrapped_outputs_0, wrapped_outputs_1);
    return 0;
}
