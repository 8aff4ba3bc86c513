/* utvm_platform.c - what TVM's own runtime asks of the board, for kernels that call it.
 *
 * Weak: definitions of the application take their place. A compiler without weak functions gets
 * none, and the application must have those that its kernels call.
 */
#include <tvm/runtime/c_backend_api.h>
#include <tvm/runtime/crt/logging.h>
#include <tvm/runtime/crt/platform.h>

#include "utvm_portable.h"

#ifdef UTVM_WEAK

/* Stays here, where a debugger or a watchdog finds it. */
UTVM_WEAK void TVMPlatformAbort(tvm_crt_error_t code) {
  (void)code;
  for (;;) {
  }
}

/* Workspace of the arena that utvm_backend_use() was given. */
UTVM_WEAK tvm_crt_error_t TVMPlatformMemoryAllocate(size_t num_bytes, DLDevice device,
                                                    void** out_ptr) {
  void* const block = TVMBackendAllocWorkspace((int)device.device_type, device.device_id,
                                               (uint64_t)num_bytes, (int)kDLUInt, 8);
  tvm_crt_error_t status = kTvmErrorPlatformNoMemory;
  if (block != NULL) {
    *out_ptr = block;
    status = kTvmErrorNoError;
  }
  return status;
}

UTVM_WEAK tvm_crt_error_t TVMPlatformMemoryFree(void* pointer, DLDevice device) {
  const int status = TVMBackendFreeWorkspace((int)device.device_type, device.device_id, pointer);
  return (status == 0) ? kTvmErrorNoError : kTvmErrorPlatformStackAllocBadFree;
}

/* There is no printf() to format it. */
UTVM_WEAK void TVMLogf(const char* format, ...) { (void)format; }

#endif
