/* utvm_portable.h - what compilers say differently: the only place with extensions of the language.
 *
 * Known are GCC, Clang and Arm Compiler 6, IAR, Arm Compiler 5 (Keil's armcc) and MSVC; every other
 * one gets what ISO C has. Each macro may be defined on the command line instead.
 */
#ifndef UTVM_PORTABLE_H
#define UTVM_PORTABLE_H

#if defined(__cplusplus)
#if __cplusplus >= 201103L
#define UTVM_HAS_CXX11
#endif
#elif defined(__STDC_VERSION__)
#if __STDC_VERSION__ >= 201112L
#define UTVM_HAS_C11
#endif
#endif

/* armcc and IAR have options with which they define __GNUC__ as well: they are asked first. All of
 * IAR's compilers define __IAR_SYSTEMS_ICC__, whatever the core. */
#if defined(__CC_ARM)
#define UTVM_IS_ARMCC
#elif defined(__IAR_SYSTEMS_ICC__) || defined(__ICCARM__) || defined(__ICCRISCV__)
#define UTVM_IS_IAR
#elif defined(__GNUC__) || defined(__clang__)
#define UTVM_IS_GNU
#elif defined(_MSC_VER)
#define UTVM_IS_MSVC
#endif

/* Before what is newer than C99, lest -pedantic warns of it. */
#ifndef UTVM_EXTENSION
#ifdef UTVM_IS_GNU
#define UTVM_EXTENSION __extension__
#else
#define UTVM_EXTENSION
#endif
#endif

/* A check at compile time, at file scope. `name` is unique in its file and explains a failure. */
#ifndef UTVM_STATIC_ASSERT
#if defined(UTVM_HAS_CXX11)
#define UTVM_STATIC_ASSERT(condition, name) static_assert((condition), #name)
#elif defined(UTVM_HAS_C11)
#define UTVM_STATIC_ASSERT(condition, name) _Static_assert((condition), #name)
#else
#define UTVM_STATIC_ASSERT(condition, name) typedef char utvm_assert_##name[(condition) ? 1 : -1]
#endif
#endif

/* Alignment of a member or an object, at least `bytes`: UTVM_ALIGNED(16) uint8_t raw[64]; */
#ifndef UTVM_ALIGNED
#if defined(UTVM_HAS_CXX11)
#define UTVM_ALIGNED(bytes) alignas(bytes)
#elif defined(UTVM_HAS_C11)
#define UTVM_ALIGNED(bytes) _Alignas(bytes)
#elif defined(UTVM_IS_GNU) || defined(UTVM_IS_IAR) || defined(UTVM_IS_ARMCC)
#define UTVM_ALIGNED(bytes) __attribute__((aligned(bytes)))
#elif defined(UTVM_IS_MSVC)
#define UTVM_ALIGNED(bytes) __declspec(align(bytes))
#else
#define UTVM_ALIGNED(bytes) /* reported where it is used: */ utvm_compiler_cannot_align_members
#endif
#endif

/* The same where firmware of others has it, before or after what it declares: GCC, Clang and armcc
 * take the attribute in each place, what the standards have only before. */
#ifndef UTVM_ALIGNED_ANYWHERE
#if defined(UTVM_IS_GNU) || defined(UTVM_IS_ARMCC)
#define UTVM_ALIGNED_ANYWHERE(bytes) __attribute__((aligned(bytes)))
#else
#define UTVM_ALIGNED_ANYWHERE(bytes) UTVM_ALIGNED(bytes)
#endif
#endif

/* Where the linker puts an object: static network_dtcm_t dtcm UTVM_SECTION(".dtcm"); */
#ifndef UTVM_SECTION
#if defined(UTVM_IS_GNU) || defined(UTVM_IS_IAR) || defined(UTVM_IS_ARMCC)
#define UTVM_SECTION(name) __attribute__((section(name)))
#else
#define UTVM_SECTION(name) /* reported where it is used: */ utvm_compiler_cannot_place_objects
#endif
#endif

/* Before the definition of a hook that does nothing: one of the application takes its place. A
 * compiler without weak functions gets no such definition, and the application must have one. */
#ifndef UTVM_WEAK
#if defined(UTVM_IS_GNU) || defined(UTVM_IS_IAR) || defined(UTVM_IS_ARMCC)
#define UTVM_WEAK __attribute__((weak))
#endif
#endif

/* Bytes of the arena change owner, and often element type, here: no load or store may move across.
 *
 * It is a barrier for the compiler and costs no instruction. Without it, type-based alias analysis
 * would allow the first stores to a buffer to overtake the last loads from the buffer that had its
 * bytes before. A compiler that is not listed calls a function it cannot look into: link
 * utvm_rt.c, without link-time optimisation of that file. */
