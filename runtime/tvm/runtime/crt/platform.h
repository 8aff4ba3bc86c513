/* tvm/runtime/crt/platform.h - what TVM's own runtime asks of the board.
 *
 * Nothing of utvmc calls these. Kernels of others may; utvm_platform.c has weak definitions, and
 * those that firmware for TVM's runtime brings take their place.
 */
#ifndef UTVM_TVM_CRT_PLATFORM_H
#define UTVM_TVM_CRT_PLATFORM_H

#include <stddef.h>
#include <tvm/runtime/c_runtime_api.h>
#include <tvm/runtime/crt/error_codes.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Does not return: the caller cannot go on. */
void TVMPlatformAbort(tvm_crt_error_t code);

/* Stores the address of `num_bytes` bytes in `*out_ptr`, which stays as it is after an error. */
tvm_crt_error_t TVMPlatformMemoryAllocate(size_t num_bytes, DLDevice device, void** out_ptr);

tvm_crt_error_t TVMPlatformMemoryFree(void* pointer, DLDevice device);

#ifdef __cplusplus
}
#endif

#endif /* UTVM_TVM_CRT_PLATFORM_H */
