// The arrows of docs/DESIGN.md, held against every #include; and what libraries leave to tools.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace utvmc {
namespace {

namespace fs = std::filesystem;

using ::testing::IsEmpty;

const fs::path kRoot = UTVMC_SOURCE_DIR;

/// What each layer may include besides itself, the public headers, the standard library and fmt.
const std::map<std::string, std::set<std::string>> kMayInclude = {
    {"support", {}},
    {"kernelc", {"support"}},
    {"ir", {"kernelc", "support"}},
    {"ingest", {"ir", "kernelc", "support"}},
    {"lowering", {"ir", "kernelc", "support"}},
    {"passes", {"ir", "kernelc", "support"}},
    {"plan", {"ir", "kernelc", "support"}},
    {"emit", {"plan", "ir", "kernelc", "support"}},
    {"report", {"plan", "ir", "kernelc", "support"}},
    {"driver",
     {"ingest", "lowering", "passes", "plan", "emit", "report", "ir", "kernelc", "support"}},
    // What a tool needs of the layers is files in and out; the rest goes through the driver.
    {"tools/utvmc", {"ingest", "ir", "plan", "support"}},
    {"include", {}},
};

/// Headers of plan that hold its result. Its algorithms are no business of emit and report.
const std::set<std::string> kPlanResults = {"plan/buffer_names.h", "plan/bytes_in_use.h", "plan/constant_tables.h", "plan/memory_plan.h",
                                            "plan/problem.h", "plan/shared_arena.h"};

/// Prefix of an include to the places that may have it. fmt is for everyone.
const std::map<std::string, std::set<std::string>> kLibraries = {
    {"nlohmann/", {"ingest", "report"}},
    {"CLI/", {"tools/utvmc"}},
    {"spdlog/", {"tools/utvmc"}},
    {"archive", {"ingest"}},
    {"fmt/",
     {"support", "kernelc", "ir", "ingest", "lowering", "passes", "plan", "emit", "report",
      "driver", "tools/utvmc"}},
};

struct Source {
  std::string path;   ///< from the root
  std::string place;  ///< a layer, "tools/utvmc" or "include"
  std::vector<std::string> lines;
};

std::vector<std::string> ReadLines(const fs::path& path) {
  std::ifstream stream(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<fs::path> FilesBelow(const std::string& folder) {
  static const std::set<std::string> kExtensions = {".h", ".cc", ".c"};
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
    if (kExtensions.contains(entry.path().extension().string())) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string PlaceOf(const fs::path& relative) {
  const std::string top = relative.begin()->string();
  if (top == "include") return top;
  const std::string second = std::next(relative.begin())->string();
  return top == "src" ? second : top + "/" + second;
}

std::vector<Source> ReadSources(const std::vector<std::string>& folders) {
  std::vector<Source> sources;
  for (const std::string& folder : folders) {
    for (const fs::path& path : FilesBelow(folder)) {
      const fs::path relative = path.lexically_relative(kRoot);
      sources.push_back({relative.string(), PlaceOf(relative), ReadLines(path)});
    }
  }
  return sources;
}

struct Include {
  std::string name;
  bool quoted = false;  ///< "name", not <name>
  std::string where;    ///< path:line
};

std::vector<Include> IncludesOf(const Source& source) {
  static const std::regex kInclude(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
  std::vector<Include> includes;
  std::smatch match;
  for (std::size_t i = 0; i < source.lines.size(); ++i) {
    if (!std::regex_search(source.lines[i], match, kInclude)) continue;
    includes.push_back({match[2], match[1] == "\"", fmt::format("{}:{}", source.path, i + 1)});
  }
  return includes;
}

std::string TopFolder(const std::string& include) { return include.substr(0, include.find('/')); }

/// Empty if the include is in order, else what is wrong.
std::string Fault(const Source& source, const Include& include) {
  for (const auto& [prefix, places] : kLibraries) {
    if (include.name.starts_with(prefix)) {
      return places.contains(source.place) ? "" : "this library belongs elsewhere";
    }
  }
  if (!include.quoted) {
    return include.name.find('/') == std::string::npos || include.name.starts_with("sys/")
               ? ""
               : "an unknown library";
  }
  if (include.name.starts_with("utvmc/")) return "";
  if (include.name.find('/') == std::string::npos) {
    // tools/utvmc is flat; layers name theirs with the folder.
    return source.place.starts_with("tools/") ? "" : "name the layer";
  }
  const std::string layer = TopFolder(include.name);
  if (layer == source.place) return "";
  if (!kMayInclude.at(source.place).contains(layer)) {
    return fmt::format("{} must not know {}", source.place, layer);
  }
  // `utvmc plan` is a tool of its own.
  const bool may_plan = source.place == "driver" || source.place == "tools/utvmc";
  if (layer == "plan" && !may_plan && !kPlanResults.contains(include.name)) {
    return fmt::format("{} knows plan's results, not its algorithms", source.place);
  }
  return "";
}

TEST(Includes, FollowTheLayers) {
  std::vector<std::string> faults;
  std::size_t count = 0;
  for (const Source& source : ReadSources({"src", "include", "tools/utvmc"})) {
    ASSERT_TRUE(kMayInclude.contains(source.place)) << source.path << " is in no known layer";
    for (const Include& include : IncludesOf(source)) {
      ++count;
      const std::string fault = Fault(source, include);
      if (!fault.empty()) {
        faults.push_back(fmt::format("{}: {}: {}", include.where, include.name, fault));
      }
    }
  }
  EXPECT_THAT(faults, IsEmpty());
  EXPECT_GT(count, 300u) << "the test looks in the wrong place";
}

/// The picture has no cycle: what a layer may include may not include it.
TEST(Includes, HaveOneDirection) {
  for (const auto& [place, layers] : kMayInclude) {
    for (const std::string& layer : layers) {
      EXPECT_FALSE(kMayInclude.at(layer).contains(place)) << place << " and " << layer;
      for (const std::string& below : kMayInclude.at(layer)) {
        EXPECT_TRUE(layers.contains(below) || place == "tools/utvmc")
            << place << " may include " << layer << " but not " << below;
      }
    }
  }
}

TEST(Includes, RuntimeAndCompilerStayApart) {
  std::set<std::string> runtime;
  for (const fs::path& path : FilesBelow("runtime")) {
    runtime.insert(path.lexically_relative(kRoot / "runtime").string());
  }
  ASSERT_TRUE(runtime.contains("utvm_rt.h"));
  for (const Source& source : ReadSources({"src", "include", "tools/utvmc"})) {
    for (const Include& include : IncludesOf(source)) {
      EXPECT_FALSE(runtime.contains(include.name)) << include.where << ": " << include.name;
    }
  }
  for (const fs::path& path : FilesBelow("runtime")) {
    const Source source = {path.lexically_relative(kRoot).string(), "runtime", ReadLines(path)};
    for (const Include& include : IncludesOf(source)) {
      const bool is_library = !include.quoted && include.name.find('/') == std::string::npos;
      EXPECT_TRUE(is_library || runtime.contains(include.name))
          << include.where << ": " << include.name;
    }
  }
}

/// The code of a line: without comments that run to its end, and without what strings hold.
std::string CodeOf(const std::string& line) {
  static const std::regex kLiteral(R"("([^"\\]|\\.)*")");
  const std::string code = std::regex_replace(line, kLiteral, "\"\"");
  return code.substr(0, code.find("//"));
}

TEST(Libraries, NeitherPrintNorExit) {
  // snprintf is as bad for another reason: it obeys the locale.
  static const std::regex kForbidden(
      R"(\b(std::(cout|cerr|clog)|(v|f|s|sn|vsn)?printf|fputs|puts|putchar|perror|exit|_exit|_Exit|)"
      R"(quick_exit|abort|terminate|system|popen)\b\s*(\(|<<|$))");
  static const std::regex kHeaders(R"(^\s*#\s*include\s*<(iostream|cstdio|stdio\.h)>)");
  // The only place that talks to the operating system.
  static const std::set<std::string> kMayUseStdio = {"src/support/file_system.cc"};
  std::vector<std::string> faults;
  for (const Source& source : ReadSources({"src", "include"})) {
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      const std::string code = CodeOf(source.lines[i]);
      const bool is_header = std::regex_search(code, kHeaders);
      if (is_header && kMayUseStdio.contains(source.path)) continue;
      if (is_header || std::regex_search(code, kForbidden)) {
        faults.push_back(fmt::format("{}:{}: {}", source.path, i + 1, source.lines[i]));
      }
    }
  }
  EXPECT_THAT(faults, IsEmpty());
}

TEST(Libraries, NeitherThrowNorLookAtClocksAndLocales) {
  static const std::regex kForbidden(
      R"(\b(throw\b|std::chrono|time\s*\(|clock\s*\(|getenv|setlocale|std::locale|random_device))");
  std::vector<std::string> faults;
  for (const Source& source : ReadSources({"src", "include"})) {
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      if (std::regex_search(CodeOf(source.lines[i]), kForbidden)) {
        faults.push_back(fmt::format("{}:{}: {}", source.path, i + 1, source.lines[i]));
      }
    }
  }
  EXPECT_THAT(faults, IsEmpty());
}

}  // namespace
}  // namespace utvmc
