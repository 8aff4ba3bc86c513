// tvmgen_NAME.h, tvmgen_NAME.c: a model behind the interface of TVM's AOT code (--interface-api=c),
// with and without external workspace pools, and with inputs and outputs in them.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "emit/api_files.h"
#include "emit/writer.h"
#include "support/names.h"

namespace utvmc::emit {
namespace {

/// Everything that is printed from, with the names that all parts use.
struct Interface {
  const Model& model;
  const ApiPlan& api;
  std::string prefix;  ///< "tvmgen_default"
  std::string macro;   ///< "TVMGEN_DEFAULT"

  std::vector<std::string> Parameters() const {
    std::vector<std::string> parameters;
    if (!api.maps_io) {
      parameters.push_back(fmt::format("struct {}_inputs *inputs", prefix));
      parameters.push_back(fmt::format("struct {}_outputs *outputs", prefix));
    }
    if (api.has_pools) parameters.push_back(Pools());
    return parameters;
  }
  std::string Pools() const {
    return fmt::format("struct {}_workspace_pools *workspace_pools", prefix);
  }
};

// --- tvmgen_NAME.h ---

void WriteSizes(Writer& w, const Interface& interface, const std::vector<std::string>& names,
                const std::vector<ir::TensorId>& tensors) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    w.Line(fmt::format("#define {}_{}_SIZE {}", interface.macro, Upper(names[i]),
                       interface.model.program[tensors[i]].Bytes()));
  }
}

void WriteStruct(Writer& w, const Interface& interface, const char* what,
                 const std::vector<std::string>& members) {
  w.OpenBlock(fmt::format("struct {}_{}", interface.prefix, what));
  for (const std::string& member : members) w.Line(fmt::format("void *{};", member));
  // C has no structs without members.
  if (members.empty()) w.Line(fmt::format("void *no_{};", what));
  w.Close(";");
}

void WriteMapSignature(Writer& w, const Interface& interface, const char* what, const char* end) {
  w.List(fmt::format("struct {0}_{1} {0}_map_{1}(", interface.prefix, what),
         std::vector{interface.Pools()}, fmt::format("){}", end));
}

std::string DescribeRun(const Interface& interface) {
  std::string text = "Runs one inference: 0, or the code of the kernel that failed.";
  if (interface.api.maps_io) {
    text +=
        " Write all inputs before every run, and read the outputs before the inputs are "
        "written again.";
  } else {
    text += " The buffers are aligned as their elements are, and do not overlap.";
  }
  if (interface.api.has_pools) {
    text += " -1: a pool is not aligned.";
  } else {
    text += fmt::format(
        "\nIts workspace of {} bytes is static, in {}.c: one run at a time. Nothing allocates, so "
        "that an allocator for TVM's own code is not needed any more; with --pools FILE the "
        "application passes the memory.",
        interface.model.plan.arenas[0].bytes, interface.prefix);
  }
  return text;
}

void WritePools(Writer& w, const Interface& interface) {
  const Model& model = interface.model;
  std::vector<std::string> names;
  std::string text = "Memory of the application, aligned to:";
  for (std::size_t i = 0; i < model.plan.arenas.size(); ++i) {
    names.push_back(model.symbols.arenas[i].pointer);
    text += fmt::format("{} {} {}", i == 0 ? "" : ",", names.back(), model.plan.arenas[i].align);
  }
  w.Comment(text + ".");
  WriteStruct(w, interface, "workspace_pools", names);
  w.Blank();
}

std::string DescribeRam(const Interface& interface) {
  const plan::MemoryPlan& plan = interface.model.plan;
  if (!interface.api.has_pools) {
    return fmt::format("{} B workspace, static in {}.c; no heap", plan.arenas[0].bytes,
                       interface.prefix);
  }
  std::string text;
  for (std::size_t i = 0; i < plan.arenas.size(); ++i) {
    text += fmt::format("{}{} B {}, caller-provided{}", i == 0 ? "" : "\n         \t",
                        plan.arenas[i].bytes, interface.model.symbols.arenas[i].pointer,
                        i == 0 ? "; no heap, no static RAM" : "");
  }
  return text;
}

