// What messages say would do, does: read off the text, as a user does.
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "plan/plan_together.h"
#include "problems.h"
#include "program_builder.h"

namespace utvmc::plan {
namespace {

/// A few operators, each of which reads a constant and up to two earlier results.
ir::Program RandomProgram(Random& random, const std::string& name) {
  ProgramBuilder b;
  std::vector<ir::TensorId> results = {b.Input(random.Between(1, 64))};
  for (std::int64_t left = random.Between(1, 7); left > 0; --left) {
    std::vector<ir::TensorId> inputs = {b.Constant(random.Between(1, 40))};
    for (int i = 0; i < 2; ++i) {
      const std::int64_t last = static_cast<std::int64_t>(results.size()) - 1;
      const ir::TensorId from = results[static_cast<std::size_t>(random.Between(0, last))];
      if (inputs.back() != from) inputs.push_back(from);
    }
    results.push_back(b.Activation(random.Between(1, 64)));
    b.PackedCall(inputs, {results.back()});
  }
  for (ir::Tensor& tensor : b.program.tensors)
    if (tensor.kind == ir::Tensor::Kind::kConstant)
      tensor.data = std::string(static_cast<std::size_t>(tensor.shape[0]), name[0]);
  b.program.outputs.push_back(results.back());
  b.program.name = name;
  return std::move(b.program);
}

CompileOptions RandomOptions(Random& random) {
  CompileOptions options;
  options.plan_budget = 1'000;  // each message asks many questions
  const auto add = [&](const char* name, MemoryPool::Kind kind, std::int64_t most,
                       std::map<std::string, std::int64_t>& limits) {
    MemoryPool& pool = options.pools.emplace_back();
    pool.name = name;
    pool.kind = kind;
    pool.size = random.Between(0, most);
    pool.alignment = std::int64_t{1} << random.Between(0, 4);
    pool.speed.byte_cost = random.Between(1, 9);
    if (random.Between(0, 3) == 0) limits[name] = random.Between(0, most);
  };
  const char* const names[] = {"p0", "p1", "p2"};
  for (std::int64_t pool = random.Between(0, 3); pool > 0; --pool)
    add(names[pool - 1], MemoryPool::Kind::kRam, 200, options.limits.ram_pools);
  const char* const flash[] = {"f0", "f1"};
  for (std::int64_t pool = random.Between(0, 6) - 4; pool > 0; --pool)
    add(flash[pool - 1], MemoryPool::Kind::kFlash, 400, options.limits.flash_pools);
  if (random.Between(0, 1) == 0) options.limits.ram = random.Between(0, 300);
  return options;
}

struct Image {
  std::vector<ir::Program> programs;
  CompileOptions options;
  Together together;

  explicit Image(std::uint32_t seed) {
    Random random(seed);
    const std::int64_t models = std::max<std::int64_t>(1, random.Between(0, 4));
    const char* const names[] = {"a", "b", "c", "d"};
    for (std::int64_t model = 0; model < models; ++model)
      programs.push_back(RandomProgram(random, names[model]));
    options = RandomOptions(random);
    together.share_arena = random.Between(0, 1) == 0;
    together.share_constants = random.Between(0, 1) == 0;
    for (std::size_t model = 0; together.share_arena && model < programs.size(); ++model)
      if (random.Between(0, 1) == 0)
        together.concurrent.push_back({model, (model + 1) % programs.size()});
  }

