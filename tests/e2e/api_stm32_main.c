/* Runs every model of the registry on all vectors through TVM's runtime API for STM32. Inputs and
 * outputs that have no place in the activations get buffers here.
 */
#include "ai_runtime_api.h"
#include "api_main.h"

/* Buffers of the application; those of the activations stay where they are. */
static void give_buffers(ai_tensor *tensor)
{
    if (tensor->dltensor.data == NULL) {
        tensor->dltensor.data = malloc(get_tensor_size(tensor) + 1u);
    }
}

static int read_inputs(ai_handle network)
{
    int32_t i;

    for (i = 0; i < ai_get_input_size(network); ++i) {
        ai_tensor *tensor = ai_get_input(network, i);
        if (!read_input(tensor->dltensor.data, get_tensor_size(tensor))) {
            return 0;
        }
    }
    return 1;
}

static void expect_misuse_is_an_error(ai_handle network)
{
    ai_tensor *tensor = ai_get_output(network, 0);
    void *data = tensor->dltensor.data;

    tensor->dltensor.data = NULL;
    check(ai_run(network) == AI_STATUS_ERROR, "ran without a buffer for the output");
    tensor->dltensor.data = data;
    if (ai_get_activations(network) <= (uint8_t *)data &&
        (uint8_t *)data < ai_get_activations(network) + ai_get_activations_size(network)) {
        tensor->dltensor.data = &data;
        check(ai_run(network) == AI_STATUS_ERROR, "ran with an output that was moved");
        check(ai_get_error(network)[0] != '\0', "no error text");
        tensor->dltensor.data = data;
    }
}

int main(int argc, char **argv)
{
    ai_model_iterator it;

    check(argc > 2, "usage: INPUTS OUTPUTS");
    for (it = ai_model_iterator_begin(); it != ai_model_iterator_end();
         it = ai_model_iterator_next(it)) {
        ai_model_info *model = ai_model_iterator_value(it);
        uint8_t *activations = malloc(AI_MODEL_activations_size(model));
        ai_handle network;
        int32_t i;

        open_vectors(argv);
        check(ai_create(model, NULL, &network) == AI_STATUS_ERROR, "created without activations");
        check(ai_create(model, activations, &network) == AI_STATUS_OK, "cannot create");
        for (i = 0; i < ai_get_input_size(network); ++i) {
            give_buffers(ai_get_input(network, i));
        }
        for (i = 0; i < ai_get_output_size(network); ++i) {
            give_buffers(ai_get_output(network, i));
        }
        expect_misuse_is_an_error(network);
        while (read_inputs(network)) {
            check(ai_run(network) == AI_STATUS_OK, ai_get_error(network));
            for (i = 0; i < ai_get_output_size(network); ++i) {
                const ai_tensor *tensor = ai_get_output(network, i);
                write_output(tensor->dltensor.data, get_tensor_size(tensor));
            }
        }
        check(ai_destroy(network) == AI_STATUS_OK, "cannot destroy");
        check(ai_run(network) == AI_STATUS_ERROR, "ran after its end");
        free(activations);
    }
    return close_vectors();
}
