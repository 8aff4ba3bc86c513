/* utvm_argsort.c - tvm.contrib.sort.argsort in place: heap sort on the indices.
 *
 * Ties are broken by index, so the order is total, and a sort that is not stable by itself gives
 * the stable result without a second buffer.
 */
#include <stdbool.h>

#include "utvm_packed.h"

/* One line of elements along the sorted axis. */
typedef struct {
  const void* data; /* the tensors, and where the line begins in both */
  void* indices;
  size_t first;
  size_t stride; /* elements from one to the next */
  DLDataType data_type;
  DLDataType index_type;
  bool is_ascending;
} line_t;

typedef union {
  float value;
  uint32_t bits;
} float_bits_t;

typedef union {
  double value;
  uint64_t bits;
} double_bits_t;

/* An integer that orders like the number with these bits, whose sign bit and infinity are given.
 * Both zeros are equal. */
static int64_t key_of_float(uint64_t bits, uint64_t sign, uint64_t infinity) {
  const uint64_t magnitude = bits & (sign - 1u);
  int64_t key = INT64_MAX; /* NaN */
  if (magnitude <= infinity) {
    key = (int64_t)magnitude;
    if ((bits & sign) != 0u) {
      key = -key;
    }
  }
  return key;
}

static int64_t load_float(const void* data, size_t at, unsigned bits) {
  int64_t key;
  if (bits == 32u) {
    float_bits_t number;
    number.value = ((const float*)data)[at];
    key = key_of_float(number.bits, UINT64_C(1) << 31, UINT64_C(0x7f800000));
  } else {
    double_bits_t number;
    number.value = ((const double*)data)[at];
    key = key_of_float(number.bits, UINT64_C(1) << 63, UINT64_C(0x7ff0000000000000));
  }
  return key;
}

static int64_t load_signed(const void* data, size_t at, unsigned bits) {
  int64_t value;
  switch (bits) {
    case 8u:
      value = ((const int8_t*)data)[at];
      break;
    case 16u:
      value = ((const int16_t*)data)[at];
      break;
    case 32u:
      value = ((const int32_t*)data)[at];
      break;
    default:
      value = ((const int64_t*)data)[at];
      break;
  }
  return value;
}

static int64_t load_unsigned(const void* data, size_t at, unsigned bits) {
  int64_t value;
  switch (bits) {
    case 8u:
      value = (int64_t)((const uint8_t*)data)[at];
      break;
    case 16u:
      value = (int64_t)((const uint16_t*)data)[at];
      break;
    default:
      value = (int64_t)((const uint32_t*)data)[at];
      break;
  }
  return value;
}

/* An integer that orders like element `index` of the line. */
static int64_t load_key(const line_t* line, size_t index) {
  const size_t at = line->first + (index * line->stride);
  int64_t key;
  switch (line->data_type.code) {
    case (uint8_t)kDLFloat:
      key = load_float(line->data, at, line->data_type.bits);
      break;
    case (uint8_t)kDLInt:
      key = load_signed(line->data, at, line->data_type.bits);
      break;
    default:
      key = load_unsigned(line->data, at, line->data_type.bits);
      break;
  }
  return key;
}

static size_t load_index(const line_t* line, size_t position) {
  const size_t at = line->first + (position * line->stride);
  const bool is_short = line->index_type.bits == 32u;
  size_t index;
  if (line->index_type.code == (uint8_t)kDLInt) {
    index = (size_t)load_signed(line->indices, at, line->index_type.bits);
  } else if (is_short) {
    index = (size_t)((const float*)line->indices)[at];
  } else {
    index = (size_t)((const double*)line->indices)[at];
  }
  return index;
}

static void store_index(const line_t* line, size_t position, size_t index) {
  const size_t at = line->first + (position * line->stride);
  const bool is_short = line->index_type.bits == 32u;
  if (line->index_type.code == (uint8_t)kDLInt) {
    if (is_short) {
      ((int32_t*)line->indices)[at] = (int32_t)index;
    } else {
      ((int64_t*)line->indices)[at] = (int64_t)index;
    }
  } else if (is_short) {
    ((float*)line->indices)[at] = (float)index;
  } else {
    ((double*)line->indices)[at] = (double)index;
  }
}

/* Whether element `a` comes before element `b`. */
static bool comes_before(const line_t* line, size_t a, size_t b) {
  const int64_t key_a = load_key(line, a);
  const int64_t key_b = load_key(line, b);
  bool is_before = a < b;
  if (key_a != key_b) {
    is_before = (key_a < key_b) == line->is_ascending;
  }
  return is_before;
}

