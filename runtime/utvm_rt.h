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

#ifdef __cplusplus
extern "C" {
#endif

/* What UTVM_HANDOVER() calls where the compiler has no barrier of its own. Does nothing. */
void utvm_handover(void);

#ifdef __cplusplus
}
#endif

#endif /* UTVM_RT_H */
