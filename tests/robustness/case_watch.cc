#include "robustness/case_watch.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>

#if defined(__SANITIZE_ADDRESS__)
#define UTVMC_HAS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UTVMC_HAS_SANITIZER 1
#endif
#endif
#ifdef UTVMC_HAS_SANITIZER
#include <sanitizer/common_interface_defs.h>
#endif

namespace utvmc::robustness {
namespace {

// A signal handler may read it at any time, hence a plain array.
char current[512];
std::size_t current_size = 0;

void PrintCurrent() {
  constexpr std::string_view kBefore = "\nwhile the compiler was given: ";
  (void)!write(STDERR_FILENO, kBefore.data(), kBefore.size());
  (void)!write(STDERR_FILENO, current, current_size);
  (void)!write(STDERR_FILENO, "\n", 1);
}

/// Runs once (SA_RESETHAND); the signal raised again has its usual effect.
void OnSignal(int signal) {
  PrintCurrent();
  raise(signal);
}

void Install() {
#ifdef UTVMC_HAS_SANITIZER
  // It has handlers of its own, which print the stack.
  __sanitizer_set_death_callback(PrintCurrent);
  constexpr int kSignals[] = {SIGALRM};
#else
  constexpr int kSignals[] = {SIGALRM, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
#endif
  // Where the stack has overflowed, the handler needs another one.
  static char stack[64 * 1024];
  stack_t alternative = {};
  alternative.ss_sp = stack;
  alternative.ss_size = sizeof stack;
  sigaltstack(&alternative, nullptr);

  struct sigaction action = {};
  action.sa_handler = OnSignal;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER | SA_ONSTACK);
  for (const int signal : kSignals) sigaction(signal, &action, nullptr);
}

}  // namespace

void BeginCase(std::string_view name) {
  static const bool is_installed = (Install(), true);
  (void)is_installed;
  current_size = std::min(name.size(), sizeof current);
  std::copy_n(name.begin(), current_size, current);
  alarm(kSecondsPerCase);
}

void EndCase() { alarm(0); }

}  // namespace utvmc::robustness
