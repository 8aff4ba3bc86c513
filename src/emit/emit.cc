// The table of contents of what utvmc emits.
#include "emit/emit.h"

#include <set>
#include <string>

#include "emit/aliasing.h"
#include "emit/api_files.h"
#include "emit/model_files.h"
#include "emit/sections.h"
#include "emit/symbols.h"

namespace utvmc::emit {

namespace {

void AppendExtras(const Model& model, std::vector<OutputFile>& files) {
  auto name = model.symbols.extras.files.begin();
  const auto append = [&](bool is_there, std::string (*print)(const Model&, Phase)) {
    if (!is_there) return;
    files.push_back({*name++, print(model, Phase::kDeclarations)});
    files.push_back({*name++, print(model, Phase::kDefinitions)});
  };
  append(model.symbols.extras.has.profile, Profile);
  append(model.symbols.extras.has.op_table, OpTable);
  append(model.symbols.extras.has.dump_hook, Dump);
}

}  // namespace

void AppendModelFiles(const Model& model, std::vector<OutputFile>& files) {
  const Symbols& symbols = model.symbols;
  files.push_back({symbols.network_header, NetworkHeader(model)});
  files.push_back({symbols.network_source, NetworkSource(model)});
  files.push_back({symbols.operators_header, Operators(model, Phase::kDeclarations)});
  files.push_back({symbols.operators_source, Operators(model, Phase::kDefinitions)});
  files.push_back({symbols.data_header, Data(model, Phase::kDeclarations)});
  files.push_back({symbols.data_source, Data(model, Phase::kDefinitions)});
  AppendExtras(model, files);
  for (std::size_t source = 0; source < model.program.carried.size(); ++source) {
    files.push_back({symbols.packed_sources[source], PackedSource(model, source)});
  }
  std::set<std::string> headers;  // two sources may include the same
  for (const ir::CarriedSource& source : model.program.carried) {
    for (const ir::CarriedHeader& header : source.headers) {
      if (headers.insert(header.name).second)
        files.push_back({header.name, PackedHeader(model, header)});
    }
  }
}

std::vector<OutputFile> Emit(const ir::Program& program, const plan::MemoryPlan& plan,
                             const Extras& extras, const ApiPlan& api) {
  const Symbols symbols = NameEverything(program, plan, extras, {}, NamesOf(api, program.name));
  const std::vector<std::vector<bool>> unaliased = FindUnaliased(program, plan);
  const NamedConstants named = FindNamedConstants(program, plan, symbols);
  std::vector<OutputFile> files;
  const Model model{program, plan, symbols, unaliased, named};
  AppendModelFiles(model, files);
  AppendApiFiles(model, api, files);
  AppendRegistry({program.name}, api.api, files);
  return files;
}

}  // namespace utvmc::emit
