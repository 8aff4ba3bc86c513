/* tvm/runtime/crt/func_registry.h - TVM's table of functions by name.
 *
 * utvmc leaves the table out. The include line stays where a kernel is carried over.
 */
#ifndef UTVM_TVM_CRT_FUNC_REGISTRY_H
#define UTVM_TVM_CRT_FUNC_REGISTRY_H

#include <tvm/runtime/c_backend_api.h>

typedef struct TVMFuncRegistry {
  const char*
      names; /* their number, in v0.9 and later in two bytes, then the names, each with a NUL */
  const TVMBackendPackedCFunc* funcs;
} TVMFuncRegistry;

#endif /* UTVM_TVM_CRT_FUNC_REGISTRY_H */
