#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "ingest/ingest.h"
#include "support/file_system.h"

namespace utvmc::ingest {
namespace {

const char* const kKernel = R"(
#include "tvm/runtime/c_runtime_api.h"
TVM_DLL int32_t dense(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value,
                      int32_t* out_ret_tcode, void* resource_handle) {
  return 0;
}
)";

const char* const kRegistry = R"(
#include <tvm/runtime/crt/module.h>
int32_t dense(TVMValue* args, int* type_code, int num_args, TVMValue* out_value,
              int* out_type_code, void* resource_handle);
static TVMBackendPackedCFunc _tvm_func_array[] = {
    (TVMBackendPackedCFunc)dense,
};
static const TVMFuncRegistry _tvm_func_registry = {
    "\001\000dense\000", _tvm_func_array,
};
static const TVMModule _tvm_system_lib = {
    &_tvm_func_registry,
};
const TVMModule* TVMSystemLibEntryPoint(void) {
    return &_tvm_system_lib;
}
;
)";

TEST(ReadKernels, LeavesTheRegistryOutWithANote) {
  Notes notes;
  const auto units = ReadKernels({{"m/a.c", kRegistry}, {"m/b.c", kKernel}}, notes);
  ASSERT_TRUE(units.ok()) << Format(units.error());
  ASSERT_EQ(units->size(), 1u);
  EXPECT_EQ((*units)[0].source.path, "m/b.c");
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(Format(notes[0]), "m/a.c: info: left out: TVM's registry of kernels, not needed");
}

TEST(ReadKernels, PassesTheFirstErrorOn) {
  Notes notes;
  const auto units = ReadKernels({{"m/a.c", kKernel}, {"m/b.c", "/* no end"}}, notes);
  ASSERT_FALSE(units.ok());
  EXPECT_EQ(units.error().where.file, "m/b.c");
}

TEST(ReadKernels, FindsTheRegistryOfEverySharedModel) {
  const std::string models = UTVMC_SOURCE_DIR "/../shared/models/own";
  if (!std::filesystem::exists(models)) GTEST_SKIP() << "no models in " << models;
  DiskFileSystem disk;
  for (const char* model :
       {"sine", "digits_int8", "lstm", "multi_io", "digits_f32_linked_params"}) {
    const auto sources = ReadModelSources(disk, {.folder = models + "/" + model});
    ASSERT_TRUE(sources.ok()) << Format(sources.error());
    Notes notes;
    const auto units = ReadKernels(sources->kernels, notes);
    ASSERT_TRUE(units.ok()) << Format(units.error());
    EXPECT_EQ(units->size(), 1u) << model;
    EXPECT_EQ(notes.size(), 1u) << model;
  }
}

}  // namespace
}  // namespace utvmc::ingest
