#include "synthetic.h"

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "synthetic_kernels.h"

namespace utvmc::benchmark {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostBranches = 16;

/// Little-endian bytes.
std::string Bytes(std::uint64_t value, int size) {
  std::string bytes;
  for (int i = 0; i < size; ++i) bytes.push_back(static_cast<char>(value >> (8 * i) & 0xff));
  return bytes;
}

/// The result of an operator, or the model's input.
struct Value {
  std::size_t node = 0;
  std::size_t image = 0;  ///< index into kImages
};

class Builder {
 public:
  Builder() {
    AddNull("x");
    AddTensor(ImageShape(0), 0);
  }

  std::size_t Below(std::size_t limit) { return random_() % limit; }

  static Value Input() { return {0, 0}; }

  Value Convolve(Value input, std::size_t image) {
    const Image& to = kImages[image];
    const std::string symbol =
        fmt::format("tvmgen_default_fused_nn_conv2d_cast_clip_{}{}", input.image, image);
    if (!kernels_.contains(symbol)) {
      kernels_[symbol] = ConvolutionKernel(symbol, kImages[input.image], to);
    }
    const std::size_t weights = AddWeights(to.channels);
    return Call(symbol, {input.node, weights}, image);
  }

  Value Add(Value a, Value b) {
    const std::string symbol = fmt::format("tvmgen_default_fused_add_clip_{}", a.image);
    if (!kernels_.contains(symbol)) kernels_[symbol] = AdditionKernel(symbol, kImages[a.image]);
    return Call(symbol, {a.node, b.node}, a.image);
  }

  Value Rectify(Value input) {
    const std::string symbol = fmt::format("tvmgen_default_fused_nn_relu_{}", input.image);
    if (!kernels_.contains(symbol)) {
      kernels_[symbol] = RectifierKernel(symbol, kImages[input.image]);
    }
    return Call(symbol, {input.node}, input.image);
  }

  void Output(Value value) { heads_.push_back({value.node, 0, 0}); }

  ModelSources Finish() {
    std::string kernels = KernelsHead();
    for (const auto& [symbol, text] : kernels_) kernels += text;
    return {{"graph.json", GraphText()},
            SourceFile{"params.bin", ParamsText()},
            {{"kernels.c", std::move(kernels)}}};
  }

 private:
  static Json ImageShape(std::size_t image) {
    return {1, kImages[image].height, kImages[image].width, kImages[image].channels};
  }

  void AddNull(const std::string& name) {
    arg_nodes_.push_back(nodes_.size());
    nodes_.push_back({{"op", "null"}, {"name", name}, {"inputs", Json::array()}});
  }

  void AddTensor(Json shape, std::size_t storage_id) {
    shapes_.push_back(std::move(shape));
    types_.push_back("int8");
    storage_ids_.push_back(storage_id);
    devices_.push_back(1);
  }

  std::size_t AddWeights(int channels) {
    const std::string name = fmt::format("p{}", weights_++);
    names_ += Bytes(name.size(), 8) + name;
    const std::size_t node = nodes_.size();
    const int size = channels * 3;
    arrays_ += Bytes(0xDD5E40F096B4A13F, 8) + Bytes(0, 8) + Bytes(1, 4) + Bytes(0, 4);
    arrays_ += Bytes(2, 4) + Bytes(0, 1) + Bytes(8, 1) + Bytes(1, 2);
    arrays_ += Bytes(static_cast<std::uint64_t>(channels), 8) + Bytes(3, 8);
    arrays_ += Bytes(static_cast<std::uint64_t>(size), 8);
    for (int i = 0; i < size; ++i) arrays_.push_back(static_cast<char>(random_() & 0xff));
    AddNull(name);
    AddTensor({channels, 3}, node);
    return node;
  }

  Value Call(const std::string& symbol, const std::vector<std::size_t>& inputs, std::size_t image) {
    Json entries = Json::array();
    for (const std::size_t input : inputs) entries.push_back({input, 0, 0});
    const std::size_t node = nodes_.size();
    const int times = calls_[symbol]++;
    nodes_.push_back({{"op", "tvm_op"},
                      {"name", times == 0 ? symbol : fmt::format("{}_{}", symbol, times)},
                      {"attrs",
                       {{"num_outputs", "1"},
                        {"num_inputs", fmt::format("{}", inputs.size())},
                        {"flatten_data", "0"},
                        {"func_name", symbol},
                        {"data_layout", "NHWC"},
                        {"hash", "5d17edd265d6f318"}}},
                      {"inputs", std::move(entries)}});
    AddTensor(ImageShape(image), node);
    return {node, image};
  }

  std::string GraphText() const {
    Json rows = Json::array();
    for (std::size_t i = 0; i <= nodes_.size(); ++i) rows.push_back(i);
    const Json graph = {{"nodes", nodes_},
                        {"arg_nodes", arg_nodes_},
                        {"heads", heads_},
                        {"attrs",
                         {{"dltype", Json::array({"list_str", types_})},
                          {"device_index", Json::array({"list_int", devices_})},
                          {"storage_id", Json::array({"list_int", storage_ids_})},
                          {"shape", Json::array({"list_shape", shapes_})}}},
                        {"node_row_ptr", std::move(rows)}};
    return graph.dump(1);
  }

  std::string ParamsText() const {
    return Bytes(0xF7E58D4F05049CB7, 8) + Bytes(0, 8) + Bytes(weights_, 8) + names_ +
           Bytes(weights_, 8) + arrays_;
  }

  std::mt19937 random_{1};  // the same numbers on every machine
  Json nodes_ = Json::array();
  Json arg_nodes_ = Json::array();
  Json heads_ = Json::array();
  Json shapes_ = Json::array();
  Json types_ = Json::array();
  Json storage_ids_ = Json::array();
  Json devices_ = Json::array();
  std::map<std::string, std::string> kernels_;
  std::map<std::string, int> calls_;
  std::size_t weights_ = 0;
  std::string names_;
  std::string arrays_;
};

ModelSources MakeChain(std::size_t operators) {
  Builder builder;
  Value value = builder.Input();
  for (std::size_t i = 0; i < operators; ++i) {
    value = builder.Below(4) == 0 ? builder.Rectify(value)
                                  : builder.Convolve(value, builder.Below(kImages.size()));
  }
  builder.Output(value);
  return builder.Finish();
}

ModelSources MakeDag(std::size_t operators) {
  Builder builder;
  std::vector<Value> branches = {builder.Input()};
  for (std::size_t i = 0; i < operators; ++i) {
    const std::size_t at = builder.Below(branches.size());
    const std::size_t other = builder.Below(branches.size());
    const bool can_join = at != other && branches[at].image == branches[other].image;
    if (can_join) {
      branches[other] = builder.Add(branches[at], branches[other]);
      branches.erase(branches.begin() + static_cast<std::ptrdiff_t>(at));
    } else if (branches.size() < kMostBranches && builder.Below(3) == 0) {
      branches.push_back(builder.Convolve(branches[at], builder.Below(kImages.size())));
    } else if (builder.Below(4) == 0) {
      branches[at] = builder.Rectify(branches[at]);
    } else {
      branches[at] = builder.Convolve(branches[at], builder.Below(kImages.size()));
    }
  }
  for (const Value& value : branches) builder.Output(value);
  return builder.Finish();
}

}  // namespace

ModelSources MakeSynthetic(Topology topology, std::size_t operators) {
  return topology == Topology::kChain ? MakeChain(operators) : MakeDag(operators);
}

}  // namespace utvmc::benchmark
