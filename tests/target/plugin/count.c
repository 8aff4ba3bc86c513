/* count.so - how often a guest executes each instruction of a region of its memory.
 *
 *   -plugin file=count.so,begin=PC,end=PC,base=ADDRESS,bytes=N,out=FILE
 *
 * From each execution of `begin` to the next one of `end`, both exclusive of what `end` marks itself, executed
 * instructions in [base, base + bytes) are counted. FILE gets a line "ADDRESS COUNT" for each that was executed, and
 * a line "end" after each such stretch. Counts are exact: TCG executes a block's instructions one by one, and an
 * instruction that an IT block skips counts as executed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "qemu_plugin_api.h"

#define EXPORT __attribute__((visibility("default")))

EXPORT int qemu_plugin_version = 1;

static uint64_t begin, end, base, bytes;
static FILE *out;

/* By (address - base) / 2: no instruction is shorter than two bytes. */
static uint64_t *counts;

static void start_counting(unsigned int cpu, void *user)
{
    (void)cpu;
    (void)user;
    memset(counts, 0, (size_t)(bytes / 2 + 1) * sizeof(*counts));
}

static void stop_counting(unsigned int cpu, void *user)
{
    (void)cpu;
    (void)user;
    for (uint64_t i = 0; i <= bytes / 2; ++i) {
        if (counts[i] != 0) {
            fprintf(out, "%llu %llu\n", (unsigned long long)(base + 2 * i), (unsigned long long)counts[i]);
        }
    }
    fprintf(out, "end\n");
    fflush(out);
}

/* QEMU runs callbacks before it adds to counters of the same instruction. */
static void translated(qemu_plugin_id_t id, struct qemu_plugin_tb *block)
{
    (void)id;
    for (size_t i = 0; i < qemu_plugin_tb_n_insns(block); ++i) {
        struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(block, i);
        const uint64_t address = qemu_plugin_insn_vaddr(insn);
        if (address == begin) {
            qemu_plugin_register_vcpu_insn_exec_cb(insn, start_counting, QEMU_PLUGIN_CB_NO_REGS, NULL);
        }
        if (address == end) {
            qemu_plugin_register_vcpu_insn_exec_cb(insn, stop_counting, QEMU_PLUGIN_CB_NO_REGS, NULL);
        }
        if (address >= base && address - base < bytes) {
            qemu_plugin_register_vcpu_insn_exec_inline(insn, QEMU_PLUGIN_INLINE_ADD_U64,
                                                       &counts[(address - base) / 2], 1);
        }
    }
}

static int read_argument(const char *argument)
{
    const char *value = strchr(argument, '=');
    if (value == NULL) {
        return 0;
    }
    ++value;
    const struct {
        const char *name;
        uint64_t *number;
    } numbers[] = {{"begin=", &begin}, {"end=", &end}, {"base=", &base}, {"bytes=", &bytes}};
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); ++i) {
        if (strncmp(argument, numbers[i].name, strlen(numbers[i].name)) == 0) {
            *numbers[i].number = strtoull(value, NULL, 0);
            return 1;
        }
    }
    if (strncmp(argument, "out=", 4) == 0) {
        out = fopen(value, "w");
    }
    return out != NULL;
}

EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info *info, int count, char **arguments)
{
    (void)info;
    for (int i = 0; i < count; ++i) {
        if (!read_argument(arguments[i])) {
            return -1;
        }
    }
    counts = calloc((size_t)(bytes / 2 + 1), sizeof(*counts));
    if (out == NULL || counts == NULL) {
        return -1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
    return 0;
}
