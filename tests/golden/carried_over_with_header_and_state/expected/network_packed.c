/* network_packed.c - kernels of model "network" that are carried over as they are in helper.c.
 * Generated; do not edit.
 */
#include "operators.h"

#include "tvm/runtime/c_runtime_api.h"
#include "utvm_packed_calls.h"

#if UTVM_RT_ABI != 1
#error "network_packed.c was generated for runtime ABI 1: regenerate it with your utvmc"
#endif

/* Verbatim, but for the names of external functions and of headers. */
#include "tvm/runtime/c_runtime_api.h"
float network_tvm0_plus_one(float x) {
  return x + 1.0f;
}
