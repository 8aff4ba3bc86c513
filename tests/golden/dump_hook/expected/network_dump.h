/* network_dump.h - a hook that is shown every tensor that an operator of model "network" writes.
 * Generated; do not edit.
 */
#ifndef NETWORK_DUMP_H
#define NETWORK_DUMP_H

#include "network.h"
#include "utvm_extras.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The tensors that operators write, in the order of the schedule. */
#define NETWORK_TENSOR_COUNT 4u
extern const utvm_tensor_t network_tensors[4];

/* Hook: network_run calls it for each tensor of network_tensors when the operator that writes it
 * has run. `data` holds tensor->bytes bytes, until the hook returns. It does nothing until the
 * application defines a function of the same name. Runs in several arenas call the same function.
 * A linker takes nothing from a library for a name that it has already: with a hook in a library,
 * build network_dump.c with -DUTVM_STRONG_HOOKS, which leaves out the one that does nothing. */
void network_on_tensor(const utvm_tensor_t *tensor, const void *data);

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_DUMP_H */
