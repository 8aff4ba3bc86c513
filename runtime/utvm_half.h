/* utvm_half.h - the type of float16 tensors. Included only by emitted files that hold one. */
#ifndef UTVM_HALF_H
#define UTVM_HALF_H

#include <stdint.h>

/* GCC and Clang define __FLT16_MANT_DIG__ exactly where they have _Float16; g++ has it since 13.
 * __fp16 computes in float, with the same results: every value is rounded where it is stored.
 * __extension__: both types are newer than C99. */
#if defined(__FLT16_MANT_DIG__) && (!defined(__cplusplus) || defined(__clang__) || __GNUC__ >= 13)
__extension__ typedef _Float16 utvm_half_t;
#elif defined(__ARM_FP16_FORMAT_IEEE) || (defined(__clang__) && defined(__F16C__))
__extension__ typedef __fp16 utvm_half_t;
#elif defined(__cplusplus)
typedef uint16_t utvm_half_t; /* the bits: C++ code reads headers, it computes nothing */
#else
#error "float16 tensors: use a compiler with _Float16, or gcc -mfp16-format=ieee, clang -mf16c"
#endif

#endif /* UTVM_HALF_H */
