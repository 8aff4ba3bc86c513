/* utvm_parallel.c - tasks, one after the other unless the application brings a launcher. */
#include "utvm_parallel.h"

static utvm_parallel_launcher_t current_launcher = NULL;

void utvm_parallel_use(utvm_parallel_launcher_t launcher) { current_launcher = launcher; }

int TVMBackendParallelLaunch(FTVMParallelLambda flambda, void* cdata, int num_task) {
  int status;
  if (current_launcher != NULL) {
    status = current_launcher(flambda, cdata, num_task);
  } else {
    TVMParallelGroupEnv alone;
    alone.sync_handle = NULL;
    alone.num_task = 1;
    status = flambda(0, &alone, cdata);
  }
  return status;
}

int TVMBackendParallelBarrier(int task_id, TVMParallelGroupEnv* penv) {
  utvm_parallel_sync_t* const sync = (utvm_parallel_sync_t*)penv->sync_handle;
  int status = 0;
  if (penv->num_task > 1) {
    status = (sync == NULL) ? -1 : sync->wait(sync, task_id);
  }
  return status;
}
