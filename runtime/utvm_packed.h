/* utvm_packed.h - what kernels in TVM's packed convention need at run time.
 *
 * Optional: only models with kernels that utvmc carries over verbatim use it (`utvmc compile
 * --explain` lists them). No heap, no globals, nothing to initialise: workspace comes from an arena
 * (utvm_arena.h) over bytes that utvmc planned, the functions that kernels look up by name from a
 * const table in the emitted file.
 */
#ifndef UTVM_PACKED_H
#define UTVM_PACKED_H

#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <tvm/runtime/c_backend_api.h>

#include "utvm_arena.h"

/* Kernels that utvmc lowers compute alike on every target. TVM's text, and its convention, count on
 * an int of 32 bits. */
#if INT_MAX < 2147483647
#error "kernels that are carried over verbatim need an int of at least 32 bits"
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define utvm_packed_find UTVM_LINK_NAME(utvm_packed_find)
#define utvm_packed_call UTVM_LINK_NAME(utvm_packed_call)

/* A function that kernels look up by name. A table ends with an entry of two NULLs. */
typedef struct utvm_packed_entry {
  const char* name;
  TVMBackendPackedCFunc function;
} utvm_packed_entry;

/* Stores a handle of the function `name` of `table` in `*out`. Returns 0, or -1 if there is none.
 * The handle is the address of the table's entry: object and function pointers stay apart. */
int utvm_packed_find(const utvm_packed_entry* table, const char* name, TVMFunctionHandle* out);

/* Calls the function of a handle that utvm_packed_find() gave, and returns what it returns. */
int utvm_packed_call(TVMFunctionHandle handle, TVMValue* args, int* type_codes, int num_args,
                     TVMValue* ret_value, int* ret_type_code);

/* "tvm.contrib.sort.argsort" (utvm_argsort.c; an application may link its own instead).
 * Arguments: data tensor, tensor of indices of the same shape, axis (negative: from the end),
 * is_ascend. Writes the indices that sort `data` along `axis`; equal elements keep their order, and
 * NaN counts as greater than every number. Data: int8 to int64, uint8 to uint32, float32, float64;
 * indices: int32, int64, float32, float64. Needs no memory of its own; data must be aligned for its
 * type, as tensors are. Returns 0, or -1 if the arguments are others than these or the indices do
 * not fit their type. */
int tvm_contrib_sort_argsort(TVMValue* args, int* type_codes, int num_args, TVMValue* out_ret_value,
                             int* out_ret_tcode, void* resource_handle);

#ifdef __cplusplus
}
#endif

#endif /* UTVM_PACKED_H */
