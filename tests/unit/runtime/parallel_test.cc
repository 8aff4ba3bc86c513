// Who runs the tasks of a kernel.
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "utvm_parallel.h"

namespace {

struct Call {
  int task;
  int32_t tasks;
  bool has_sync;
};

/// Notes its call. `data` is a vector with a place for each task.
int Note(int task_id, TVMParallelGroupEnv* env, void* data) {
  auto& calls = *static_cast<std::vector<Call>*>(data);
  calls[static_cast<std::size_t>(task_id)] = {task_id, env->num_task, env->sync_handle != nullptr};
  return 0;
}

int Fail(int, TVMParallelGroupEnv*, void*) { return -3; }

int Synchronise(int task_id, TVMParallelGroupEnv* env, void*) {
  return TVMBackendParallelBarrier(task_id, env);
}

int given_wish = -1;

/// Three threads, whatever the wish.
int LaunchThree(FTVMParallelLambda task, void* data, int wish) {
  given_wish = wish;
  TVMParallelGroupEnv env = {nullptr, 3};
  int status[3] = {};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) threads.emplace_back([&, i] { status[i] = task(i, &env, data); });
  for (std::thread& thread : threads) thread.join();
  return status[0] != 0 ? status[0] : (status[1] != 0 ? status[1] : status[2]);
}

class Parallel : public testing::Test {
 protected:
  ~Parallel() override { utvm_parallel_use(nullptr); }
};

TEST_F(Parallel, WithoutALauncherTheCallerRunsOneTask) {
  std::vector<Call> calls(1, Call{-1, 0, true});
  EXPECT_EQ(TVMBackendParallelLaunch(Note, &calls, 4), 0);
  EXPECT_EQ(calls[0].task, 0);
  EXPECT_EQ(calls[0].tasks, 1);
  EXPECT_FALSE(calls[0].has_sync);
}

TEST_F(Parallel, FailureOfATaskIsReturned) {
  EXPECT_EQ(TVMBackendParallelLaunch(Fail, nullptr, 0), -3);
  utvm_parallel_use(LaunchThree);
  EXPECT_EQ(TVMBackendParallelLaunch(Fail, nullptr, 0), -3);
}

TEST_F(Parallel, LauncherRunsAsManyTasksAsItLikes) {
  utvm_parallel_use(LaunchThree);
  std::vector<Call> calls(3, Call{-1, 0, true});
  EXPECT_EQ(TVMBackendParallelLaunch(Note, &calls, 2), 0);
  EXPECT_EQ(given_wish, 2);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(calls[static_cast<std::size_t>(i)].task, i);
    EXPECT_EQ(calls[static_cast<std::size_t>(i)].tasks, 3);
  }
}

TEST_F(Parallel, OneTaskWaitsForNobody) {
  EXPECT_EQ(TVMBackendParallelLaunch(Synchronise, nullptr, 0), 0);
}

TEST_F(Parallel, BarrierFailsWhereTheLauncherHasNone) {
  utvm_parallel_use(LaunchThree);
  EXPECT_EQ(TVMBackendParallelLaunch(Synchronise, nullptr, 0), -1);
}

TEST_F(Parallel, BarrierIsTheLaunchers) {
  struct Barrier {
    utvm_parallel_sync_t sync;
    int calls;
  } barrier = {{[](utvm_parallel_sync_t* sync, int task_id) {
                 reinterpret_cast<Barrier*>(sync)->calls += 1;
                 return task_id;
               }},
               0};
  TVMParallelGroupEnv env = {&barrier.sync, 2};
  EXPECT_EQ(TVMBackendParallelBarrier(0, &env), 0);
  EXPECT_EQ(TVMBackendParallelBarrier(1, &env), 1);
  EXPECT_EQ(barrier.calls, 2);
}

}  // namespace
