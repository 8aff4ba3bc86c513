/* network_op_table.h - the operators of model "network", each callable alone. Generated; do not
 * edit.
 */
#ifndef NETWORK_OP_TABLE_H
#define NETWORK_OP_TABLE_H

#include "network.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One operator; `run` takes what network_run takes, and returns 0 or the kernel's error. */
typedef struct network_op {
    const char *name; /* of the graph's node */
    int32_t (*run)(network_arena_t *arena, const float x[NETWORK_IN_0_LEN],
                   float multiply[NETWORK_OUT_0_LEN]);
} network_op_t;

/* In the order of the schedule: one after another they do what network_run does, but call no hooks.
 * Alone, an operator reads whatever its inputs' bytes hold, and overwrites its outputs and scratch:
 * for its results to mean something, those before it have run since inputs were written. */
extern const network_op_t network_ops[2];

/* The first operator of that name, or NULL. */
const network_op_t *network_op_find(const char *name);

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_OP_TABLE_H */
