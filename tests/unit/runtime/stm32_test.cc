// The ai_* interface over a model made by hand, as utvmc emits them: handles, errors and indices.
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>

#include "ai_runtime_api.h"
// After it, as with TVM.
#include "ai_platform.h"

namespace {

std::int64_t shape[2] = {3, 4};
const float scale[1] = {0.5f};
const std::int32_t zero_point[1] = {-3};
ai_quantization_info quantization = {scale, zero_point, -1};

ai_tensor MakeTensor(ai_quantization_info* quant) {
  ai_tensor tensor = {};
  tensor.dltensor.device = {kDLCPU, 0};
  tensor.dltensor.ndim = 2;
  tensor.dltensor.dtype = {kDLInt, 16, 1};
  tensor.dltensor.shape = shape;
  tensor.quant = quant;
  return tensor;
}

ai_tensor input = MakeTensor(&quantization);
ai_tensor output = MakeTensor(nullptr);
ai_tensor* const inputs[] = {&input};
ai_tensor* const outputs[] = {&output};
extern ai_model_info model;
ai_network_t network = {&model, nullptr, ""};
ai_status outcome = AI_STATUS_OK;  ///< of the next run
int runs = 0;

ai_ptr GetParams() { return nullptr; }

ai_status Create(ai_ptr, ai_ptr activations) {
  network.activations = activations;
  network.error = activations == nullptr ? "cannot create" : "";
  if (activations == nullptr) return AI_STATUS_ERROR;
  input.dltensor.data = activations;
  output.dltensor.data = activations + 24;
  return AI_STATUS_OK;
}

ai_status Destroy() {
  network.activations = nullptr;
  return AI_STATUS_OK;
}

ai_status Run(ai_tensor* const* in, ai_tensor* const* out) {
  ++runs;
  const ai_status status = in == inputs && out == outputs ? outcome : AI_STATUS_ERROR;
  network.error = status == AI_STATUS_OK ? "" : "cannot run";
  return status;
}

ai_model_info model = {"model", "",     "12345678", "utvmc",   utvm_stm32_api_version,
                       7,       1,      1,          48,        100,
                       nullptr, inputs, outputs,    GetParams, Create,
                       Destroy, Run,    &network};

class Stm32 : public testing::Test {
 protected:
  void SetUp() override {
    runs = 0;
    outcome = AI_STATUS_OK;
    ASSERT_EQ(ai_create(&model, activations_.data(), &handle_), AI_STATUS_OK);
  }
  void TearDown() override { ai_destroy(handle_); }

  std::string Error() const { return ai_get_error(handle_); }

