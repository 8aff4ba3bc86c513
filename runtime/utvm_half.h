/* utvm_half.h - the type of float16 tensors. Included only by emitted files that hold one. */
#ifndef UTVM_HALF_H
#define UTVM_HALF_H

#include <stdint.h>

#include "utvm_portable.h"

#if defined(UTVM_HALF)
UTVM_EXTENSION typedef UTVM_HALF utvm_half_t; /* newer than C99 */
#elif defined(__cplusplus)
typedef uint16_t utvm_half_t; /* the bits: C++ code reads headers, it computes nothing */
#else
#error "float16 tensors: use a compiler with _Float16, or gcc -mfp16-format=ieee, clang -mf16c"
#endif

#endif /* UTVM_HALF_H */
