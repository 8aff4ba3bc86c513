/* models_ai.c - the models that ai_model_iterator_begin() and its like go through. Generated; do
 * not edit.
 */
#include "network_ai.h"

static ai_model_info *const models[1] = {&network_network};

ai_model_iterator ai_model_iterator_begin(void)
{
    return 0u;
}

ai_model_iterator ai_model_iterator_next(ai_model_iterator it)
{
    return it + 1u;
}

ai_model_iterator ai_model_iterator_end(void)
{
    return 1u;
}

ai_model_info *ai_model_iterator_value(ai_model_iterator it)
{
    return (it < 1u) ? models[it] : NULL;
}