  AI_ALIGNED(8) std::array<ai_u8, 48> activations_ = {};
  ai_handle handle_ = AI_HANDLE_NULL;
};

TEST_F(Stm32, RunsTheModel) {
  EXPECT_EQ(ai_run(handle_), AI_STATUS_OK);
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(Error(), "");
}

TEST_F(Stm32, HandleKnowsTheModel) {
  EXPECT_STREQ(ai_get_name(handle_), "model");
  EXPECT_STREQ(ai_get_datetime(handle_), "");
  EXPECT_STREQ(ai_get_revision(handle_), "12345678");
  EXPECT_STREQ(ai_get_tool_version(handle_), "utvmc");
  EXPECT_STREQ(ai_get_api_version(handle_), "1.0.0.0");
  EXPECT_EQ(ai_get_node_size(handle_), 7u);
  EXPECT_EQ(ai_get_activations_size(handle_), 48u);
  EXPECT_EQ(ai_get_params_size(handle_), 100u);
  EXPECT_EQ(ai_get_activations(handle_), activations_.data());
  EXPECT_EQ(ai_get_params(handle_), nullptr);
  EXPECT_EQ(ai_get_input_size(handle_), 1);
  EXPECT_EQ(ai_get_output_size(handle_), 1);
}

TEST_F(Stm32, TensorsHaveSizesAndQuantization) {
  const ai_tensor* tensor = ai_get_input(handle_, 0);
  EXPECT_EQ(get_tensor_elts(tensor), 12u);
  EXPECT_EQ(get_tensor_size(tensor), 24u);
  EXPECT_EQ(ai_get_quantization(tensor)->scale[0], 0.5f);
  EXPECT_EQ(ai_get_quantization(tensor)->zero_point[0], -3);
  EXPECT_EQ(ai_get_quantization(ai_get_output(handle_, 0)), nullptr);
  EXPECT_EQ(ai_get_quantization(nullptr), nullptr);
  EXPECT_EQ(get_dltensor(ai_get_output(handle_, 0))->data, activations_.data() + 24);
}

TEST_F(Stm32, IndexOutOfRangeIsNullAndAnError) {
  EXPECT_EQ(ai_get_input(handle_, 1), nullptr);
  EXPECT_EQ(Error(), "Input index out of range");
  EXPECT_EQ(ai_get_output(handle_, -1), nullptr);
  EXPECT_EQ(Error(), "Output index out of range");
}

TEST_F(Stm32, FailedRunSaysWhyAndTheNextClearsIt) {
  outcome = AI_STATUS_DELEGATE_ERROR;
  EXPECT_EQ(ai_run(handle_), AI_STATUS_DELEGATE_ERROR);
  EXPECT_EQ(Error(), "cannot run");
  outcome = AI_STATUS_OK;
  EXPECT_EQ(ai_run(handle_), AI_STATUS_OK);
  EXPECT_EQ(Error(), "");
}

TEST_F(Stm32, DestroyedModelHasNoActivations) {
  EXPECT_EQ(ai_destroy(handle_), AI_STATUS_OK);
  EXPECT_EQ(ai_get_activations(handle_), nullptr);
}

TEST_F(Stm32, FailedCreateSetsTheHandleForItsError) {
  ai_handle handle = AI_HANDLE_NULL;
  EXPECT_EQ(ai_create(&model, nullptr, &handle), AI_STATUS_ERROR);
  EXPECT_STREQ(ai_get_error(handle), "cannot create");
  EXPECT_EQ(ai_create(&model, activations_.data(), nullptr), AI_STATUS_ERROR);
  EXPECT_EQ(ai_create(nullptr, activations_.data(), &handle), AI_STATUS_ERROR);
}

TEST(Stm32Handle, IsWholeWithoutAiCreate) {
  const ai_handle handle = model.network;
  EXPECT_STREQ(ai_get_name(handle), "model");
  EXPECT_EQ(ai_get_input(handle, 0), &input);
  EXPECT_EQ(Create(nullptr, nullptr), AI_STATUS_ERROR);
  EXPECT_STREQ(ai_get_error(handle), "cannot create");
  EXPECT_EQ(ai_run(handle), AI_STATUS_OK) << "whether it is created is for the model to know";
}

TEST(Stm32Null, HandleIsAnswered) {
  EXPECT_STREQ(ai_get_error(AI_HANDLE_NULL), "Network handle is NULL");
  EXPECT_EQ(ai_run(AI_HANDLE_NULL), AI_STATUS_ERROR);
  EXPECT_EQ(ai_destroy(AI_HANDLE_NULL), AI_STATUS_ERROR);
  EXPECT_EQ(ai_get_input(AI_HANDLE_NULL, 0), nullptr);
  EXPECT_EQ(ai_get_output(AI_HANDLE_NULL, 0), nullptr);
  EXPECT_EQ(ai_get_name(AI_HANDLE_NULL), nullptr);
  EXPECT_EQ(ai_get_input_size(AI_HANDLE_NULL), 0);
  EXPECT_EQ(ai_get_output_size(AI_HANDLE_NULL), 0);
  EXPECT_EQ(ai_get_activations_size(AI_HANDLE_NULL), 0u);
}

}  // namespace
