/* Runs a model on all vectors with nothing but its own functions, as firmware does that has no use
 * for ai_create() and ai_run(), and with the names that firmware for TVM's runtime is full of.
 */
#include <string.h>

#include "ai_runtime_api.h"
/* After it, as with TVM. */
#include "ai_platform.h"
#include "api_main.h"
#include "network.h"

AI_ALIGNED(8) static uint8_t activations[AI_NETWORK_DATA_ACTIVATIONS_SIZE];
static ai_u8 buffers[8192] AI_ALIGNED(8);

AI_API_DECLARE_BEGIN
AI_API_ENTRY int main(int argc, char **argv);
AI_API_DECLARE_END

AI_STATIC AI_INLINE void expect_error(const char *text)
{
    check(strcmp(ai_network_get_error(network_network.network), text) == 0, text);
}

static ai_status run(void)
{
    return ai_network_run(AI_MODEL_inputs(&network_network), AI_MODEL_outputs(&network_network));
}

static void expect_no_run(const char *why)
{
    check(run() == AI_STATUS_ERROR, why);
    expect_error(why);
    check(ai_run(network_network.network) == AI_STATUS_ERROR, why);
    expect_error(why);
}

static void expect_misuse_is_told(void)
{
    const ai_size alignment = AI_NETWORK_DATA_ACTIVATIONS_ALIGNMENT;

    check(alignment <= 8u, "activations need more than 8");
    expect_error("");
    expect_no_run("Network is not created");
    check(ai_network_create(NULL, NULL) == AI_STATUS_ERROR, "created without activations");
    expect_error("Activations are NULL or not aligned");
    check(ai_network_create(NULL, activations) == AI_STATUS_OK, "cannot create");
    expect_error("");
    check((ai_network_create(NULL, activations + 1) == AI_STATUS_OK) == (alignment == 1u),
          "created with activations that are not aligned");
    if (alignment != 1u) {
        expect_error("Activations are NULL or not aligned");
        expect_no_run("Network is not created");
    }
    check(ai_network_create(NULL, activations) == AI_STATUS_OK, "cannot create again");
    expect_error("");
}

/* Of the application, for tensors that are not in the activations. */
static ai_u32 give_buffers(ai_tensor *const *tensors, ai_u32 count, ai_u32 used, const char *why)
{
    ai_u32 i;

    for (i = 0; i < count; ++i) {
        if (tensors[i]->dltensor.data == NULL) {
            expect_no_run(why);
            tensors[i]->dltensor.data = &buffers[used];
            used += (get_tensor_size(tensors[i]) + 8u) / 8u * 8u;
            check(used <= sizeof(buffers), "buffers of the test are too small");
        }
    }
    return used;
}

static int read_inputs(void)
{
    int i;

    for (i = 0; i < AI_NETWORK_IN_NUM; ++i) {
        ai_tensor *tensor = AI_MODEL_inputs(&network_network)[i];
        if (!read_input(tensor->dltensor.data, get_tensor_size(tensor))) {
            return 0;
        }
    }
    return 1;
}

int main(int argc, char **argv)
{
    ai_u32 used;
    int i;

    check(argc > 2, "usage: INPUTS OUTPUTS");
    open_vectors(argv);
    expect_misuse_is_told();
    used = give_buffers(AI_MODEL_inputs(&network_network), AI_NETWORK_IN_NUM, 0u,
                        "Network input NULL");
    (void)give_buffers(AI_MODEL_outputs(&network_network), AI_NETWORK_OUT_NUM, used,
                       "Network output NULL");
    while (read_inputs()) {
        check(run() == AI_STATUS_OK, "cannot run");
        expect_error("");
        for (i = 0; i < AI_NETWORK_OUT_NUM; ++i) {
            const ai_tensor *tensor = AI_MODEL_outputs(&network_network)[i];
            write_output(tensor->dltensor.data, get_tensor_size(tensor));
        }
    }
    check(ai_network_destroy() == AI_STATUS_OK, "cannot destroy");
    expect_no_run("Network is not created");
    return close_vectors();
}
