/* A kernel as somebody writes it by hand for two cores: y = weights * x, rows shared out to tasks. TVM's C never
 * launches tasks; utvmc carries such a kernel over as it is. */
#include <tvm/runtime/c_backend_api.h>
#include <tvm/runtime/c_runtime_api.h>

#define ROWS 96
#define COLUMNS 64

typedef struct {
  const int8_t* weights;
  const int8_t* x;
  int32_t* y;
} closure_t;

/* The rows of task `task_id`. */
static int run_rows(int task_id, TVMParallelGroupEnv* penv, void* cdata) {
  const closure_t* closure = (const closure_t*)cdata;
  const int32_t share = (ROWS + penv->num_task - 1) / penv->num_task;
  const int32_t begin = task_id * share;
  const int32_t end = (begin + share < ROWS) ? begin + share : ROWS;
  for (int32_t row = begin; row < end; ++row) {
    int32_t sum = 0;
    for (int32_t column = 0; column < COLUMNS; ++column) {
      sum += closure->weights[row * COLUMNS + column] * closure->x[column];
    }
    closure->y[row] = sum;
  }
  return 0;
}

TVM_DLL int32_t matrix_vector(void* args, int32_t* arg_type_ids, int32_t num_args, void* out_ret_value,
                              int32_t* out_ret_tcode, void* resource_handle) {
  closure_t closure;
  closure.weights = (const int8_t*)((DLTensor*)((TVMValue*)args)[0].v_handle)->data;
  closure.x = (const int8_t*)((DLTensor*)((TVMValue*)args)[1].v_handle)->data;
  closure.y = (int32_t*)((DLTensor*)((TVMValue*)args)[2].v_handle)->data;
  return TVMBackendParallelLaunch(run_rows, &closure, 0);
}
