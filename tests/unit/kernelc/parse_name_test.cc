#include "kernelc/parse_name.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>

#include "unit/kernelc/parse_helpers.h"

namespace utvmc::kernelc {
namespace {

TEST(ParseName, ConstantsAndVariablesOfTheFileBecomeSymbols) {
  const Function function = ParseF(KernelSource("float a = k[1] + k[0]; void* b = ctx; return 0;",
                                                "static const float k[2] = {1, 2};\n"
                                                "static void* ctx = NULL;\n"));
  ASSERT_EQ(function.symbols.size(), 10u);
  const auto count = [&](SymbolKind kind, std::string_view name) {
    return std::count_if(
        function.symbols.begin(), function.symbols.end(),
        [&](const Symbol& symbol) { return symbol.kind == kind && symbol.name == name; });
  };
  EXPECT_EQ(count(SymbolKind::kConstant, "k"), 1);
  EXPECT_EQ(count(SymbolKind::kModuleVariable, "ctx"), 1);
  EXPECT_EQ(count(SymbolKind::kParameter, "args"), 1);
}

TEST(ParseName, TheHintOnAnUndeclaredNameSaysWhatToDo) {
  const auto unit = ParseTranslationUnit({"kernels.c", KernelSource("return foo;")});
  ASSERT_FALSE(unit.ok());
  EXPECT_EQ(unit.error().hint,
            "TVM declares every name that it uses: generate the file anew, or include the header "
            "that declares this one");
}

}  // namespace
}  // namespace utvmc::kernelc
