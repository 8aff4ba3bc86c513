// Placing buffers one after the other along lists of conflicts, with moves in the order that redo
// only what they change: the engine of the hill climbing.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "plan/conflicts.h"
#include "plan/fit.h"
#include "plan/order.h"
#include "plan/partners.h"
#include "plan/problem.h"
#include "plan/work_budget.h"

namespace utvmc::plan {

/// Keeps the placement that an order and a rule lead to. Buffers with a fixed offset count as
/// placed before all others and are no part of the order. `problem` and `conflicts` must outlive
/// it.
class ListPlacer {
 public:
  ListPlacer(const Problem& problem, const Conflicts& conflicts);

  /// Places all buffers in `order` (a permutation of all; fixed ones are skipped).
  void Place(const Order& order, FitRule rule, WorkBudget& budget);

  /// Takes the buffer at position `from` of order() out and puts it in at `to`, then places anew
  /// those buffers that this can affect: the outcome is that of Place with the new order. False:
  /// the height would exceed `limit`, and nothing has changed.
  bool Move(std::size_t from, std::size_t to, std::int64_t limit, WorkBudget& budget);

  /// The free buffers in the order in which they are placed.
  const Order& order() const { return order_; }
  /// Position in order(); -1: fixed.
  std::int32_t Rank(std::size_t id) const { return ranks_[id]; }
  Extent ExtentOf(std::size_t id) const { return extents_[id]; }
  std::int64_t AlignmentOf(std::size_t id) const { return problem_.buffers[id].alignment; }
  /// Those that overlap `id` in time.
  std::span<const std::int32_t> NeighboursOf(std::size_t id) const { return conflicts_.Of(id); }
  /// Those of them that `id` may share bytes with.
  std::span<const Partner> PartnersOf(std::size_t id) const { return partners_.Of(id); }
  std::int64_t height() const { return height_; }
  Placement Current() const;

 private:
  struct Change {
    std::size_t id = 0;
    Extent before;
  };

  void Shift(std::size_t from, std::size_t to);
  void MarkLater(std::size_t id);
  bool PlaceFrom(std::size_t position, std::int64_t limit, WorkBudget& budget);
  Extent Fit(std::size_t id, WorkBudget& budget);
  Extent FitAmongPartners(std::size_t id, WorkBudget& budget);
  void SortByStart(std::span<std::int32_t> neighbours, WorkBudget& budget) const;
  std::int64_t Highest() const;

  const Problem& problem_;
  const Conflicts& conflicts_;
  Partners partners_;
  FitRule rule_ = FitRule::kLowest;
  Order order_;
  std::vector<std::int32_t> ranks_;
  std::vector<Extent> extents_;
  std::int64_t height_ = 0;

  /// The neighbours of every buffer in the order of the starts they had when last looked at. They
  /// change little from one placement to the next, so that sorting them again is almost free.
  std::vector<std::int32_t> by_start_;
  std::vector<char> dirty_;      ///< by buffer: something that its place depends on has changed
  std::vector<Change> changes_;  ///< of the placement under way
  std::vector<Extent> shown_;    ///< used within one function
};

}  // namespace utvmc::plan
