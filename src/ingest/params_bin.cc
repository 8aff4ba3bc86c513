// A cursor over bytes that checks every step, and the format in terms of it.
#include "ingest/params_bin.h"

#include <fmt/format.h>

#include <optional>
#include <set>
#include <utility>

#include "ingest/graph_json.h"
#include "support/little_endian.h"

namespace utvmc::ingest {
namespace {

constexpr std::uint64_t kListMagic = 0xF7E58D4F05049CB7;
constexpr std::uint64_t kArrayMagic = 0xDD5E40F096B4A13F;

constexpr const char* kDamagedHint = "the file is damaged or incomplete: save it again";

/// What is being read, put into words only where an error needs them: a model has thousands.
struct Field {
  const char* name;
  std::optional<std::size_t> number = {};           ///< "name 3"
  std::optional<std::string_view> array_name = {};  ///< "the shape of array "p0""
};

std::string Words(const Field& field) {
  if (field.number) return fmt::format("{} {}", field.name, *field.number);
  if (field.array_name) return fmt::format("{} of array \"{}\"", field.name, *field.array_name);
  return field.name;
}

/// Little-endian fields from the front of a file.
class Cursor {
 public:
  explicit Cursor(const SourceFile& file) : file_(file) {}

  std::size_t offset() const { return offset_; }
  std::size_t remaining() const { return file_.text.size() - offset_; }

  /// An error at byte `offset`.
  Diagnostic Error(std::size_t offset, std::string_view message,
                   std::string hint = kDamagedHint) const {
    return UserError({.file = file_.path}, fmt::format("at byte {}: {}", offset, message),
                     std::move(hint));
  }

  /// The next `count` bytes, which are `field`.
  Result<std::string_view> Take(std::uint64_t count, const Field& field) {
    if (count > remaining()) {
      return Error(offset_, fmt::format("the file ends inside {}: {} of {} bytes are missing",
                                        Words(field), count - remaining(), count));
    }
    const std::string_view bytes =
        std::string_view(file_.text).substr(offset_, static_cast<std::size_t>(count));
    offset_ += bytes.size();
    return bytes;
  }

  /// An unsigned integer of `size` bytes.
  Result<std::uint64_t> TakeUnsigned(std::size_t size, const Field& field) {
    UTVMC_ASSIGN(const std::string_view bytes, Take(size, field));
    return LittleEndian(bytes);
  }

 private:
  const SourceFile& file_;
  std::size_t offset_ = 0;
};

std::optional<ir::DataType> MakeType(std::uint64_t code, std::uint64_t bits) {
  if (code > 2 || bits > 64) return std::nullopt;
  const ir::DataType type{static_cast<ir::DataType::Code>(code), static_cast<int>(bits)};
  if (!ir::IsSupported(type)) return std::nullopt;
  return type;
}

class Reader {
 public:
  explicit Reader(const SourceFile& file) : cursor_(file) {}

  Result<std::vector<ParamArray>> Read() {
    UTVMC_TRY(ReadMagic());
    UTVMC_TRY(ReadNames());
    const std::size_t begin = cursor_.offset();
    UTVMC_ASSIGN(const std::uint64_t count, cursor_.TakeUnsigned(8, {"the number of arrays"}));
    if (count != arrays_.size()) {
      return cursor_.Error(begin,
                           fmt::format("there are {} arrays, but {} names", count, arrays_.size()));
    }
    for (ParamArray& array : arrays_) UTVMC_TRY(ReadArray(array));
    if (cursor_.remaining() > 0) {
      return cursor_.Error(cursor_.offset(),
                           fmt::format("{} byte{} the last array", cursor_.remaining(),
                                       cursor_.remaining() == 1 ? " follows" : "s follow"));
    }
    return std::move(arrays_);
  }

 private:
  Status ReadMagic() {
    UTVMC_ASSIGN(const std::uint64_t magic, cursor_.TakeUnsigned(8, {"the magic number"}));
    if (magic != kListMagic) {
      return cursor_.Error(
          0,
          fmt::format("the magic number is 0x{:016x} instead of 0x{:016x}: this is "
                      "no params.bin",
                      magic, kListMagic),
          "write it with tvm.runtime.save_param_dict(lib.get_params())");
    }
    UTVMC_TRY(cursor_.TakeUnsigned(8, {"the reserved word"}));
    return Ok();
  }

  Status ReadNames() {
    const std::size_t start = cursor_.offset();
    UTVMC_ASSIGN(const std::uint64_t count, cursor_.TakeUnsigned(8, {"the number of names"}));
    if (count > cursor_.remaining() / 8) {  // each needs its length at least
      return cursor_.Error(start, fmt::format("{} names do not fit into the {} bytes that follow",
                                              count, cursor_.remaining()));
    }
    arrays_.resize(count);
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < count; ++i) {
      UTVMC_ASSIGN(const std::uint64_t length, cursor_.TakeUnsigned(8, {"the length of name", i}));
      const std::size_t begin = cursor_.offset();
      UTVMC_ASSIGN(arrays_[i].name, cursor_.Take(length, {"name", i}));
      if (!seen.insert(arrays_[i].name).second) {
        return cursor_.Error(begin, fmt::format("the name \"{}\" occurs twice", arrays_[i].name));
      }
    }
    return Ok();
  }

