/* tvm/runtime/crt/error_codes.h - return values that TVM's micro-kernels use.
 *
 * A code is a category in bits 8 to 15 and a number in it.
 */
#ifndef UTVM_TVM_CRT_ERROR_CODES_H
#define UTVM_TVM_CRT_ERROR_CODES_H

typedef enum {
  kTvmErrorNoError = 0x0000,
  kTvmErrorFunctionNameNotFound = 0x0100,
  kTvmErrorFunctionIndexInvalid = 0x0101,
  kTvmErrorFunctionRegistryFull = 0x0102,
  kTvmErrorFunctionAlreadyDefined = 0x0103,
  kTvmErrorBufferTooSmall = 0x0104,
  kTvmErrorPlatformCheckFailure = 0x0500,
  kTvmErrorPlatformMemoryManagerInitialized = 0x0501,
  kTvmErrorPlatformShutdown = 0x0502,
  kTvmErrorPlatformNoMemory = 0x0503
} tvm_crt_error_t;

#endif /* UTVM_TVM_CRT_ERROR_CODES_H */
