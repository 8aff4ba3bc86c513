// A partial placement under construction, and everything that follows from it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "plan/exact_instance.h"
#include "plan/exact_techniques.h"
#include "plan/work_budget.h"

namespace utvmc::plan {

/// Keeps for every item the lowest start that is still possible, and for every section what its
/// unplaced items need; undoes its changes in reverse order.
///
/// Why deciding only "here" or "higher" misses nothing. If there is a placement within the
/// capacity, take one whose offsets have the smallest sum. In it no buffer can be moved to a lower
/// offset that is aligned and free, hence each one's offset is 0 or the end of some buffer that
/// shares time with it, rounded up to its alignment; call that canonical (Moffitt's MiniMalloc,
/// ASPLOS 2023, places in such an order too). This holds for any alignments, which only make the
/// set of possible offsets smaller, and for fixed offsets, whose buffers do not move. Two partners
/// (see Item) are above one another or at an allowed distance; one may then also rest at the least
/// distance from the other. All inferences need hold for that one placement only. Deciding "at the
/// lowest start, or later" is the schedule-or-postpone branching of Le Pape, Couronne, Vergamini
/// and Gosselin
/// ("Time-versus-capacity compromises in project scheduling", 1994), with offsets for time and
/// sections for machines that can do one job at a time.
class SearchState {
 public:
  /// `instance` must outlive it.
  SearchState(const ExactInstance& instance, const ExactTechniques& techniques);

  /// Forgets all decisions and asks for a height of at most `capacity` bytes. False: impossible.
  bool Reset(std::int64_t capacity);

  /// Puts `item` at its lowest start. IsSettled(item) must hold. False: nothing comes of it, undo.
  bool Place(std::int32_t item);
  /// Decides that `item`, which must not be fixed, starts above its lowest start. False: as above.
  bool Refuse(std::int32_t item);

  /// To be handed to UndoTo: takes back all decisions made since.
  std::size_t Mark() const { return trail_.size(); }
  void UndoTo(std::size_t mark);

  /// True: every unplaced neighbour or partner of `item` starts at or above its lowest start, so
  /// that none of them can come to lie below it any more.
  bool IsSettled(std::int32_t item) const;

  std::int64_t Start(std::int32_t item) const { return start_[Index(item)]; }
  /// Calls `visit` with every unplaced item that starts at the floor of the section, until false.
  template <typename Visit>
  void ForChoices(std::int32_t index, Visit visit) const {
    const Section& section = sections_[Index(index)];
    for (std::size_t at = 0; at < Index(section.unplaced); ++at) {
      const std::int32_t item = entries_[section.first + at].item;
      if (start_[Index(item)] == section.floor && !visit(item)) return;
    }
  }
  bool IsComplete(std::int32_t section) const { return sections_[Index(section)].unplaced == 0; }
  /// The lowest Start of an unplaced item (there must be one), and how many have it.
  std::int64_t Floor(std::int32_t section) const { return sections_[Index(section)].floor; }
  std::int32_t Choices(std::int32_t section) const { return sections_[Index(section)].choices; }
  /// Bytes of the section that may still be wasted.
  std::int64_t Slack(std::int32_t section) const { return sections_[Index(section)].slack; }
  /// How often the search has failed in the section, plus one.
  std::int64_t Weight(std::int32_t section) const { return weight_[Index(section)]; }
  std::vector<std::int64_t>& weights() { return weight_; }
  /// How many unplaced items live on both sides of the boundary before the section.
  std::int32_t Crossing(std::int32_t section) const { return crossing_[Index(section)]; }

  /// Steps of work since construction (see WorkBudget).
  std::int64_t work() const { return work_; }

