// Brings graph.json, params.bin and linked constants together into a Program. Entry n of the graph
// becomes tensor n.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "ingest/graph_json.h"
#include "ingest/ingest.h"
#include "ingest/params_bin.h"
#include "support/checksum.h"

namespace utvmc::ingest {
namespace {

using kernelc::ConstantItem;
using kernelc::TranslationUnit;

constexpr const char* kSameBuildHint =
    "graph.json, params.bin and the C sources must come from one build";

/// v0.8 prefixes a parameter's name with this where it links it into the sources.
constexpr std::string_view kLinkedPrefix = "__tvm_param__";

/// "float32[1,4]".
std::string Print(ir::DataType type, const std::vector<std::int64_t>& shape) {
  return fmt::format("{}[{}]", ir::Print(type), fmt::join(shape, ","));
}

/// A constant in one of the C sources.
struct LinkedConstant {
  const TranslationUnit* unit = nullptr;
  const ConstantItem* item = nullptr;
};

/// The constants that v0.8 linked into the sources, by name and by storage id.
class LinkedConstants {
 public:
  explicit LinkedConstants(const std::vector<TranslationUnit>& units) {
    for (const TranslationUnit& unit : units) {
      std::map<std::string_view, const ConstantItem*> in_unit;
      for (const kernelc::Item& item : unit.items) {
        const auto* constant = std::get_if<ConstantItem>(&item.node);
        if (!constant) continue;
        in_unit.emplace(constant->name, constant);
        by_name_.emplace(constant->name, LinkedConstant{&unit, constant});
      }
      for (const auto& [storage_id, name] : unit.linked_params) {
        const auto found = in_unit.find(name);
        if (found != in_unit.end()) {
          by_storage_.emplace(storage_id, LinkedConstant{&unit, found->second});
        }
      }
    }
  }

  /// The constant of a "null" node; by storage id where the sources say so, as TVM looks it up.
  std::optional<LinkedConstant> Find(const std::string& name, std::int64_t storage_id) const {
    if (const auto found = by_storage_.find(storage_id); found != by_storage_.end()) {
      return found->second;
    }
    const auto found = by_name_.find(std::string(kLinkedPrefix) + name);
    if (found == by_name_.end()) return std::nullopt;
    return found->second;
  }

