// The text is assembled from fixed C and one line per input and output; it knows no element types,
// only bytes and what network.h says about them.
#include "harness.h"

#include <fmt/format.h>

#include <cstddef>

namespace utvmc::tools {
namespace {

constexpr const char* kHead =
    R"(/* Runs every vector of a validation: inputs from one file, outputs to another. */
#define _POSIX_C_SOURCE 200112L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

)";

constexpr const char* kHelpers = R"(
static int read_bytes(FILE *file, void *to, size_t count)
{
    return count == 0u || fread(to, 1u, count, file) == count;
}

static int write_bytes(FILE *file, const void *from, size_t count)
{
    return count == 0u || fwrite(from, 1u, count, file) == count;
}

/* Exactly `count` bytes. */
static void *allocate(size_t align, size_t count)
{
    void *memory = NULL;
    if (align < sizeof(void *)) {
        align = sizeof(void *);
    }
    if (posix_memalign(&memory, align, count == 0u ? 1u : count) != 0) {
        return NULL;
    }
    return memory;
}

)";

std::string Upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

/// How the harness names one input or output in C.
struct Buffer {
  std::string address;
  std::string bytes;
};

class Harness {
 public:
  Harness(const Report& model, const CompileOptions& options)
      : model_(model),
        prefix_(options.name),
        macro_(Upper(options.name)),
        is_callers_(options.io == IoPlacement::kCaller) {}

  std::string Source() const {
    return kHead + fmt::format("#include \"{}.h\"\n", prefix_) + kHelpers + RunOnce() + Main();
  }

 private:
  Buffer BufferOf(const char* direction, std::size_t index) const {
    const std::string macro = fmt::format("{}_{}_{}", macro_, direction, index);
    const bool is_input = direction[0] == 'I';
    return {is_callers_ ? fmt::format("{}[{}]", is_input ? "in" : "out", index)
                        : fmt::format("arena->bytes + {}_OFFSET", macro),
            macro + "_BYTES"};
  }

  /// Reads one vector, runs, writes. Returns what run() returned, or -1.
  std::string RunOnce() const {
    std::string text = fmt::format(
        "/* 0, or the exit code of the program. */\n"
        "static int run_once({}_arena_t *arena, void **in, void **out, FILE *from, FILE *to)\n{{\n",
        prefix_);
    // Whatever a run finds in the arena must not matter.
    text += "    memset(arena, 0xA5, sizeof(*arena));\n";
    for (std::size_t i = 0; i < model_.inputs.size(); ++i) {
      const Buffer buffer = BufferOf("IN", i);
      text += fmt::format("    if (!read_bytes(from, {}, {})) {{\n        return {};\n    }}\n",
                          buffer.address, buffer.bytes, static_cast<int>(kHarnessBroken));
    }
    text += Call();
    for (std::size_t i = 0; i < model_.outputs.size(); ++i) {
      const Buffer buffer = BufferOf("OUT", i);
      text += fmt::format("    if (!write_bytes(to, {}, {})) {{\n        return {};\n    }}\n",
                          buffer.address, buffer.bytes, static_cast<int>(kHarnessBroken));
    }
    return text +
           "    (void)in;\n    (void)out;\n    (void)from;\n    (void)to;\n    return 0;\n}\n";
  }

  std::string Call() const {
    std::string call = fmt::format("{}_run(arena", prefix_);
    if (is_callers_) {
      for (std::size_t i = 0; i < model_.inputs.size(); ++i) call += fmt::format(", in[{}]", i);
      for (std::size_t i = 0; i < model_.outputs.size(); ++i) call += fmt::format(", out[{}]", i);
    }
    call += ")";
    if (!model_.can_fail) return fmt::format("    {};\n", call);
    return fmt::format(
        "    {{\n        const int32_t status = {};\n        if (status != 0) {{\n"
        "            fprintf(stderr, \"{}_run() returned %ld\\n\", (long)status);\n"
        "            return {};\n        }}\n    }}\n",
        call, prefix_, static_cast<int>(kHarnessRunFailed));
  }

  std::string Main() const {
    std::string text =
        "\nint main(int argc, char **argv)\n{\n"
        "    /* One more than needed: C has no empty arrays. */\n";
    text += fmt::format("    void *in[{}] = {{NULL}};\n    void *out[{}] = {{NULL}};\n",
                        model_.inputs.size() + 1, model_.outputs.size() + 1);
    text += fmt::format("    {0}_arena_t *arena = allocate({1}_ARENA_ALIGN, sizeof(*arena));\n",
                        prefix_, macro_);
    text +=
        "    FILE *from = argc == 4 ? fopen(argv[1], \"rb\") : NULL;\n"
        "    FILE *to = argc == 4 ? fopen(argv[2], \"wb\") : NULL;\n"
        "    long left = argc == 4 ? strtol(argv[3], NULL, 10) : 0;\n"
        "    int code = 0;\n"
        "    size_t i;\n\n";
    if (is_callers_) text += Allocations("in", "IN", model_.inputs.size());
    if (is_callers_) text += Allocations("out", "OUT", model_.outputs.size());
    text += fmt::format(
        "    if (arena == NULL || from == NULL || to == NULL) {{\n        return {};\n    }}\n"
        "    for (; left > 0 && code == 0; --left) {{\n"
        "        code = run_once(arena, in, out, from, to);\n    }}\n",
        static_cast<int>(kHarnessBroken));
    text += fmt::format(
        "    if (fclose(to) != 0 && code == 0) {{\n        code = {};\n    }}\n"
        "    fclose(from);\n    free(arena);\n",
        static_cast<int>(kHarnessBroken));
    return text +
           "    for (i = 0; i < sizeof(in) / sizeof(in[0]); ++i) {\n        free(in[i]);\n    }\n"
           "    for (i = 0; i < sizeof(out) / sizeof(out[0]); ++i) {\n        free(out[i]);\n    "
           "}\n"
           "    return code;\n}\n";
  }

  std::string Allocations(const char* array, const char* direction, std::size_t count) const {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
      text += fmt::format(
          "    {0}[{2}] = allocate(1u, {3}_{1}_{2}_BYTES);\n"
          "    if ({0}[{2}] == NULL) {{\n        return {4};\n    }}\n",
          array, direction, i, macro_, static_cast<int>(kHarnessBroken));
    }
    return text;
  }

  const Report& model_;
  std::string prefix_;
  std::string macro_;
  bool is_callers_;
};

}  // namespace

std::string HarnessSource(const Report& model, const CompileOptions& options) {
  return Harness(model, options).Source();
}

}  // namespace utvmc::tools
