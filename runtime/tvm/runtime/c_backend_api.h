/* tvm/runtime/c_backend_api.h - what TVM's kernels call while they run.
 *
 * In a file that utvmc emitted (it defines UTVM_PACKED_KERNELS) the functions declared here are
 * shadowed by macros of utvm_packed.h, which draw on the arena. Whoever compiles TVM's kernels.c as
 * it is supplies the definitions.
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

#ifdef __cplusplus
}
#endif

#ifdef UTVM_PACKED_KERNELS
#include <utvm_packed.h>
#endif

#endif /* UTVM_TVM_C_BACKEND_API_H */
