#include "kernelc/translation_unit.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "unit/kernelc/parse_helpers.h"

namespace utvmc::kernelc {
namespace {

std::string Describe(const Item& item) {
  constexpr std::string_view kKinds[] = {"include",  "macro",       "directive", "prototype",
                                         "variable", "declaration", "registry"};
  if (const auto* function = std::get_if<FunctionItem>(&item.node)) {
    return std::string(function->is_static ? "static " : "") +
           (function->is_packed ? "packed " : "") + "function " + function->name;
  }
  if (const auto* constant = std::get_if<ConstantItem>(&item.node)) {
    return "constant " + constant->name;
  }
  const auto& other = std::get<OtherItem>(item.node);
  return std::string(kKinds[static_cast<std::size_t>(other.kind)]) + " " + other.name;
}

std::vector<std::string> Items(std::string text) {
  const TranslationUnit unit = ParseUnit(std::move(text));
  std::vector<std::string> items;
  for (const Item& item : unit.items) items.push_back(Describe(item));
  return items;
}

using Texts = std::vector<std::string>;

TEST(TranslationUnitTest, NamesEveryItem) {
  EXPECT_EQ(
      Items("// tvm target: c -keys=cpu\n"
            "#define TVM_EXPORTS\n"
            "#include \"tvm/runtime/c_runtime_api.h\"\n"
            "#include <math.h>\n"
            "#pragma once\n"
            "void* __tvm_module_ctx = NULL;\n"
            "static void* x_packed = NULL;\n"
            "static const float k[1] = {1};\n"
            "TVM_DLL int32_t g(void*, void*, int32_t);\n"
            "typedef struct { int a; } pair_t;\n"
            "static inline float relu(float x) { return x > 0 ? x : 0; }\n"
            ";"),
      (Texts{"macro TVM_EXPORTS", "include tvm/runtime/c_runtime_api.h", "include math.h",
             "directive pragma", "variable __tvm_module_ctx", "variable x_packed", "constant k",
             "prototype g", "declaration pair_t", "static function relu", "declaration "}));
}

TEST(TranslationUnitTest, KnowsThePackedSignaturesOfEveryVersion) {
  for (const std::string_view head :
       {"int32_t f( void* args,  void* arg_type_ids, int32_t num_args)",
        "TVM_DLL int32_t f(void* args, void* arg_type_ids, int32_t num_args, void* out_ret_value, "
        "void* out_ret_tcode, void* resource_handle)",
        "TVM_DLL int32_t f(void* args, int32_t* arg_type_ids, int32_t num_args, void* "
        "out_ret_value, "
        "int32_t* out_ret_tcode, void* resource_handle)",
        "TVM_DLL int32_t f(TVMValue* args, int* type_code, int num_args, TVMValue* out_value, int* "
        "out_type_code)",
        "TVM_DLL int32_t f(TVMValue* args, int* type_code, int num_args, TVMValue* out_value, int* "
        "out_type_code, void* resource_handle)"}) {
    EXPECT_EQ(Items(std::string(head) + " { return 0; }"), Texts{"packed function f"}) << head;
  }
  for (const std::string_view head :
       {"int32_t f(float* p0, float* p1, float* out)", "void f(void* a, void* b, int32_t c)",
        "int32_t f(void)", "int32_t f(void* a, void* b, int32_t c, void* d)"}) {
    EXPECT_EQ(Items(std::string(head) + " { }"), Texts{"function f"}) << head;
  }
}

TEST(TranslationUnitTest, CountsTheParameters) {
  const TranslationUnit unit =
      ParseUnit("int32_t f(void* args, void* arg_type_ids, int32_t num_args) { return 0; }");
  EXPECT_EQ(FindFunction(unit, "f")->parameter_count, 3);
  EXPECT_EQ(FindFunction(unit, "f")->where, (Position{1, 9}));
}

TEST(TranslationUnitTest, RangesLeaveOutLinkageAndComments) {
  const TranslationUnit unit = ParseUnit(
      "// c\n#ifdef __cplusplus\nextern \"C\"\n#endif\nTVM_DLL int32_t f(void) { return 0; }\n");
  ASSERT_EQ(unit.items.size(), 1u);
  const TextRange range = unit.items[0].range;
  EXPECT_EQ(unit.source.text.substr(range.begin, range.end - range.begin),
            "TVM_DLL int32_t f(void) { return 0; }");
}

TEST(TranslationUnitTest, RecognisesARegistryByItsContent) {
  constexpr std::string_view kRegistry =
      "#include <tvm/runtime/crt/module.h>\n"
      "TVM_DLL int32_t f(TVMValue* args, int* type_code, int num_args, TVMValue* out_value, int* "
      "out_type_code, void* resource_handle);\n"
      "static TVMBackendPackedCFunc _tvm_func_array[] = {\n"
      "    (TVMBackendPackedCFunc)f,\n};\n"
      "static const TVMFuncRegistry _tvm_func_registry = {\"\\001f\\000\", _tvm_func_array,};\n"
      "static const TVMModule _tvm_system_lib = {&_tvm_func_registry,};\n"
      "const TVMModule* TVMSystemLibEntryPoint(void) {\n  return &_tvm_system_lib;\n}\n;";
  EXPECT_TRUE(ParseUnit(std::string(kRegistry)).is_registry);
  EXPECT_EQ(Items(std::string(kRegistry)),
            (Texts{"include tvm/runtime/crt/module.h", "prototype f", "registry _tvm_func_array",
                   "registry _tvm_func_registry", "registry _tvm_system_lib",
                   "registry TVMSystemLibEntryPoint", "declaration "}));
  // v0.7 puts the registry behind the kernels.
  EXPECT_FALSE(
      ParseUnit(KernelSource("return 0;") + "static TVMBackendPackedCFunc _tvm_func_array[] = {f};")
          .is_registry);
  EXPECT_FALSE(ParseUnit(";").is_registry);
}

TEST(TranslationUnitTest, ReadsTheLookupOfLinkedParameters) {
  const TranslationUnit unit = ParseUnit(
      "static const float __tvm_param__p0[1] = {1};\n"
      "static const float __tvm_param__p1[1] = {2};\n"
      "int32_t _lookup_linked_param(void* args, int* arg_type_ids, int num_args, void* "
      "out_ret_value, int* out_ret_tcode, void* resource_handle) {\n"
      "  switch (((int64_t*) args)[0]) {\n"
      "  default:\n    out_ret_tcode[0] = 4;\n    return 0;\n"
      "  case 3:\n    ((uint64_t*)out_ret_value)[0] = (uint64_t) (uintptr_t)__tvm_param__p0;\n"
      "    out_ret_tcode[0] = 3;\n    return 0;\n"
      "  case 7:\n    ((uint64_t*)out_ret_value)[0] = (uint64_t) (uintptr_t)__tvm_param__p1;\n"
      "    return 0;\n  }\n}\n");
  using Params = std::vector<std::pair<std::int64_t, std::string>>;
  EXPECT_EQ(unit.linked_params, (Params{{3, "__tvm_param__p0"}, {7, "__tvm_param__p1"}}));
  EXPECT_EQ(Describe(unit.items[2]), "registry _lookup_linked_param");
  EXPECT_FALSE(unit.is_registry);
}

TEST(TranslationUnitTest, WrappersAroundKernelsAreOutsideTheSubset) {
  const TranslationUnit unit = ParseUnit(
      KernelSource("return 0;") +
      "TVM_DLL int32_t __tvm_main__(void* args, int* arg_type_ids, int num_args, void* "
      "out_ret_value, int* out_ret_tcode, void* resource_handle) {\n"
      "  return f(args, arg_type_ids, num_args, out_ret_value, out_ret_tcode, "
      "resource_handle);\n}\n"
      "TVM_DLL int32_t tvmgen_default_run(void* a, void* b, int c, void* d, void* e, void* g) {\n"
      "  return tvmgen_default_elsewhere(a);\n}\n");
  const auto why = [&](std::string_view name) {
    return std::get<Unsupported>(FindFunction(unit, name)->body).construct;
  };
  EXPECT_EQ(why("__tvm_main__"), "a call of f()");
  EXPECT_EQ(why("tvmgen_default_run"), "code outside the subset");
}

TEST(TranslationUnitTest, ParsesV06sChecks) {
  const Function function = ParseF(
      "extern void* __tvm_module_ctx = NULL;\n"
      "TVM_DLL int32_t f( void* args,  void* arg_type_ids, int32_t num_args) {\n"
      "  if (!((num_args == 1))) {\n"
      "    TVMAPISetLastError(\"Assert fail: (num_args == 1), f: num_args should be 1\");\n"
      "    return -1;\n"
      "  }\n"
      "  void* arg0 = (((TVMValue*)args)[0].v_handle);\n"
      "  int32_t arg0_code = (( int32_t*)arg_type_ids)[(0)];\n"
      "  int64_t* arg0_shape = (int64_t*)(((TVMArray*)arg0)[0].shape);\n"
      "  int32_t dev_id = (((TVMArray*)arg0)[0].ctx.device_id);\n"
      "  if (!(((((arg0_code == 3) || (arg0_code == 13)) || (arg0_code == 7)) || (arg0_code == "
      "4)))) {\n"
      "    return -1;\n"
      "  }\n"
      "  if (!(((((((TVMArray*)arg0)[0].dtype.code) == (uint8_t)2) && "
      "((((TVMArray*)arg0)[0].dtype.bits) "
      "== (uint8_t)32)) && ((((TVMArray*)arg0)[0].dtype.lanes) == (uint16_t)1)))) {\n"
      "    return -1;\n"
      "  }\n"
      "  if (!((((int32_t)arg0_shape[0]) == 4) && ((((TVMArray*)arg0)[0].byte_offset) == "
      "(uint64_t)0))) {\n"
      "    return -1;\n"
      "  }\n"
      "  return 0;\n}\n");
  EXPECT_EQ(function.parameters.size(), 3u);
  EXPECT_EQ(function.body.size(), 9u);
}

TEST(TranslationUnitTest, AnEmptySourceHasNoItems) {
  EXPECT_TRUE(ParseUnit("").items.empty());
  EXPECT_TRUE(ParseUnit("// nothing\n").items.empty());
}

}  // namespace
}  // namespace utvmc::kernelc