 private:
  struct Section {
    std::int64_t floor = 0;
    std::int64_t slack = 0;
    std::int64_t need = 0;     ///< sum of the sizes of unplaced items
    std::int32_t choices = 0;  ///< items that start at the floor
    std::int32_t unplaced = 0;
    std::size_t first = 0;  ///< of its items in entries_
  };
  /// An item of a section. Those not placed come first.
  struct Entry {
    std::int64_t start = 0;  ///< as of the last look; -1: look anew
    std::int64_t size = 0;
    std::int32_t item = 0;
  };
  enum class Change : std::uint8_t {
    kStart,
    kSupport,
    kRefused,
    kRefusal,
    kPlaced,
    kFloor,
    kSlack,
    kChoices
  };
  struct Undo {
    std::int64_t old = 0;
    std::int32_t index = 0;
    Change change = Change::kStart;
  };
  /// Of LowestRest: an item that has to get above a start.
  struct Step {
    std::int32_t item = 0;
    std::int64_t above = 0;
  };

  static std::size_t Index(std::int32_t value) { return static_cast<std::size_t>(value); }
  std::span<const std::int32_t> Neighbours(std::int32_t item) const;
  template <typename Visit>
  void ForSections(std::int32_t item, Visit visit) const;

  void FindNeighbours();
  void FindReach();
  void FillSections();
  void SetUpLimits(std::int64_t capacity);
  void Record(Change change, std::int32_t index, std::int64_t old);
  void Unplace(std::int32_t item);
  void MarkDirty(std::int32_t item);
  bool Fail(std::int32_t section);
  bool Raise(std::int32_t item, std::int64_t start);
  std::int64_t PastFixed(std::int32_t item, std::int64_t start) const;
  std::int64_t PastPartners(std::int32_t item, std::int64_t start) const;
  bool PushPartners(std::int32_t item);
  bool MayRest(std::int32_t item) const;
  bool Propagate();
  bool CheckRefusals();
  bool CheckRefused(std::int32_t item);
  bool CheckRefusedAmongPartners(std::int32_t item);
  std::int64_t LowestRest(std::int32_t item);
  bool LeansOn(std::int32_t item, const Partner& partner) const;
  std::int64_t LowestRestAbove(std::int32_t item, std::int64_t above);
  std::int64_t LowestRestOutside(std::int32_t item, std::int64_t above);
  /// `infers`: also what only saves time.
  bool UpdateSection(std::int32_t section, bool infers);
  void SortEntries(std::span<Entry> entries);
  bool Summarise(std::int32_t section, std::span<const Entry> entries);
  bool RaiseNotFirst(const Section& section, std::span<const Entry> entries);
  bool RaiseBySums(const Section& section, std::span<const Entry> entries);
  void CollectEnds(std::span<const Entry> entries);
  bool AddToSums(std::int64_t size);

  const ExactInstance& instance_;
  ExactTechniques techniques_;
  std::int64_t deadline_ = 0;  ///< no rounded item ends above it

  std::vector<std::size_t> first_neighbour_;
  std::vector<std::int32_t> neighbours_;
  std::vector<std::vector<std::int32_t>> fixed_neighbours_;  ///< by item, ascending by offset

  std::vector<std::int64_t> start_;
  std::vector<std::int64_t> latest_;  ///< start above which an item exceeds the capacity
  /// Where the item could rest on a placed one at the highest: the end of a neighbour, or the end
  /// or least distance of a partner.
  std::vector<std::int64_t> support_;
  std::vector<std::int64_t> refused_;  ///< highest start that was refused; -1: none
  std::vector<char> placed_;
  std::vector<std::int32_t> refusals_;  ///< the items with one

  std::vector<Section> sections_;
  std::vector<Entry> entries_;
  std::vector<std::int64_t> weight_;
  std::vector<std::int32_t> crossing_;

  std::vector<Undo> trail_;
  std::vector<SectionRange> reach_;  ///< by item: where it sees others move
  SectionRange changed_;             ///< sections of what has moved since refusals were checked
  std::vector<std::int32_t> queue_;  ///< sections to look at
  std::vector<char> queued_;
  std::int64_t work_ = 0;

  // Used within one function, kept to save allocations.
  std::vector<Entry> moved_;
  std::vector<Entry> ends_;
  std::vector<std::int64_t> sums_;
  std::vector<std::int64_t> shifted_;
  std::vector<Step> way_;  ///< each leans on the next
  int ways_left_ = 0;
};

}  // namespace utvmc::plan