  static Field Of(const ParamArray& array, const char* name) {
    return {.name = name, .array_name = array.name};
  }

  Status ReadArray(ParamArray& array) {
    UTVMC_TRY(ReadHeader(array));
    UTVMC_ASSIGN(const std::size_t rank, ReadRank(array));
    UTVMC_TRY(ReadType(array));
    UTVMC_TRY(ReadShape(array, rank));
    return ReadData(array);
  }

  Status ReadHeader(const ParamArray& array) {
    std::size_t begin = cursor_.offset();
    UTVMC_ASSIGN(const std::uint64_t magic, cursor_.TakeUnsigned(8, Of(array, "the magic number")));
    if (magic != kArrayMagic) {
      return cursor_.Error(begin,
                           fmt::format("{} is 0x{:016x} instead of 0x{:016x}",
                                       Words(Of(array, "the magic number")), magic, kArrayMagic));
    }
    UTVMC_TRY(cursor_.TakeUnsigned(8, Of(array, "the reserved word")));
    begin = cursor_.offset();
    UTVMC_ASSIGN(const std::uint64_t device, cursor_.TakeUnsigned(4, Of(array, "the device type")));
    if (device != 1) {
      return cursor_.Error(begin, fmt::format("{} is {}: only the CPU, 1, is supported",
                                              Words(Of(array, "the device type")), device));
    }
    UTVMC_TRY(cursor_.TakeUnsigned(4, Of(array, "the device id")));
    return Ok();
  }

  Result<std::size_t> ReadRank(const ParamArray& array) {
    const std::size_t begin = cursor_.offset();
    UTVMC_ASSIGN(const std::uint64_t rank,
                 cursor_.TakeUnsigned(4, Of(array, "the number of dimensions")));
    if (rank > cursor_.remaining() / 8) {
      return cursor_.Error(begin, fmt::format("{} is {}, which do not fit into the {} bytes that "
                                              "follow",
                                              Words(Of(array, "the number of dimensions")), rank,
                                              cursor_.remaining()));
    }
    return static_cast<std::size_t>(rank);
  }

  Status ReadType(ParamArray& array) {
    const std::size_t begin = cursor_.offset();
    UTVMC_ASSIGN(const std::uint64_t code, cursor_.TakeUnsigned(1, Of(array, "the type code")));
    UTVMC_ASSIGN(const std::uint64_t bits, cursor_.TakeUnsigned(1, Of(array, "the type's bits")));
    UTVMC_ASSIGN(const std::uint64_t lanes, cursor_.TakeUnsigned(2, Of(array, "the type's lanes")));
    const std::optional<ir::DataType> type = MakeType(code, bits);
    if (!type || lanes != 1) {
      return cursor_.Error(begin,
                           fmt::format("{} is not supported: code {}, {} bits, {} lanes",
                                       Words(Of(array, "the type")), code, bits, lanes),
                           kSupportedTypes);
    }
    array.type = *type;
    return Ok();
  }

  Status ReadShape(ParamArray& array, std::size_t rank) {
    const std::size_t begin = cursor_.offset();
    for (std::size_t i = 0; i < rank; ++i) {
      UTVMC_ASSIGN(const std::uint64_t dimension, cursor_.TakeUnsigned(8, Of(array, "the shape")));
      array.shape.push_back(static_cast<std::int64_t>(dimension));
    }
    if (!IsPossibleShape(array.shape, array.type.Bytes())) {
      return cursor_.Error(begin,
                           fmt::format("{} is impossible: [{}]", Words(Of(array, "the shape")),
                                       fmt::join(array.shape, ",")));
    }
    return Ok();
  }

  Status ReadData(ParamArray& array) {
    std::uint64_t expected = static_cast<std::uint64_t>(array.type.Bytes());
    for (const std::int64_t dimension : array.shape) {
      expected *= static_cast<std::uint64_t>(dimension);
    }
    const std::size_t begin = cursor_.offset();
    UTVMC_ASSIGN(const std::uint64_t size, cursor_.TakeUnsigned(8, Of(array, "the data size")));
    if (size != expected) {
      return cursor_.Error(
          begin, fmt::format("{} is {} bytes, but {}[{}] has {}", Words(Of(array, "the data size")),
                             size, Print(array.type), fmt::join(array.shape, ","), expected));
    }
    UTVMC_ASSIGN(array.data, cursor_.Take(size, Of(array, "the data")));
    return Ok();
  }

  Cursor cursor_;
  std::vector<ParamArray> arrays_;
};

}  // namespace

Result<std::vector<ParamArray>> ReadParamsBin(const SourceFile& file) {
  if (file.text.empty()) return std::vector<ParamArray>();
  return Reader(file).Read();
}

}  // namespace utvmc::ingest
