/* utvm_packed.c - workspace and function lookup for kernels in TVM's packed convention. */
#include "utvm_packed.h"

#include <string.h>

/* Bytes from `pointer` up to the next multiple of UTVM_WORKSPACE_ALIGN. */
static size_t gap_before_block(const uint8_t* pointer) {
  return (size_t)(-(uintptr_t)pointer & (UTVM_WORKSPACE_ALIGN - 1u));
}

void* utvm_workspace_alloc(utvm_workspace_t* workspace, uint64_t size) {
  const size_t available = (size_t)(workspace->end - workspace->next);
  const size_t gap = gap_before_block(workspace->next);
  uint8_t* block;
  /* Compared before it is rounded up, lest a hostile size wraps around. */
  if ((gap > available) || (size > (uint64_t)(available - gap))) {
    return NULL;
  }
  block = workspace->next + gap;
  workspace->next = block + (size_t)size;
  return block;
}

int utvm_workspace_free(utvm_workspace_t* workspace, void* block) {
  uint8_t* const start = (uint8_t*)block;
  if ((start == NULL) || (start > workspace->next) || (gap_before_block(start) != 0u)) {
    return -1;
  }
  workspace->next = start;
  return 0;
}

int utvm_packed_find(const utvm_packed_entry* table, const char* name, TVMFunctionHandle* out) {
  for (; table->name != NULL; ++table) {
    if (strcmp(table->name, name) == 0) {
      /* TVM's handle is not const, the table is. */
      memcpy(out, &table, sizeof(*out));
      return 0;
    }
  }
  return -1;
}

int utvm_packed_call(TVMFunctionHandle handle, TVMValue* args, int* type_codes, int num_args,
                     TVMValue* ret_value, int* ret_type_code) {
  const utvm_packed_entry* const entry = (const utvm_packed_entry*)handle;
  return entry->function(args, type_codes, num_args, ret_value, ret_type_code, NULL);
}
