/* tvm_wrapper.h - model "network" behind TVMWrap_*. Generated; do not edit.
 *
 * All memory is static, in tvm_wrapper.c: one run at a time. Inputs and outputs have buffers of
 * their own: inputs survive a run, outputs last until the next.
 */
#ifndef TVM_WRAPPER_H
#define TVM_WRAPPER_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* 0, or the code of the kernel that failed. */
int TVMWrap_Init(void);
int TVMWrap_Run(void);

/* NULL and 0 bytes: there is no such index. */
void *TVMWrap_GetInputPtr(int index);
size_t TVMWrap_GetInputSize(int index);
size_t TVMWrap_GetNumInputs(void);
void *TVMWrap_GetOutputPtr(int index);
size_t TVMWrap_GetOutputSize(int index);
size_t TVMWrap_GetNumOutputs(void);

#ifdef __cplusplus
}
#endif

#endif /* TVM_WRAPPER_H */
