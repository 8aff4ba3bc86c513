/* An application with every hook: it runs a model, and then its operators one by one from the same inputs, and
 * logs what it is told and shown for the host: for --profile, --op-table and --dump-hook together.
 *
 * The log has a line for each event: "begin OP NAME", "end OP NAME" and "alone OP NAME" (one operator was called by
 * itself), and "tensor OP DTYPE BYTES NAME", behind which its bytes follow.
 */
#include <string.h>

#include "network_dump.h"
#include "network_op_table.h"
#include "network_profile.h"
#include "subject.h"

network_arena_t network_arena;
char extras_log[8192]; /* ends with a line of its own: "done" */

static network_arena_t before; /* with the inputs, which a run overwrites */
static const void *tensor_data[NETWORK_TENSOR_COUNT];
static uint32_t log_bytes;

static void put(const void *data, uint32_t bytes)
{
    if (bytes <= sizeof(extras_log) - log_bytes) {
        memcpy(&extras_log[log_bytes], data, bytes);
        log_bytes += bytes;
    }
}

static void put_word(const char *word, char separator)
{
    put(word, (uint32_t)strlen(word));
    put(&separator, 1u);
}

static void put_number(uint32_t number)
{
    char digits[11];
    char *first = &digits[sizeof(digits) - 1u];
    *first = '\0';
    do {
        *--first = (char)('0' + (number % 10u));
        number /= 10u;
    } while (number > 0u);
    put_word(first, ' ');
}

static void log_operator(const char *what, uint32_t op, const char *name)
{
    put_word(what, ' ');
    put_number(op);
    put_word(name, '\n');
}

static void log_tensor(const utvm_tensor_t *tensor, const void *data)
{
    put_word("tensor", ' ');
    put_number(tensor->op);
    put_word(tensor->dtype, ' ');
    put_number(tensor->bytes);
    put_word(tensor->name, '\n');
    put(data, tensor->bytes);
}

void network_op_begin(uint32_t op)
{
    log_operator("begin", op, network_op_costs[op].name);
}

void network_op_end(uint32_t op)
{
    log_operator("end", op, network_op_costs[op].name);
}

void network_on_tensor(const utvm_tensor_t *tensor, const void *data)
{
    tensor_data[tensor - network_tensors] = data;
    log_tensor(tensor, data);
}

/* The operator, found by its name; 0 if the table has it at its index. */
static int run_alone(uint32_t op)
{
    const network_op_t *found = network_op_find(network_op_costs[op].name);
    if (found != &network_ops[op]) {
        return 1;
    }
    found->run(&network_arena);
    log_operator("alone", op, found->name);
    for (uint32_t i = 0; i < NETWORK_TENSOR_COUNT; ++i) {
        if (network_tensors[i].op == op) {
            log_tensor(&network_tensors[i], tensor_data[i]);
        }
    }
    return 0;
}

int subject_run(void)
{
    log_bytes = 0u;
    memcpy(&before, &network_arena, sizeof(before));
    network_run(&network_arena);
    memcpy(&network_arena, &before, sizeof(before));
    for (uint32_t op = 0; op < NETWORK_OP_COUNT; ++op) {
        if (run_alone(op) != 0) {
            return 1;
        }
    }
    put_word("done", '\n');
    return 0;
}
