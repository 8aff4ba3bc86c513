/* utvm_stm32.h - the interface of TVM's runtime for STM32 (ai_runtime_api.h), for models that utvmc
 * compiled with --api=stm32. Names, types and error codes are those of TVM v0.9 to v0.18.
 *
 * Pure C99, no heap. The only data that is written is that of each model: its tensors, and
 * three pointers behind its handle. What differs from TVM:
 *   - one instance per model: a second ai_create() moves the first to other activations;
 *   - descriptors, shapes and quantization are const, in flash (ai_model_info and
 *     ai_quantization_info are const types);
 *   - activations are always the application's: AI_MODEL_activations() is NULL;
 *   - weights are constants of their own: ai_get_params() is NULL.
 */
#ifndef UTVM_STM32_H
#define UTVM_STM32_H

#include <dlpack/dlpack.h>
#include <stddef.h>
#include <stdint.h>

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The data of this file that emitted code refers to. Firmware's names stay TVM's: this one is what
 * keeps a descriptor of one ABI from being linked with the functions of another. */
#define utvm_stm32_api_version UTVM_LINK_NAME(utvm_stm32_api_version)

#define AI_PLATFORM_RUNTIME_MAJOR 1
#define AI_PLATFORM_RUNTIME_MINOR 0
#define AI_PLATFORM_RUNTIME_MICRO 0

/* What firmware writes before declarations. No dynamic library: nothing to export. */
#ifndef AI_STATIC
#define AI_STATIC static
#endif
#ifndef AI_INLINE
#define AI_INLINE inline
#endif
#ifndef AI_API_ENTRY
#define AI_API_ENTRY
#endif

/* AI_ALIGNED(8) static uint8_t activations[AI_NETWORK_DATA_ACTIVATIONS_SIZE]; */
#ifndef AI_ALIGNED
#define AI_ALIGNED(bytes) UTVM_ALIGNED_ANYWHERE(bytes)
#endif

typedef uint8_t* ai_ptr;

/* A created model; AI_HANDLE_NULL is none. */
typedef void* ai_handle;
#define AI_HANDLE_PTR(pointer) ((ai_handle)(pointer))
#define AI_HANDLE_NULL NULL

typedef enum {
  AI_STATUS_OK = 0,
  AI_STATUS_ERROR = 1,         /* a wrong call: ai_get_error() says which */
  AI_STATUS_DELEGATE_ERROR = 2 /* a kernel failed */
} ai_status;

/* real = scale[i] * (quantized - zero_point[i]), i the index in dimension `dim` of the tensor's
 * shape, or 0 where dim is -1. */
typedef const struct {
  const float* scale;
  const int32_t* zero_point;
  int32_t dim;
} ai_quantization_info;

/* An input or output. quant is NULL where --quantization says nothing. */
typedef struct {
  DLTensor dltensor;
  ai_quantization_info* quant;
} ai_tensor;

/* What is behind a handle. The functions of the model set `activations` and `error`. */
typedef struct {
  const struct utvm_ai_model* info; /* from the start, also before ai_create() */
  ai_ptr activations;               /* NULL: not created, or destroyed */
  const char* error;
} ai_network_t;

struct utvm_ai_model {
  const char* name;
  const char* datetime; /* "": same model, same bytes */
  const char* revision; /* checksum of the model's files */
  const char* tool_version;
  const char* api_version;
  uint16_t n_nodes;
  uint8_t n_inputs;
  uint8_t n_outputs;
  uint32_t activations_size; /* bytes */
  uint32_t params_size;      /* bytes of all constants */
  ai_ptr activations;        /* NULL always: the application's */
  ai_tensor* const* inputs;
  ai_tensor* const* outputs;
  ai_ptr (*ai_get_params)(void);
  ai_status (*ai_create)(ai_ptr weights, ai_ptr activations);
  ai_status (*ai_destroy)(void);
  ai_status (*ai_run)(ai_tensor* const inputs[], ai_tensor* const outputs[]);
  ai_network_t* network;
};
typedef const struct utvm_ai_model ai_model_info;

