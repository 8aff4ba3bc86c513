#include "image.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <set>
#include <sstream>

#include "process.h"
#include "support/file_system.h"

namespace utvmc::target {
namespace {

const std::string kFirmware = UTVMC_SOURCE_DIR "/tests/target/firmware/";

void Append(std::vector<std::string>& words, const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
}

class Builder {
 public:
  Builder(const Target& target, const Subject& subject, const std::string& optimisation,
          const std::string& folder)
      : target_(target), subject_(subject), optimisation_(optimisation), folder_(folder) {}

  Result<Image> Run() {
    Image image{folder_, folder_ + "/image.elf", folder_ + "/image.map", {}, {}};
    UTVMC_TRY(CompileFirmware());
    for (const std::string& source : subject_.sources) {
      UTVMC_TRY(Compile(source, ObjectOf(source)));
      image.stack_usage.push_back(
          std::filesystem::path(folder_ + "/" + ObjectOf(source)).replace_extension(".su"));
    }
    for (const char* name : {"subject.su", "main.su"})
      image.stack_usage.push_back(folder_ + "/" + kFirmwarePrefix + name);
    UTVMC_TRY(Link());
    UTVMC_ASSIGN(image.symbols, ReadSymbols());
    return image;
  }

 private:
  std::vector<std::string> Compiler() const {
    std::vector<std::string> command = {target_.Tool("gcc"), optimisation_};
    Append(command, tools::SplitWords(target_.flags));
    return command;
  }

  /// GNU C99, since ISO mode switches the contraction to fused multiply-add off.
  Status Compile(const std::string& source, const std::string& object) {
    if (!objects_.insert(object).second)
      return InternalError(fmt::format("two sources are called {}", object));
    std::vector<std::string> command = Compiler();
    Append(command, {"-std=gnu99", "-ffunction-sections", "-fdata-sections", "-fstack-usage", "-w",
                     "-I" + kFirmware});
    for (const std::string& include : subject_.include_folders) command.push_back("-I" + include);
    Append(command, {"-c", std::filesystem::absolute(source).string(), "-o", object});
    UTVMC_TRY(RunIn(folder_, command));
    return Ok();
  }

  Status CompileFirmware() {
    DiskFileSystem disk;
    UTVMC_TRY(disk.Write(folder_ + "/subject.c", subject_.call));
    UTVMC_TRY(Compile(folder_ + "/subject.c", std::string(kFirmwarePrefix) + "subject.o"));
    for (const std::string& name :
         {std::string("main.c"), std::string("semihosting.c"), target_.start_source})
      UTVMC_TRY(Compile(kFirmware + name, kFirmwarePrefix + ObjectOf(name)));
    return Ok();
  }

  Status Link() {
    std::vector<std::string> command = Compiler();
    Append(command, {"-nostartfiles", "-T", kFirmware + "firmware.ld", "-Wl,--gc-sections",
                     "-Wl,--no-warn-rwx-segments", "-Wl,-Map=image.map"});
    const auto define = [&](const char* name, std::uint32_t value) {
      command.push_back(fmt::format("-Wl,--defsym={}={:#x}", name, value));
    };
    define("FLASH_ORIGIN", target_.flash.origin);
    define("FLASH_BYTES", target_.flash.bytes);
    define("RAM_ORIGIN", target_.ram.origin);
    define("RAM_BYTES", target_.ram.bytes);
    if (target_.vectors >= 0) define("VECTORS_ORIGIN", static_cast<std::uint32_t>(target_.vectors));
    Append(command, {objects_.begin(), objects_.end()});
    Append(command, {"-o", "image.elf", "-lm"});
    auto linked = RunIn(folder_, command);
    if (linked.ok()) return Ok();
    return Overflow(linked.error().message).value_or(linked.error());
  }

  /// "RAM overflowed by 123 bytes", once for each region, out of what ld printed.
  static std::optional<Diagnostic> Overflow(const std::string& printed) {
    const std::string start = "region `", middle = "' overflowed by ";
    std::string message;
    for (std::size_t at = printed.find(middle); at != std::string::npos;
         at = printed.find(middle, at + 1)) {
      const std::size_t region = printed.rfind(start, at) + start.size();
      const std::size_t number = at + middle.size();
      message += fmt::format("{}{} overflowed by {} bytes", message.empty() ? "" : ", ",
                             printed.substr(region, at - region),
                             printed.substr(number, printed.find(' ', number) - number));
    }
    if (message.empty()) return {};
    Diagnostic error = UserError({}, message);
    error.error_class = ErrorClass::kBudget;
    return error;
  }

  Result<std::map<std::string, Symbol>> ReadSymbols() const {
    UTVMC_ASSIGN(const std::string printed,
                 RunIn(folder_, {target_.Tool("nm"), "-S", "image.elf"}));
    std::map<std::string, Symbol> symbols;
    std::istringstream lines(printed);
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      std::vector<std::string> fields;
      for (std::string word; words >> word;) fields.push_back(std::move(word));
      if (fields.size() < 3) continue;
      const bool has_size = fields.size() == 4;
      const auto number = [](const std::string& text) {
        return static_cast<std::uint32_t>(std::stoul(text, nullptr, 16));
      };
      symbols[fields.back()] = {number(fields[0]), has_size ? number(fields[1]) : 0,
                                fields[fields.size() - 2][0]};
    }
    return symbols;
  }

  const Target& target_;
  const Subject& subject_;
  const std::string& optimisation_;
  const std::string& folder_;
  std::set<std::string> objects_;
};

}  // namespace

std::string ObjectOf(const std::string& source) {
  return std::filesystem::path(source).stem().string() + ".o";
}

Result<Image> BuildImage(const Target& target, const Subject& subject,
                         const std::string& optimisation, const std::string& folder) {
  return Builder(target, subject, optimisation, folder).Run();
}

Result<std::string> RunIn(const std::string& folder, const std::vector<std::string>& command) {
  std::vector<std::string> words = {"sh", "-c", "cd \"$0\" && exec \"$@\"", folder};
  Append(words, command);
  UTVMC_ASSIGN(tools::ProcessResult result, tools::RunProcess(words));
  if (result.exit_code == 0) return std::move(result.output);
  return UserError(
      {}, fmt::format("{} ended with code {}: {}", command[0], result.exit_code, result.output));
}

}  // namespace utvmc::target
