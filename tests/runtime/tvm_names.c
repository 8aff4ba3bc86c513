/* Names of TVM's headers that its kernels, and those written by hand for it, have used from v0.6 to
 * v0.18: each is named once, in C99 and in C++. tvm_names_test.sh compiles and runs it. */
#include <dlpack/dlpack.h>
#include <tvm/runtime/c_backend_api.h>
#include <tvm/runtime/c_runtime_api.h>
#include <tvm/runtime/crt/error_codes.h>
#include <tvm/runtime/crt/func_registry.h>
#include <tvm/runtime/crt/logging.h>
#include <tvm/runtime/crt/module.h>
#include <tvm/runtime/crt/platform.h>

#include "utvm_backend.h"
#include "utvm_parallel.h"

#ifdef __cplusplus
extern "C" {
#endif
TVM_DLL int32_t kernel_v06(void* args, void* arg_type_ids, int32_t num_args);
TVM_DLL int32_t kernel_v07(void* args, void* arg_type_ids, int32_t num_args, void* out_ret_value,
                           void* out_ret_tcode, void* resource_handle);
TVM_DLL int32_t kernel_v09(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value,
                           int32_t* out_ret_tcode, void* resource_handle);
#ifdef __cplusplus
}
#endif

static int failures = 0;
static void expect(long got, long wanted, const char* what) {
  if (got != wanted) {
    failures++;
    TVMAPISetLastError(what);
  }
}
#define EXPECT(name, value) expect((long)(name), (long)(value), #name)

/* v0.6: TVMArray, ctx, codes without "TVM" in their names, three parameters. */
TVM_DLL int32_t kernel_v06(void* args, void* arg_type_ids, int32_t num_args) {
  TVMArrayHandle array = (TVMArrayHandle)(((TVMValue*)args)[0].v_handle);
  const int32_t code = ((int32_t*)arg_type_ids)[0];
  TVMContext context = ((TVMArray*)array)[0].ctx;
  TVMType type = ((TVMArray*)array)[0].dtype;
  TVMTypeCode nothing = kNull;
  if ((num_args != 1) ||
      !((((code == kHandle) || (code == kNDArrayContainer)) || (code == kArrayHandle)) ||
        (code == (int32_t)nothing))) {
    TVMAPISetLastError("kernel_v06: Expect arg[0] to be pointer");
    return -1;
  }
  if ((context.device_type != kDLCPU) || (type.code != (uint8_t)kDLFloat)) return -1;
  return ((TVMArray*)array)[0].ctx.device_id;
}

static void codes_v06(void) {
  EXPECT(kHandle, 3);
  EXPECT(kNull, 4);
  EXPECT(kTVMType, 5);
  EXPECT(kTVMContext, 6);
  EXPECT(kArrayHandle, 7);
  EXPECT(kNodeHandle, 8);
  EXPECT(kObjectHandle, 8);
  EXPECT(kModuleHandle, 9);
  EXPECT(kFuncHandle, 10);
  EXPECT(kStr, 11);
  EXPECT(kBytes, 12);
  EXPECT(kNDArrayContainer, 13);
  EXPECT(kObjectCell, 14);
}

/* v0.7 and v0.8: six parameters; DLTensor. ctx until v0.7, device since. */
TVM_DLL int32_t kernel_v07(void* args, void* arg_type_ids, int32_t num_args, void* out_ret_value,
                           void* out_ret_tcode, void* resource_handle) {
  void* arg0 = (((TVMValue*)args)[0].v_handle);
  DLContext context = ((DLTensor*)arg0)[0].ctx;
  DLDeviceType device = context.device_type;
  DLDataTypeCode type = (DLDataTypeCode)((DLTensor*)arg0)[0].dtype.code;
  TVMArgTypeCode code = (TVMArgTypeCode)((int32_t*)arg_type_ids)[0];
  (void)num_args;
  (void)resource_handle;
  ((TVMValue*)out_ret_value)[0].v_ctx = context;
  ((int32_t*)out_ret_tcode)[0] = kTVMContext;
  return ((device == kDLCPU) && (type == kDLFloat) && (code == kTVMNDArrayHandle)) ? 0 : -1;
}

