/* models_ai.c - the models that ai_model_iterator_begin() and its like go through. Generated; do
 * not edit.
 */
#include "network_ai.h"

ai_model_info *const utvm_ai_models[] = {&network_network};
const uint32_t utvm_ai_model_count = 1u;
