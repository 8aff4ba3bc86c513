/* utvm_packed_calls.h - what TVM's names mean in an emitted file of carried-over kernels.
 *
 * Macros, since a call site names neither the arena nor the table: the one is the kernel's
 * parameter `resource_handle`, the other the file's `utvm_packed_functions`. Only emitted files
 * include it; elsewhere the names are functions (utvm_backend.h).
 */
#ifndef UTVM_PACKED_CALLS_H
#define UTVM_PACKED_CALLS_H

#include "utvm_packed.h"

/* Kernels of v0.6 have no resource_handle: the emitted file then says where else to look. */
#ifndef UTVM_WORKSPACE
#define UTVM_WORKSPACE resource_handle
#endif

#define TVMBackendAllocWorkspace(device_type, device_id, size, code, bits) \
  utvm_arena_alloc((utvm_arena_t*)(UTVM_WORKSPACE), (uint64_t)(size), UTVM_ARENA_ALIGN)
#define TVMBackendFreeWorkspace(device_type, device_id, pointer) \
  utvm_arena_free((utvm_arena_t*)(UTVM_WORKSPACE), (pointer))
#define TVMBackendGetFuncFromEnv(module, name, out) \
  utvm_packed_find(utvm_packed_functions, (name), (out))
#define TVMFuncCall(handle, args, codes, count, ret_value, ret_code) \
  utvm_packed_call((handle), (args), (codes), (count), (ret_value), (ret_code))
/* A failed kernel is known by its return value; a text would need memory that outlives the call. */
#define TVMAPISetLastError(message) ((void)(message))
#define TVMGetLastError() ""

#endif /* UTVM_PACKED_CALLS_H */
