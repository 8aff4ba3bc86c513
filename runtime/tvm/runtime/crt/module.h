/* tvm/runtime/crt/module.h - types of TVM's table of functions, which v0.7 prints behind its
 * kernels.
 *
 * utvmc leaves the table out. The include line stays where a kernel is carried over.
 */
#ifndef UTVM_TVM_CRT_MODULE_H
#define UTVM_TVM_CRT_MODULE_H

#include <tvm/runtime/c_backend_api.h>

typedef struct {
  const char* names; /* their number, then the names, each with a NUL */
  const TVMBackendPackedCFunc* funcs;
} TVMFuncRegistry;

typedef struct {
  const TVMFuncRegistry* registry;
} TVMModule;

#endif /* UTVM_TVM_CRT_MODULE_H */
