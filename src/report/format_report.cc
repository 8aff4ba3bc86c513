// The texts that the command line prints about a compilation.
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "utvmc/report.h"

namespace utvmc {
namespace {

constexpr std::size_t kNameWidth = 60;     // longer names are cut, so that rows fit 100 columns
constexpr std::size_t kPeakOperators = 3;  // as many as usually share the blame
constexpr const char* kEllipsis = "...";

/// 56192 -> "56,192". Independent of the locale.
std::string Grouped(std::int64_t number) {
  std::string digits = fmt::format("{}", number);
  const std::size_t first = digits[0] == '-' ? 1 : 0;
  for (std::size_t i = digits.size(); i > first + 3;) {
    i -= 3;
    digits.insert(i, 1, ',');
  }
  return digits;
}

std::string Cut(const std::string& name) {
  if (name.size() <= kNameWidth) return name;
  return fmt::format("{}{}", std::string_view(name).substr(0, kNameWidth - 3), kEllipsis);
}

std::string Count(std::int64_t number, const char* noun) {
  return fmt::format("{} {}{}", Grouped(number), noun, number == 1 ? "" : "s");
}

std::int64_t NativeKernels(const Report& report) {
  return std::count_if(report.kernels.begin(), report.kernels.end(),
                       [](const KernelReport& kernel) { return kernel.native; });
}

/// "lower bound 56,192: optimal (proved)" or "lower bound 50,000: best found, 12.4% above".
std::string AgainstBound(std::int64_t bytes, std::int64_t lower_bound) {
  std::string text = fmt::format("lower bound {}", Grouped(lower_bound));
  if (bytes <= lower_bound) return text + ": optimal (proved)";
  if (lower_bound <= 0) return text;
  const double above =
      static_cast<double>(bytes - lower_bound) * 100.0 / static_cast<double>(lower_bound);
  return text + fmt::format(": best found, {:.1f}% above", above);
}

/// Of all arenas. Where there are several, the bound of each is one for the buffers that it got:
/// their sum says nothing of other ways to deal them out.
std::string Verdict(const Report& report) {
  if (report.arenas.size() > 1) return fmt::format("in {} pools", report.arenas.size());
  return AgainstBound(report.arena_bytes, report.lower_bound);
}

/// Columns before the figures of pools: as in the lines above them where the names allow it.
std::size_t PoolNameWidth(const Report& report) {
  std::size_t width = 9;
  for (const ArenaReport& arena : report.arenas) width = std::max(width, arena.pool.size() + 1);
  for (const FlashReport& flash : report.flash) width = std::max(width, flash.pool.size() + 1);
  return width;
}

/// One line for each pool that was named.
std::string FormatPools(const Report& report, std::size_t name_width, std::size_t width) {
  std::string text;
  for (const ArenaReport& arena : report.arenas) {
    if (arena.capacity == 0) continue;
    text +=
        fmt::format("    {:<{}}{:>{}} of {}  {}\n", arena.pool, name_width, Grouped(arena.bytes),
                    width, Grouped(arena.capacity), AgainstBound(arena.bytes, arena.lower_bound));
  }
  return text;
}

}  // namespace

std::string FormatTable(const Report& report) {
  const auto kernels = static_cast<std::int64_t>(report.kernels.size());
  const std::string arena = Grouped(report.arena_bytes);
  const std::string constants = Grouped(report.constant_bytes);
  const std::string scratch = Grouped(report.scratch_bytes);
  const std::size_t width = std::max({arena.size(), constants.size(), scratch.size()});

  std::string text =
      fmt::format("{}: {}, {} ({} native)\n", Cut(report.name), Count(report.operators, "operator"),
                  Count(kernels, "kernel"), Grouped(NativeKernels(report)));
  text += fmt::format("  arena      {:>{}} bytes  {}\n", arena, width, Verdict(report));
  if (report.arena_bytes_given_order > 0) {
    text +=
        fmt::format("  operator order: changed, {} {} -> {} bytes\n",
                    report.arenas.size() > 1 ? "one arena for all would be" : "arena",
                    Grouped(report.arena_bytes_given_order), Grouped(report.arena_bytes_new_order));
  }
  const std::size_t pool_width = PoolNameWidth(report);
  text += FormatPools(report, pool_width, width);
  text += fmt::format("  constants  {:>{}} bytes\n", constants, width);
  for (const FlashReport& flash : report.flash) {
    text += fmt::format("    {:<{}}{:>{}} of {}\n", flash.pool, pool_width, Grouped(flash.bytes),
                        width, Grouped(flash.capacity));
  }
  text += fmt::format("  scratch    {:>{}} bytes  in the arena, largest of one operator\n", scratch,
                      width);

  const std::size_t rows = std::min(kPeakOperators, report.peak.size());
  if (rows == 0) return text;
  std::size_t name_width = 0;
  std::size_t bytes_width = 0;
  std::size_t index_width = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    const OperatorReport& op = report.peak[i];
    index_width = std::max(index_width, fmt::format("{}", op.index).size());
    name_width = std::max(name_width, Cut(op.name).size());
    bytes_width = std::max(bytes_width, Grouped(op.peak_bytes).size());
  }
  text += "  most live bytes during\n";
  for (std::size_t i = 0; i < rows; ++i) {
    const OperatorReport& op = report.peak[i];
    text += fmt::format("    op {:>{}}  {:<{}}  {:>{}} bytes\n", op.index, index_width,
                        Cut(op.name), name_width, Grouped(op.peak_bytes), bytes_width);
  }
  return text;
}

