#include "run.h"

#include <fmt/format.h>

#include <sstream>

#include "metrics.h"
#include "process.h"
#include "support/file_system.h"

namespace utvmc::target {
namespace {

/// As firmware/main.c numbers them.
enum class Command : std::uint32_t { kEnd = 0, kFill = 1, kLoad = 2, kRun = 3, kStore = 4 };

/// No model takes a tenth of it.
constexpr const char* kSecondsLimit = "300";

void AppendWord(std::string& text, std::uint32_t word) {
  for (int shift = 0; shift < 32; shift += 8) text += static_cast<char>(word >> shift & 0xFFu);
}

class Script {
 public:
  explicit Script(const Image& image) : image_(image) {}

  Status Add(Command command, const Place& place) {
    const auto symbol = image_.symbols.find(place.symbol);
    if (symbol == image_.symbols.end())
      return UserError({}, fmt::format("the image has no symbol {}", place.symbol));
    const std::int64_t bytes = symbol->second.bytes;
    if (bytes != 0 && bytes < place.offset + place.bytes) {
      return UserError({}, fmt::format("{} has {} bytes, {} are needed", place.symbol, bytes,
                                       place.offset + place.bytes));
    }
    Add(command, symbol->second.address + static_cast<std::uint32_t>(place.offset),
        static_cast<std::uint32_t>(place.bytes));
    return Ok();
  }

  void Add(Command command, std::uint32_t address = 0, std::uint32_t bytes = 0) {
    AppendWord(text_, static_cast<std::uint32_t>(command));
    AppendWord(text_, address);
    AppendWord(text_, bytes);
  }

  void AddBytes(const std::string& bytes) { text_ += bytes; }
  const std::string& text() const { return text_; }

 private:
  const Image& image_;
  std::string text_;
};

Result<std::string> WriteScript(const Subject& subject, const Image& image,
                                const std::vector<tools::TestVector>& vectors) {
  Script script(image);
  for (const tools::TestVector& vector : vectors) {
    for (const Place& place : subject.memory) UTVMC_TRY(script.Add(Command::kFill, place));
    for (std::size_t i = 0; i < subject.inputs.size(); ++i) {
      UTVMC_TRY(script.Add(Command::kLoad, subject.inputs[i]));
      script.AddBytes(vector.inputs[i]);
    }
    script.Add(Command::kRun);
    for (const Place& place : subject.outputs) UTVMC_TRY(script.Add(Command::kStore, place));
  }
  script.Add(Command::kEnd);
  return script.text();
}

/// Takes a run apart again.
class Results {
 public:
  explicit Results(const std::string& bytes) : bytes_(bytes) {}

  Result<std::string> Take(std::int64_t count) {
    const auto size = static_cast<std::size_t>(count);
    if (bytes_.size() - at_ < size) return InternalError("the image left too few results");
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }

  Result<std::uint32_t> TakeWord() {
    UTVMC_ASSIGN(const std::string bytes, Take(4));
    std::uint32_t word = 0;
    for (int i = 3; i >= 0; --i)
      word = word << 8 | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
    return word;
  }

  Result<Inference> TakeInference(const Subject& subject) {
    UTVMC_ASSIGN(const std::uint32_t status, TakeWord());
    if (status != 0)
      return UserError(
          {}, fmt::format("{} returned {}", subject.name, static_cast<std::int32_t>(status)));
    Inference inference;
    UTVMC_ASSIGN(inference.stack, TakeWord());
    for (const Place& place : subject.outputs) {
      UTVMC_ASSIGN(std::string output, Take(place.bytes));
      inference.outputs.push_back(std::move(output));
    }
    return inference;
  }

 private:
  const std::string& bytes_;
  std::size_t at_ = 0;
};

Result<std::vector<std::string>> QemuCommand(const Target& target, const Image& image,
                                             const std::string& counter) {
  std::vector<std::string> command = {"timeout", kSecondsLimit};
  for (std::string& word : tools::SplitWords(target.qemu)) command.push_back(std::move(word));
  for (const char* word :
       {"-display", "none", "-monitor", "none", "-serial", "null", "-no-reboot",
        "-semihosting-config", "enable=on,target=native", "-kernel", "image.elf"})
    command.emplace_back(word);
  if (counter.empty()) return command;
  for (const char* name : {"count_begin", "count_end"}) {
    if (!image.symbols.contains(name)) return InternalError("the image has no marks to count from");
  }
  // Thumb functions have odd addresses.
  const auto mark = [&](const char* name) { return image.symbols.at(name).address & ~1u; };
  command.insert(command.end(),
                 {"-plugin", fmt::format("file={},begin={:#x},end={:#x},base={:#x},bytes={:#x},"
                                         "out=counts.txt",
                                         counter, mark("count_begin"), mark("count_end"),
                                         target.flash.origin, target.flash.bytes)});
  return command;
}

/// What count.so wrote, for each inference.
Status ReadCounts(const std::string& text, std::vector<Inference>& inferences) {
  std::istringstream lines(text);
  std::size_t at = 0;
  for (std::string line; std::getline(lines, line);) {
    if (at == inferences.size()) return InternalError("more inferences were counted than run");
    if (line == "end") {
      ++at;
      continue;
    }
    std::istringstream fields(line);
    std::uint32_t address = 0;
    std::uint64_t count = 0;
    fields >> address >> count;
    inferences[at].profile[address] = count;
  }
  if (at != inferences.size()) return InternalError("fewer inferences were counted than run");
  return Ok();
}

}  // namespace

Result<std::vector<Inference>> RunVectors(const Target& target, const Subject& subject,
                                          const Image& image,
                                          const std::vector<tools::TestVector>& vectors,
                                          const std::string& counter) {
  DiskFileSystem disk;
  UTVMC_ASSIGN(const std::string script, WriteScript(subject, image, vectors));
  UTVMC_TRY(disk.Write(image.folder + "/commands.bin", script));
  UTVMC_ASSIGN(const auto command, QemuCommand(target, image, counter));
  UTVMC_TRY(RunIn(image.folder, command));
  UTVMC_ASSIGN(const std::string bytes, disk.Read(image.folder + "/results.bin"));
  Results results(bytes);
  std::vector<Inference> inferences;
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    UTVMC_ASSIGN(Inference inference, results.TakeInference(subject));
    inferences.push_back(std::move(inference));
  }
  if (!counter.empty()) {
    UTVMC_ASSIGN(const std::string counts, disk.Read(image.folder + "/counts.txt"));
    UTVMC_TRY(ReadCounts(counts, inferences));
  }
  return inferences;
}

std::string Differences(const std::vector<Inference>& inferences,
                        const std::vector<tools::TestVector>& vectors, const Report& model,
                        double relative_tolerance) {
  std::string text;
  for (std::size_t v = 0; v < vectors.size(); ++v) {
    for (std::size_t o = 0; o < vectors[v].outputs.size(); ++o) {
      tools::OutputMetrics metrics(*ir::ParseDataType(model.outputs[o].type), relative_tolerance);
      metrics.Add(static_cast<int>(v), vectors[v].outputs[o], inferences[v].outputs[o]);
      if (const auto& mismatch = metrics.first_mismatch()) {
        text += fmt::format("vector {} output {} element {}: expected {}, got {}\n", v, o,
                            mismatch->element, mismatch->expected, mismatch->actual);
      }
    }
  }
  return text;
}

}  // namespace utvmc::target
