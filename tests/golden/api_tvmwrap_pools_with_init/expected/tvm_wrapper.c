/* tvm_wrapper.c - TVMWrap_* of model "network". Generated; do not edit. */
#include "tvm_wrapper.h"

#include "network.h"

typedef struct {
    void *data;
    size_t bytes;
} wrapped_tensor_t;

static network_arena_t arena;

static const wrapped_tensor_t wrapped_inputs[1] = {
    {&arena.bytes[NETWORK_IN_0_OFFSET], NETWORK_IN_0_BYTES},
};
static const wrapped_tensor_t wrapped_outputs[1] = {
    {&arena.bytes[NETWORK_OUT_0_OFFSET], NETWORK_OUT_0_BYTES},
};

void *TVMWrap_GetInputPtr(int index)
{
    return ((index >= 0) && (index < 1)) ? wrapped_inputs[index].data : NULL;
}

size_t TVMWrap_GetInputSize(int index)
{
    return ((index >= 0) && (index < 1)) ? wrapped_inputs[index].bytes : 0u;
}

size_t TVMWrap_GetNumInputs(void)
{
    return 1u;
}

void *TVMWrap_GetOutputPtr(int index)
{
    return ((index >= 0) && (index < 1)) ? wrapped_outputs[index].data : NULL;
}

size_t TVMWrap_GetOutputSize(int index)
{
    return ((index >= 0) && (index < 1)) ? wrapped_outputs[index].bytes : 0u;
}

size_t TVMWrap_GetNumOutputs(void)
{
    return 1u;
}

int TVMWrap_Init(void)
{
    network_init(&arena);
    return 0;
}

int TVMWrap_Run(void)
{
    network_run(&arena);
    return 0;
}