/* v0.9 to v0.18: typed pointers to codes. */
TVM_DLL int32_t kernel_v09(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value,
                           int32_t* out_ret_tcode, void* resource_handle) {
  void* arg0 = (((TVMValue*)args)[0].v_handle);
  int32_t dev_id = (((DLTensor*)arg0)[0].device.device_id);
  DLDevice device = ((DLTensor*)arg0)[0].device;
  void* workspace;
  (void)num_args;
  (void)resource_handle;
  ((TVMValue*)out_ret_value)[0].v_device = device;
  out_ret_tcode[0] = kDLDevice;
  if (arg_type_ids[0] != kTVMDLTensorHandle) return kTvmErrorFunctionCallWrongArgType;
  workspace = TVMBackendAllocWorkspace(1, dev_id, (uint64_t)32, 2, 32);
  if (workspace == NULL) return -1;
  if (TVMBackendFreeWorkspace(1, dev_id, workspace) != 0) return -1;
  return 0;
}

static void codes(void) {
  EXPECT(kTVMArgInt, 0);
  EXPECT(kTVMArgFloat, 2);
  EXPECT(kTVMOpaqueHandle, 3);
  EXPECT(kTVMNullptr, 4);
  EXPECT(kTVMDataType, 5);
  EXPECT(kTVMContext, 6);
  EXPECT(kDLDevice, 6);
  EXPECT(kTVMDLTensorHandle, 7);
  EXPECT(kTVMObjectHandle, 8);
  EXPECT(kTVMModuleHandle, 9);
  EXPECT(kTVMPackedFuncHandle, 10);
  EXPECT(kTVMStr, 11);
  EXPECT(kTVMBytes, 12);
  EXPECT(kTVMNDArrayHandle, 13);
  EXPECT(kTVMObjectRValueRefArg, 14);
  EXPECT(kTVMArgBool, 15);
  EXPECT(kDLInt, 0);
  EXPECT(kDLUInt, 1);
  EXPECT(kDLFloat, 2);
  EXPECT(kDLOpaqueHandle, 3);
  EXPECT(kDLBfloat, 4);
  EXPECT(kDLComplex, 5);
  EXPECT(kDLBool, 6);
}

static void devices(void) {
  TVMDeviceExtType extension = kDLMicroDev;
  EXPECT(extension, kDLMicroDev);
  EXPECT(kDLCPU, 1);
  EXPECT(kDLGPU, 2);
  EXPECT(kDLCPUPinned, 3);
  EXPECT(kDLCUDA, 2);
  EXPECT(kDLCUDAHost, 3);
  EXPECT(kDLOpenCL, 4);
  EXPECT(kDLVulkan, 7);
  EXPECT(kDLMetal, 8);
  EXPECT(kDLVPI, 9);
  EXPECT(kDLROCM, 10);
  EXPECT(kDLROCMHost, 11);
  EXPECT(kDLExtDev, 12);
  EXPECT(kDLCUDAManaged, 13);
  EXPECT(kDLOneAPI, 14);
  EXPECT(kDLWebGPU, 15);
  EXPECT(kDLHexagon, 16);
  EXPECT(kDLMAIA, 17);
  EXPECT(kDLAOCL, 32);
  EXPECT(kDLSDAccel, 33);
  EXPECT(kOpenGL, 34);
  EXPECT(kDLMicroDev, 35);
}

