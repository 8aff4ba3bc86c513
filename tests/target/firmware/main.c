/* Does what the file "commands.bin" says and leaves what came out in "results.bin".
 *
 * The host knows where the subject's inputs and outputs are, so that this image is the same for every subject:
 * whatever an image with a subject has more than one without is the subject's.
 */
#include <stdint.h>

#include "semihosting.h"
#include "subject.h"

/* A command is three words; the bytes of LOAD follow it. */
typedef struct {
    uint32_t what;
    uint32_t address;
    uint32_t bytes;
} command_t;

enum {
    COMMAND_END = 0,
    COMMAND_FILL = 1,  /* with a pattern, so that nothing depends on zeroed memory */
    COMMAND_LOAD = 2,  /* bytes of the command file to memory */
    COMMAND_RUN = 3,   /* one inference; its run_result_t goes to the results */
    COMMAND_STORE = 4, /* memory to the results */
};

typedef struct {
    uint32_t status; /* what subject_run() returned */
    uint32_t stack;  /* bytes below main's frame that were overwritten */
} run_result_t;

enum { EXIT_FILES = 2, EXIT_COMMAND = 3, EXIT_STACK = 4 };

#define PAINT 0xC0DEFACEu
#define PATTERN 0xA5u

extern uint32_t stack_bottom[], stack_top[];

/* Where the instruction counter starts and stops: the first instruction of each is its mark. */
__attribute__((noinline, noclone)) void count_begin(void)
{
    __asm__ volatile("" ::: "memory");
}

__attribute__((noinline, noclone)) void count_end(void)
{
    __asm__ volatile("" ::: "memory");
}

static inline __attribute__((always_inline)) volatile uint32_t *stack_pointer(void)
{
    uintptr_t sp;
#ifdef __riscv
    __asm__ volatile("mv %0, sp" : "=r"(sp));
#else
    __asm__ volatile("mov %0, sp" : "=r"(sp));
#endif
    return (volatile uint32_t *)sp;
}

/* Paints the free stack, runs, and looks how far the paint is gone. */
static run_result_t run(void)
{
    run_result_t result;
    volatile uint32_t *const top = stack_pointer();
    volatile uint32_t *low = stack_bottom;
    while (low < top) {
        *low++ = PAINT;
    }
    count_begin();
    result.status = (uint32_t)subject_run();
    count_end();
    for (low = stack_bottom; low < top && *low == PAINT; ++low) {
    }
    if (low == stack_bottom) {
        host_exit(EXIT_STACK);
    }
    result.stack = (uint32_t)((uintptr_t)top - (uintptr_t)low);
    return result;
}

static void fill(volatile uint8_t *at, uint32_t bytes)
{
    while (bytes-- > 0u) {
        *at++ = PATTERN;
    }
}

/* 1 if it was done. */
static int execute(const command_t *command, intptr_t commands, intptr_t results)
{
    run_result_t result;
    switch (command->what) {
    case COMMAND_FILL:
        fill((volatile uint8_t *)(uintptr_t)command->address, command->bytes);
        return 1;
    case COMMAND_LOAD:
        return host_read(commands, (void *)(uintptr_t)command->address, command->bytes);
    case COMMAND_RUN:
        result = run();
        return host_write(results, &result, sizeof(result));
    case COMMAND_STORE:
        return host_write(results, (const void *)(uintptr_t)command->address, command->bytes);
    default:
        return 0;
    }
}

int main(void)
{
    command_t command;
    const intptr_t commands = host_open("commands.bin", HOST_READ);
    const intptr_t results = host_open("results.bin", HOST_WRITE);
    if (commands < 0 || results < 0) {
        return EXIT_FILES;
    }
    for (;;) {
        if (!host_read(commands, &command, sizeof(command))) {
            return EXIT_FILES;
        }
        if (command.what == COMMAND_END) {
            break;
        }
        if (!execute(&command, commands, results)) {
            return EXIT_COMMAND;
        }
    }
    host_close(commands);
    host_close(results);
    return 0;
}
