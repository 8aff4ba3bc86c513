/* ai_runtime_api.h - the name under which firmware for TVM's STM32 runtime includes it. */
#ifndef UTVM_AI_RUNTIME_API_H
#define UTVM_AI_RUNTIME_API_H

/* TVM's has it for whoever prints with PRIu32; a freestanding compiler need not. */
#if __STDC_HOSTED__ == 1
#include <inttypes.h>
#endif

#include "utvm_stm32.h"

#endif /* UTVM_AI_RUNTIME_API_H */