static void errors(void) {
  tvm_crt_error_t mask = kTvmErrorSystemErrorMask;
  tvm_crt_error_category_t category = kTvmErrorCategoryFunctionCall;
  EXPECT((int)mask < 0, 1);
  EXPECT(category, 8);
  EXPECT(kTvmErrorNoError, 0);
  EXPECT(kTvmErrorFunctionNameNotFound, kTvmErrorCategoryFunctionRegistry << 8);
  EXPECT(kTvmErrorFunctionIndexInvalid, 0x101);
  EXPECT(kTvmErrorFunctionRegistryFull, 0x102);
  EXPECT(kTvmErrorFunctionAlreadyDefined, 0x103);
  EXPECT(kTvmErrorBufferTooSmall, 0x104);
  EXPECT(kTvmErrorFramingInvalidState, kTvmErrorCategoryFraming << 8);
  EXPECT(kTvmErrorFramingShortPacket, 0x201);
  EXPECT(kTvmErrorFramingInvalidEscape, 0x202);
  EXPECT(kTvmErrorFramingPayloadOverflow, 0x203);
  EXPECT(kTvmErrorFramingPayloadIncomplete, 0x204);
  EXPECT(kTvmErrorWriteStreamShortWrite, kTvmErrorCategoryWriteStream << 8);
  EXPECT(kTvmErrorWriteStreamLongWrite, 0x301);
  EXPECT(kTvmErrorSessionInvalidState, kTvmErrorCategorySession << 8);
  EXPECT(kTvmErrorSessionReceiveBufferBusy, 0x401);
  EXPECT(kTvmErrorSessionReceiveBufferShortWrite, 0x402);
  EXPECT(kTvmErrorPlatformCheckFailure, kTvmErrorCategoryPlatform << 8);
  EXPECT(kTvmErrorPlatformMemoryManagerInitialized, 0x501);
  EXPECT(kTvmErrorPlatformShutdown, 0x502);
  EXPECT(kTvmErrorPlatformNoMemory, 0x503);
  EXPECT(kTvmErrorPlatformTimerBadState, 0x504);
  EXPECT(kTvmErrorPlatformStackAllocBadFree, 0x505);
  EXPECT(kTvmErrorGeneratedInvalidStorageId, kTvmErrorCategoryGenerated << 8);
  EXPECT(kTvmErrorExecutorModuleAlreadyCreated, kTvmErrorCategoryExecutor << 8);
  EXPECT(kTvmErrorExecutorModuleBadContext, 0x701);
  EXPECT(kTvmErrorExecutorModuleNoSuchInput, 0x702);
  EXPECT(kTvmErrorGraphModuleAlreadyCreated, 0x700);
  EXPECT(kTvmErrorGraphModuleBadContext, 0x701);
  EXPECT(kTvmErrorGraphModuleNoSuchInput, 0x702);
  EXPECT(kTvmErrorFunctionCallNumArguments, 0x800);
  EXPECT(kTvmErrorFunctionCallWrongArgType, 0x801);
  EXPECT(kTvmErrorFunctionCallNotImplemented, 0x802);
  EXPECT(kTvmErrorFunctionCallInvalidArg, 0x803);
  EXPECT(kTvmErrorTimeEvaluatorBadHandle, kTvmErrorCategoryTimeEvaluator << 8);
}

/* What v0.7 prints behind its kernels, and v0.8 and later in a file of its own. */
static int answer(TVMValue* args, int* type_codes, int num_args, TVMValue* out_ret_value,
                  int* out_ret_tcode, void* resource_handle) {
  (void)args;
  (void)type_codes;
  (void)num_args;
  (void)resource_handle;
  out_ret_value->v_int64 = 42;
  *out_ret_tcode = kTVMArgInt;
  return 0;
}
static TVMBackendPackedCFunc _tvm_func_array[] = {answer};
static const TVMFuncRegistry _tvm_func_registry = {"\001answer", _tvm_func_array};
static const TVMModule _tvm_system_lib = {&_tvm_func_registry};
const TVMModule* TVMSystemLibEntryPoint(void) { return &_tvm_system_lib; }

