/* subject_run() uses what the runtime has for kernels that are carried over: workspace, functions that are looked up
 * by name, tasks. It returns 0, or the line of the first check that fails.
 */
#include "subject.h"

#include "utvm_backend.h"
#include "utvm_parallel.h"

#define CHECK(condition)     \
    do {                     \
        if (!(condition)) {  \
            return __LINE__; \
        }                    \
    } while (0)

static union {
    uint64_t align[2];
    uint8_t bytes[512];
} memory;

static int check_arena(void)
{
    utvm_arena_t arena;
    uint8_t *a, *b;
    CHECK(utvm_arena_create(&arena, memory.bytes, sizeof(memory.bytes)) == UTVM_ARENA_OK);
    a = utvm_arena_alloc(&arena, 100u, UTVM_ARENA_ALIGN);
    b = utvm_arena_alloc(&arena, 1u, 64u);
    CHECK(a != NULL && b != NULL && b >= a + 100 && b < &memory.bytes[512]);
    CHECK((uintptr_t)a % UTVM_ARENA_ALIGN == 0u && (uintptr_t)b % 64u == 0u);
    CHECK(utvm_arena_alloc(&arena, 512u, UTVM_ARENA_ALIGN) == NULL);
    /* Out of order: all is free again when the last block is. */
    CHECK(utvm_arena_free(&arena, a) == UTVM_ARENA_OK);
    CHECK(utvm_arena_free(&arena, a) == UTVM_ARENA_ALREADY_FREE);
    CHECK(utvm_arena_free(&arena, &memory.bytes[3]) == UTVM_ARENA_NOT_A_BLOCK);
    CHECK(utvm_arena_free(&arena, b) == UTVM_ARENA_OK && arena.next == 0u && arena.blocks == 0u);
    CHECK(arena.high_water >= 117u && arena.high_water <= 512u);
    /* A write behind a block is found. */
    a = utvm_arena_alloc(&arena, 16u, UTVM_ARENA_ALIGN);
    b = utvm_arena_alloc(&arena, 16u, UTVM_ARENA_ALIGN);
    for (int i = 16; i < 32; ++i) {
        a[i] = 0xFFu;
    }
    CHECK(utvm_arena_free(&arena, b) != UTVM_ARENA_OK);
    return 0;
}

static int add(TVMValue *args, int *type_codes, int num_args, TVMValue *out_ret_value, int *out_ret_tcode,
               void *resource_handle)
{
    (void)resource_handle;
    if (num_args != 2 || type_codes[0] != kTVMArgInt || type_codes[1] != kTVMArgInt) {
        return -1;
    }
    out_ret_value->v_int64 = args[0].v_int64 + args[1].v_int64;
    *out_ret_tcode = kTVMArgInt;
    return 0;
}

static int check_backend(void)
{
    static const utvm_packed_entry functions[] = {{"vendor.add", add}, {NULL, NULL}};
    utvm_arena_t arena;
    TVMFunctionHandle handle;
    TVMValue args[2], result;
    int codes[2] = {kTVMArgInt, kTVMArgInt}, code = 0;
    void *block;
    CHECK(utvm_arena_create(&arena, memory.bytes, sizeof(memory.bytes)) == UTVM_ARENA_OK);
    utvm_backend_use(&arena, functions);
    block = TVMBackendAllocWorkspace(1, 0, 64u, 2, 32);
    CHECK(block != NULL && TVMBackendFreeWorkspace(1, 0, block) == 0);
    CHECK(TVMBackendGetFuncFromEnv(NULL, "vendor.mul", &handle) != 0);
    CHECK(TVMBackendGetFuncFromEnv(NULL, "vendor.add", &handle) == 0);
    args[0].v_int64 = INT64_C(0x123456789);
    args[1].v_int64 = -1;
    CHECK(TVMFuncCall(handle, args, codes, 2, &result, &code) == 0);
    CHECK(code == kTVMArgInt && result.v_int64 == INT64_C(0x123456788));
    CHECK(TVMFuncCall(handle, args, codes, 1, &result, &code) == -1);
    utvm_backend_use(NULL, NULL);
    CHECK(TVMBackendAllocWorkspace(1, 0, 64u, 2, 32) == NULL);
    return 0;
}

enum { ELEMENTS = 10 };

/* Its share of the elements. */
static int square(int task_id, TVMParallelGroupEnv *env, void *data)
{
    int32_t *const numbers = data;
    for (int i = task_id; i < ELEMENTS; i += env->num_task) {
        numbers[i] *= numbers[i];
    }
    return env->num_task == 7 ? -1 : 0;
}

static int launches;

/* A second core would run the odd tasks: here one after the other. */
static int launch(FTVMParallelLambda task, void *data, int wish)
{
    TVMParallelGroupEnv env = {NULL, wish == 0 ? 2 : wish};
    int status = 0;
    ++launches;
    for (int i = 0; i < env.num_task && status == 0; ++i) {
        status = task(i, &env, data);
    }
    return status;
}

static int check_parallel(void)
{
    int32_t numbers[ELEMENTS];
    for (int round = 0; round < 2; ++round) {
        launches = 0;
        utvm_parallel_use(round == 0 ? NULL : launch);
        for (int i = 0; i < ELEMENTS; ++i) {
            numbers[i] = i - 4;
        }
        CHECK(TVMBackendParallelLaunch(square, numbers, 0) == 0);
        CHECK(launches == round);
        for (int i = 0; i < ELEMENTS; ++i) {
            CHECK(numbers[i] == (i - 4) * (i - 4));
        }
    }
    CHECK(TVMBackendParallelLaunch(square, numbers, 7) == -1);
    utvm_parallel_use(NULL);
    return 0;
}

int subject_run(void)
{
    int line = check_arena();
    line = line != 0 ? line : check_backend();
    return line != 0 ? line : check_parallel();
}
