/* semihosting.h - files of the host, and the end of the run, through the debugger's door (Arm's "Semihosting for
 * AArch32 and AArch64" and the RISC-V semihosting specification, which has the same operations). */
#ifndef SEMIHOSTING_H
#define SEMIHOSTING_H

#include <stdint.h>

/* One operation on a block of arguments; its result. Every architecture has its own trap for it. */
intptr_t semihosting_call(uint32_t operation, const void *arguments);

enum { HOST_READ = 1, HOST_WRITE = 5 }; /* modes of fopen(): "rb", "wb" */

/* A handle, -1 if the host cannot. */
intptr_t host_open(const char *name, uint32_t mode);

/* 1 if all of it was transferred. */
int host_read(intptr_t file, void *to, uint32_t bytes);
int host_write(intptr_t file, const void *from, uint32_t bytes);

void host_close(intptr_t file);

/* Ends QEMU with this exit code. */
void host_exit(uint32_t code) __attribute__((noreturn));

#endif /* SEMIHOSTING_H */
