/* From reset to main() on a Cortex-M. */
#include <stdint.h>

#include "semihosting.h"

extern uint32_t stack_top[], data_begin[], data_end[], data_load[], bss_begin[], bss_end[];

int main(void);

/* Exit code of an image that met a fault. */
#define FAULT_EXIT 99u

intptr_t semihosting_call(uint32_t operation, const void *arguments)
{
    register uintptr_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = arguments;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return (intptr_t)r0;
}

static void fault(void)
{
    host_exit(FAULT_EXIT);
}

static void reset(void)
{
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
    /* CPACR: coprocessors 10 and 11, which are the FPU and the vector unit, are off after reset. */
    *(volatile uint32_t *)0xE000ED88u |= 0xFu << 20;
    __asm__ volatile("dsb\n isb" ::: "memory");
#endif
    const uint32_t *from = data_load;
    for (volatile uint32_t *to = data_begin; to < data_end; ++to) {
        *to = *from++;
    }
    for (volatile uint32_t *to = bss_begin; to < bss_end; ++to) {
        *to = 0;
    }
    host_exit((uint32_t)main());
}

/* Stack, reset, NMI and the faults; no interrupt is ever enabled. */
__attribute__((section(".vectors"), used)) static const uintptr_t vectors[16] = {
        (uintptr_t)stack_top, (uintptr_t)reset, (uintptr_t)fault, (uintptr_t)fault, (uintptr_t)fault,
        (uintptr_t)fault,     (uintptr_t)fault, (uintptr_t)fault, (uintptr_t)fault, (uintptr_t)fault,
        (uintptr_t)fault,     (uintptr_t)fault, (uintptr_t)fault, (uintptr_t)fault, (uintptr_t)fault,
        (uintptr_t)fault,
};
