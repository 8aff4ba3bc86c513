// A model with --profile, --op-table and --dump-hook, with an application that has all hooks.
#pragma once

#include <string>
#include <vector>

#include "subject.h"

namespace utvmc::target {

/// What the application was told or shown.
struct Event {
  std::string what;  ///< "begin", "end", "alone", "tensor"
  std::size_t op = 0;
  std::string name;   ///< of the operator or the tensor
  std::string dtype;  ///< of a tensor
  std::string data;   ///< its bytes
};

/// As CompileModel(), called by firmware/extras_application.c: one inference, and then each
/// operator alone from the same inputs. Its log is one more output, behind those of the model.
Result<CompiledModel> CompileModelWithExtras(const std::string& model_folder,
                                             const std::string& folder);

/// Takes such a log apart. Error: it does not end as it should.
Result<std::vector<Event>> ReadEvents(const std::string& log);

}  // namespace utvmc::target
