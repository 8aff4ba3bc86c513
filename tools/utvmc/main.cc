// utvmc: command line in, exit code out.
#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <variant>
#include <vector>

#include "command_line.h"
#include "compile_command.h"
#include "plan_command.h"
#include "print.h"
#include "static_runtime_command.h"
#include "support/file_system.h"
#include "validate_command.h"

namespace utvmc::tools {
namespace {

int ExitCode(ErrorClass error_class) {
  switch (error_class) {
    case ErrorClass::kBudget:
      return 2;
    case ErrorClass::kInternal:
      return 3;
    case ErrorClass::kUser:
      break;
  }
  return 1;
}

Result<int> Run(const CommandLine& line, Console& console) {
  DiskFileSystem files;
  if (const auto* compile = std::get_if<CompileCommand>(&line.command)) {
    return RunCompile(files, *compile, console);
  }
  if (const auto* validate = std::get_if<ValidateCommand>(&line.command)) {
    return RunValidate(files, *validate, console);
  }
  if (const auto* plan = std::get_if<PlanCommand>(&line.command)) {
    return RunPlan(files, *plan, console);
  }
  if (const auto* static_runtime = std::get_if<StaticRuntimeCommand>(&line.command)) {
    return RunStaticRuntime(files, *static_runtime, console);
  }
  console.Print(std::get<PrintCommand>(line.command).text);
  return 0;
}

int Main(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    std::fputs(ShortHelp().c_str(), stderr);
    return 1;
  }
  const Result<CommandLine> line = ParseCommandLine(arguments);
  if (!line.ok()) {
    Console(Verbosity::kNormal, ColorChoice::kAuto).Show(line.error());
    return ExitCode(line.error().error_class);
  }
  Console console(line->verbosity, line->color);
  Result<int> code = Run(*line, console);
  if (code.ok() && !console.Flush()) code = UserError({}, "cannot write to standard output");
  if (code.ok()) return *code;
  console.Show(code.error());
  return ExitCode(code.error().error_class);
}

}  // namespace
}  // namespace utvmc::tools

int main(int argc, char** argv) {
  using namespace utvmc;
#ifdef SIGXFSZ
  std::signal(SIGXFSZ, SIG_IGN);  // a file size limit is an error to report, not the end
#endif
  try {
    return tools::Main(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc));
  } catch (const std::bad_alloc&) {
    std::fputs("error: out of memory\n", stderr);
    return 1;
  } catch (const std::exception& error) {
    // Libraries return errors; whatever still arrives here is a bug.
    std::fprintf(stderr, "internal error: %s\n", error.what());
    return 3;
  }
}
