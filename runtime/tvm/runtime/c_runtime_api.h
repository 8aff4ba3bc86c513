/* tvm/runtime/c_runtime_api.h - TVM's packed calling convention, v0.6 to v0.18.
 *
 * Only kernels that are carried over verbatim need this; natively lowered ones do not.
 */
#ifndef UTVM_TVM_C_RUNTIME_API_H
#define UTVM_TVM_C_RUNTIME_API_H

#include <dlpack/dlpack.h>
#include <stddef.h>
#include <stdint.h>

/* Kernels are defined and called in one image: nothing is exported. */
#ifndef TVM_DLL
#define TVM_DLL
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The names until v0.6. */
typedef DLTensor TVMArray;
typedef DLContext TVMContext;
typedef DLDataType TVMType;

typedef TVMArray* TVMArrayHandle;

/* Devices of TVM's own. In older versions they are 5, 6, 11 and 13, of which DLPack has given the
 * last two to others since. */
typedef enum { kDLAOCL = 32, kDLSDAccel = 33, kOpenGL = 34, kDLMicroDev = 35 } TVMDeviceExtType;

/* What a TVMValue holds. The bounds of the numbers that are left to other frameworks are left out:
 * no two versions agree on them. */
typedef enum {
  kTVMArgInt = kDLInt,
  kTVMArgFloat = kDLFloat,
  kTVMOpaqueHandle = 3,
  kTVMNullptr = 4,
  kTVMDataType = 5,
  kDLDevice = 6,   /* since v0.8 */
  kTVMContext = 6, /* its name before */
  kTVMDLTensorHandle = 7,
  kTVMObjectHandle = 8,
  kTVMModuleHandle = 9,
  kTVMPackedFuncHandle = 10,
  kTVMStr = 11,
  kTVMBytes = 12,
  kTVMNDArrayHandle = 13,
  kTVMObjectRValueRefArg = 14,
  kTVMArgBool = 15,

  /* The names until v0.6. */
  kHandle = kTVMOpaqueHandle,
  kNull = kTVMNullptr,
  kTVMType = kTVMDataType,
  kArrayHandle = kTVMDLTensorHandle,
  kNodeHandle = kTVMObjectHandle,
  kObjectHandle = kTVMObjectHandle,
  kModuleHandle = kTVMModuleHandle,
  kFuncHandle = kTVMPackedFuncHandle,
  kStr = kTVMStr,
  kBytes = kTVMBytes,
  kNDArrayContainer = kTVMNDArrayHandle,
  kObjectCell = 14
} TVMArgTypeCode;
typedef TVMArgTypeCode TVMTypeCode;

/* Eight bytes on every target: kernels size their argument arrays on that. */
typedef union {
  int64_t v_int64;
  double v_float64;
  void* v_handle;
  const char* v_str;
  DLDataType v_type;
  DLDevice v_device;
  DLContext v_ctx;
} TVMValue;

typedef void* TVMFunctionHandle;
typedef void* TVMModuleHandle;
typedef void* TVMRetValueHandle;

/* Remembers `message` as the reason of a failure. */
TVM_DLL void TVMAPISetLastError(const char* message);

TVM_DLL const char* TVMGetLastError(void);

/* Calls what TVMBackendGetFuncFromEnv() found. Returns 0 if all is well. */
TVM_DLL int TVMFuncCall(TVMFunctionHandle function, TVMValue* args, int* type_codes, int num_args,
                        TVMValue* ret_value, int* ret_type_code);

/* Registers nothing, and returns -1: functions are found in a table that does not change
 * (utvm_packed.h). `replace` is `override` in TVM. */
TVM_DLL int TVMFuncRegisterGlobal(const char* name, TVMFunctionHandle function, int replace);

#ifdef __cplusplus
}
#endif

#endif /* UTVM_TVM_C_RUNTIME_API_H */
