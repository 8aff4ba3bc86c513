// The fewest bytes that buffers of which some may overlap take together: what allowed overlaps do
// to the lower bound.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "plan/partners.h"
#include "plan/problem.h"

namespace utvmc::plan {

/// The buffers with partners that live at the present moment of a sweep through time.
///
/// Partners form components; bytes of two components are never shared. Within one, any choice of
/// single buffers and pairs of partners with no partnership from one to another has no bytes in
/// common, and a pair takes what remains where it overlaps as far as it may. Hence every such
/// choice is a bound, and the heaviest that a limited search finds is taken.
class SharedBytes {
 public:
  /// Both must outlive it.
  SharedBytes(const Problem& problem, const Partners& partners);

  void Born(std::size_t id);
  void Died(std::size_t id);

  /// At least so many bytes do those take that live now; at most kSaturated.
  std::int64_t Fewest();

 private:
  void CollectComponent(std::int32_t seed);
  std::int64_t FewestOfComponent();
  void Choose(std::size_t at, std::int64_t bytes);
  void Block(std::int32_t id, int by);
  std::int64_t SizeOf(std::int32_t id) const {
    return problem_.buffers[static_cast<std::size_t>(id)].size;
  }
  std::int64_t SizeOfPair(std::int32_t id, const Partner& partner) const;

  const Problem& problem_;
  const Partners& partners_;
  std::vector<std::int32_t> alive_;
  std::vector<char> is_alive_;           ///< by buffer
  std::vector<char> is_seen_;            ///< by buffer, false between calls
  std::vector<int> blocked_;             ///< by buffer: choices that exclude it, 0 between calls
  std::vector<std::int32_t> component_;  ///< largest first
  std::int64_t best_ = 0;
  std::int64_t steps_left_ = 0;  ///< of the search in one component
  std::int64_t work_left_;       ///< of all calls
};

}  // namespace utvmc::plan
