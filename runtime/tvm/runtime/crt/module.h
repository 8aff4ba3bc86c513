/* tvm/runtime/crt/module.h - TVM's module of functions, which v0.7 prints behind its kernels.
 *
 * utvmc leaves it out. The include line stays where a kernel is carried over.
 */
#ifndef UTVM_TVM_CRT_MODULE_H
#define UTVM_TVM_CRT_MODULE_H

#include <tvm/runtime/crt/func_registry.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct TVMModule {
  const TVMFuncRegistry* registry;
} TVMModule;

/* What a file of TVM's with such a table defines. utvmc's functions are linked by their names. */
const TVMModule* TVMSystemLibEntryPoint(void);

#ifdef __cplusplus
}
#endif

#endif /* UTVM_TVM_CRT_MODULE_H */
