/* A kernel's tasks on two threads. On a target the second thread is a task of the RTOS, or the
 * other core. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "network.h"
#include "utvm_parallel.h"

enum { THREADS = 2 };

typedef struct {
  FTVMParallelLambda task;
  TVMParallelGroupEnv* env;
  void* data;
  int status;
} job_t;

static int tasks_run; /* by the last launch */

static void* run_second_task(void* argument) {
  job_t* job = argument;
  job->status = job->task(1, job->env, job->data);
  return NULL;
}

/* Task 0 here, task 1 on another thread. */
static int launch_on_two_threads(FTVMParallelLambda task, void* data, int wish) {
  TVMParallelGroupEnv env = {NULL, THREADS};
  job_t second = {task, &env, data, 0};
  pthread_t thread;
  int status;

  (void)wish;
  if (pthread_create(&thread, NULL, run_second_task, &second) != 0) {
    return -1;
  }
  status = task(0, &env, data);
  if (pthread_join(thread, NULL) != 0) {
    return -1;
  }
  tasks_run = THREADS;
  return status != 0 ? status : second.status;
}

static network_arena_t arena;

static void fill_inputs(void) {
  for (size_t i = 0; i < NETWORK_IN_0_LEN; ++i) {
    NETWORK_IN_0_DATA(&arena)[i] = (int8_t)(i * 7u % 200u - 100u);
  }
  for (size_t i = 0; i < NETWORK_IN_1_LEN; ++i) {
    NETWORK_IN_1_DATA(&arena)[i] = (int8_t)(i * 5u % 100u - 50u);
  }
}

int main(void) {
  int32_t serial[NETWORK_OUT_0_LEN];

  fill_inputs();
  if (network_run(&arena) != 0) {
    return 1;
  }
  printf("serial: %d tasks on other threads\n", tasks_run);
  memcpy(serial, NETWORK_OUT_0_DATA(&arena), sizeof(serial));

  utvm_parallel_use(launch_on_two_threads);
  fill_inputs();
  if (network_run(&arena) != 0) {
    return 1;
  }
  printf("parallel: %d tasks\n", tasks_run);
  if (memcmp(serial, NETWORK_OUT_0_DATA(&arena), sizeof(serial)) != 0) {
    printf("the results differ\n");
    return 1;
  }
  printf("same results, y[0] = %d\n", (int)serial[0]);
  return 0;
}
