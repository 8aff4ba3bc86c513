/* utvm_parallel.h - who runs the tasks of TVMBackendParallelLaunch().
 *
 * Without a word from the application the caller runs all of the work, as one task. A launcher
 * hands it to threads, to the tasks of an RTOS or to a second core. The C that TVM prints never
 * launches tasks; kernels written by hand and objects of TVM's LLVM backend do.
 *
 * Tasks that draw workspace need an arena each: an arena is for one thread at a time.
 */
#ifndef UTVM_PARALLEL_H
#define UTVM_PARALLEL_H

#include <tvm/runtime/c_backend_api.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Runs task(i, &env, data) for every i below a number of its choice, at least 1, which is
 * `env.num_task`, and returns when all are done: 0 if all returned 0. `wish` is how many tasks the
 * kernel asked for; 0: as many as there can be. `env.sync_handle` is NULL, or the address of an
 * utvm_parallel_sync_t. */
typedef int (*utvm_parallel_launcher_t)(FTVMParallelLambda task, void* data, int wish);

/* What TVMBackendParallelBarrier() needs of a launcher that has more than one task: wait() returns
 * when all tasks of the group have called it, 0 if all is well. A launcher puts it first in a
 * struct of its own, or leaves it out: then kernels with barriers fail. */
typedef struct utvm_parallel_sync {
  int (*wait)(struct utvm_parallel_sync* sync, int task_id);
} utvm_parallel_sync_t;

/* From here on `launcher` runs tasks; NULL: the caller does. Not while tasks run. The one variable
 * of this file, since TVMBackendParallelLaunch() has no parameter for it. */
void utvm_parallel_use(utvm_parallel_launcher_t launcher);

#ifdef __cplusplus
}
#endif

#endif /* UTVM_PARALLEL_H */
