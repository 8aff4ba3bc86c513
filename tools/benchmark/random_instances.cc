// Random planning problems of growing size: how often the planner proves an optimum, how far above
// the bound it ends elsewhere, and how much processor time it takes. Prints a table; asserts that
// plans are valid.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <random>
#include <vector>

#include "plan/exact.h"

namespace utvmc::benchmark {
namespace {

using plan::Buffer;
using plan::Problem;
using Random = std::mt19937_64;

/// In [least, most]; distributions of the standard library differ between implementations.
std::int64_t Uniform(Random& random, std::int64_t least, std::int64_t most) {
  return least + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most - least + 1));
}

/// A rectangle of time and memory cut at random, so that a placement without any gap exists: hard
/// for heuristics, and its optimum is known.
Problem ZeroSlack(Random& random, std::size_t buffers) {
  std::vector<Buffer> pieces = {{.size = 1 << 20, .live = {0, 1 << 10}}};
  while (pieces.size() < buffers) {
    const auto index =
        static_cast<std::size_t>(Uniform(random, 0, static_cast<std::int64_t>(pieces.size()) - 1));
    Buffer& piece = pieces[index];
    Buffer rest = piece;
    const std::int64_t time = piece.live.end - piece.live.begin;
    if (Uniform(random, 0, 1) == 0) {
      if (piece.size < 2) continue;
      piece.size = Uniform(random, 1, piece.size - 1);
      rest.size -= piece.size;
    } else {
      if (time < 2) continue;
      piece.live.end = piece.live.begin + Uniform(random, 1, time - 1);
      rest.live.begin = piece.live.end;
    }
    pieces.push_back(rest);
  }
  return {.buffers = std::move(pieces)};
}

/// Activations of a branching network: short lifetimes, a few long ones, sizes over three orders of
/// magnitude in units of 16 bytes.
Problem Network(Random& random, std::size_t buffers) {
  Problem problem;
  for (std::size_t i = 0; i < buffers; ++i) {
    const auto begin = static_cast<std::int64_t>(i);
    const std::int64_t length =
        Uniform(random, 0, 9) == 0 ? Uniform(random, 5, 40) : Uniform(random, 1, 4);
    const std::int64_t scale = std::int64_t{1} << Uniform(random, 0, 10);
    problem.buffers.push_back({.size = 16 * Uniform(random, 1, 2) * scale,
                               .alignment = 16,
                               .live = {begin, begin + length + 1}});
  }
  return problem;
}

struct Tally {
  int proved = 0;
  double above = 0;  ///< sum of height / bound - 1
  std::vector<double> milliseconds = {};
  std::vector<std::int64_t> nodes = {};
};

Tally Run(Problem (*make)(Random&, std::size_t), std::size_t buffers, int instances) {
  Tally tally;
  Random random(buffers);
  for (int i = 0; i < instances; ++i) {
    const Problem problem = make(random, buffers);
    const std::clock_t begin = std::clock();
    const plan::ExactResult result = plan::SolveExactly(problem);
    const std::clock_t ticks = std::clock() - begin;
    if (!Validate(problem, result.placement).ok()) {
      fmt::print(stderr, "an invalid plan\n");
      std::exit(1);
    }
    tally.proved += result.optimal() ? 1 : 0;
    tally.above +=
        static_cast<double>(result.placement.height) / static_cast<double>(result.lower_bound) - 1;
    tally.milliseconds.push_back(static_cast<double>(ticks) * 1000 / CLOCKS_PER_SEC);
    tally.nodes.push_back(result.nodes);
  }
  std::ranges::sort(tally.milliseconds);
  std::ranges::sort(tally.nodes);
  return tally;
}

void PrintTable(const char* kind, Problem (*make)(Random&, std::size_t)) {
  for (const std::size_t buffers : {50u, 100u, 200u, 400u, 1000u, 2000u}) {
    const int instances = buffers >= 1000 ? 5 : 10;
    const Tally tally = Run(make, buffers, instances);
    const std::size_t middle = tally.milliseconds.size() / 2;
    fmt::print("{:<12} {:>8} {:>6} of {:<2} {:>9.2f}% {:>10.1f} {:>10.1f} {:>12} {:>10}\n", kind,
               buffers, tally.proved, instances, tally.above * 100 / instances,
               tally.milliseconds[middle], tally.milliseconds.back(), tally.nodes[middle],
               tally.nodes.back());
  }
}

}  // namespace
}  // namespace utvmc::benchmark

int main() {
  using namespace utvmc::benchmark;
  fmt::print("{:<12} {:>8} {:>12} {:>10} {:>10} {:>10} {:>12} {:>10}\n", "instances", "buffers",
             "proved", "above", "median ms", "most ms", "median nodes", "most");
  PrintTable("network", Network);
  PrintTable("zero slack", ZeroSlack);
  return 0;
}
