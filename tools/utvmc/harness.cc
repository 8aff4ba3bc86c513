// The text is assembled from fixed C and one line per input and output; it knows no element types,
// only bytes and what network.h says about them.
#include "harness.h"

#include <fmt/format.h>

#include <cstddef>
#include <vector>

#include "support/names.h"
#include "utvmc/pools.h"

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

/// How the harness names one input or output in C.
struct Buffer {
  std::string address;
  std::string bytes;
};

class Harness {
 public:
  explicit Harness(const Report& model)
      : model_(model), prefix_(model.name), macro_(Upper(model.name)) {}

  std::string Source() const {
    return kHead + fmt::format("#include \"{}.h\"\n", prefix_) + kHelpers + RunOnce() + Main();
  }

 private:
  static bool IsCallers(const TensorReport& tensor) { return tensor.pool == kCallerPool; }

  Buffer BufferOf(const char* direction, std::size_t index, const TensorReport& tensor) const {
    const std::string macro = fmt::format("{}_{}_{}", macro_, direction, index);
    const bool is_input = direction[0] == 'I';
    return {IsCallers(tensor) ? fmt::format("{}[{}]", is_input ? "in" : "out", index)
                              : fmt::format("{}->bytes + {}_OFFSET", Variable(tensor.pool), macro),
            macro + "_BYTES"};
  }

  std::string ArenaType(const ArenaReport& arena) const {
    return fmt::format("{}_{}_t", prefix_, arena.pool);
  }

  /// A pool may be called "in" or "left", as the harness calls other things.
  static std::string Variable(const std::string& pool) {
    return pool == kDefaultPool ? pool : pool + "_arena";
  }

  /// "arena", "dtcm_arena, sram_arena".
  std::string Arenas() const {
    std::string list;
    for (const ArenaReport& arena : model_.arenas)
      list += fmt::format("{}{}", list.empty() ? "" : ", ", Variable(arena.pool));
    return list;
  }

  /// Reads one vector, runs, writes. Returns what run() returned, or -1.
  std::string RunOnce() const {
    std::string text = "/* 0, or the exit code of the program. */\nstatic int run_once(";
    for (const ArenaReport& arena : model_.arenas)
      text += fmt::format("{} *{}, ", ArenaType(arena), Variable(arena.pool));
    text += "void **in, void **out, FILE *from, FILE *to)\n{\n";
    // Whatever a run finds in an arena must not matter.
    for (const ArenaReport& arena : model_.arenas)
      text += fmt::format("    memset({0}, 0xA5, sizeof(*{0}));\n", Variable(arena.pool));
    text += Init();
    for (std::size_t i = 0; i < model_.inputs.size(); ++i) {
      const Buffer buffer = BufferOf("IN", i, model_.inputs[i]);
      text += fmt::format("    if (!read_bytes(from, {}, {})) {{\n        return {};\n    }}\n",
                          buffer.address, buffer.bytes, static_cast<int>(kHarnessBroken));
    }
    text += Call();
    for (std::size_t i = 0; i < model_.outputs.size(); ++i) {
      const Buffer buffer = BufferOf("OUT", i, model_.outputs[i]);
      text += fmt::format("    if (!write_bytes(to, {}, {})) {{\n        return {};\n    }}\n",
                          buffer.address, buffer.bytes, static_cast<int>(kHarnessBroken));
    }
    return text +
           "    (void)in;\n    (void)out;\n    (void)from;\n    (void)to;\n    return 0;\n}\n";
  }

  std::string Init() const {
    if (model_.init_pools.empty()) return "";
    std::string list;
    for (const std::string& pool : model_.init_pools)
      list += fmt::format("{}{}", list.empty() ? "" : ", ", Variable(pool));
    return fmt::format("    {}_init({});\n", prefix_, list);
  }

  std::string Call() const {
    std::string call = fmt::format("{}_run({}", prefix_, Arenas());
    for (std::size_t i = 0; i < model_.inputs.size(); ++i)
      if (IsCallers(model_.inputs[i])) call += fmt::format(", in[{}]", i);
    for (std::size_t i = 0; i < model_.outputs.size(); ++i)
      if (IsCallers(model_.outputs[i])) call += fmt::format(", out[{}]", i);
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
    std::string is_missing;
    std::string releases;
    for (const ArenaReport& arena : model_.arenas) {
      text += fmt::format("    {0} *{1} = allocate({2}_{3}_ALIGN, sizeof(*{1}));\n",
                          ArenaType(arena), Variable(arena.pool), macro_, Upper(arena.pool));
      is_missing += fmt::format("{} == NULL || ", Variable(arena.pool));
      releases += fmt::format("    free({});\n", Variable(arena.pool));
    }
    text +=
        "    FILE *from = argc == 4 ? fopen(argv[1], \"rb\") : NULL;\n"
        "    FILE *to = argc == 4 ? fopen(argv[2], \"wb\") : NULL;\n"
        "    long left = argc == 4 ? strtol(argv[3], NULL, 10) : 0;\n"
        "    int code = 0;\n"
        "    size_t i;\n\n";
    text += Allocations("in", "IN", model_.inputs);
    text += Allocations("out", "OUT", model_.outputs);
    text += fmt::format(
        "    if ({}from == NULL || to == NULL) {{\n        return {};\n    }}\n"
        "    for (; left > 0 && code == 0; --left) {{\n"
        "        code = run_once({}, in, out, from, to);\n    }}\n",
        is_missing, static_cast<int>(kHarnessBroken), Arenas());
    text += fmt::format(
        "    if (fclose(to) != 0 && code == 0) {{\n        code = {};\n    }}\n"
        "    fclose(from);\n{}",
        static_cast<int>(kHarnessBroken), releases);
    return text +
           "    for (i = 0; i < sizeof(in) / sizeof(in[0]); ++i) {\n        free(in[i]);\n    }\n"
           "    for (i = 0; i < sizeof(out) / sizeof(out[0]); ++i) {\n        free(out[i]);\n    "
           "}\n"
           "    return code;\n}\n";
  }

  /// Of what is with the caller.
  std::string Allocations(const char* array, const char* direction,
                          const std::vector<TensorReport>& tensors) const {
    std::string text;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
      if (!IsCallers(tensors[i])) continue;
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
};

}  // namespace

std::string HarnessSource(const Report& model) { return Harness(model).Source(); }

}  // namespace utvmc::tools
