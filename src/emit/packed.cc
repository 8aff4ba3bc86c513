// network_packed.c: kernels that stay TVM's, each behind a function with the signature it would
// have had if it had been lowered.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "emit/describe.h"
#include "emit/parameters.h"
#include "emit/sections.h"
#include "emit/writer.h"
#include "support/names.h"

namespace utvmc::emit {
namespace {

using ir::Kernel;
using ir::PackedBody;
using ir::Tensor;

constexpr int kTensorHandle = 7;  ///< kTVMDLTensorHandle: every version accepts it

/// Where functions find the workspace that have no parameter for it.
constexpr std::string_view kSharedWorkspace = "utvm_current_workspace";

const PackedBody* BodyIn(const Kernel& kernel, std::size_t source) {
  const auto* body = std::get_if<PackedBody>(&kernel.body);
  return body != nullptr && body->source == source ? body : nullptr;
}

const ir::Parameter* Scratch(const Kernel& kernel) {
  const auto found = std::ranges::find(kernel.parameters, ir::Role::kScratch, &ir::Parameter::role);
  return found == kernel.parameters.end() ? nullptr : &*found;
}

// --- what the carried text needs before it ---

/// Whether the text calls a tensor's device ctx, as v0.6 and v0.7 print it.
bool SaysContext(const ir::CarriedSource& carried) {
  return carried.text.find(".ctx.device_") != std::string::npos;
}

/// "tvm.contrib.sort.argsort" is supplied by tvm_contrib_sort_argsort().
std::string FunctionSymbol(std::string_view packed_name) {
  std::string symbol(packed_name);
  for (char& c : symbol) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!plain) c = '_';
  }
  return symbol;
}

void WriteFunctionTable(Writer& w, const std::vector<std::string>& names) {
  if (names.empty()) return;
  w.Blank();
  w.Comment("Functions that the kernels look up by name; the application links them.");
  std::set<std::string> symbols;
  for (const std::string& name : names) symbols.insert(FunctionSymbol(name));
  for (const std::string& symbol : symbols) {
    w.List(fmt::format("int {}(", symbol),
           std::vector<std::string>{"TVMValue *args", "int *type_codes", "int num_args",
                                    "TVMValue *out_ret_value", "int *out_ret_tcode",
                                    "void *resource_handle"},
           ");");
  }
  w.Blank();
  w.OpenBlock("static const utvm_packed_entry utvm_packed_functions[] =");
  for (const std::string& name : names) {
    w.Line(fmt::format("{{{}, {}}},", StringLiteral(name), FunctionSymbol(name)));
  }
  w.Line("{NULL, NULL},");
  w.Close(";");
}

void WritePreamble(Writer& w, const Model& model, std::size_t source) {
  const ir::CarriedSource& carried = model.program.carried[source];
  w.FileComment(fmt::format(
      "{} - kernels of model \"{}\" that are carried over as they are in {}. "
      "Generated; do not edit.",
      model.symbols.packed_sources[source], model.symbols.prefix, EscapeForComment(carried.file)));
  if (SaysContext(carried)) w.Line("#define UTVM_TENSOR_HAS_CTX 1");
  if (model.program.carried[source].shares_workspace) {
    w.Line(fmt::format("#define UTVM_WORKSPACE {}", kSharedWorkspace));
  }
  w.Line(fmt::format("#include \"{}\"", model.symbols.operators_header));
  w.Blank();
  w.Line("#include \"tvm/runtime/c_runtime_api.h\"");
  w.Line("#include \"utvm_packed_calls.h\"");
  WriteAbiCheck(w, model.symbols.packed_sources[source]);
  if (model.program.carried[source].shares_workspace) {
    w.Blank();
    w.Comment(
        "Workspace of the kernel that runs, for functions that have no parameter for it; it makes "
        "these kernels not reentrant.");
    w.Line(fmt::format("static utvm_arena_t *{};", kSharedWorkspace));
  }
  WriteFunctionTable(w, carried.packed_functions);
}

// --- the wrapper of one kernel ---

/// Names of a wrapper's locals, distinct from those of its parameters.
struct Locals {
  std::vector<std::string> shapes;
  std::string tensors, values, codes, result, result_code, workspace;
};

Locals NameLocals(const Kernel& kernel, std::size_t arguments) {
  NameScope scope;
  for (const ir::Parameter& parameter : kernel.parameters) scope.Claim(parameter.name);
  Locals locals;
  for (std::size_t i = 0; i < arguments; ++i) {
    locals.shapes.push_back(scope.Claim(fmt::format("shape_{}", i)));
  }
  locals.tensors = scope.Claim("tensors");
  locals.values = scope.Claim("values");
  locals.codes = scope.Claim("codes");
  locals.result = scope.Claim("result");
  locals.result_code = scope.Claim("result_code");
  locals.workspace = scope.Claim("memory");
  return locals;
}

/// The shape that the operator passes: its tensor's, or one dimension under flatten_data.
std::vector<std::int64_t> PassedShape(const Model& model, const ir::Operator& op, std::size_t i) {
  const Tensor& tensor = model.program[op.arguments[i]];
  if (op.flatten) return {tensor.Elements()};
  return tensor.shape;
}

/// The parameter that holds argument `i`, as a non-const pointer: TVM's descriptors have no const
/// ones. By way of an integer, since the kernel is trusted to write to its outputs alone.
std::string DataPointer(const Kernel& kernel, std::size_t i) {
  for (const ir::Parameter& parameter : kernel.parameters) {
    if (parameter.role != ir::Role::kScratch && parameter.argument == static_cast<int>(i)) {
      return parameter.role == ir::Role::kInput
                 ? fmt::format("(void *)(uintptr_t){}", parameter.name)
                 : parameter.name;
    }
  }
  return "NULL";
}