static int count(int task_id, TVMParallelGroupEnv* penv, void* cdata) {
  *(int*)cdata += penv->num_task - task_id;
  return TVMBackendParallelBarrier(task_id, penv);
}
static int add_one(void* data) { return ++*(int*)data == 1 ? 7 : 8; }

/* Every function of formats.md, section 9. */
static void functions(void) {
  static uint64_t memory[32];
  static const utvm_packed_entry table[] = {{"answer", answer}, {NULL, NULL}};
  utvm_arena_t arena;
  FTVMParallelLambda lambda = count;
  TVMFunctionHandle function = NULL;
  TVMModuleHandle module = NULL;
  TVMRetValueHandle result = NULL;
  TVMValue value;
  int code = kTVMNullptr;
  int calls = 0;
  int tasks = 0;
  void* once = NULL;
  void* block = NULL;
  DLDevice device;

  device.device_type = kDLCPU;
  device.device_id = 0;
  (void)result;
  utvm_arena_create(&arena, memory, sizeof(memory));
  utvm_backend_use(&arena, table);
  EXPECT(TVMBackendGetFuncFromEnv(module, "answer", &function), 0);
  EXPECT(TVMFuncCall(function, NULL, NULL, 0, &value, &code), 0);
  EXPECT(value.v_int64, 42);
  EXPECT(TVMSystemLibEntryPoint()->registry->funcs[0] == answer, 1);
  EXPECT(TVMFuncRegisterGlobal("answer", function, 0), -1);
  EXPECT(TVMBackendRegisterSystemLibSymbol("answer", NULL), -1);
  EXPECT(TVMBackendRegisterEnvCAPI("answer", NULL), -1);
  EXPECT(TVMBackendRunOnce(&once, add_one, &calls, (int)sizeof(calls)), 7);
  EXPECT(TVMBackendRunOnce(&once, add_one, &calls, (int)sizeof(calls)), 0);
  EXPECT(calls, 1);
  EXPECT(TVMBackendParallelLaunch(lambda, &tasks, 0), 0);
  EXPECT(tasks, 1);

  EXPECT(TVMPlatformMemoryAllocate(64, device, &block), kTvmErrorNoError);
  EXPECT(block != NULL, 1);
  EXPECT(TVMPlatformMemoryFree(block, device), kTvmErrorNoError);
  EXPECT(TVMPlatformMemoryFree(block, device), kTvmErrorPlatformStackAllocBadFree);
  EXPECT(TVMPlatformMemoryAllocate(1000, device, &block), kTvmErrorPlatformNoMemory);
  TVMLogf("%d tasks\n", tasks);
  if (tasks != 1) TVMPlatformAbort(kTvmErrorPlatformCheckFailure);
}

static void kernels(void) {
  static uint64_t memory[32];
  utvm_arena_t arena;
  DLTensor tensor;
  TVMValue value;
  TVMValue result;
  int32_t code = kTVMDLTensorHandle;
  int32_t result_code = 0;

  utvm_arena_create(&arena, memory, sizeof(memory));
  utvm_backend_use(&arena, NULL);
  tensor.UTVM_DEVICE_FIELD.device_type = kDLCPU;
  tensor.UTVM_DEVICE_FIELD.device_id = 0;
  tensor.dtype.code = kDLFloat;
  value.v_handle = &tensor;
  EXPECT(kernel_v06(&value, &code, 1), 0);
  EXPECT(kernel_v09(&value, &code, 1, &result, &result_code, NULL), 0);
  EXPECT(result_code, kDLDevice);
  code = kTVMNDArrayHandle;
  EXPECT(kernel_v07(&value, &code, 1, &result, &result_code, NULL), 0);
  EXPECT(result.v_ctx.device_type, kDLCPU);
}

int main(void) {
  codes_v06();
  codes();
  devices();
  errors();
  functions();
  kernels();
  return failures;
}