 private:
  std::map<std::string, LinkedConstant, std::less<>> by_name_;
  std::map<std::int64_t, LinkedConstant> by_storage_;
};

/// "p0", "p17": TVM's names for constants it took out of a model.
bool IsTvmsParamName(std::string_view name) {
  return name.size() > 1 && name[0] == 'p' &&
         std::all_of(name.begin() + 1, name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool DifferInOneByte(std::string_view a, std::string_view b) {
  if (a.size() != b.size() || a == b) return false;
  const auto first = std::mismatch(a.begin(), a.end(), b.begin());
  return std::equal(first.first + 1, a.end(), first.second + 1);
}

class ProgramBuilder {
 public:
  ProgramBuilder(const ModelSources& sources, const std::vector<TranslationUnit>& units,
                 GraphJson graph, Notes& notes)
      : sources_(sources), graph_(std::move(graph)), linked_(units), notes_(notes) {}

  Result<ir::Program> Build() {
    AddTensors();
    UTVMC_TRY(ReadParams());
    program_.checksum = Checksum();
    program_.keeps_order = graph_.has_control_deps;
    for (const std::size_t node : graph_.arg_nodes) UTVMC_TRY(AddPlaceholder(node));
    NoteMissingParams();
    UTVMC_TRY(CheckUnusedArrays());
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      if (graph_.nodes[i].is_operator) UTVMC_TRY(AddOperator(i));
    }
    for (const NodeEntry head : graph_.heads) program_.outputs.push_back(IdOf(head));
    return std::move(program_);
  }

 private:
  ir::TensorId IdOf(NodeEntry entry) const { return ir::TensorId(graph_.EntryOf(entry)); }

  Diagnostic GraphError(std::size_t node, std::string message, std::string hint = {}) const {
    return UserError({.file = sources_.graph.path, .pointer = fmt::format("/nodes/{}", node)},
                     std::move(message), std::move(hint));
  }

  void AddTensors() {
    program_.tensors.reserve(graph_.tensors.size());
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      for (std::size_t output = 0; output < graph_.OutputCount(i); ++output) {
        GraphTensor& source = graph_.tensors[graph_.EntryOf({i, output})];
        ir::Tensor tensor;
        tensor.name = graph_.nodes[i].name;
        if (output > 0) tensor.name += fmt::format("#{}", output);
        tensor.type = source.type;
        tensor.shape = std::move(source.shape);
        tensor.storage_id = source.storage_id;
        program_.Add(std::move(tensor));
      }
    }
  }

  Status ReadParams() {
    if (!sources_.params) return Ok();
    UTVMC_ASSIGN(arrays_, ReadParamsBin(*sources_.params));
    for (const ParamArray& array : arrays_) unused_.emplace(array.name, &array);
    return Ok();
  }

  /// Of what the files say, not of how they say it: TVM orders the keys of graph.json and the
  /// arrays of params.bin by hash, so that two of its runs differ there.
  std::uint32_t Checksum() const {
    std::uint32_t crc = graph_.checksum;
    for (const auto& [name, array] : unused_) crc = Crc32(array->data, Crc32(name, crc));
    for (const SourceFile& kernel : sources_.kernels) crc = Crc32(kernel.text, crc);
    for (const SourceFile& header : sources_.headers) crc = Crc32(header.text, crc);
    return crc;
  }

  /// The likeliest mistake of all: the file was not copied or not named.
  void NoteMissingParams() {
    if (sources_.params) return;
    const auto is_parameter = [](const std::string& name) {
      return name.size() > 1 && name[0] == 'p' &&
             name.find_first_not_of("0123456789", 1) == std::string::npos;
    };
    std::string names;
    for (const ir::TensorId input : program_.inputs) {
      if (is_parameter(program_[input].name)) names += " " + program_[input].name;
    }
    if (names.empty()) return;
    notes_.push_back(
        Info({.file = sources_.graph.path},
             fmt::format("no params.bin: what TVM names like parameters are inputs:{}", names)));
  }

  /// A "null" node: a constant if there are bytes for it, else an input of the model.
  Status AddPlaceholder(std::size_t node) {
    const ir::TensorId id = IdOf({node, 0});
    ir::Tensor& tensor = program_[id];
    if (const auto array = unused_.find(tensor.name); array != unused_.end()) {
      UTVMC_TRY(TakeArray(*array->second, tensor));
      unused_.erase(array);
    } else if (const auto linked = linked_.Find(tensor.name, tensor.storage_id)) {
      UTVMC_TRY(TakeLinked(*linked, tensor));
    } else {
      tensor.kind = ir::Tensor::Kind::kInput;
      program_.inputs.push_back(id);
    }
    return Ok();
  }

  Status TakeArray(const ParamArray& array, ir::Tensor& tensor) const {
    if (array.type != tensor.type || array.shape != tensor.shape) {
      return UserError(
          {.file = sources_.params->path},
          fmt::format("array \"{}\" is {}, but the graph says {}", array.name,
                      Print(array.type, array.shape), Print(tensor.type, tensor.shape)),
          kSameBuildHint);
    }
    tensor.kind = ir::Tensor::Kind::kConstant;
    tensor.data = array.data;
    return Ok();
  }

  Status TakeLinked(const LinkedConstant& linked, ir::Tensor& tensor) const {
    const ConstantItem& item = *linked.item;
    // bool is one byte, of which sources print any of the byte types.
    const bool same_type = tensor.type.IsBool() ? kernelc::SizeOf(item.element) == 1
                                                : ir::ElementType(tensor.type) == item.element;
    if (!same_type || item.elements != tensor.Elements()) {
      return UserError(
          {.file = linked.unit->source.path, .line = item.where.line, .column = item.where.column},
          fmt::format("constant \"{}\" has {} elements of {}, but the graph says {} "
                      "for \"{}\"",
                      item.name, item.elements, kernelc::Spell(item.element),
                      Print(tensor.type, tensor.shape), tensor.name),
          kSameBuildHint);
    }
    tensor.kind = ir::Tensor::Kind::kConstant;
    tensor.data.assign(item.bytes.begin(), item.bytes.end());
    return Ok();
  }

  /// Arrays that no node uses are legal. But where one would fit a "null" node that has no data,
  /// and one of the names is TVM's for a constant or they differ in one byte, a file is damaged or
  /// of another build; taking the node for an input would silently compile another model.
  Status CheckUnusedArrays() {
    constexpr std::size_t kManyInputs = 64;  // such a model is made up; bounds the pairs compared
    const std::size_t count = std::min(program_.inputs.size(), kManyInputs);
    for (const auto& [name, array] : unused_) {
      for (std::size_t i = 0; i < count; ++i) {
        const ir::Tensor& input = program_[program_.inputs[i]];
        if (array->type == input.type && array->shape == input.shape &&
            (IsTvmsParamName(name) || IsTvmsParamName(input.name) ||
             DifferInOneByte(name, input.name))) {
          return UserError({.file = sources_.params->path},
                           fmt::format("array \"{}\" is not in the graph, whose \"{}\" of the same "
                                       "shape has no data",
                                       name, input.name),
                           kSameBuildHint);
        }
      }
    }
    if (!unused_.empty()) NoteUnusedArrays();
    return Ok();
  }

  void NoteUnusedArrays() {
    constexpr std::size_t kShown = 4;
    std::string names;
    std::size_t shown = 0;
    for (const auto& [name, array] : unused_) {
      if (shown == kShown) break;
      names += fmt::format("{}\"{}\"", shown++ == 0 ? "" : ", ", name);
    }
    if (unused_.size() > shown) names += fmt::format(" and {} more", unused_.size() - shown);
    notes_.push_back(Info({.file = sources_.params->path},
                          fmt::format("left out: arrays that the graph does not use: {}", names)));
  }

  Status AddOperator(std::size_t index) {
    const GraphNode& node = graph_.nodes[index];
    ir::Operator op;
    op.name = node.name;
    op.where = {.file = sources_.graph.path, .pointer = fmt::format("/nodes/{}", index)};
    op.function = node.function;
    op.flatten = node.flatten;
    op.input_count = static_cast<int>(node.inputs.size());
    for (const NodeEntry input : node.inputs) op.arguments.push_back(IdOf(input));
    for (std::size_t output = 0; output < graph_.OutputCount(index); ++output) {
      op.arguments.push_back(IdOf({index, output}));
    }
    UTVMC_TRY(CheckCopy(op, index));
    program_.operators.push_back(std::move(op));
    return Ok();
  }

  /// `__nop` and `__copy` have no kernel: what they do follows from the graph alone.
  Status CheckCopy(const ir::Operator& op, std::size_t node) const {
    if (op.function != "__nop" && op.function != "__copy") return Ok();
    if (op.input_count != 1 || op.arguments.size() != 2) {
      return GraphError(
          node,
          fmt::format("{} needs 1 input and 1 output, found {} and {}", op.function, op.input_count,
                      op.arguments.size() - static_cast<std::size_t>(op.input_count)));
    }
    const ir::Tensor& from = program_[op.arguments[0]];
    const ir::Tensor& to = program_[op.arguments[1]];
    if (from.Bytes() != to.Bytes()) {
      return GraphError(node, fmt::format("{} cannot make {} of {}: the sizes differ", op.function,
                                          Print(to.type, to.shape), Print(from.type, from.shape)));
    }
    return Ok();
  }

  const ModelSources& sources_;
  GraphJson graph_;
  LinkedConstants linked_;
  Notes& notes_;
  ir::Program program_;
  std::vector<ParamArray> arrays_;
  std::map<std::string_view, const ParamArray*> unused_;  ///< arrays without a node so far, by name
};

}  // namespace

Result<ir::Program> ReadGraph(const ModelSources& sources,
                              const std::vector<TranslationUnit>& units, Notes& notes) {
  UTVMC_ASSIGN(GraphJson graph, ReadGraphJson(sources.graph, notes));
  return ProgramBuilder(sources, units, std::move(graph), notes).Build();
}

}  // namespace utvmc::ingest
