#include "semihosting.h"

enum { SYS_OPEN = 0x01, SYS_CLOSE = 0x02, SYS_WRITE = 0x05, SYS_READ = 0x06, SYS_EXIT_EXTENDED = 0x20 };

#define APPLICATION_EXIT 0x20026u

static uint32_t length(const char *text)
{
    uint32_t count = 0;
    while (text[count] != '\0') {
        ++count;
    }
    return count;
}

intptr_t host_open(const char *name, uint32_t mode)
{
    const uintptr_t arguments[3] = {(uintptr_t)name, mode, length(name)};
    return semihosting_call(SYS_OPEN, arguments);
}

/* SYS_READ and SYS_WRITE return the number of bytes that are left. */
static int transfer(uint32_t operation, intptr_t file, uintptr_t memory, uint32_t bytes)
{
    const uintptr_t arguments[3] = {(uintptr_t)file, memory, bytes};
    return bytes == 0u || semihosting_call(operation, arguments) == 0;
}

int host_read(intptr_t file, void *to, uint32_t bytes)
{
    return transfer(SYS_READ, file, (uintptr_t)to, bytes);
}

int host_write(intptr_t file, const void *from, uint32_t bytes)
{
    return transfer(SYS_WRITE, file, (uintptr_t)from, bytes);
}

void host_close(intptr_t file)
{
    const uintptr_t arguments[1] = {(uintptr_t)file};
    (void)semihosting_call(SYS_CLOSE, arguments);
}

void host_exit(uint32_t code)
{
    const uintptr_t arguments[2] = {APPLICATION_EXIT, code};
    for (;;) {
        (void)semihosting_call(SYS_EXIT_EXTENDED, arguments);
    }
}
