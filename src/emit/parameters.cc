// Signatures from lowered functions, or from the parameters where the body stays TVM's.
#include "emit/parameters.h"

#include <fmt/format.h>

#include <string_view>
#include <variant>
#include <vector>

#include "emit/describe.h"
#include "kernelc/printer.h"

namespace utvmc::emit {
namespace {

/// Declarators hold no comma.
std::vector<std::string> SplitDeclarators(std::string_view list) {
  constexpr std::string_view kSeparator = ", ";
  std::vector<std::string> declarators;
  for (std::size_t begin = 0;;) {
    const std::size_t end = list.find(kSeparator, begin);
    declarators.emplace_back(list.substr(begin, end - begin));
    if (end == std::string_view::npos) return declarators;
    begin = end + kSeparator.size();
  }
}

std::vector<std::string> Declarators(const ir::Kernel& kernel) {
  if (const auto* native = std::get_if<ir::NativeBody>(&kernel.body)) {
    return SplitDeclarators(kernelc::PrintParameters(native->function));
  }
  std::vector<std::string> declarators;
  for (const ir::Parameter& parameter : kernel.parameters) {
    declarators.push_back(fmt::format(
        "{}{} {}[{}]", parameter.role == ir::Role::kInput ? "const " : "",
        kernelc::Spell(parameter.element), parameter.name, ArrayLength(parameter.elements)));
  }
  if (declarators.empty()) declarators.emplace_back("void");
  return declarators;
}

}  // namespace

std::string DescribeOrigin(const ir::Kernel& kernel) {
  std::string text = fmt::format("From {} ({}:{})", EscapeForComment(kernel.symbol),
                                 EscapeForComment(kernel.origin.file), kernel.origin.line);
  for (std::size_t i = 0; i < kernel.twins.size(); ++i) {
    text += fmt::format("{} {}", i == 0 ? ", the same as" : ",", EscapeForComment(kernel.twins[i]));
  }
  return text + ".";
}

void WriteKernelSignature(Writer& writer, const ir::Kernel& kernel, const std::string& name,
                          const std::vector<bool>& unaliased, const char* end,
                          const std::optional<ExtraParameter>& extra) {
  std::vector<std::string> declarators = Declarators(kernel);
  for (std::size_t i = 0; kernel.IsNative() && i < unaliased.size(); ++i) {
    if (unaliased[i]) declarators[i].insert(declarators[i].find('[') + 1, "UTVM_RESTRICT ");
  }
  if (extra)
    declarators.insert(declarators.begin() + static_cast<std::ptrdiff_t>(extra->at),
                       extra->declarator);
  writer.List(fmt::format("{} {}(", kernel.can_fail ? "int32_t" : "void", name), declarators,
              fmt::format("){}", end));
}

}  // namespace utvmc::emit
