/* utvm_stm32.c - what the ai_* interface does whatever the model is. */
#include "utvm_stm32.h"

const char utvm_stm32_api_version[8] = "1.0.0.0";

static ai_network_t* network_of(ai_handle handle) { return (ai_network_t*)handle; }

ai_status ai_create(ai_model_info* nn, ai_ptr activations, ai_handle* handle) {
  if ((nn == NULL) || (handle == NULL)) {
    return AI_STATUS_ERROR;
  }
  *handle = nn->network;
  return nn->ai_create(nn->ai_get_params(), activations);
}

ai_status ai_destroy(ai_handle handle) {
  return (handle == NULL) ? AI_STATUS_ERROR : network_of(handle)->info->ai_destroy();
}

ai_status ai_run(ai_handle handle) {
  ai_model_info* nn;

  if (handle == NULL) {
    return AI_STATUS_ERROR;
  }
  nn = network_of(handle)->info;
  return nn->ai_run(nn->inputs, nn->outputs);
}

const char* ai_get_error(ai_handle handle) {
  return (handle == NULL) ? "Network handle is NULL" : network_of(handle)->error;
}

int32_t ai_get_input_size(ai_handle handle) {
  return (handle == NULL) ? 0 : (int32_t)network_of(handle)->info->n_inputs;
}

int32_t ai_get_output_size(ai_handle handle) {
  return (handle == NULL) ? 0 : (int32_t)network_of(handle)->info->n_outputs;
}

ai_tensor* ai_get_input(ai_handle handle, int32_t index) {
  if (handle == NULL) {
    return NULL;
  }
  if ((index < 0) || (index >= ai_get_input_size(handle))) {
    network_of(handle)->error = "Input index out of range";
    return NULL;
  }
  return network_of(handle)->info->inputs[index];
}

ai_tensor* ai_get_output(ai_handle handle, int32_t index) {
  if (handle == NULL) {
    return NULL;
  }
  if ((index < 0) || (index >= ai_get_output_size(handle))) {
    network_of(handle)->error = "Output index out of range";
    return NULL;
  }
  return network_of(handle)->info->outputs[index];
}

const char* ai_get_name(ai_handle handle) {
  return (handle == NULL) ? NULL : network_of(handle)->info->name;
}

const char* ai_get_datetime(ai_handle handle) {
  return (handle == NULL) ? NULL : network_of(handle)->info->datetime;
}

const char* ai_get_revision(ai_handle handle) {
  return (handle == NULL) ? NULL : network_of(handle)->info->revision;
}

const char* ai_get_tool_version(ai_handle handle) {
  return (handle == NULL) ? NULL : network_of(handle)->info->tool_version;
}

const char* ai_get_api_version(ai_handle handle) {
  return (handle == NULL) ? NULL : network_of(handle)->info->api_version;
}

uint32_t ai_get_node_size(ai_handle handle) {
  return (handle == NULL) ? 0u : network_of(handle)->info->n_nodes;
}

uint32_t ai_get_activations_size(ai_handle handle) {
  return (handle == NULL) ? 0u : network_of(handle)->info->activations_size;
}

uint32_t ai_get_params_size(ai_handle handle) {
  return (handle == NULL) ? 0u : network_of(handle)->info->params_size;
}

ai_ptr ai_get_activations(ai_handle handle) {
  return (handle == NULL) ? NULL : network_of(handle)->activations;
}

ai_ptr ai_get_params(ai_handle handle) {
  return (handle == NULL) ? NULL : network_of(handle)->info->ai_get_params();
}

ai_quantization_info* ai_get_quantization(const ai_tensor* tensor) {
  return (tensor == NULL) ? NULL : tensor->quant;
}

uint32_t get_tensor_elts(const ai_tensor* tensor) {
  uint32_t elements = 1;
  int i;

  for (i = 0; i < tensor->dltensor.ndim; ++i) {
    elements *= (uint32_t)tensor->dltensor.shape[i];
  }
  return elements;
}

uint32_t get_tensor_size(const ai_tensor* tensor) {
  const DLDataType type = tensor->dltensor.dtype;

  return get_tensor_elts(tensor) * ((((uint32_t)type.bits * type.lanes) + 7u) / 8u);
}
