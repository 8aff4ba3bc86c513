/* From reset to main() on a RISC-V in machine mode, and the trap of semihosting. */
    .section .vectors, "ax"
    .globl _start
_start:
    .option push
    .option norelax
    la gp, __global_pointer$
    .option pop
    la sp, stack_top
    la tp, tls_begin            /* the C library's errno */
    la t0, fault
    .option push
    .option arch, +zicsr
    csrw mtvec, t0
#ifdef __riscv_flen
    li t0, 0x2000               /* mstatus.FS: the FPU is off after reset */
    csrs mstatus, t0
#endif
    .option pop
    la t0, data_begin
    la t1, data_end
    la t2, data_load
1:  bgeu t0, t1, 2f
    lw t3, 0(t2)
    sw t3, 0(t0)
    addi t0, t0, 4
    addi t2, t2, 4
    j 1b
2:  la t0, bss_begin
    la t1, bss_end
3:  bgeu t0, t1, 4f
    sw zero, 0(t0)
    addi t0, t0, 4
    j 3b
4:  call main
    call host_exit

    .balign 4                   /* mtvec's low bits are a mode */
fault:
    li a0, 99
    call host_exit

    /* intptr_t semihosting_call(uint32_t operation, const void *arguments) */
    .text
    .globl semihosting_call
    .option push
    .option norvc               /* three instructions of 32 bits, all on one page */
    .balign 16
semihosting_call:
    slli zero, zero, 0x1f
    ebreak
    srai zero, zero, 7
    ret
    .option pop
