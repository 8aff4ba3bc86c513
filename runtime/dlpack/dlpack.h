/* dlpack/dlpack.h - tensor descriptors as TVM's kernels address them.
 *
 * Only kernels that are carried over verbatim need this; natively lowered ones do not. Layouts are
 * those of DLPack without its versioned additions: unchanged from TVM v0.6 to v0.18.
 */
#ifndef UTVM_DLPACK_H
#define UTVM_DLPACK_H

#include <stddef.h>
#include <stdint.h>
#include <utvm_portable.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Kernels of utvmc run on kDLCPU; the others are there to be compared with. */
typedef enum {
  kDLCPU = 1,
  kDLCUDA = 2,
  kDLCUDAHost = 3,
  kDLGPU = 2,       /* kDLCUDA until v0.7 */
  kDLCPUPinned = 3, /* kDLCUDAHost until v0.7 */
  kDLOpenCL = 4,
  kDLVulkan = 7,
  kDLMetal = 8,
  kDLVPI = 9,
  kDLROCM = 10,
  kDLROCMHost = 11,
  kDLExtDev = 12,
  kDLCUDAManaged = 13,
  kDLOneAPI = 14,
  kDLWebGPU = 15,
  kDLHexagon = 16, /* 14 in older versions */
  kDLMAIA = 17
} DLDeviceType;

typedef struct {
  DLDeviceType device_type;
  int device_id;
} DLDevice;

/* The name until v0.7. */
typedef DLDevice DLContext;

typedef enum {
  kDLInt = 0,
  kDLUInt = 1,
  kDLFloat = 2,
  kDLOpaqueHandle = 3,
  kDLBfloat = 4,
  kDLComplex = 5,
  kDLBool = 6
} DLDataTypeCode;

typedef struct {
  uint8_t code; /* DLDataTypeCode */
  uint8_t bits;
  uint16_t lanes;
} DLDataType;

/* The device of a DLTensor is ctx in v0.6 and v0.7, device in later versions. Where the language
 * has anonymous unions both names work at once. Elsewhere a file has one of them: the older one if
 * it defines UTVM_TENSOR_HAS_CTX before, as emitted files with such kernels do. UTVM_DEVICE_FIELD
 * is a name that works in each: for code that belongs to no version. */
#if defined(UTVM_TENSOR_HAS_CTX) && !defined(UTVM_HAS_ANONYMOUS_UNIONS)
#define UTVM_DEVICE_FIELD ctx
#else
#define UTVM_DEVICE_FIELD device
#endif

typedef struct {
  void* data;
#if defined(UTVM_HAS_ANONYMOUS_UNIONS)
  UTVM_EXTENSION union {
    DLDevice device;
    DLContext ctx;
  };
#elif defined(UTVM_TENSOR_HAS_CTX)
  DLContext ctx;
#else
  DLDevice device;
#endif
  int ndim;
  DLDataType dtype;
  int64_t* shape;
  int64_t* strides; /* in elements; NULL: row-major without gaps */
  uint64_t byte_offset;
} DLTensor;

#ifdef __cplusplus
}
#endif

#endif /* UTVM_DLPACK_H */
