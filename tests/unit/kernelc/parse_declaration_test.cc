#include "kernelc/parse_declaration.h"

#include <gtest/gtest.h>

#include <cstddef>

#include "unit/kernelc/parse_helpers.h"

namespace utvmc::kernelc {
namespace {

TEST(ParseDeclaration, DeclaresScalarsPointersAndArrays) {
  const Function function =
      ParseKernel("float a[16], *b; const int32_t c = 3; unsigned int d; TVMValue stack[2 * 2];");
  ASSERT_EQ(function.body.size(), 5u);
  const auto symbol = [&](std::size_t index) -> const Symbol& {
    return function[As<Declare>(function.body[index])->symbol];
  };
  EXPECT_EQ(symbol(0).kind, SymbolKind::kArray);
  EXPECT_EQ(symbol(0).elements, 16);
  EXPECT_EQ(symbol(0).type, (Type{Scalar::kFloat, 0}));
  EXPECT_EQ(symbol(1).type, (Type{Scalar::kFloat, 1}));
  EXPECT_EQ(symbol(2).type, (Type{Scalar::kInt32, 0}));
  EXPECT_EQ(symbol(3).type, (Type{Scalar::kUint32, 0}));
  EXPECT_EQ(symbol(4).elements, 4);
}

}  // namespace
}  // namespace utvmc::kernelc
