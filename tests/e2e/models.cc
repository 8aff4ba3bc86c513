#include "models.h"

#include <utility>

namespace utvmc {

std::vector<std::string> AllModels() {
  std::vector<std::string> models;
  const std::vector<std::pair<std::string, std::vector<std::string>>> folders = {
      {"own/",
       {"autoencoder_ad", "depthwise", "digits_f32", "digits_f32_linked_params", "digits_int8",
        "dscnn_kws", "dtypes", "inception", "lstm", "mobilenet_vww", "multi_io", "passthrough",
        "reshape_chain", "residual", "resnet8", "sine", "transpose_pad", "wide_fan"}},
      {"own_v08/",
       {"digits_f32", "digits_int8", "dscnn_kws", "inception", "lstm", "multi_io", "passthrough",
        "reshape_chain", "sine", "transpose_pad"}},
      {"own_v018/",
       {"digits_f32", "digits_int8", "dscnn_kws", "dtypes", "inception", "lstm", "multi_io",
        "passthrough", "reshape_chain", "sine", "transpose_pad"}},
      {"thirdparty/",
       {"hello_world_f32", "hello_world_int8", "kws_int8", "micro_speech", "person_detect",
        "toycar_int8"}}};
  for (const auto& [folder, names] : folders) {
    for (const std::string& name : names) models.push_back(folder + name);
  }
  return models;
}

std::vector<std::string> ModelsIn(const std::string& folder) {
  std::vector<std::string> models = AllModels();
  std::erase_if(models, [&](const std::string& model) { return !model.starts_with(folder); });
  return models;
}

double Tolerance(const std::string& model) {
  const bool uses_libm = model.ends_with("lstm") || model.ends_with("wide_fan") ||
                         model.ends_with("inception") || model.ends_with("digits_f32") ||
                         model.ends_with("digits_f32_linked_params");
  return uses_libm ? 1e-6 : 0.0;
}

std::string ModelTestName(std::string model) {
  for (char& c : model) {
    if (c == '/') c = '_';
  }
  return model;
}

}  // namespace utvmc
