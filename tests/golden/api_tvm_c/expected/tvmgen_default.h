/* tvmgen_default.h - model "network" behind TVM's C interface. Generated; do not edit. */
#ifndef TVMGEN_DEFAULT_H_
#define TVMGEN_DEFAULT_H_

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes of each input, of each output, and of all workspace. */
#define TVMGEN_DEFAULT_LEFT_SIZE 12
#define TVMGEN_DEFAULT_RIGHT_SIZE 12
#define TVMGEN_DEFAULT_OUTPUT0_SIZE 12
#define TVMGEN_DEFAULT_OUTPUT1_SIZE 12
#define TVMGEN_DEFAULT_WORKSPACE_SIZE 12

struct tvmgen_default_inputs {
    void *left;
    void *right;
};

struct tvmgen_default_outputs {
    void *output0;
    void *output1;
};

/* Runs one inference: 0, or the code of the kernel that failed. The buffers are aligned as their
 * elements are, and do not overlap.
 * Its workspace of 12 bytes is static, in tvmgen_default.c: one run at a time. Nothing allocates,
 * so that an allocator for TVM's own code is not needed any more; with --pools FILE the application
 * passes the memory. */
int32_t tvmgen_default_run(struct tvmgen_default_inputs *inputs,
                           struct tvmgen_default_outputs *outputs);

#ifdef __cplusplus
}
#endif

#endif /* TVMGEN_DEFAULT_H_ */
