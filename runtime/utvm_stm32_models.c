/* utvm_stm32_models.c - goes through the models that models_ai.c lists. A file of its own, so that
 * firmware without a registry links without one. */
#include "utvm_stm32.h"

ai_model_iterator ai_model_iterator_begin(void)
{
  return 0;
}

ai_model_iterator ai_model_iterator_next(ai_model_iterator it)
{
  return it + 1u;
}

ai_model_iterator ai_model_iterator_end(void)
{
  return utvm_ai_model_count;
}

ai_model_info *ai_model_iterator_value(ai_model_iterator it)
{
  return (it < utvm_ai_model_count) ? utvm_ai_models[it] : NULL;
}
