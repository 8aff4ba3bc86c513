#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/ingest.h"
#include "support/fake_file_system.h"

namespace utvmc::ingest {
namespace {

testing::FakeFileSystem Model() {
  utvmc::testing::FakeFileSystem files;
  files.Put("m/graph.json", "{}");
  files.Put("m/params.bin", "bin");
  files.Put("m/registry.c", "r");
  files.Put("m/kernels.c", "k");
  files.Put("m/.kernels.c", "hidden");
  files.Put("m/relay.txt", "text");
  files.Put("m/sub/other.c", "o");
  return files;
}

std::string ErrorOf(FileSystem& files, const ModelPaths& paths) {
  const auto sources = ReadModelSources(files, paths);
  return sources.ok() ? "no error" : Format(sources.error());
}

TEST(ReadModelSources, TakesEveryCSourceOfAFolderSorted) {
  auto files = Model();
  for (const char* folder : {"m", "m/"}) {
    const auto sources = ReadModelSources(files, {.folder = folder});
    ASSERT_TRUE(sources.ok()) << Format(sources.error());
    EXPECT_EQ(sources->graph.path, "m/graph.json");
    EXPECT_EQ(sources->graph.text, "{}");
    EXPECT_EQ(sources->params->path, "m/params.bin");
    ASSERT_EQ(sources->kernels.size(), 2u);
    EXPECT_EQ(sources->kernels[0].path, "m/kernels.c");
    EXPECT_EQ(sources->kernels[0].text, "k");
    EXPECT_EQ(sources->kernels[1].path, "m/registry.c");
  }
}

TEST(ReadModelSources, ParamsMayBeAbsentFromAFolder) {
  auto files = Model();
  files.Remove("m/params.bin");
  EXPECT_FALSE(ReadModelSources(files, {.folder = "m"})->params.has_value());
}

TEST(ReadModelSources, TakesNamedFilesInTheirOrder) {
  auto files = Model();
  const auto sources = ReadModelSources(
      files, {.graph = "m/graph.json", .kernels = {"m/registry.c", "m/kernels.c"}});
  ASSERT_TRUE(sources.ok());
  EXPECT_FALSE(sources->params.has_value());
  EXPECT_EQ(sources->kernels[0].path, "m/registry.c");
}

TEST(ReadModelSources, TakesHeadersThatLieBesideWhatIncludesThem) {
  auto files = Model();
  files.Put("m/kernels.c", "#include \"sub/a.h\"\n#include \"tvm/runtime/c_runtime_api.h\"\n");
  files.Put("m/registry.c", "#include \"sub/a.h\"\n#include \"/etc/passwd\"\n");
  files.Put("m/sub/a.h", "#include \"../b.h\"\n");
  files.Put("m/b.h", "#include \"sub/a.h\"\n");
  files.Put("m/c.h", "nobody includes it");
  const auto sources = ReadModelSources(files, {.folder = "m"});
  ASSERT_TRUE(sources.ok()) << Format(sources.error());
  ASSERT_EQ(sources->headers.size(), 2u);
  EXPECT_EQ(sources->headers[0].path, "m/sub/a.h");
  EXPECT_EQ(sources->headers[1].path, "m/b.h");
  EXPECT_EQ(sources->headers[1].text, "#include \"sub/a.h\"\n");
}

TEST(ReadModelSources, SaysWhatIsMissing) {
  auto files = Model();
  files.Put("bare/relay.txt", "");
  files.Put("tar/model.tar", "");
  files.Put("so/mod.so", "");
  files.Put("mlf/metadata.json", "");
  files.Put("nokernels/graph.json", "");
  files.Put("model.tar", "");
  struct Case {
    ModelPaths paths;
    const char* message;
  };
  const Case cases[] = {
      {{.folder = "none"},
       "none: error: no such folder\n"
       "  hint: give the folder that holds graph.json, params.bin and the C sources"},
      {{.folder = "m/graph.json"},
       "m/graph.json: error: not a folder\n"
       "  hint: give the folder that holds graph.json, params.bin and the C sources"},
      {{.folder = "model.tar"},
       "model.tar: error: not a folder\n"
       "  hint: this looks like an archive of TVM: unpack it (tar -xf model.tar) and name the "
       "files "
       "with --graph, --params and --kernels"},
      {{.folder = "bare"},
       "bare: error: no graph.json in this folder\n"
       "  hint: save lib.get_graph_json() there, or name the files with --graph, --params and "
       "--kernels"},
      {{.folder = "tar"},
       "tar: error: no graph.json in this folder\n"
       "  hint: \"model.tar\" looks like an archive of TVM: unpack it (tar -xf model.tar) and name "
       "the files with --graph, --params and --kernels"},
      {{.folder = "so"},
       "so: error: no graph.json in this folder\n"
       "  hint: this looks like a model compiled for a desktop: build it for target \"c\" and save "
       "graph.json, params.bin and the C source"},
      {{.folder = "mlf"},
       "mlf: error: no graph.json in this folder\n"
       "  hint: this looks like an unpacked Model Library Format archive: name its files with "
       "--graph (executor-config/graph/), --params (parameters/) and --kernels "
       "(codegen/host/src/*.c)"},
      {{.folder = "nokernels"},
       "nokernels: error: no C source (*.c) in this folder\n"
       "  hint: save the kernels there: lib.get_lib().save(\"kernels.c\")"},
      {{},
       "error: no model is given\n"
       "  hint: name its folder, or its files with --graph, --params and --kernels"},
      {{.graph = "m/graph.json"},
       "error: no C source is given\n  hint: name the model's C sources with --kernels"},
      {{.graph = "g", .kernels = {"m/kernels.c"}},
       "g: error: cannot read: no such file or directory"},
      {{.graph = "m/graph.json", .params = "p", .kernels = {"m/kernels.c"}},
       "p: error: cannot read: no such file or directory"},
      {{.graph = "m/graph.json", .kernels = {"k.c"}},
       "k.c: error: cannot read: no such file or directory"},
  };
  for (const Case& c : cases) EXPECT_EQ(ErrorOf(files, c.paths), c.message);
}

TEST(ReadModelSources, SaysThatAFileCannotBeRead) {
  auto files = Model();
  files.MakeUnreadable("m/kernels.c");
  EXPECT_EQ(ErrorOf(files, {.folder = "m"}), "m/kernels.c: error: cannot read: permission denied");
}

}  // namespace
}  // namespace utvmc::ingest
