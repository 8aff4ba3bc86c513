/* utvm_backend.c - TVM's backend calls as functions. */
#include "utvm_backend.h"

static utvm_arena_t* current_arena = NULL;
static const utvm_packed_entry* current_functions = NULL;
static const char* last_error = "";

void utvm_backend_use(utvm_arena_t* arena, const utvm_packed_entry* functions) {
  current_arena = arena;
  current_functions = functions;
  last_error = "";
}

void* TVMBackendAllocWorkspace(int device_type, int device_id, uint64_t nbytes, int dtype_code_hint,
                               int dtype_bits_hint) {
  (void)device_type;
  (void)device_id;
  (void)dtype_code_hint;
  (void)dtype_bits_hint;
  return (current_arena == NULL) ? NULL : utvm_arena_alloc(current_arena, nbytes, UTVM_ARENA_ALIGN);
}

int TVMBackendFreeWorkspace(int device_type, int device_id, void* pointer) {
  (void)device_type;
  (void)device_id;
  return (current_arena == NULL) ? -1 : (int)utvm_arena_free(current_arena, pointer);
}

int TVMBackendGetFuncFromEnv(void* module_node, const char* name, TVMFunctionHandle* out) {
  (void)module_node;
  return (current_functions == NULL) ? -1 : utvm_packed_find(current_functions, name, out);
}

int TVMFuncCall(TVMFunctionHandle function, TVMValue* args, int* type_codes, int num_args,
                TVMValue* ret_value, int* ret_type_code) {
  return utvm_packed_call(function, args, type_codes, num_args, ret_value, ret_type_code);
}

/* TVM's texts are string literals: they outlive the call. */
void TVMAPISetLastError(const char* message) { last_error = message; }

const char* TVMGetLastError(void) { return last_error; }

int TVMFuncRegisterGlobal(const char* name, TVMFunctionHandle function, int replace) {
  (void)name;
  (void)function;
  (void)replace;
  return -1;
}

int TVMBackendRegisterSystemLibSymbol(const char* name, void* pointer) {
  (void)name;
  (void)pointer;
  return -1;
}

int TVMBackendRegisterEnvCAPI(const char* name, void* pointer) {
  (void)name;
  (void)pointer;
  return -1;
}

int TVMBackendRunOnce(void** handle, int (*function)(void*), void* data, int num_bytes) {
  int status = 0;
  (void)num_bytes;
  if (*handle == NULL) {
    *handle = handle; /* any address but NULL */
    status = function(data);
  }
  return status;
}
