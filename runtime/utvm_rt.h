/* utvm_rt.h - everything that emitted code needs from the runtime: a few macros.
 *
 * Pure C99, freestanding. Nothing has to be linked under compilers that have a barrier for memory
 * accesses (GCC, Clang, Arm Compiler 5 and 6, IAR, MSVC); others link utvm_rt.c as well.
 */
#ifndef UTVM_RT_H
#define UTVM_RT_H

#include <stddef.h>
#include <stdint.h>

#include "utvm_portable.h"

/* Raised whenever emitted code and this runtime stop being interchangeable. */
#define UTVM_RT_ABI 1

/* What the linker calls a function of the runtime that emitted code calls: a library which was
 * built from the sources of another ABI has no such name. It costs no byte of the image. */
#define UTVM_LINK_NAME(name) UTVM_LINK_NAME_OF(name, UTVM_RT_ABI)
#define UTVM_LINK_NAME_OF(name, abi) UTVM_PASTED_LINK_NAME(name, abi)
#define UTVM_PASTED_LINK_NAME(name, abi) name##_abi##abi

#define utvm_handover UTVM_LINK_NAME(utvm_handover)
#define utvm_handover_of UTVM_LINK_NAME(utvm_handover_of)

#ifdef __cplusplus
extern "C" {
#endif

/* What UTVM_HANDOVER() and its like call where the compiler has no barrier of its own. They do
 * nothing. */
void utvm_handover(void);
void utvm_handover_of(const volatile void* memory);

#ifdef __cplusplus
}
#endif

#endif /* UTVM_RT_H */
