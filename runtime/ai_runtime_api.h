/* ai_runtime_api.h - the name under which firmware for TVM's STM32 runtime includes it. */
#ifndef UTVM_AI_RUNTIME_API_H
#define UTVM_AI_RUNTIME_API_H

#include "utvm_stm32.h"

#endif /* UTVM_AI_RUNTIME_API_H */
