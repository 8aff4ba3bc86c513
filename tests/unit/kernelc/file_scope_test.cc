#include "kernelc/file_scope.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <string>

#include "unit/kernelc/parse_helpers.h"

namespace utvmc::kernelc {
namespace {

/// The enumerators of a header of the runtime, each with its value, which is a number or the name
/// of one before it.
void AddEnumerators(const std::string& header, std::map<std::string, std::int64_t>& values) {
  std::ifstream file(UTVMC_SOURCE_DIR "/runtime/" + header);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::regex enumerator("\\b(k[A-Z]\\w*) = (\\w+)");
  for (std::sregex_iterator it(text.begin(), text.end(), enumerator), end; it != end; ++it) {
    const std::string value = (*it)[2];
    values[(*it)[1]] = value[0] == 'k' ? values.at(value) : std::stoll(value);
  }
}

TEST(FileScope, EnumeratorsAreThoseOfTheRuntimesHeaders) {
  std::map<std::string, std::int64_t> values;
  AddEnumerators("dlpack/dlpack.h", values);
  AddEnumerators("tvm/runtime/c_runtime_api.h", values);
  ASSERT_GT(values.size(), 50u);
  for (const auto& [name, value] : values) EXPECT_EQ(FindEnumerator(name), value) << name;
  EXPECT_EQ(FindEnumerator("kDL"), std::nullopt);
  EXPECT_EQ(FindEnumerator("kZ"), std::nullopt);
}

TEST(FileScope, AnEnumeratorOfTheFileIsNotTvms) {
  EXPECT_EQ(WhyUnsupported(KernelSource("return kBytes;", "enum { kBytes = 5 };\n")),
            "3:8: the declaration of kBytes");
}

}  // namespace
}  // namespace utvmc::kernelc
