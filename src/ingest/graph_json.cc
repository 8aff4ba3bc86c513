// Reads graph.json section by section. Each is checked against the number of nodes and entries that
// earlier ones fixed, so that no count is ever trusted: row_ptr, then tensors, nodes, arg_nodes and
// heads.
#include "ingest/graph_json.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include "ingest/json_document.h"

namespace utvmc::ingest {
namespace {

/// A count as TVM writes it into attributes: decimal digits.
std::optional<std::size_t> ParseDecimal(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

class GraphReader {
 public:
  GraphReader(const JsonDocument& document, Notes& notes) : document_(document), notes_(notes) {}

  Result<GraphJson> Read() {
    UTVMC_TRY(ReadSections());
    UTVMC_TRY(ReadRowPtr());
    UTVMC_TRY(ReadTensors());
    for (std::size_t i = 0; i < nodes_->size(); ++i) UTVMC_TRY(ReadNode((*nodes_)[i], i));
    UTVMC_TRY(ReadArgNodes());
    UTVMC_TRY(ReadHeads());
    return std::move(graph_);
  }

 private:
  Status ReadSections() {
    UTVMC_ASSIGN(const JsonValue::Object* members, document_.AsObject(document_.root()));
    const std::set<std::string_view> known = {"nodes", "arg_nodes",    "heads",
                                              "attrs", "node_row_ptr", "metadata"};
    for (const JsonMember& member : *members) {
      if (!known.contains(member.key)) NoteUnknown(member);
    }
    UTVMC_ASSIGN(const JsonValue* nodes, document_.Member(document_.root(), "nodes"));
    UTVMC_ASSIGN(nodes_, document_.AsArray(*nodes));
    return Ok();
  }

  /// One warning a key, however many nodes have it; only the first few keys, since each warning
  /// searches the tree.
  void NoteUnknown(const JsonMember& member) {
    constexpr std::size_t kNoted = 8;
    if (noted_.size() == kNoted || !noted_.insert(member.key).second) return;
    notes_.push_back(Warning(document_.Where(member.value),
                             fmt::format("the unknown key \"{}\" is ignored", member.key)));
  }

  /// An integer in [0, limit). `what` names it in the message.
  Result<std::size_t> ReadIndex(const JsonValue& value, std::size_t limit, const char* what) {
    UTVMC_ASSIGN(const std::int64_t index, document_.AsInteger(value));
    if (index < 0 || static_cast<std::uint64_t>(index) >= limit) {
      return document_.Error(value,
                             fmt::format("{} {} does not exist, there are {}", what, index, limit));
    }
    return static_cast<std::size_t>(index);
  }

  Status ReadRowPtr() {
    UTVMC_ASSIGN(const JsonValue* value, document_.Member(document_.root(), "node_row_ptr"));
    UTVMC_ASSIGN(const JsonValue::Array* items, document_.AsArray(*value));
    if (items->size() != nodes_->size() + 1) {
      return document_.Error(
          *value, fmt::format("has {} elements instead of {}, one more than nodes", items->size(),
                              nodes_->size() + 1));
    }
    std::int64_t previous = 0;
    for (const JsonValue& item : *items) {
      UTVMC_ASSIGN(const std::int64_t entry, document_.AsInteger(item));
      if (graph_.row_ptr.empty() && entry != 0) {
        return document_.Error(item, fmt::format("begins with {} instead of 0", entry));
      }
      if (entry < previous) {
        return document_.Error(
            item, fmt::format("{} follows {}: the list must not decrease", entry, previous));
      }
      graph_.row_ptr.push_back(static_cast<std::size_t>(entry));
      previous = entry;
    }
    return Ok();
  }

  std::size_t Entries() const { return graph_.row_ptr.back(); }

  /// The list of attribute `name`, one item an entry; null where it is absent but optional.
  Result<const JsonValue::Array*> ReadAttribute(const JsonValue& attributes, const char* name,
                                                const char* type, bool is_optional = false) {
    if (is_optional) {
      UTVMC_ASSIGN(const JsonValue::Object* members, document_.AsObject(attributes));
      bool is_there = false;
      for (const JsonMember& member : *members) is_there = is_there || member.key == name;
      if (!is_there) return static_cast<const JsonValue::Array*>(nullptr);
    }
    UTVMC_ASSIGN(const JsonValue* value, document_.Member(attributes, name));
    UTVMC_ASSIGN(const JsonValue::Array* pair, document_.AsArray(*value));
    const auto* found = pair->size() == 2 ? std::get_if<std::string>(&(*pair)[0].node) : nullptr;
    if (!found || *found != type) {
      return document_.Error(*value, fmt::format("expected [\"{}\", [...]]", type));
    }
    UTVMC_ASSIGN(const JsonValue::Array* items, document_.AsArray((*pair)[1]));
    if (items->size() != Entries()) {
      return document_.Error((*pair)[1],
                             fmt::format("has {} elements, but node_row_ptr counts {} tensors",
                                         items->size(), Entries()));
    }
    return items;
  }

  Status ReadTensors() {
    UTVMC_ASSIGN(const JsonValue* attributes, document_.Member(document_.root(), "attrs"));
    UTVMC_ASSIGN(const auto* types, ReadAttribute(*attributes, "dltype", "list_str"));
    UTVMC_ASSIGN(const auto* shapes, ReadAttribute(*attributes, "shape", "list_shape"));
    UTVMC_ASSIGN(const auto* storage, ReadAttribute(*attributes, "storage_id", "list_int"));
    graph_.tensors.resize(Entries());
    std::int64_t total = 0;
    for (std::size_t i = 0; i < Entries(); ++i) {
      GraphTensor& tensor = graph_.tensors[i];
      UTVMC_ASSIGN(tensor.type, ReadType((*types)[i]));
      UTVMC_TRY(ReadShape((*shapes)[i], tensor, total));
      UTVMC_ASSIGN(tensor.storage_id, document_.AsInteger((*storage)[i]));
      if (tensor.storage_id < 0) {
        return document_.Error((*storage)[i],
                               fmt::format("the storage id {} is negative", tensor.storage_id));
      }
    }
    UTVMC_TRY(CheckDevices(*attributes));
    return CheckScopes(*attributes);
  }

  Result<ir::DataType> ReadType(const JsonValue& value) {
    UTVMC_ASSIGN(const std::string* text, document_.AsString(value));
    if (const auto type = ir::ParseDataType(*text)) return *type;
    const std::size_t lanes = text->rfind('x');
    if (lanes != std::string::npos && ir::ParseDataType(text->substr(0, lanes))) {
      return document_.Error(value, fmt::format("the vector type \"{}\" is not supported", *text),
                             kSupportedTypes);
    }
    return document_.Error(value, fmt::format("the type \"{}\" is not supported", *text),
                           kSupportedTypes);
  }

  /// `total` sums the bytes of all tensors: no later sum of sizes may overflow.
  Status ReadShape(const JsonValue& value, GraphTensor& tensor, std::int64_t& total) {
    UTVMC_ASSIGN(const JsonValue::Array* dimensions, document_.AsArray(value));
    tensor.shape.reserve(dimensions->size());
    for (const JsonValue& item : *dimensions) {
      UTVMC_ASSIGN(const std::int64_t dimension, document_.AsInteger(item));
      if (dimension < 0) {
        return document_.Error(item, fmt::format("the dimension {} is negative", dimension),
                               "build the model with static shapes");
      }
      tensor.shape.push_back(dimension);
    }
    std::int64_t bytes = tensor.type.Bytes();
    if (!IsPossibleShape(tensor.shape, bytes)) {
      return document_.Error(value, fmt::format("{}[{}] needs 2^40 bytes or more",
                                                Print(tensor.type), fmt::join(tensor.shape, ",")));
    }
    for (const std::int64_t dimension : tensor.shape) bytes *= dimension;
    total += bytes;
    if (total >= kMaxTensorBytes * 1024) {
      return document_.Error(value, "up to here the tensors need 2^50 bytes or more");
    }
    return Ok();
  }

  Status CheckDevices(const JsonValue& attributes) {
    UTVMC_ASSIGN(const auto* devices, ReadAttribute(attributes, "device_index", "list_int", true));
    if (!devices) return Ok();
    for (const JsonValue& item : *devices) {
      UTVMC_ASSIGN(const std::int64_t device, document_.AsInteger(item));
      if (device != 1) {
        return document_.Error(item,
                               fmt::format("device type {}: only the CPU, 1, is supported", device),
                               "build the model for target \"c\" alone");
      }
    }
    return Ok();
  }

  Status CheckScopes(const JsonValue& attributes) {
    UTVMC_ASSIGN(const auto* scopes, ReadAttribute(attributes, "storage_scope", "list_str", true));
    if (!scopes) return Ok();
    for (const JsonValue& item : *scopes) {
      UTVMC_ASSIGN(const std::string* scope, document_.AsString(item));
      if (!scope->empty() && *scope != "global") {
        return document_.Error(
            item, fmt::format("storage scope \"{}\": only the CPU's memory is supported", *scope),
            "build the model for target \"c\" alone");
      }
    }
    return Ok();
  }

  Status ReadNode(const JsonValue& value, std::size_t id) {
    UTVMC_ASSIGN(const JsonValue::Object* members, document_.AsObject(value));
    UTVMC_ASSIGN(const JsonValue* op_value, document_.Member(value, "op"));
    UTVMC_ASSIGN(const std::string* op, document_.AsString(*op_value));
    if (*op != "null" && *op != "tvm_op") {
      return document_.Error(*op_value,
                             fmt::format("expected \"null\" or \"tvm_op\", found \"{}\"", *op));
    }
    GraphNode& node = graph_.nodes.emplace_back();
    node.is_operator = *op == "tvm_op";
    UTVMC_ASSIGN(const JsonValue* name_value, document_.Member(value, "name"));
    UTVMC_ASSIGN(const std::string* name, document_.AsString(*name_value));
    node.name = *name;
    UTVMC_ASSIGN(const JsonValue* attributes, ReadMembers(*members));
    UTVMC_ASSIGN(const JsonValue* inputs, document_.Member(value, "inputs"));
    UTVMC_TRY(ReadInputs(*inputs, id));
    return node.is_operator ? ReadCall(value, attributes, id)
                            : CheckPlaceholder(*name_value, *inputs, id);
  }

  /// Checks a node's optional members; returns its attributes, null without any.
  Result<const JsonValue*> ReadMembers(const JsonValue::Object& members) {
    const JsonValue* attributes = nullptr;
    for (const JsonMember& member : members) {
      if (member.key == "attrs" || member.key == "attr") {
        if (attributes) {
          return document_.Error(member.value, "the node has both \"attr\" and \"attrs\"");
        }
        attributes = &member.value;
        UTVMC_TRY(document_.AsObject(member.value));
      } else if (member.key == "control_deps") {
        // No order beyond that of the nodes: they run one after the other.
        UTVMC_ASSIGN(const JsonValue::Array* nodes, document_.AsArray(member.value));
        for (const JsonValue& item : *nodes) UTVMC_TRY(ReadIndex(item, nodes_->size(), "node"));
      } else if (member.key != "op" && member.key != "name" && member.key != "inputs") {
        NoteUnknown(member);
      }
    }
    return attributes;
  }

  /// [node, output] or [node, output, version].
  Result<NodeEntry> ReadEntry(const JsonValue& value) {
    UTVMC_ASSIGN(const JsonValue::Array* items, document_.AsArray(value));
    if (items->size() != 2 && items->size() != 3) {
      return document_.Error(
          value, fmt::format("expected [node, output, version], found {} elements", items->size()));
    }
    NodeEntry entry;
    UTVMC_ASSIGN(entry.node, ReadIndex((*items)[0], nodes_->size(), "node"));
    UTVMC_ASSIGN(entry.output, ReadIndex((*items)[1], graph_.OutputCount(entry.node), "output"));
    if (items->size() == 3) UTVMC_TRY(document_.AsInteger((*items)[2]));
    return entry;
  }

  Status ReadInputs(const JsonValue& value, std::size_t id) {
    UTVMC_ASSIGN(const JsonValue::Array* items, document_.AsArray(value));
    GraphNode& node = graph_.nodes[id];
    node.inputs.reserve(items->size());
    for (const JsonValue& item : *items) {
      UTVMC_ASSIGN(const NodeEntry entry, ReadEntry(item));
      if (entry.node >= id) {
        return document_.Error(
            item, fmt::format("node {} reads node {}, which does not come before it: the graph has "
                              "a cycle or is not in execution order",
                              id, entry.node));
      }
      node.inputs.push_back(entry);
    }
    return Ok();
  }

  Status CheckPlaceholder(const JsonValue& name, const JsonValue& inputs, std::size_t id) {
    const GraphNode& node = graph_.nodes[id];
    if (!node.inputs.empty()) return document_.Error(inputs, "a \"null\" node cannot have inputs");
    if (graph_.OutputCount(id) != 1) {
      return document_.Error(name, fmt::format("a \"null\" node has one output, but node_row_ptr "
                                               "gives it {}",
                                               graph_.OutputCount(id)));
    }
    if (!placeholder_names_.insert(node.name).second) {
      return document_.Error(name,
                             fmt::format("two \"null\" nodes have the name \"{}\"", node.name));
    }
    return Ok();
  }

  Status ReadCall(const JsonValue& value, const JsonValue* attributes, std::size_t id) {
    if (!attributes) return document_.Error(value, "the key \"attrs\" is missing");
    GraphNode& node = graph_.nodes[id];
    UTVMC_ASSIGN(const JsonValue* function_value, document_.Member(*attributes, "func_name"));
    UTVMC_ASSIGN(const std::string* function, document_.AsString(*function_value));
    if (function->empty()) return document_.Error(*function_value, "the name is empty");
    node.function = *function;
    UTVMC_TRY(CheckCount(*attributes, "num_inputs", node.inputs.size(), "inputs"));
    UTVMC_TRY(CheckCount(*attributes, "num_outputs", graph_.OutputCount(id), "node_row_ptr"));
    UTVMC_ASSIGN(const JsonValue* flatten_value, document_.Member(*attributes, "flatten_data"));
    UTVMC_ASSIGN(const std::string* flatten, document_.AsString(*flatten_value));
    if (*flatten != "0" && *flatten != "1") {
      return document_.Error(*flatten_value,
                             fmt::format("expected \"0\" or \"1\", found \"{}\"", *flatten));
    }
    node.flatten = *flatten == "1";
    return Ok();
  }

  /// The decimal attribute `key` must say `count`, as `source` does.
  Status CheckCount(const JsonValue& attributes, const char* key, std::size_t count,
                    const char* source) {
    UTVMC_ASSIGN(const JsonValue* value, document_.Member(attributes, key));
    UTVMC_ASSIGN(const std::string* text, document_.AsString(*value));
    const std::optional<std::size_t> stated = ParseDecimal(*text);
    if (!stated) {
      return document_.Error(*value, fmt::format("expected a decimal number, found \"{}\"", *text));
    }
    if (*stated != count) {
      return document_.Error(
          *value, fmt::format("says {}, but {} gives the node {}", *stated, source, count));
    }
    return Ok();
  }

  Status ReadArgNodes() {
    UTVMC_ASSIGN(const JsonValue* value, document_.Member(document_.root(), "arg_nodes"));
    UTVMC_ASSIGN(const JsonValue::Array* items, document_.AsArray(*value));
    std::vector<bool> listed(nodes_->size());
    for (const JsonValue& item : *items) {
      UTVMC_ASSIGN(const std::size_t id, ReadIndex(item, nodes_->size(), "node"));
      if (graph_.nodes[id].is_operator) {
        return document_.Error(item, fmt::format("node {} is an operator, not an input", id));
      }
      if (listed[id]) return document_.Error(item, fmt::format("node {} is listed twice", id));
      listed[id] = true;
      graph_.arg_nodes.push_back(id);
    }
    for (std::size_t id = 0; id < listed.size(); ++id) {
      if (!listed[id] && !graph_.nodes[id].is_operator) {
        return document_.Error(*value, fmt::format("node {}, an input, is not listed", id));
      }
    }
    return Ok();
  }

  Status ReadHeads() {
    UTVMC_ASSIGN(const JsonValue* value, document_.Member(document_.root(), "heads"));
    UTVMC_ASSIGN(const JsonValue::Array* items, document_.AsArray(*value));
    if (items->empty()) return document_.Error(*value, "the model has no output");
    for (const JsonValue& item : *items) {
      UTVMC_ASSIGN(const NodeEntry entry, ReadEntry(item));
      graph_.heads.push_back(entry);
    }
    return Ok();
  }

  const JsonDocument& document_;
  Notes& notes_;
  const JsonValue::Array* nodes_ = nullptr;
  GraphJson graph_;
  std::set<std::string> noted_;
  std::set<std::string> placeholder_names_;
};

}  // namespace

bool IsPossibleShape(const std::vector<std::int64_t>& shape, std::int64_t element_bytes) {
  std::int64_t bytes = element_bytes;
  for (const std::int64_t dimension : shape) {
    if (dimension < 0) return false;
    if (dimension == 0) continue;  // else the result would depend on the order of dimensions
    if (dimension > (kMaxTensorBytes - 1) / bytes) return false;
    bytes *= dimension;
  }
  return true;
}

Result<GraphJson> ReadGraphJson(const SourceFile& file, Notes& notes) {
  UTVMC_ASSIGN(const JsonDocument document, JsonDocument::Parse(file));
  UTVMC_ASSIGN(GraphJson graph, GraphReader(document, notes).Read());
  graph.checksum = document.Checksum();
  return graph;
}

}  // namespace utvmc::ingest