/* What `api_version` of every model is: "1.0.0.0", of AI_PLATFORM_RUNTIME_MAJOR and so on. */
extern const char utvm_stm32_api_version[8];

#define AI_MODEL_name(x) ((x)->name)
#define AI_MODEL_datetime(x) ((x)->datetime)
#define AI_MODEL_revision(x) ((x)->revision)
#define AI_MODEL_tool_version(x) ((x)->tool_version)
#define AI_MODEL_api_version(x) ((x)->api_version)
#define AI_MODEL_n_nodes(x) ((x)->n_nodes)
#define AI_MODEL_n_inputs(x) ((x)->n_inputs)
#define AI_MODEL_n_outputs(x) ((x)->n_outputs)
#define AI_MODEL_activations_size(x) ((x)->activations_size)
#define AI_MODEL_params_size(x) ((x)->params_size)
#define AI_MODEL_inputs(x) ((x)->inputs)
#define AI_MODEL_outputs(x) ((x)->outputs)
#define AI_MODEL_activations(x) ((x)->activations)

/* Gives the model its activations: activations_size bytes, aligned as NAME_ai.h says, which belong
 * to it until ai_destroy(). `handle` is set even where that fails, for ai_get_error(). */
ai_status ai_create(ai_model_info* nn, ai_ptr activations, ai_handle* handle);
ai_status ai_destroy(ai_handle handle);

/* Runs one inference. Error: the model has no activations, an input or output is NULL, or one that
 * is planned in the activations has been given another address. */
ai_status ai_run(ai_handle handle);

/* Why a call with this handle, or of the model's own functions, failed. A create or run that does
 * not fail clears it: "". */
const char* ai_get_error(ai_handle handle);

/* How many there are, not bytes. */
int32_t ai_get_input_size(ai_handle handle);
int32_t ai_get_output_size(ai_handle handle);

/* NULL: no such index. */
ai_tensor* ai_get_input(ai_handle handle, int32_t index);
ai_tensor* ai_get_output(ai_handle handle, int32_t index);

const char* ai_get_name(ai_handle handle);
const char* ai_get_datetime(ai_handle handle);
const char* ai_get_revision(ai_handle handle);
const char* ai_get_tool_version(ai_handle handle);
const char* ai_get_api_version(ai_handle handle);
uint32_t ai_get_node_size(ai_handle handle);
uint32_t ai_get_activations_size(ai_handle handle);
uint32_t ai_get_params_size(ai_handle handle);
ai_ptr ai_get_activations(ai_handle handle);
ai_ptr ai_get_params(ai_handle handle);

/* NULL: not quantized. */
ai_quantization_info* ai_get_quantization(const ai_tensor* tensor);

static inline DLTensor* get_dltensor(ai_tensor* tensor) { return &tensor->dltensor; }

/* Elements, and bytes. */
uint32_t get_tensor_elts(const ai_tensor* tensor);
uint32_t get_tensor_size(const ai_tensor* tensor);

/* All models that one call of utvmc compiled. These four are in models_ai.c, which utvmc writes:
 *
 *   for (i = ai_model_iterator_begin(); i != ai_model_iterator_end();
 *        i = ai_model_iterator_next(i)) {
 *     status = ai_create(ai_model_iterator_value(i), activations, &handle);
 *   }
 */
typedef uint32_t ai_model_iterator;
ai_model_iterator ai_model_iterator_begin(void);
ai_model_iterator ai_model_iterator_next(ai_model_iterator it);
ai_model_iterator ai_model_iterator_end(void);
ai_model_info* ai_model_iterator_value(ai_model_iterator it); /* NULL: none there */

#ifdef __cplusplus
}
#endif

#endif /* UTVM_STM32_H */