void WriteShapes(Writer& w, const Model& model, const ir::Operator& op, const Locals& locals) {
  for (std::size_t i = 0; i < op.arguments.size(); ++i) {
    const std::vector<std::int64_t> shape = PassedShape(model, op, i);
    if (shape.empty()) continue;
    w.Line(fmt::format("static const int64_t {}[{}] = {{{}}};", locals.shapes[i], shape.size(),
                       fmt::join(shape, ", ")));
  }
}

void WriteDescriptors(Writer& w, const Model& model, const Kernel& kernel, const ir::Operator& op,
                      const Locals& locals) {
  w.OpenBlock(fmt::format("DLTensor {}[{}] =", locals.tensors, op.arguments.size()));
  for (std::size_t i = 0; i < op.arguments.size(); ++i) {
    const ir::DataType type = model.program[op.arguments[i]].type;
    const std::size_t rank = PassedShape(model, op, i).size();
    w.OpenBrace();
    w.Line(fmt::format(".data = {},", DataPointer(kernel, i)));
    w.Line(".UTVM_DEVICE_FIELD = {kDLCPU, 0},");
    w.Line(fmt::format(".ndim = {},", rank));
    w.Line(fmt::format(".dtype = {{{}, {}, 1}},", static_cast<int>(type.code), type.bits));
    w.Line(rank == 0 ? ".shape = NULL,"
                     : fmt::format(".shape = (int64_t *)(uintptr_t){},", locals.shapes[i]));
    w.Close(",");
  }
  w.Close(";");
}

void WriteArguments(Writer& w, const ir::Operator& op, const Locals& locals) {
  std::vector<std::string> values;
  std::vector<std::string> codes;
  for (std::size_t i = 0; i < op.arguments.size(); ++i) {
    values.push_back(fmt::format("{{.v_handle = &{}[{}]}}", locals.tensors, i));
    codes.push_back(fmt::format("{}", kTensorHandle));
  }
  w.List(fmt::format("TVMValue {}[{}] = {{", locals.values, op.arguments.size()), values, "};");
  w.List(fmt::format("int32_t {}[{}] = {{", locals.codes, op.arguments.size()), codes, "};");
}

void WriteCall(Writer& w, const Model& model, const Kernel& kernel, const ir::Operator& op,
               const Locals& locals) {
  const auto& body = std::get<PackedBody>(kernel.body);
  const ir::Parameter* scratch = Scratch(kernel);
  if (body.StoresResult()) {
    w.Line(fmt::format("TVMValue {};", locals.result));
    w.Line(fmt::format("int32_t {} = 0;", locals.result_code));
  }
  if (scratch != nullptr) {
    w.Line(fmt::format("utvm_arena_t {};", locals.workspace));
  }
  w.Blank();
  if (scratch != nullptr) {
    w.Line(fmt::format("(void)utvm_arena_create(&{}, {}, {}u);", locals.workspace, scratch->name,
                       scratch->Bytes()));
  }
  if (model.program.carried[body.source].shares_workspace && scratch != nullptr)
    w.Line(fmt::format("{} = &{};", kSharedWorkspace, locals.workspace));

  // Codes are int32_t in some versions and int in others, which differ for some compilers.
  std::vector<std::string> arguments = {locals.values, "(void *)" + locals.codes,
                                        fmt::format("{}", op.arguments.size())};
  if (body.StoresResult()) {
    arguments.push_back("&" + locals.result);
    arguments.push_back("(void *)&" + locals.result_code);
  }
  if (body.TakesWorkspace())
    arguments.push_back(scratch != nullptr ? "&" + locals.workspace : "NULL");
  w.List(fmt::format("return {}(", body.function), arguments, ");");
}

void WriteWrapper(Writer& w, const Model& model, std::size_t kernel_index, const ir::Operator& op) {
  const Kernel& kernel = model.program.kernels[kernel_index];
  const Locals locals = NameLocals(kernel, op.arguments.size());
  w.Blank();
  w.Comment(fmt::format("{} Carried over because it uses {}.", DescribeOrigin(kernel),
                        EscapeForComment(std::get<PackedBody>(kernel.body).reason)));
  WriteKernelSignature(w, kernel, model.symbols.kernels[kernel_index], {}, "");
  w.OpenBrace();
  WriteShapes(w, model, op, locals);
  WriteDescriptors(w, model, kernel, op, locals);
  WriteArguments(w, op, locals);
  WriteCall(w, model, kernel, op, locals);
  w.Close();
}

}  // namespace

std::string PackedSource(const Model& model, std::size_t source) {
  Writer w;
  WritePreamble(w, model, source);
  w.Blank();
  w.Comment("Verbatim, but for the names of external functions and of headers.");
  w.Raw(model.program.carried[source].text);
  if (!w.text().ends_with('\n')) w.Raw("\n");

  const std::vector<std::vector<int>> users = KernelUsers(model.program);
  for (std::size_t i = 0; i < model.program.kernels.size(); ++i) {
    if (BodyIn(model.program.kernels[i], source) == nullptr || users[i].empty()) continue;
    const auto first = static_cast<std::size_t>(users[i].front());
    WriteWrapper(w, model, i, model.program.operators[first]);
  }
  return w.Take();
}

std::string PackedHeader(const Model& model, const ir::CarriedHeader& header) {
  Writer w;
  w.FileComment(fmt::format(
      "{} - {} of model \"{}\", carried over for the kernels that include it. Generated; do not "
      "edit.",
      header.name, EscapeForComment(header.file), model.symbols.prefix));
  w.Raw(header.text);
  if (!w.text().ends_with('\n')) w.Raw("\n");
  return w.Take();
}

}  // namespace utvmc::emit
