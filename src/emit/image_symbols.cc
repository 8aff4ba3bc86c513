// Names of what several models have in common; and whether all names of an image are distinct.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "emit/image.h"
#include "support/names.h"
#include "support/operator_name.h"

namespace utvmc::emit {
namespace {

constexpr std::size_t kExternal = 31;  ///< significant characters of external names
constexpr std::string_view kPrefix = "models_";

SharedArenaSymbols NameArena(std::span<const ir::Program* const> programs,
                             const plan::SharedArena& arena, NameScope& names) {
  SharedArenaSymbols symbols;
  symbols.arena_union = names.Claim(fmt::format("{}{}", kPrefix, arena.pool));
  symbols.arena_type = names.Claim(fmt::format("{}{}_t", kPrefix, arena.pool));
  symbols.macro = Upper(fmt::format("{}{}", kPrefix, arena.pool));
  NameScope members;
  members.Claim("bytes");
  for (const plan::SharedArena::Member& member : arena.members) {
    const std::string& model = programs[member.model]->name;
    symbols.members.push_back(members.Claim(model));
    symbols.accessors.push_back(names.Claim(fmt::format("{}{}_{}", kPrefix, model, arena.pool)));
  }
  return symbols;
}

/// "models_conv2d_add_requant": cut at a word, so that a number behind it is still significant.
std::string KernelName(std::string_view symbol) {
  constexpr std::size_t kNumber = 3;  // "_99"
  std::string name = fmt::format("{}{}", kPrefix, ShortOperatorName(symbol));
  if (name.size() <= kExternal - kNumber) return name;
  const std::size_t cut = name.rfind('_', kExternal - kNumber);
  name.resize(cut < kPrefix.size() ? kExternal - kNumber : cut);
  return name;
}

// --- distinct names ---

class NameTable {
 public:
  /// Every name of `owner` from here on; one owner may have a name twice.
  void SetOwner(std::string owner) { owner_ = std::move(owner); }

  void AddFile(const std::string& name) { Add(files_, Upper(name), name, "file"); }
  void AddExternal(const std::string& name) {
    Add(names_, name.substr(0, kExternal), name, "name");
  }
  void Add(const std::string& name) { Add(names_, name, name, "name"); }

  Status Outcome() const { return outcome_; }

 private:
  void Add(std::map<std::string, std::string>& table, const std::string& key,
           const std::string& name, const char* what) {
    const auto [entry, is_new] = table.try_emplace(key, owner_);
    if (is_new || entry->second == owner_ || !outcome_.ok()) return;
    outcome_ = UserError(
        {},
        fmt::format("{} and {} would both have the {} \"{}\"", entry->second, owner_, what, name),
        "choose names of which none begins with another one and an underscore");
  }

