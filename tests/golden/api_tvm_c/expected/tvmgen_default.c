/* tvmgen_default.c - TVM's C interface to model "network". Generated; do not edit. */
#include "tvmgen_default.h"

#include "network.h"

/* The sizes of this interface are those of the model's own. */
UTVM_STATIC_ASSERT(TVMGEN_DEFAULT_LEFT_SIZE == NETWORK_IN_0_BYTES, tvmgen_default_in_0);
UTVM_STATIC_ASSERT(TVMGEN_DEFAULT_RIGHT_SIZE == NETWORK_IN_1_BYTES, tvmgen_default_in_1);
UTVM_STATIC_ASSERT(TVMGEN_DEFAULT_OUTPUT0_SIZE == NETWORK_OUT_0_BYTES, tvmgen_default_out_0);
UTVM_STATIC_ASSERT(TVMGEN_DEFAULT_OUTPUT1_SIZE == NETWORK_OUT_1_BYTES, tvmgen_default_out_1);
UTVM_STATIC_ASSERT(TVMGEN_DEFAULT_WORKSPACE_SIZE == NETWORK_ARENA_BYTES, tvmgen_default_workspace);

/* The workspace, for which this form of the interface has no parameter. */
static network_arena_t arena;

int32_t tvmgen_default_run(struct tvmgen_default_inputs *inputs,
                           struct tvmgen_default_outputs *outputs)
{
    network_run(&arena, inputs->left, inputs->right, outputs->output0, outputs->output1);
    return 0;
}
