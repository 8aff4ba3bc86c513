// utvmc_measure RUNS FRESH PROGRAM ARGUMENT...: runs a program RUNS times, each time without the
// folder FRESH, and prints on one line the medians of wall time and user time, in milliseconds, and
// the largest peak of resident memory, in megabytes (10^6 bytes).
//
// This process stays small and starts the other one with posix_spawn, because Linux counts the
// memory of the parent at the time of the fork as the child's.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <vector>

extern char** environ;

namespace {

struct Run {
  double wall_ms = 0;
  double user_ms = 0;
  double peak_mb = 0;
};

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// False if the program could not be started or failed.
bool Measure(char** arguments, Run& run) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const auto begin = std::chrono::steady_clock::now();
  const int error = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return false;
  int status = 0;
  struct rusage usage = {};
  if (wait4(child, &status, 0, &usage) != child) return false;
  const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - begin;
  run.wall_ms = wall.count();
  run.user_ms = static_cast<double>(usage.ru_utime.tv_sec) * 1e3 +
                static_cast<double>(usage.ru_utime.tv_usec) / 1e3;
  run.peak_mb = static_cast<double>(usage.ru_maxrss) * 1024 / 1e6;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

int main(int argc, char** argv) {
  const int runs = argc >= 4 ? std::atoi(argv[1]) : 0;
  if (runs <= 0) {
    std::fputs("usage: utvmc_measure RUNS FRESH PROGRAM ARGUMENT...\n", stderr);
    return 1;
  }
  std::vector<double> wall_ms;
  std::vector<double> user_ms;
  double peak_mb = 0;
  for (int i = 0; i < runs; ++i) {
    std::error_code ignored;
    std::filesystem::remove_all(argv[2], ignored);
    Run run;
    if (!Measure(argv + 3, run)) return 1;
    wall_ms.push_back(run.wall_ms);
    user_ms.push_back(run.user_ms);
    peak_mb = std::max(peak_mb, run.peak_mb);
  }
  std::printf("%.1f %.1f %.1f\n", Median(wall_ms), Median(user_ms), peak_mb);
  return 0;
}
