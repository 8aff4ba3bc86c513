// The choice among the interfaces.
#include "emit/api_files.h"

#include <algorithm>
#include <iterator>

namespace utvmc::emit {

ApiNames NamesOf(const ApiPlan& api, const std::string& prefix) {
  switch (api.api) {
    case Api::kStm32:
      return Stm32Names(prefix);
    case Api::kTvmC:
      return TvmCNames(api);
    case Api::kTvmWrap:
      return TvmWrapNames();
    case Api::kNative:
      break;
  }
  return {};
}

void AppendApiFiles(const Model& model, const ApiPlan& api, std::vector<OutputFile>& files) {
  std::vector<OutputFile> more;
  switch (api.api) {
    case Api::kStm32:
      more = Stm32Files(model, api);
      break;
    case Api::kTvmC:
      more = TvmCFiles(model, api);
      break;
    case Api::kTvmWrap:
      more = TvmWrapFiles(model);
      break;
    case Api::kNative:
      break;
  }
  std::ranges::move(more, std::back_inserter(files));
}

void AppendRegistry(const std::vector<std::string>& prefixes, Api api,
                    std::vector<OutputFile>& files) {
  if (api == Api::kStm32) files.push_back(Stm32Registry(prefixes));
}

}  // namespace utvmc::emit
