#include "parse_fault.h"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace utvmc::tools {
namespace {

Diagnostic Usage(std::string message, std::string hint) {
  return UserError({}, std::move(message), std::move(hint));
}

/// The option that CLI11's text names, as in "--align: 1 required N missing" and "profile was given
/// a disallowed flag override"; its errors have no other trace of it.
const CLI::Option* OptionOf(const CLI::App& app, const std::string& text) {
  const CLI::Option* longest = nullptr;
  for (const CLI::App* verb : app.get_subcommands()) {
    for (const CLI::Option* option : verb->get_options()) {
      const std::string name = option->get_name();
      const std::size_t bare = name.find_first_not_of('-');
      const bool is_first = bare != std::string::npos && text.starts_with(name.substr(bare) + " ");
      if (!is_first && text.find(name) == std::string::npos) continue;
      if (longest == nullptr || name.size() > longest->get_name().size()) longest = option;
    }
  }
  return longest;
}

}  // namespace

Diagnostic ExplainParseError(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::Option* option = OptionOf(app, error.what());
  if (option == nullptr) return Usage(error.what(), "utvmc --help shows examples");
  const std::string name = option->get_name();
  if (option->get_expected_max() == 0)
    return Usage(name + " takes no value", fmt::format("write {} alone", name));
  if (option->count() > 1)
    return Usage(fmt::format("{} is given {} times", name, option->count()), "give it once");
  return Usage(name + " has no value",
               fmt::format("write it as in {}={}", name, option->get_type_name()));
}

}  // namespace utvmc::tools
