// Kernels that are carried over: text of their file, and that it works with the runtime.
#include <gtest/gtest.h>

#include "emit/emit.h"
#include "support/program_builder.h"

namespace utvmc::emit {
namespace {

using ir::Role;
using kernelc::Scalar;
using test::PlanApart;
using test::ProgramBuilder;

TEST(PackedTest, Placeholder) {}

}  // namespace
}  // namespace utvmc::emit
