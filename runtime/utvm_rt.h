/* utvm_rt.h - everything that emitted code needs from the runtime: seven macros.
 *
 * Pure C99, freestanding. Nothing has to be linked under compilers that speak GNU inline assembly
 * (GCC, Clang, Arm Compiler 6, IAR) or MSVC; others link utvm_rt.c as well.
 */
#ifndef UTVM_RT_H
#define UTVM_RT_H

#include <stddef.h>
#include <stdint.h>

/* Raised whenever emitted code and this runtime stop being interchangeable. */
#define UTVM_RT_ABI 1

/* A check at compile time, at file scope. `name` is unique in its file and explains a failure. */
#if defined(__cplusplus) && (__cplusplus >= 201103L)
#define UTVM_STATIC_ASSERT(condition, name) static_assert((condition), #name)
#elif defined(__STDC_VERSION__) && (__STDC_VERSION__ >= 201112L)
#define UTVM_STATIC_ASSERT(condition, name) _Static_assert((condition), #name)
#else
#define UTVM_STATIC_ASSERT(condition, name) typedef char utvm_assert_##name[(condition) ? 1 : -1]
#endif

/* Alignment of a member or an object, at least `bytes`: UTVM_ALIGNED(16) uint8_t raw[64]; */
#if defined(__cplusplus) && (__cplusplus >= 201103L)
#define UTVM_ALIGNED(bytes) alignas(bytes)
#elif defined(__STDC_VERSION__) && (__STDC_VERSION__ >= 201112L)
#define UTVM_ALIGNED(bytes) _Alignas(bytes)
#elif defined(__GNUC__) || defined(__clang__) || defined(__ICCARM__)
#define UTVM_ALIGNED(bytes) __attribute__((aligned(bytes)))
#elif defined(_MSC_VER)
#define UTVM_ALIGNED(bytes) __declspec(align(bytes))
#else
#define UTVM_ALIGNED(bytes) /* reported where it is used: */ utvm_compiler_cannot_align_members
#endif

/* Where the linker puts an object: static network_dtcm_t dtcm UTVM_SECTION(".dtcm"); */
#if defined(__GNUC__) || defined(__clang__) || defined(__ICCARM__) || defined(__ICCRISCV__)
#define UTVM_SECTION(name) __attribute__((section(name)))
#else
#define UTVM_SECTION(name) /* reported where it is used: */ utvm_compiler_cannot_place_objects
#endif

/* Before the definition of a hook that does nothing: one of the application takes its place. A
 * compiler without weak functions gets no such definition, and the application must have one. */
#if defined(__GNUC__) || defined(__clang__) || defined(__ICCARM__) || defined(__ICCRISCV__)
#define UTVM_WEAK __attribute__((weak))
#endif

/* Bytes of the arena change owner, and often element type, here: no load or store may move across.
 *
 * It is a barrier for the compiler and costs no instruction. Without it, type-based alias analysis
 * would allow the first stores to a buffer to overtake the last loads from the buffer that had its
 * bytes before. A compiler that is not listed calls a function it cannot look into: link
 * utvm_rt.c, without link-time optimisation of that file. To use another barrier, define
 * UTVM_HANDOVER() on the command line. */
#ifndef UTVM_HANDOVER
#if defined(__GNUC__) || defined(__clang__) || defined(__ICCARM__) || defined(__ICCRISCV__)
#define UTVM_HANDOVER() __asm__ __volatile__("" ::: "memory")
#elif defined(_MSC_VER)
#include <intrin.h>
#define UTVM_HANDOVER() _ReadWriteBarrier()
#else
#define UTVM_HANDOVER() utvm_handover()
#endif
#endif

/* On a pointer that a kernel writes and whose bytes, in this memory plan, no other parameter of the
 * kernel has at any time: float out[UTVM_RESTRICT 8]. Lets the compiler keep values in registers
 * across stores. MISRA C:2012 8.14 forbids it: define UTVM_RESTRICT as nothing to go without. */
#ifndef UTVM_RESTRICT
#if defined(__cplusplus) || !defined(__STDC_VERSION__) || (__STDC_VERSION__ < 199901L)
#define UTVM_RESTRICT
#else
#define UTVM_RESTRICT restrict
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* What UTVM_HANDOVER() calls where the compiler has no barrier of its own. Does nothing. */
void utvm_handover(void);

#ifdef __cplusplus
}
#endif

#endif /* UTVM_RT_H */