#ifdef UTVM_HANDOVER
#define UTVM_HAS_NO_OTHER_HANDOVER
#elif defined(UTVM_IS_GNU)
#define UTVM_HANDOVER() __asm__ __volatile__("" ::: "memory")
#elif defined(UTVM_IS_IAR)
#define UTVM_HANDOVER() __asm volatile("" ::: "memory")
#elif defined(UTVM_IS_ARMCC)
#define UTVM_HANDOVER() __memory_changed()
#define UTVM_HAS_NO_OTHER_HANDOVER
#elif defined(UTVM_IS_MSVC)
#include <intrin.h>
#define UTVM_HANDOVER() _ReadWriteBarrier()
#define UTVM_HAS_NO_OTHER_HANDOVER
#else
#define UTVM_HANDOVER() utvm_handover()
#endif

/* The same, for what `pointer`, a variable, points to as well, if no address of it had left the
 * function: from here on the compiler has to assume that one has, and UTVM_HANDOVER() holds for it.
 * Otherwise nothing need hold for a local object. */
#ifndef UTVM_HANDOVER_OF
#if defined(UTVM_HAS_NO_OTHER_HANDOVER)
#define UTVM_HANDOVER_OF(pointer) UTVM_HANDOVER()
#elif defined(UTVM_IS_GNU)
#define UTVM_HANDOVER_OF(pointer) __asm__ __volatile__("" ::"r"(pointer) : "memory")
#elif defined(UTVM_IS_IAR)
#define UTVM_HANDOVER_OF(pointer) __asm volatile("" ::"r"(pointer) : "memory")
#else
#define UTVM_HANDOVER_OF(pointer) utvm_handover_of(pointer)
#endif
#endif

/* The same once more, and the compiler does not know that the variable still has the same value, so
 * that it computes addresses from it where they are used: keeping many takes stack. */
#ifndef UTVM_HANDOVER_ANEW
#if defined(UTVM_HAS_NO_OTHER_HANDOVER)
#define UTVM_HANDOVER_ANEW(pointer) UTVM_HANDOVER()
#elif defined(UTVM_IS_GNU)
#define UTVM_HANDOVER_ANEW(pointer) __asm__ __volatile__("" : "+r"(pointer)::"memory")
#elif defined(UTVM_IS_IAR)
#define UTVM_HANDOVER_ANEW(pointer) __asm volatile("" : "+r"(pointer)::"memory")
#else
#define UTVM_HANDOVER_ANEW(pointer) utvm_handover_of(pointer)
#endif
#endif

/* On a pointer that a kernel writes and whose bytes, in this memory plan, no other parameter of the
 * kernel has at any time: float out[UTVM_RESTRICT 8]. Lets the compiler keep values in registers
 * across stores. MISRA C:2012 8.14 forbids it: define UTVM_RESTRICT as nothing to go without. */
#ifndef UTVM_RESTRICT
#if defined(__cplusplus) || !defined(__STDC_VERSION__)
#define UTVM_RESTRICT
#elif __STDC_VERSION__ < 199901L
#define UTVM_RESTRICT
#else
#define UTVM_RESTRICT restrict
#endif
#endif

/* At file scope, before code that passes buffers which begin at the same byte: GCC 11 and later
 * take one for the other, and warn that it is too small for the parameter's [N]. */
#ifndef UTVM_BUFFERS_SHARE_ADDRESSES
#if defined(UTVM_IS_GNU) && !defined(__clang__)
#if __GNUC__ >= 11
#define UTVM_BUFFERS_SHARE_ADDRESSES                        \
  _Pragma("GCC diagnostic ignored \"-Wstringop-overflow\"") \
      _Pragma("GCC diagnostic ignored \"-Wstringop-overread\"")
#endif
#endif
#ifndef UTVM_BUFFERS_SHARE_ADDRESSES
#define UTVM_BUFFERS_SHARE_ADDRESSES
#endif
#endif

/* Whether a struct can have a union without a name. */
#if defined(__cplusplus) || defined(UTVM_HAS_C11) || defined(UTVM_IS_GNU)
#define UTVM_HAS_ANONYMOUS_UNIONS
#endif

/* The type of float16 tensors, where there is one. GCC and Clang define __FLT16_MANT_DIG__ exactly
 * where they have _Float16; g++ has it since 13. __fp16 computes in float, with the same results:
 * every value is rounded where it is stored. */
#ifndef UTVM_HALF
#if defined(__FLT16_MANT_DIG__) && (!defined(__cplusplus) || defined(__clang__))
#define UTVM_HALF _Float16
#elif defined(__FLT16_MANT_DIG__) && (__GNUC__ >= 13)
#define UTVM_HALF _Float16
#elif defined(__ARM_FP16_FORMAT_IEEE) || (defined(__clang__) && defined(__F16C__))
#define UTVM_HALF __fp16
#endif
#endif

#endif /* UTVM_PORTABLE_H */