std::string Header(const Interface& interface) {
  const Model& model = interface.model;
  Writer w;
  const std::string guard = interface.macro + "_H_";
  w.FileComment(AdapterHead(model, interface.prefix + ".h", "behind TVM's C interface",
                            DescribeRam(interface), "", ""));
  w.OpenGuard(guard);
  w.Line("#include <stdint.h>");
  w.OpenExternC();
  w.Comment("Bytes of each input, of each output, and of all workspace.");
  WriteSizes(w, interface, interface.api.inputs, model.program.inputs);
  WriteSizes(w, interface, interface.api.outputs, model.program.outputs);
  w.Line(fmt::format("#define {}_WORKSPACE_SIZE {}", interface.macro, model.plan.Bytes()));
  if (interface.api.has_pools) {
    for (std::size_t i = 0; i < model.plan.arenas.size(); ++i) {
      w.Line(fmt::format("#define {}_{}_WORKSPACE_POOL_SIZE {}", interface.macro,
                         Upper(model.symbols.arenas[i].pointer), model.plan.arenas[i].bytes));
    }
  }
  w.Blank();
  WriteStruct(w, interface, "inputs", interface.api.inputs);
  w.Blank();
  WriteStruct(w, interface, "outputs", interface.api.outputs);
  w.Blank();
  if (interface.api.has_pools) WritePools(w, interface);
  if (interface.api.maps_io) {
    w.Comment("Where in the pools inputs are written and outputs are read.");
    WriteMapSignature(w, interface, "inputs", ";");
    WriteMapSignature(w, interface, "outputs", ";");
    w.Blank();
  }
  w.Comment(DescribeRun(interface));
  w.List(fmt::format("int32_t {}_run(", interface.prefix), interface.Parameters(), ");");
  w.CloseExternC();
  w.CloseGuard(guard);
  return w.Take();
}

// --- tvmgen_NAME.c ---

/// The header says its sizes in plain numbers, as TVM's does: they are those of the model.
void WriteAsserts(Writer& w, const Interface& interface) {
  const Model& model = interface.model;
  w.Comment("The sizes of this interface are those of the model's own.");
  const auto write = [&](const std::string& mine, const std::string& theirs,
                         const std::string& name) {
    w.List("UTVM_STATIC_ASSERT(",
           std::vector{fmt::format("{} == {}", mine, theirs),
                       fmt::format("{}_{}", interface.prefix, name)},
           ");");
  };
  const auto write_all = [&](const char* direction, const std::vector<std::string>& names) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      write(fmt::format("{}_{}_SIZE", interface.macro, Upper(names[i])),
            fmt::format("{}_{}_{}_BYTES", model.symbols.macro, direction, i),
            fmt::format("{}_{}", direction[0] == 'I' ? "in" : "out", i));
    }
  };
  write_all("IN", interface.api.inputs);
  write_all("OUT", interface.api.outputs);
  std::string sum;
  for (const ArenaSymbols& arena : model.symbols.arenas)
    sum += fmt::format("{}{}_BYTES", sum.empty() ? "" : " + ", arena.macro);
  write(fmt::format("{}_WORKSPACE_SIZE", interface.macro),
        model.symbols.arenas.size() == 1 ? sum : fmt::format("({})", sum), "workspace");
  if (!interface.api.has_pools) return;
  for (const ArenaSymbols& arena : model.symbols.arenas) {
    write(fmt::format("{}_{}_WORKSPACE_POOL_SIZE", interface.macro, Upper(arena.pointer)),
          arena.macro + "_BYTES", "pool_" + arena.pointer);
  }
}

void WriteMap(Writer& w, const Interface& interface, const char* what, const char* direction,
              const std::vector<std::string>& names, const std::vector<ir::TensorId>& tensors) {
  const Model& model = interface.model;
  w.Blank();
  WriteMapSignature(w, interface, what, "");
  w.OpenBrace();
  w.Line(fmt::format("struct {}_{} mapped;", interface.prefix, what));
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const plan::Allocation* place = plan::PlaceOf(model.program, model.plan, tensors[i]);
    lines.push_back(fmt::format("mapped.{} = (uint8_t *)workspace_pools->{} + {}_{}_{}_OFFSET;",
                                names[i], model.symbols.arenas[place->arena].pointer,
                                model.symbols.macro, direction, i));
  }
  if (names.empty()) lines = {"(void)workspace_pools;", fmt::format("mapped.no_{} = 0;", what)};
  w.Blank();
  for (const std::string& line : lines) w.Line(line);
  w.Line("return mapped;");
  w.Close();
}

