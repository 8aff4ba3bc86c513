// Output files in two phases: everything is written beside its target, then renamed into place.
#include "support/files.h"

#include <fmt/format.h>

#include <utility>

#include "support/paths.h"

namespace utvmc {
namespace {

/// An output whose content differs from what is on the disk.
struct Change {
  const OutputFile* output = nullptr;
  std::string target;
  std::string temporary;
  bool existed = false;
  std::string former;  ///< content of an existing target, to put it back
};

Result<std::vector<Change>> FindChanges(FileSystem& files, const std::string& folder,
                                        const std::vector<OutputFile>& outputs) {
  std::vector<Change> changes;
  for (const OutputFile& output : outputs) {
    Change change;
    change.output = &output;
    change.target = JoinPath(folder, output.name);
    change.temporary = change.target + ".utvmc-tmp";
    change.existed = files.Exists(change.target);
    if (change.existed) {
      UTVMC_ASSIGN(change.former, files.Read(change.target));
      if (change.former == output.text) continue;
    }
    changes.push_back(std::move(change));
  }
  return changes;
}

/// Puts the first `count` targets back. Returns the names of those where that failed too.
std::vector<std::string> Restore(FileSystem& files, const std::vector<Change>& changes,
                                 std::size_t count) {
  std::vector<std::string> lost;
  for (std::size_t i = 0; i < count; ++i) {
    const Change& change = changes[i];
    if (!change.existed) {
      files.Remove(change.target);
    } else if (!files.Write(change.temporary, change.former).ok() ||
               !files.Rename(change.temporary, change.target).ok()) {
      lost.push_back(change.output->name);
    }
  }
  return lost;
}

void RemoveTemporaries(FileSystem& files, const std::vector<Change>& changes) {
  for (const Change& change : changes) files.Remove(change.temporary);
}

/// Names the target, since the user never heard of temporaries, and says what state is left.
Diagnostic Explain(Diagnostic error, const Change& change, const std::vector<std::string>& lost) {
  error.where.file = change.target;
  error.hint = lost.empty()
                   ? "make room or choose another output folder; no file was changed"
                   : fmt::format("these files were already replaced: {}; make room and run again",
                                 fmt::join(lost, ", "));
  return error;
}

}  // namespace

Result<std::vector<std::string>> WriteOutputs(FileSystem& files, const std::string& folder,
                                              const std::vector<OutputFile>& outputs) {
  if (Status made = folder.empty() ? Ok() : files.MakeFolders(folder); !made.ok()) {
    made.error().hint = "choose another output folder";
    return std::move(made).error();
  }
  UTVMC_ASSIGN(const std::vector<Change> changes, FindChanges(files, folder, outputs));

  for (const Change& change : changes) {
    Status written = files.Write(change.temporary, change.output->text);
    if (written.ok()) continue;
    RemoveTemporaries(files, changes);
    return Explain(std::move(written).error(), change, {});
  }
  std::vector<std::string> changed;
  for (const Change& change : changes) {
    Status renamed = files.Rename(change.temporary, change.target);
    if (!renamed.ok()) {
      const std::vector<std::string> lost = Restore(files, changes, changed.size());
      RemoveTemporaries(files, changes);
      return Explain(std::move(renamed).error(), change, lost);
    }
    changed.push_back(change.output->name);
  }
  return changed;
}

}  // namespace utvmc
