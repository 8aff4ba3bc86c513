// The graph is read by utvmc, since that is tested elsewhere; all after it is TVM's text and plain
// C.
#include "packed_reference.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "emitted_model.h"
#include "ingest/ingest.h"
#include "support/files.h"
#include "temporary_folder.h"

namespace utvmc {
namespace {

const std::string kRuntime = UTVMC_SOURCE_DIR "/runtime";

template <class T>
T Must(Result<T> result) {
  if (result.ok()) return *std::move(result);
  ADD_FAILURE() << Format(result.error());
  std::abort();
}

constexpr const char* kHead = R"(
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tvm/runtime/c_backend_api.h"

void *TVMBackendAllocWorkspace(int type, int id, uint64_t bytes, int code, int bits)
{
    (void)type, (void)id, (void)code, (void)bits;
    return aligned_alloc(64, (size_t)((bytes + 63) / 64 * 64));
}

int TVMBackendFreeWorkspace(int type, int id, void *pointer)
{
    (void)type, (void)id;
    free(pointer);
    return 0;
}

void TVMAPISetLastError(const char *message)
{
    fputs(message, stderr);
}

static void describe(DLTensor *tensor, void *data, int code, int bits, int ndim, int64_t *shape)
{
    memset(tensor, 0, sizeof(*tensor));
    tensor->data = data;
    tensor->device.device_type = kDLCPU;
    tensor->ndim = ndim;
    tensor->dtype.code = (uint8_t)code;
    tensor->dtype.bits = (uint8_t)bits;
    tensor->dtype.lanes = 1;
    tensor->shape = shape;
}

static int call(int32_t (*kernel)(void *, int32_t *, int32_t, void *, int32_t *, void *),
                DLTensor *tensors, const int *arguments, int count)
{
    TVMValue values[32];
    int32_t codes[32], code = 0;
    TVMValue result;
    for (int i = 0; i < count; ++i) {
        values[i].v_handle = &tensors[arguments[i]];
        codes[i] = 7;
    }
    return kernel(values, codes, count, &result, &code, NULL);
}
)";

/// The program: reads inputs and constants, runs, writes the outputs of all nodes.
class ReferenceSource {
 public:
  explicit ReferenceSource(const ir::Program& program) : program_(program) {}

  std::string Text() const {
    std::string text = kHead;
    std::set<std::string> functions;
    for (const ir::Operator& op : program_.operators)
      if (!IsCopy(op)) functions.insert(op.function);
    for (const std::string& name : functions) {
      text +=
          fmt::format("int32_t {}(void *, int32_t *, int32_t, void *, int32_t *, void *);\n", name);
    }
    text += fmt::format("static DLTensor tensors[{}];\n", program_.tensors.size() + 1);
    text += "int main(int argc, char **argv)\n{\n    FILE *from, *to;\n";
    text += "    if (argc != 3) {\n        return 2;\n    }\n";
    text += "    from = fopen(argv[1], \"rb\");\n    to = fopen(argv[2], \"wb\");\n";
    for (std::size_t i = 0; i < program_.tensors.size(); ++i) text += Memory(i);
    for (const ir::TensorId id : program_.inputs) text += Transfer("fread", id, "from");
    for (std::size_t i = 0; i < program_.tensors.size(); ++i) {
      if (program_.tensors[i].kind == ir::Tensor::Kind::kConstant)
        text += Transfer("fread", ir::TensorId(i), "from");
    }
    for (const ir::Operator& op : program_.operators) text += Run(op);
    return text + "    return fclose(to) == 0 ? 0 : 2;\n}\n";
  }

  static bool IsCopy(const ir::Operator& op) {
    return op.function == "__nop" || op.function == "__copy";
  }

 private:
  std::string Memory(std::size_t i) const {
    const ir::Tensor& tensor = program_.tensors[i];
    return fmt::format(
        "    static int64_t shape_{0}[] = {{{1}{2}1}};\n"
        "    describe(&tensors[{0}], calloc(1, {3}), {4}, {5}, {6}, shape_{0});\n",
        i, fmt::join(tensor.shape, ", "), tensor.shape.empty() ? "" : ", ", tensor.Bytes() + 64,
        static_cast<int>(tensor.type.code), tensor.type.bits, tensor.shape.size());
  }

  std::string Transfer(const char* function, ir::TensorId id, const char* file) const {
    const std::int64_t bytes = program_[id].Bytes();
    return fmt::format(
        "    if ({0}(tensors[{1}].data, 1, {2}, {3}) != {2}) {{\n        return 3;\n    }}\n",
        function, id.index(), bytes, file);
  }

  std::string Run(const ir::Operator& op) const {
    std::vector<std::size_t> ids;
    for (const ir::TensorId id : op.arguments) ids.push_back(id.index());
    std::string text;
    if (IsCopy(op)) {
      text = fmt::format("    memcpy(tensors[{}].data, tensors[{}].data, {});\n", ids[1], ids[0],
                         program_[op.arguments[1]].Bytes());
    } else {
      text = fmt::format(
          "    {{\n        static const int list[] = {{{}}};\n"
          "        if (call({}, tensors, list, {}) != 0) {{\n            return 4;\n        }}\n"
          "    }}\n",
          fmt::join(ids, ", "), op.function, ids.size());
    }
    for (auto i = static_cast<std::size_t>(op.input_count); i < ids.size(); ++i)
      text += Transfer("fwrite", op.arguments[i], "to");
    return text;
  }

  const ir::Program& program_;
};

}  // namespace

TensorDumps RunPackedReference(const std::string& model_folder,
                               const std::vector<std::string>& inputs,
                               const std::vector<std::string>& compiler) {
  DiskFileSystem disk;
  Notes notes;
  const ModelSources sources = Must(ingest::ReadModelSources(disk, {model_folder, {}, {}, {}}));
  const auto units = Must(ingest::ReadKernels(sources.kernels, notes));
  const ir::Program program = Must(ingest::ReadGraph(sources, units, notes));

  const tools::TemporaryFolder folder = Must(tools::TemporaryFolder::Create());
  const auto path = [&](const char* name) { return folder.path() + "/" + name; };
  std::string bytes;
  for (const std::string& input : inputs) bytes += input;
  for (const ir::Tensor& tensor : program.tensors) bytes += tensor.data;
  Must(disk.Write(path("main.c"), ReferenceSource(program).Text()));
  Must(disk.Write(path("from.bin"), bytes));
  std::vector<std::string> build = compiler;
  build.insert(build.end(), {"-std=gnu11", "-w", "-I" + kRuntime, path("main.c")});
  for (const SourceFile& kernels : sources.kernels) build.push_back(kernels.path);
  build.insert(build.end(), {"-lm", "-o", path("reference")});
  EXPECT_EQ(RunQuietly(build), "");
  EXPECT_EQ(RunQuietly({path("reference"), path("from.bin"), path("to.bin")}), "");

  const std::string results = Must(disk.Read(path("to.bin")));
  TensorDumps dumps;
  std::size_t at = 0;
  for (const ir::Operator& op : program.operators) {
    for (auto i = static_cast<std::size_t>(op.input_count); i < op.arguments.size(); ++i) {
      const ir::Tensor& tensor = program[op.arguments[i]];
      const auto size = static_cast<std::size_t>(tensor.Bytes());
      dumps[tensor.name].push_back(results.substr(at, size));
      at += size;
    }
  }
  return dumps;
}

}  // namespace utvmc