  /// "": fits.
  std::string Error(const CompileOptions& with) const {
    if (programs.size() == 1) {
      const Result<MemoryPlan> plan = PlanMemory(programs[0], with);
      return plan.ok() ? "" : Format(plan.error());
    }
    std::vector<ModelToPlan> models;
    for (const ir::Program& program : programs) models.push_back({program, with});
    const Result<PlannedTogether> plan = PlanTogether(models, together);
    return plan.ok() ? "" : Format(plan.error());
  }
};

/// Sizes that a message names, by what they are sizes of: "--ram-limit", "pool \"p0\"",
/// "--ram-limit for pool \"p0\"".
using Sizes = std::vector<std::pair<std::string, std::int64_t>>;

Sizes SizesIn(const std::string& text) {
  static const std::regex size(
      R"re(((?:--(?:ram|flash)-limit)(?: for pool "\w+")?|pool "\w+") of (\d+) byte)re");
  Sizes sizes;
  for (std::sregex_iterator i(text.begin(), text.end(), size), end; i != end; ++i)
    sizes.emplace_back((*i)[1], std::stoll((*i)[2]));
  return sizes;
}

void Set(CompileOptions& options, const std::string& what, std::int64_t bytes) {
  for (MemoryPool& pool : options.pools) {
    if (what == "pool \"" + pool.name + "\"") pool.size = bytes;
    if (what == "--ram-limit for pool \"" + pool.name + "\"")
      options.limits.ram_pools[pool.name] = bytes;
    if (what == "--flash-limit for pool \"" + pool.name + "\"")
      options.limits.flash_pools[pool.name] = bytes;
  }
  if (what == "--ram-limit") options.limits.ram = bytes;
}

/// The memory of which a message speaks, as the bound that is lowest.
std::string MemoryIn(const std::string& error, const CompileOptions& options) {
  static const std::regex flash(R"re(\d+ bytes? of "(\w+)" would do)re");
  static const std::regex ram(R"re(error: (--ram-limit|pool "(\w+)") of \d+ bytes?)re");
  static const std::regex limit(R"re(error: --ram-limit of [^:]* for pool "(\w+)")re");
  std::smatch match;
  std::string pool;
  if (std::regex_search(error, match, flash)) {
    pool = match[1];
  } else if (std::regex_search(error, match, limit)) {
    pool = match[1];
  } else if (std::regex_search(error, match, ram)) {
    pool = match[2];
  }
  CompileOptions copy = options;
  const std::vector<Bound> bounds = BoundsOf(copy, pool);
  const auto lowest =
      std::ranges::min_element(bounds, {}, [](const Bound& bound) { return *bound.bytes; });
  return lowest == bounds.end() ? "nothing in " + error : lowest->words;
}

TEST(WouldDo, IsTrueWhateverTheProgramsAndMemories) {
  static const std::regex hint(R"re(hint: (\d+) bytes?.* would do([^;]*))re");
  int refused = 0, advised = 0, with_others = 0;
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    const Image image(seed);
    const std::string error = image.Error(image.options);
    if (error.empty()) continue;
    ++refused;
    std::smatch match;
    if (!std::regex_search(error, match, hint) || error.find("besides, ") != std::string::npos)
      continue;
    ++advised;
    CompileOptions enough = image.options;
    Set(enough, MemoryIn(error, image.options), std::stoll(match[1]));
    const Sizes others = SizesIn(match[2]);
    with_others += others.empty() ? 0 : 1;
    for (const auto& [what, bytes] : others) Set(enough, what, bytes);
    EXPECT_EQ(image.Error(enough), "") << seed << ": " << error;
  }
  EXPECT_GT(refused, 100);
  EXPECT_GT(advised, refused * 3 / 4);
  EXPECT_GT(with_others, 5);
}

/// With one memory the size is exact.
TEST(WouldDo, IsTheSmallestWhereThereIsOneMemory) {
  static const std::regex hint(R"re(hint: (\d+) bytes? would do(, and less than)?)re");
  int exact = 0;
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    const Image image(seed);
    CompileOptions options;
    options.limits.ram = 1;
    const std::string error = image.Error(options);
    std::smatch match;
    ASSERT_TRUE(std::regex_search(error, match, hint)) << error;
    options.limits.ram = std::stoll(match[1]);
    EXPECT_EQ(image.Error(options), "") << seed << ": " << error;
    if (match[2].matched) continue;
    ++exact;
    --*options.limits.ram;
    EXPECT_NE(image.Error(options), "") << seed << ": " << error;
  }
  EXPECT_GT(exact, 200);
}

}  // namespace
}  // namespace utvmc::plan
