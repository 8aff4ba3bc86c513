/* ai_platform.h - the names that firmware for TVM's STM32 runtime has for types.
 *
 * Those of X-CUBE-AI's own calls, ai_buffer, ai_network_report and the like, are left out: no call
 * of TVM's runtime takes them. ai_runtime_api.h does without this file, as TVM's does.
 */
#ifndef UTVM_AI_PLATFORM_H
#define UTVM_AI_PLATFORM_H

#include "utvm_stm32.h"

#ifdef __cplusplus
#define AI_API_DECLARE_BEGIN extern "C" {
#define AI_API_DECLARE_END }
#else
#include <stdbool.h>
#define AI_API_DECLARE_BEGIN
#define AI_API_DECLARE_END
#endif

typedef float ai_float;
typedef double ai_double;
typedef bool ai_bool;
typedef uint32_t ai_size;
typedef uintptr_t ai_uptr;
typedef int ai_int;
typedef unsigned int ai_uint;
typedef int8_t ai_i8;
typedef int16_t ai_i16;
typedef int32_t ai_i32;
typedef int64_t ai_i64;
typedef uint8_t ai_u8;
typedef uint16_t ai_u16;
typedef uint32_t ai_u32;
typedef uint64_t ai_u64;

#endif /* UTVM_AI_PLATFORM_H */