void WriteAlignmentChecks(Writer& w, const Interface& interface) {
  const Model& model = interface.model;
  for (std::size_t i = 0; i < model.plan.arenas.size(); ++i) {
    if (model.plan.arenas[i].align == 1) continue;
    const ArenaSymbols& arena = model.symbols.arenas[i];
    w.OpenBlock(fmt::format("if (((uintptr_t)workspace_pools->{} % {}_ALIGN) != 0u)", arena.pointer,
                            arena.macro));
    w.Line("return -1;");
    w.Close();
  }
}

void WriteRun(Writer& w, const Interface& interface) {
  const Model& model = interface.model;
  std::vector<std::string> arguments;
  for (const ArenaSymbols& arena : model.symbols.arenas) {
    arguments.push_back(interface.api.has_pools ? fmt::format("workspace_pools->{}", arena.pointer)
                                                : fmt::format("&{}", arena.pointer));
  }
  if (!interface.api.maps_io) {
    for (const std::string& name : interface.api.inputs) arguments.push_back("inputs->" + name);
    for (const std::string& name : interface.api.outputs) arguments.push_back("outputs->" + name);
  }
  w.Blank();
  w.List(fmt::format("int32_t {}_run(", interface.prefix), interface.Parameters(), ")");
  w.OpenBrace();
  if (!interface.api.maps_io && interface.api.inputs.empty()) w.Line("(void)inputs;");
  if (interface.api.has_pools) WriteAlignmentChecks(w, interface);
  if (CanFail(model.program)) {
    w.List(fmt::format("return {}(", model.symbols.run), arguments, ");");
  } else {
    w.List(fmt::format("{}(", model.symbols.run), arguments, ");");
    w.Line("return 0;");
  }
  w.Close();
}

std::string Source(const Interface& interface) {
  const Model& model = interface.model;
  Writer w;
  w.FileComment(fmt::format("{}.c - TVM's C interface to model \"{}\". Generated; do not edit.",
                            interface.prefix, model.symbols.prefix));
  w.Line(fmt::format("#include \"{}.h\"", interface.prefix));
  w.Blank();
  w.Line(fmt::format("#include \"{}\"", model.symbols.network_header));
  w.Blank();
  WriteAsserts(w, interface);
  if (!interface.api.has_pools) {
    w.Blank();
    w.Comment("The workspace, for which this form of the interface has no parameter.");
    w.Line(fmt::format("static {} {};", model.symbols.arenas[0].type,
                       model.symbols.arenas[0].pointer));
  }
  if (interface.api.maps_io) {
    WriteMap(w, interface, "inputs", "IN", interface.api.inputs, model.program.inputs);
    WriteMap(w, interface, "outputs", "OUT", interface.api.outputs, model.program.outputs);
  }
  WriteRun(w, interface);
  return w.Take();
}

Interface MakeInterface(const Model& model, const ApiPlan& api) {
  return {model, api, "tvmgen_" + api.module, Upper("tvmgen_" + api.module)};
}

}  // namespace

std::vector<OutputFile> TvmCFiles(const Model& model, const ApiPlan& api) {
  const Interface interface = MakeInterface(model, api);
  return {{interface.prefix + ".h", Header(interface)},
          {interface.prefix + ".c", Source(interface)}};
}

ApiNames TvmCNames(const ApiPlan& api) {
  const std::string prefix = "tvmgen_" + api.module;
  ApiNames names;
  names.files = {prefix + ".h", prefix + ".c"};
  names.externals = {prefix + "_run",    prefix + "_map_inputs", prefix + "_map_outputs",
                     prefix + "_inputs", prefix + "_outputs",    prefix + "_workspace_pools"};
  names.macros = {Upper(prefix) + "_H_", Upper(prefix) + "_WORKSPACE_SIZE"};
  for (const auto* members : {&api.inputs, &api.outputs}) {
    for (const std::string& member : *members)
      names.macros.push_back(fmt::format("{}_{}_SIZE", Upper(prefix), Upper(member)));
  }
  return names;
}

}  // namespace utvmc::emit
