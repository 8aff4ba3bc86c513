/* utvm_argsort.c - tvm.contrib.sort.argsort in place: heap sort on the indices.
 *
 * Ties are broken by index, so the order is total, and a sort that is not stable by itself gives
 * the stable result without a second buffer.
 */
#include <string.h>

#include "utvm_packed.h"

/* One line of elements along the sorted axis. */
typedef struct {
  const uint8_t* data; /* first element of the line */
  uint8_t* indices;
  size_t stride; /* elements from one to the next, in both tensors */
  DLDataType data_type;
  DLDataType index_type;
  int ascending;
} line_t;

/* An integer that orders like the number with these bits, whose sign bit and infinity are given.
 * Both zeros are equal. */
static int64_t key_of_float(uint64_t bits, uint64_t sign, uint64_t infinity) {
  const uint64_t magnitude = bits & (sign - 1u);
  if (magnitude > infinity) {
    return INT64_MAX; /* NaN */
  }
  return ((bits & sign) != 0u) ? -(int64_t)magnitude : (int64_t)magnitude;
}

static int64_t load_float(const uint8_t* bytes, unsigned bits) {
  uint32_t word32;
  uint64_t word64;
  if (bits == 32u) {
    memcpy(&word32, bytes, sizeof(word32));
    return key_of_float(word32, UINT64_C(1) << 31, UINT64_C(0x7f800000));
  }
  memcpy(&word64, bytes, sizeof(word64));
  return key_of_float(word64, UINT64_C(1) << 63, UINT64_C(0x7ff0000000000000));
}

static int64_t load_signed(const uint8_t* bytes, unsigned bits) {
  int8_t value8;
  int16_t value16;
  int32_t value32;
  int64_t value64;
  switch (bits) {
    case 8u:
      memcpy(&value8, bytes, sizeof(value8));
      return value8;
    case 16u:
      memcpy(&value16, bytes, sizeof(value16));
      return value16;
    case 32u:
      memcpy(&value32, bytes, sizeof(value32));
      return value32;
    default:
      memcpy(&value64, bytes, sizeof(value64));
      return value64;
  }
}

static int64_t load_unsigned(const uint8_t* bytes, unsigned bits) {
  uint16_t value16;
  uint32_t value32;
  switch (bits) {
    case 16u:
      memcpy(&value16, bytes, sizeof(value16));
      return value16;
    case 32u:
      memcpy(&value32, bytes, sizeof(value32));
      return (int64_t)value32;
    default:
      return bytes[0];
  }
}

/* An integer that orders like element `index` of the line. */
static int64_t load_key(const line_t* line, size_t index) {
  const unsigned bits = line->data_type.bits;
  const uint8_t* const bytes = line->data + (index * line->stride * (bits / 8u));
  switch (line->data_type.code) {
    case kDLFloat:
      return load_float(bytes, bits);
    case kDLInt:
      return load_signed(bytes, bits);
    default:
      return load_unsigned(bytes, bits);
  }
}

static uint8_t* index_at(const line_t* line, size_t position) {
  return line->indices + (position * line->stride * (line->index_type.bits / 8u));
}

static size_t load_index(const line_t* line, size_t position) {
  const uint8_t* const bytes = index_at(line, position);
  float value32;
  double value64;
  if (line->index_type.code == kDLInt) {
    return (size_t)load_signed(bytes, line->index_type.bits);
  }
  if (line->index_type.bits == 32u) {
    memcpy(&value32, bytes, sizeof(value32));
    return (size_t)value32;
  }
  memcpy(&value64, bytes, sizeof(value64));
  return (size_t)value64;
}

static void store_index(const line_t* line, size_t position, size_t index) {
  uint8_t* const bytes = index_at(line, position);
  if (line->index_type.code == kDLInt) {
    if (line->index_type.bits == 32u) {
      const int32_t value = (int32_t)index;
      memcpy(bytes, &value, sizeof(value));
    } else {
      const int64_t value = (int64_t)index;
      memcpy(bytes, &value, sizeof(value));
    }
  } else if (line->index_type.bits == 32u) {
    const float value = (float)index;
    memcpy(bytes, &value, sizeof(value));
  } else {
    const double value = (double)index;
    memcpy(bytes, &value, sizeof(value));
  }
}

/* Whether element `a` comes before element `b`. */
static int comes_before(const line_t* line, size_t a, size_t b) {
  const int64_t key_a = load_key(line, a);
  const int64_t key_b = load_key(line, b);
  if (key_a == key_b) {
    return a < b;
  }
  return line->ascending ? (key_a < key_b) : (key_a > key_b);
}

/* Lets `index` sink from `position` into the heap of the first `count` positions, whose root comes
 * last. */