std::string FormatTable(const ImageReport& report) {
  std::string names;
  for (const std::string& name : report.models) names += (names.empty() ? "" : ", ") + name;
  std::string text =
      fmt::format("{} together: {}\n",
                  Count(static_cast<std::int64_t>(report.models.size()), "model"), Cut(names));
  std::vector<std::pair<std::string, std::string>> arenas;  // bytes, what they are
  for (const SharedArenaReport& arena : report.arenas) {
    arenas.emplace_back(
        Grouped(arena.bytes),
        fmt::format(
            "{}; {} in separate arenas{}", arena.type, Grouped(arena.separate_bytes),
            arena.bytes <= arena.lower_bound ? "" : ", lower bound " + Grouped(arena.lower_bound)));
  }
  if (arenas.empty()) arenas.emplace_back(Grouped(report.arena_bytes), "an arena for each");

  const std::string constants = Grouped(report.constant_bytes);
  std::size_t width = constants.size();
  for (const auto& [bytes, what] : arenas) width = std::max(width, bytes.size());
  for (std::size_t i = 0; i < arenas.size(); ++i) {
    text += fmt::format("  {:<9}  {:>{}} bytes  {}\n", i == 0 ? "arena" : "", arenas[i].first,
                        width, arenas[i].second);
  }
  text += fmt::format("  constants  {:>{}} bytes", constants, width);
  if (report.shared_constants > 0) {
    text += fmt::format("  {} saved: {} shared", Grouped(report.saved_constant_bytes),
                        Count(report.shared_constants, "constant"));
  }
  text += fmt::format("\n  kernels    {:>{}}", Grouped(report.kernels), width);
  if (report.shared_kernels > 0) {
    text += fmt::format("        {} saved: {} shared", Grouped(report.saved_kernels),
                        Count(report.shared_kernels, "kernel"));
  }
  return text + "\n";
}

std::string FormatExplanation(const Report& report) {
  const auto kernels = static_cast<std::int64_t>(report.kernels.size());
  const std::int64_t packed = kernels - NativeKernels(report);
  if (packed == 0) return fmt::format("{}, all with a typed signature\n", Count(kernels, "kernel"));

  std::string text =
      fmt::format("{}, {} without a typed signature:\n", Count(kernels, "kernel"), Grouped(packed));
  for (const KernelReport& kernel : report.kernels) {
    if (kernel.native) continue;
    text += fmt::format("  {}:{}: {} ({}) uses {}\n", kernel.file, kernel.line, kernel.symbol,
                        kernel.name, kernel.reason);
  }
  return text;
}

}  // namespace utvmc
