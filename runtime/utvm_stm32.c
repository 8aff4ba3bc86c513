/* utvm_stm32.c - what the ai_* interface does whatever the model is. */
#include "utvm_stm32.h"

static ai_network_t* network_of(ai_handle handle) { return (ai_network_t*)handle; }

static ai_status fail(ai_network_t* network, const char* error) {
  network->error = error;
  return AI_STATUS_ERROR;
}

ai_status ai_create(ai_model_info* nn, ai_ptr activations, ai_handle* handle) {
  ai_network_t* network;

  if ((nn == NULL) || (handle == NULL)) {
    return AI_STATUS_ERROR;
  }
  network = nn->network;
  network->info = nn;
  network->activations = NULL;
  network->error = "";
  *handle = network;
  if (nn->ai_create(nn->ai_get_params(), activations) != AI_STATUS_OK) {
    return fail(network, "Activations are NULL or not aligned");
  }
  return AI_STATUS_OK;
}

ai_status ai_destroy(ai_handle handle) {
  return (handle == NULL) ? AI_STATUS_ERROR : network_of(handle)->info->ai_destroy();
}

static int has_null(ai_tensor* const* tensors, uint32_t count) {
  uint32_t i;

  for (i = 0; i < count; ++i) {
    if (tensors[i]->dltensor.data == NULL) {
      return 1;
    }
  }
  return 0;
}

ai_status ai_run(ai_handle handle) {
  ai_network_t* network = network_of(handle);
  ai_model_info* nn;
  ai_status status;

  if (handle == NULL) {
    return AI_STATUS_ERROR;
  }
  nn = network->info;
  if (network->activations == NULL) {
    return fail(network, "Network is not created");
  }
  if (has_null(nn->inputs, nn->n_inputs) != 0) {
    return fail(network, "Network input NULL");
  }
  if (has_null(nn->outputs, nn->n_outputs) != 0) {
    return fail(network, "Network output NULL");
  }
  status = nn->ai_run(nn->inputs, nn->outputs);
  if (status == AI_STATUS_ERROR) {
    network->error = "A tensor that is in the activations has been given another address";
  } else if (status != AI_STATUS_OK) {
    network->error = "A kernel failed";
  } else {
    network->error = "";
  }
  return status;
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
    (void)fail(network_of(handle), "Input index out of range");
    return NULL;
  }
  return network_of(handle)->info->inputs[index];
}

ai_tensor* ai_get_output(ai_handle handle, int32_t index) {
  if (handle == NULL) {
    return NULL;
  }
  if ((index < 0) || (index >= ai_get_output_size(handle))) {
    (void)fail(network_of(handle), "Output index out of range");
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
