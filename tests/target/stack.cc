#include "stack.h"

#include <fmt/format.h>

#include <algorithm>

#include "stack_depth.h"
#include "support/file_system.h"

namespace utvmc::target {
namespace {

constexpr const char* kEntry = "subject_run";

Result<std::string> Disassemble(const Target& target, const Image& image) {
  DiskFileSystem disk;
  // Its output is longer than a program may print to us.
  UTVMC_TRY(
      RunIn(image.folder, {"sh", "-c", "\"$0\" -d image.elf > image.s", target.Tool("objdump")}));
  return disk.Read(image.folder + "/image.s");
}

Status ApplyCompilersFrames(const Image& image, CallGraph& graph) {
  DiskFileSystem disk;
  for (const std::string& path : image.stack_usage) {
    if (!disk.Exists(path)) continue;
    UTVMC_ASSIGN(const std::string usage, disk.Read(path));
    UTVMC_TRY(ApplyStackUsage(usage, graph));
  }
  return Ok();
}

}  // namespace

Result<StackFrames> ComputeStack(const Target& target, const Image& image,
                                 const std::vector<Inference>& inferences) {
  UTVMC_ASSIGN(const std::string disassembly, Disassemble(target, image));
  StackFrames frames;
  CallGraph all = ParseDisassembly(disassembly);
  UTVMC_TRY(ApplyCompilersFrames(image, all));
  UTVMC_ASSIGN(frames.deepest, DeepestStack(all, kEntry));
  UTVMC_ASSIGN(frames.caller_frame, FrameOfCaller(all, kEntry));

  Addresses executed;
  for (const Inference& inference : inferences)
    for (const auto& [address, count] : inference.profile) executed.insert(address);
  if (executed.empty()) return frames;
  CallGraph taken = ParseDisassembly(disassembly, &executed);
  UTVMC_TRY(ApplyCompilersFrames(image, taken));
  UTVMC_ASSIGN(frames.taken, DeepestStack(taken, kEntry));
  return frames;
}

std::int64_t PaintedStack(const std::vector<Inference>& inferences) {
  std::int64_t painted = 0;
  for (const Inference& inference : inferences) painted = std::max(painted, inference.stack);
  return painted;
}

std::string StackDisagreement(const StackFrames& frames, std::int64_t painted) {
  if (painted > frames.deepest)
    return fmt::format("{} B of stack overwritten, but frames of {} B", painted, frames.deepest);
  if (painted > frames.taken || frames.taken - painted > frames.caller_frame) {
    return fmt::format("{} B of stack overwritten, but frames of {} B along what was executed",
                       painted, frames.taken);
  }
  return "";
}

}  // namespace utvmc::target