static void sift_down(const line_t* line, size_t position, size_t index, size_t count) {
  for (;;) {
    size_t child = (2u * position) + 1u;
    size_t child_index;
    if (child >= count) {
      break;
    }
    child_index = load_index(line, child);
    if (child + 1u < count) {
      const size_t right_index = load_index(line, child + 1u);
      if (comes_before(line, child_index, right_index)) {
        ++child;
        child_index = right_index;
      }
    }
    if (!comes_before(line, index, child_index)) {
      break;
    }
    store_index(line, position, child_index);
    position = child;
  }
  store_index(line, position, index);
}

static void sort_line(const line_t* line, size_t count) {
  size_t i;
  for (i = 0u; i < count; ++i) {
    store_index(line, i, i);
  }
  for (i = count / 2u; i > 0u; --i) {
    sift_down(line, i - 1u, load_index(line, i - 1u), count);
  }
  for (i = count; i > 1u; --i) {
    const size_t last = load_index(line, i - 1u);
    store_index(line, i - 1u, load_index(line, 0u));
    sift_down(line, 0u, last, i - 1u);
  }
}

static int is_sortable(DLDataType type) {
  const unsigned bits = type.bits;
  if (type.lanes != 1u) {
    return 0;
  }
  switch (type.code) {
    case kDLInt:
      return (bits == 8u) || (bits == 16u) || (bits == 32u) || (bits == 64u);
    case kDLUInt:
      return (bits == 8u) || (bits == 16u) || (bits == 32u);
    case kDLFloat:
      return (bits == 32u) || (bits == 64u);
    default:
      return 0;
  }
}

/* Whether `type` holds every index below `count` exactly. */
static int holds_indices(DLDataType type, uint64_t count) {
  if (((type.code != kDLInt) && (type.code != kDLFloat)) || (type.lanes != 1u)) {
    return 0;
  }
  if (type.bits == 32u) {
    return count <= ((type.code == kDLInt) ? (UINT64_C(1) << 31) : (UINT64_C(1) << 24));
  }
  return (type.bits == 64u) && (count <= (UINT64_C(1) << 53));
}

static int is_same_compact_shape(const DLTensor* a, const DLTensor* b) {
  int i;
  if ((a->ndim != b->ndim) || (a->strides != NULL) || (b->strides != NULL)) {
    return 0;
  }
  for (i = 0; i < a->ndim; ++i) {
    if ((a->shape[i] != b->shape[i]) || (a->shape[i] < 0)) {
      return 0;
    }
  }
  return 1;
}

/* The product of the dimensions [begin, end). */
static size_t extent(const DLTensor* tensor, int begin, int end) {
  size_t product = 1u;
  int i;
  for (i = begin; i < end; ++i) {
    product *= (size_t)tensor->shape[i];
  }
  return product;
}

static uint8_t* first_byte(const DLTensor* tensor) {
  return (uint8_t*)tensor->data + (size_t)tensor->byte_offset;
}

static void sort_lines(const DLTensor* data, const DLTensor* out, int axis, int ascending) {
  const size_t outer = extent(data, 0, axis);
  const size_t count = (size_t)data->shape[axis];
  const size_t inner = extent(data, axis + 1, data->ndim);
  line_t line;
  size_t i;
  size_t j;
  if (count == 0u) {
    return; /* there may be no memory to point into */
  }
  line.stride = inner;
  line.data_type = data->dtype;
  line.index_type = out->dtype;
  line.ascending = ascending;
  for (i = 0u; i < outer; ++i) {
    for (j = 0u; j < inner; ++j) {
      const size_t first = (i * count * inner) + j;
      line.data = first_byte(data) + (first * (data->dtype.bits / 8u));
      line.indices = first_byte(out) + (first * (out->dtype.bits / 8u));
      sort_line(&line, count);
    }
  }
}

int tvm_contrib_sort_argsort(TVMValue* args, int* type_codes, int num_args, TVMValue* out_ret_value,
                             int* out_ret_tcode, void* resource_handle) {
  const DLTensor* data;
  const DLTensor* out;
  int64_t axis;
  (void)type_codes; /* the position decides the type, in every version of TVM */
  (void)out_ret_value;
  (void)out_ret_tcode;
  (void)resource_handle;
  if (num_args != 4) {
    return -1;
  }
  data = (const DLTensor*)args[0].v_handle;
  out = (const DLTensor*)args[1].v_handle;
  axis = args[2].v_int64;
  if (!is_same_compact_shape(data, out) || !is_sortable(data->dtype)) {
    return -1;
  }
  if (axis < 0) {
    axis += data->ndim;
  }
  if ((axis < 0) || (axis >= data->ndim)) {
    return -1;
  }
  if (!holds_indices(out->dtype, (uint64_t)data->shape[axis])) {
    return -1;
  }
  sort_lines(data, out, (int)axis, args[3].v_int64 != 0);
  return 0;
}
