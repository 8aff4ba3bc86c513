/* tvm/runtime/crt/logging.h - messages, as TVM's own runtime writes them. */
#ifndef UTVM_TVM_CRT_LOGGING_H
#define UTVM_TVM_CRT_LOGGING_H

#include <tvm/runtime/crt/platform.h>

#ifdef __cplusplus
extern "C" {
#endif

/* As printf(). The weak definition in utvm_platform.c writes nothing. */
void TVMLogf(const char* format, ...);

#ifdef __cplusplus
}
#endif

#endif /* UTVM_TVM_CRT_LOGGING_H */
