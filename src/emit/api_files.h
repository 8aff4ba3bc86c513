// What --api adds to the files of a model: an adapter between network_run() and an interface that
// firmware knows. Each api_*.cc is one interface; this header is all that the rest of the emitter
// sees of them.
#pragma once

#include <string>
#include <vector>

#include "emit/api.h"
#include "emit/sections.h"
#include "emit/symbols.h"
#include "utvmc/model_sources.h"

namespace utvmc::emit {

/// What the interface's files are called and define, so that nothing else has these names.
ApiNames NamesOf(const ApiPlan& api, const std::string& prefix);

/// Appends the files of one model; none for kNative.
void AppendApiFiles(const Model& model, const ApiPlan& api, std::vector<OutputFile>& files);

/// Appends what lists all models, of which there may be one: for kStm32 their registry.
void AppendRegistry(const std::vector<std::string>& prefixes, Api api,
                    std::vector<OutputFile>& files);

/// The head of an adapter's header: what it is, whence, and what it costs. `ram` is about the
/// memory that the adapter and the arenas have, `flash` about what the adapter adds to constants
/// and code, both in words; lines of `ram` begin with 9 blanks and a tab but for the first.
std::string AdapterHead(const Model& model, const std::string& file, const std::string& what,
                        const std::string& ram, const std::string& flash, const std::string& note);

// The interfaces, one source file each.
std::vector<OutputFile> Stm32Files(const Model& model, const ApiPlan& api);
ApiNames Stm32Names(const std::string& prefix);
OutputFile Stm32Registry(const std::vector<std::string>& prefixes);

std::vector<OutputFile> TvmCFiles(const Model& model, const ApiPlan& api);
ApiNames TvmCNames(const ApiPlan& api);

std::vector<OutputFile> TvmWrapFiles(const Model& model);
ApiNames TvmWrapNames();

}  // namespace utvmc::emit
