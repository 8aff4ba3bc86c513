/* tvm/runtime/c_backend_api.h - what TVM's kernels call while they run.
 *
 * In a file that utvmc emitted workspace and lookup are macros of utvm_packed_calls.h, which draw
 * on the arena. For code that is compiled on its own, as TVM's kernels.c can be, utvm_backend.c has
 * them as functions.
 */
#ifndef UTVM_TVM_C_BACKEND_API_H
#define UTVM_TVM_C_BACKEND_API_H

#include <tvm/runtime/c_runtime_api.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A function in the packed convention. Returns 0 if all is well. */
typedef int (*TVMBackendPackedCFunc)(TVMValue* args, int* type_codes, int num_args,
                                     TVMValue* out_ret_value, int* out_ret_tcode,
                                     void* resource_handle);

/* Memory until the matching free, which comes in reverse order. NULL: there is none left. */
TVM_DLL void* TVMBackendAllocWorkspace(int device_type, int device_id, uint64_t nbytes,
                                       int dtype_code_hint, int dtype_bits_hint);

/* Returns 0 if all is well. */
TVM_DLL int TVMBackendFreeWorkspace(int device_type, int device_id, void* pointer);

/* Looks a function up by its name. Returns 0 if all is well. */
TVM_DLL int TVMBackendGetFuncFromEnv(void* module_node, const char* name, TVMFunctionHandle* out);

/* These register nothing, and return -1: the linker finds functions of the library by their names,
 * and there is no other language to call back. Objects of TVM's LLVM backend call the first one
 * when they are loaded, and do not look at the result. */
TVM_DLL int TVMBackendRegisterSystemLibSymbol(const char* name, void* pointer);
TVM_DLL int TVMBackendRegisterEnvCAPI(const char* name, void* pointer);

/* Calls `function` with `data` unless `*handle` says that it has been called, and returns what it
 * returns; 0 where it is not called. */
TVM_DLL int TVMBackendRunOnce(void** handle, int (*function)(void*), void* data, int num_bytes);

/* The tasks that run side by side, as each of them sees it. */
typedef struct {
  void* sync_handle; /* the launcher's */
  int32_t num_task;
} TVMParallelGroupEnv;

/* The share of task `task_id`, of `penv->num_task`, in the work that `cdata` describes. Returns 0
 * if all is well. */
typedef int (*FTVMParallelLambda)(int task_id, TVMParallelGroupEnv* penv, void* cdata);

/* Runs the tasks 0 to n - 1 and waits for all of them; n is up to the launcher, `num_task` a wish
 * (0: as many as there can be). Returns 0 if all did. In utvm_parallel.c. */
TVM_DLL int TVMBackendParallelLaunch(FTVMParallelLambda flambda, void* cdata, int num_task);

/* Waits in a task until all tasks have come here. Returns 0 if all is well. In utvm_parallel.c. */
TVM_DLL int TVMBackendParallelBarrier(int task_id, TVMParallelGroupEnv* penv);

#ifdef __cplusplus
}
#endif

#endif /* UTVM_TVM_C_BACKEND_API_H */
