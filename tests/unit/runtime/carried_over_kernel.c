/* TVM's argsort kernel between what utvmc emits around a source it carries over. */
#include "utvm_packed_calls.h"

static const utvm_packed_entry utvm_packed_functions[] = {
    {"tvm.contrib.sort.argsort", tvm_contrib_sort_argsort},
    {NULL, NULL},
};

#include "models/own/argsort_packed_call/kernels.c"

/* Two nested blocks in the words of a kernel. Returns how far apart they are, or -1. */
int32_t allocate_twice(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value,
                       int32_t* out_ret_tcode, void* resource_handle) {
  void* first = TVMBackendAllocWorkspace(1, 0, (uint64_t)100, 2, 32);
  if (first == NULL) {
    return -1;
  }
  void* second = TVMBackendAllocWorkspace(1, 0, (uint64_t)20, 2, 32);
  if (second == NULL) {
    TVMAPISetLastError("no memory");
    return -1;
  }
  if (TVMBackendFreeWorkspace(1, 0, second) != 0) {
    return -1;
  }
  if (TVMBackendFreeWorkspace(1, 0, first) != 0) {
    return -1;
  }
  return (int32_t)((uint8_t*)second - (uint8_t*)first);
}
