/* utvm_backend.h - TVM's backend calls as functions, for code that utvmc did not emit: libraries of
 * kernels, objects, TVM's kernels.c compiled as it is. Emitted code does not use it.
 *
 * Such code says neither which memory nor which functions it means. utvm_backend.c therefore keeps
 * three pointers: what utvm_backend_use() was given, and the last error. One thread at a time.
 */
#ifndef UTVM_BACKEND_H
#define UTVM_BACKEND_H

#include "utvm_packed.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From here on TVMBackendAllocWorkspace() draws on `arena`, and TVMBackendGetFuncFromEnv() looks
 * into `functions`, which ends with an entry of two NULLs. Both stay the caller's, and either may
 * be NULL: what needs it then fails. */
void utvm_backend_use(utvm_arena_t* arena, const utvm_packed_entry* functions);

#ifdef __cplusplus
}
#endif

#endif /* UTVM_BACKEND_H */