  std::map<std::string, std::string> files_;  ///< in capitals, since some disks see no difference
  std::map<std::string, std::string> names_;
  std::string owner_;
  Status outcome_ = Ok();
};

void AddCommonNames(NameTable& table, const Image& image) {
  table.SetOwner("the common files");
  for (const char* file : {kImageHeader, kSharedOperatorsHeader, kSharedOperatorsSource,
                           kSharedDataHeader, kSharedDataSource, kRegistrySource}) {
    table.AddFile(file);
  }
  for (const char* guard : {"MODELS_H", "MODELS_OPERATORS_H", "MODELS_DATA_H", "MODELS_RAM_BUDGET"})
    table.Add(guard);
  for (const SharedArenaSymbols& arena : image.symbols.arenas) {
    table.Add(arena.arena_union);
    table.Add(arena.arena_type);
    for (const std::string& accessor : arena.accessors) table.Add(accessor);
    for (const char* suffix : {"_BYTES", "_ALIGN", "_PLACE"}) table.Add(arena.macro + suffix);
  }
  for (const SharedItem& item : image.sharing.kernels) table.AddExternal(item.name);
  for (const SharedItem& item : image.sharing.constants) table.AddExternal(item.name);
}

void AddFilesOf(NameTable& table, const Model& model) {
  const Symbols& symbols = model.symbols;
  for (const std::string* file :
       {&symbols.network_header, &symbols.network_source, &symbols.operators_header,
        &symbols.operators_source, &symbols.data_header, &symbols.data_source}) {
    table.AddFile(*file);
  }
  for (const std::string& file : symbols.extras.files) table.AddFile(file);
  for (const std::string& file : symbols.packed_sources) table.AddFile(file);
  for (const std::string& file : symbols.api_files) table.AddFile(file);
  for (const ir::CarriedSource& source : model.program.carried) {
    for (const ir::CarriedHeader& header : source.headers) table.AddFile(header.name);
  }
}

void AddNamesOf(NameTable& table, const Model& model) {
  const Symbols& symbols = model.symbols;
  // A member of models_arena_t.
  table.Add(symbols.prefix);
  table.AddExternal(symbols.run);
  table.AddExternal(symbols.init);
  const ExtraSymbols& extras = symbols.extras;
  for (const std::string* name :
       {&extras.op_begin, &extras.op_end, &extras.op_costs, &extras.op_tag, &extras.op_type,
        &extras.ops, &extras.op_find, &extras.on_tensor, &extras.tensors}) {
    if (!name->empty()) table.AddExternal(*name);
  }
  for (const ArenaSymbols& arena : symbols.arenas) {
    table.Add(arena.union_tag);
    table.Add(arena.type);
  }
  for (std::size_t i = 0; i < symbols.kernels.size(); ++i) {
    if (!symbols.IsShared(ir::KernelId(i))) table.AddExternal(symbols.kernels[i]);
  }
  for (std::size_t i = 0; i < symbols.constants.size(); ++i) {
    const std::string& name = symbols.constants[i];
    if (!name.empty() && !symbols.IsShared(ir::TensorId(i))) table.AddExternal(name);
  }
  for (const std::vector<std::string>* names : {&symbols.table_types, &symbols.tables}) {
    for (const std::string& name : *names)
      if (!name.empty()) table.AddExternal(name);
  }
  for (const ir::CarriedSource& source : model.program.carried) {
    for (const std::string& name : source.externals) table.AddExternal(name);
  }
  for (const std::string& name : symbols.api_externals) table.Add(name);
  for (const std::string& macro : symbols.macros) table.Add(macro);
  // What is not in an arena is a parameter, seen by nobody else.
  const auto add_accessors = [&](const std::vector<ir::TensorId>& tensors,
                                 const std::vector<std::string>& accessors) {
    for (std::size_t i = 0; i < tensors.size(); ++i) {
      if (plan::PlaceOf(model.program, model.plan, tensors[i]) != nullptr) table.Add(accessors[i]);
    }
  };
  add_accessors(model.program.inputs, symbols.inputs);
  add_accessors(model.program.outputs, symbols.outputs);
}

}  // namespace

ImageSymbols NameImage(std::span<const ir::Program* const> programs,
                       std::span<const plan::SharedArena> arenas, Sharing& sharing) {
  NameScope names(kExternal);
  ImageSymbols symbols;
  for (const plan::SharedArena& arena : arenas) {
    symbols.arenas.push_back(NameArena(programs, arena, names));
  }
  for (SharedItem& item : sharing.kernels) {
    const SharedItem::Member& first = item.members.front();
    const ir::Kernel& kernel = programs[first.model]->kernels[first.index];
    item.name = names.Claim(KernelName(kernel.symbol));
  }
  for (SharedItem& item : sharing.constants) {
    const SharedItem::Member& first = item.members.front();
    const ir::Tensor& tensor = programs[first.model]->tensors[first.index];
    item.name = names.Claim(
        fmt::format("{}{}", kPrefix, MangleName(tensor.name, kExternal - kPrefix.size())));
  }
  return symbols;
}

Status CheckDistinctNames(const Image& image) {
  NameTable table;
  AddCommonNames(table, image);
  for (const Model& model : image.models) {
    table.SetOwner(fmt::format("\"{}\"", model.symbols.prefix));
    AddFilesOf(table, model);
    AddNamesOf(table, model);
  }
  return table.Outcome();
}

}  // namespace utvmc::emit
