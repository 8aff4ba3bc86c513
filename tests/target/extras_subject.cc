#include "extras_subject.h"

#include <sstream>

namespace utvmc::target {
namespace {

/// Of extras_log in the application.
constexpr std::int64_t kLogBytes = 8192;

}  // namespace

Result<CompiledModel> CompileModelWithExtras(const std::string& model_folder,
                                             const std::string& folder) {
  CompileOptions options;
  options.extras = {true, true, true};
  UTVMC_ASSIGN(CompiledModel model, CompileModel(model_folder, folder, options));
  Subject& subject = model.subject;
  subject.sources.push_back(UTVMC_SOURCE_DIR "/tests/target/firmware/extras_application.c");
  subject.call = "/* extras_application.c is the subject. */\n";
  subject.outputs.push_back({"extras_log", 0, kLogBytes});
  subject.memory.push_back(subject.outputs.back());
  return model;
}

Result<std::vector<Event>> ReadEvents(const std::string& log) {
  std::vector<Event> events;
  for (std::size_t at = 0; at < log.size();) {
    const std::size_t end = log.find('\n', at);
    if (end == std::string::npos) break;
    std::istringstream line(log.substr(at, end - at));
    at = end + 1;
    Event event;
    line >> event.what;
    if (event.what == "done") return events;
    line >> event.op;
    std::size_t bytes = 0;
    if (event.what == "tensor") line >> event.dtype >> bytes;
    line >> event.name;
    if (line.fail() || log.size() - at < bytes) break;
    event.data = log.substr(at, bytes);
    at += bytes;
    events.push_back(std::move(event));
  }
  return InternalError("the log of the hooks is not complete");
}

}  // namespace utvmc::target
