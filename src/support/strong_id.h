// Indices as distinct types: a TensorId is never taken for an OperatorId.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace utvmc {

/// Position in the table that owns the Tag's objects. Default: invalid.
template <class Tag>
struct StrongId {
  std::int32_t value = -1;

  constexpr StrongId() = default;
  constexpr explicit StrongId(std::size_t index) : value(static_cast<std::int32_t>(index)) {}

  constexpr bool valid() const { return value >= 0; }
  constexpr std::size_t index() const { return static_cast<std::size_t>(value); }

  friend constexpr auto operator<=>(StrongId, StrongId) = default;
};

}  // namespace utvmc

template <class Tag>
struct std::hash<utvmc::StrongId<Tag>> {
  std::size_t operator()(utvmc::StrongId<Tag> id) const noexcept {
    return std::hash<std::int32_t>{}(id.value);
  }
};
