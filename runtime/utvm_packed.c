/* utvm_packed.c - lookup and call of functions by name, for kernels in TVM's packed convention. */
#include "utvm_packed.h"

#include <stdbool.h>

/* TVM's handle is not const, the table is. */
typedef union {
  const utvm_packed_entry* entry;
  TVMFunctionHandle handle;
} handle_t;

static bool is_same_text(const char* a, const char* b) {
  size_t i = 0u;
  while ((a[i] == b[i]) && (a[i] != '\0')) {
    ++i;
  }
  return a[i] == b[i];
}

int utvm_packed_find(const utvm_packed_entry* table, const char* name, TVMFunctionHandle* out) {
  int status = -1;
  size_t i;
  for (i = 0u; table[i].name != NULL; ++i) {
    if (is_same_text(table[i].name, name)) {
      handle_t found;
      found.entry = &table[i];
      *out = found.handle;
      status = 0;
      break;
    }
  }
  return status;
}

int utvm_packed_call(TVMFunctionHandle handle, TVMValue* args, int* type_codes, int num_args,
                     TVMValue* ret_value, int* ret_type_code) {
  const utvm_packed_entry* const entry = (const utvm_packed_entry*)handle;
  return entry->function(args, type_codes, num_args, ret_value, ret_type_code, NULL);
}
