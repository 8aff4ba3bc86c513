// Kernels are compared by their text, with names that depend on nothing but the order of symbols.
#include "emit/sharing.h"

#include <fmt/format.h>

#include <map>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>

#include "emit/describe.h"
#include "kernelc/printer.h"

namespace utvmc::emit {
namespace {

/// Collects equal things in the order of their first members.
template <class Key>
class Groups {
 public:
  void Add(Key key, SharedItem::Member member) {
    const auto [group, is_new] = by_key_.try_emplace(std::move(key), items_.size());
    if (is_new) items_.emplace_back();
    items_[group->second].members.push_back(member);
  }

  /// Those of at least two models; members are added model by model.
  std::vector<SharedItem> Shared() && {
    std::erase_if(items_, [](const SharedItem& item) {
      return item.members.front().model == item.members.back().model;
    });
    return std::move(items_);
  }

 private:
  std::map<Key, std::size_t> by_key_;
  std::vector<SharedItem> items_;
};

/// All that the emitted function depends on but its name.
std::string Identity(const ir::Kernel& kernel, const ir::NativeBody& native) {
  kernelc::Function function = native.function;
  for (std::size_t i = 0; i < function.symbols.size(); ++i) {
    function.symbols[i].name = fmt::format("v{}", i);
  }
  return fmt::format("{} ({}) {}", kernel.can_fail ? "int32_t" : "void",
                     kernelc::PrintParameters(function),
                     kernelc::PrintBody(function, 0, native.handovers));
}

std::vector<SharedItem> SharedKernels(std::span<const ir::Program* const> programs) {
  Groups<std::string> groups;
  for (std::size_t model = 0; model < programs.size(); ++model) {
    const std::vector<ir::Kernel>& kernels = programs[model]->kernels;
    for (std::size_t i = 0; i < kernels.size(); ++i) {
      const auto* native = std::get_if<ir::NativeBody>(&kernels[i].body);
      if (native != nullptr) groups.Add(Identity(kernels[i], *native), {model, i});
    }
  }
  return std::move(groups).Shared();
}

std::vector<SharedItem> SharedConstants(std::span<const ir::Program* const> programs) {
  Groups<std::tuple<kernelc::Scalar, std::string_view>> groups;
  for (std::size_t model = 0; model < programs.size(); ++model) {
    const std::vector<std::vector<int>> users = ConstantUsers(*programs[model]);
    for (std::size_t i = 0; i < users.size(); ++i) {
      const ir::Tensor& tensor = programs[model]->tensors[i];
      if (users[i].empty() || tensor.data.empty()) continue;
      groups.Add({ir::ElementType(tensor.type), tensor.data}, {model, i});
    }
  }
  return std::move(groups).Shared();
}

}  // namespace

Sharing FindShared(std::span<const ir::Program* const> programs) {
  return {SharedKernels(programs), SharedConstants(programs)};
}

std::int64_t SavedConstantBytes(std::span<const Model> models, const Sharing& sharing) {
  std::int64_t saved = 0;
  for (const SharedItem& item : sharing.constants) {
    const SharedItem::Member& first = item.members.front();
    const std::int64_t bytes = models[first.model].program.tensors[first.index].Bytes();
    saved += bytes * static_cast<std::int64_t>(item.members.size() - 1);
  }
  return saved;
}

std::int64_t SavedKernels(const Sharing& sharing) {
  std::int64_t saved = 0;
  for (const SharedItem& item : sharing.kernels) {
    saved += static_cast<std::int64_t>(item.members.size()) - 1;
  }
  return saved;
}

}  // namespace utvmc::emit