/* Lets `index` sink from `start` into the heap of the first `count` positions, whose root comes
 * last. */
static void sift_down(const line_t* line, size_t start, size_t index, size_t count) {
  size_t position = start;
  size_t child = (2u * start) + 1u;
  while (child < count) {
    size_t child_index = load_index(line, child);
    if ((child + 1u) < count) {
      const size_t right_index = load_index(line, child + 1u);
      if (comes_before(line, child_index, right_index)) {
        child += 1u;
        child_index = right_index;
      }
    }
    if (!comes_before(line, index, child_index)) {
      break;
    }
    store_index(line, position, child_index);
    position = child;
    child = (2u * position) + 1u;
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

static bool is_sortable(DLDataType type) {
  const unsigned bits = type.bits;
  bool is_known;
  switch (type.code) {
    case (uint8_t)kDLInt:
      is_known = (bits == 8u) || (bits == 16u) || (bits == 32u) || (bits == 64u);
      break;
    case (uint8_t)kDLUInt:
      is_known = (bits == 8u) || (bits == 16u) || (bits == 32u);
      break;
    case (uint8_t)kDLFloat:
      is_known = (bits == 32u) || (bits == 64u);
      break;
    default:
      is_known = false;
      break;
  }
  return is_known && (type.lanes == 1u);
}

/* Whether `type` holds every index below `count` exactly. */
static bool holds_indices(DLDataType type, uint64_t count) {
  const bool is_int = type.code == (uint8_t)kDLInt;
  const bool is_number = is_int || (type.code == (uint8_t)kDLFloat);
  uint64_t most = 0u;
  if (is_number && (type.lanes == 1u)) {
    if (type.bits == 32u) {
      most = is_int ? (UINT64_C(1) << 31) : (UINT64_C(1) << 24);
    } else if (type.bits == 64u) {
      most = UINT64_C(1) << 53;
    } else {
      /* Neither type of an index. */
    }
  }
  return count <= most;
}

static bool is_same_compact_shape(const DLTensor* a, const DLTensor* b) {
  bool is_same = (a->ndim == b->ndim) && (a->strides == NULL) && (b->strides == NULL);
  int i;
  for (i = 0; is_same && (i < a->ndim); ++i) {
    is_same = (a->shape[i] == b->shape[i]) && (a->shape[i] >= 0);
  }
  return is_same;
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

static void* first_byte(const DLTensor* tensor) {
  uint8_t* const bytes = (uint8_t*)tensor->data;
  return &bytes[(size_t)tensor->byte_offset];
}

static void sort_lines(const DLTensor* data, const DLTensor* out, int axis, bool is_ascending) {
  const size_t outer = extent(data, 0, axis);
  const size_t count = (size_t)data->shape[axis];
  const size_t inner = extent(data, axis + 1, data->ndim);
  line_t line;
  size_t i;
  size_t j;
  if ((outer > 0u) && (count > 0u) &&
      (inner > 0u)) { /* else there may be no memory to point into */
    line.data = first_byte(data);
    line.indices = first_byte(out);
    line.stride = inner;
    line.data_type = data->dtype;
    line.index_type = out->dtype;
    line.is_ascending = is_ascending;
    for (i = 0u; i < outer; ++i) {
      for (j = 0u; j < inner; ++j) {
        line.first = (i * count * inner) + j;
        sort_line(&line, count);
      }
    }
  }
}

int tvm_contrib_sort_argsort(TVMValue* args, int* type_codes, int num_args, TVMValue* out_ret_value,
                             int* out_ret_tcode, void* resource_handle) {
  int status = -1;
  (void)type_codes; /* the position decides the type, in every version of TVM */
  (void)out_ret_value;
  (void)out_ret_tcode;
  (void)resource_handle;
  if (num_args == 4) {
    const DLTensor* const data = (const DLTensor*)args[0].v_handle;
    const DLTensor* const out = (const DLTensor*)args[1].v_handle;
    const int64_t given_axis = args[2].v_int64;
    const int64_t axis = (given_axis < 0) ? (given_axis + data->ndim) : given_axis;
    if (is_same_compact_shape(data, out) && is_sortable(data->dtype) && (axis >= 0) &&
        (axis < data->ndim) && holds_indices(out->dtype, (uint64_t)data->shape[axis])) {
      sort_lines(data, out, (int)axis, args[3].v_int64 != 0);
      status = 0;
    }
  }
  return status;
}
