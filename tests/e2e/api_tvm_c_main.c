/* Runs all vectors through TVM's C interface. It includes tvmgen_default.h alone, that of TVM or
 * that of utvmc, and names what is in it as firmware does: for MODEL_digits_int8 or MODEL_multi_io,
 * with USES_POOLS (a pool "sram" is passed) or MAPS_IO (inputs and outputs are in it).
 */
#include "api_main.h"
#include "tvmgen_default.h"

#ifdef MODEL_digits_int8
#define INPUTS(f) f(image, IMAGE)
#define OUTPUTS(f) f(output, OUTPUT)
#else
#define INPUTS(f) f(image, IMAGE) f(offset, OFFSET)
#define OUTPUTS(f) f(output0, OUTPUT0) f(output1, OUTPUT1) f(output2, OUTPUT2)
#endif

#define BUFFER(name, NAME) \
    static union { double align; char bytes[TVMGEN_DEFAULT_##NAME##_SIZE]; } name##_buffer;
#define SET_INPUT(name, NAME) inputs.name = name##_buffer.bytes;
#define SET_OUTPUT(name, NAME) outputs.name = name##_buffer.bytes;
#define READ(name, NAME) && read_input(inputs.name, TVMGEN_DEFAULT_##NAME##_SIZE)
#define WRITE(name, NAME) write_output(outputs.name, TVMGEN_DEFAULT_##NAME##_SIZE);

#ifndef MAPS_IO
INPUTS(BUFFER)
OUTPUTS(BUFFER)
#endif

#if defined(USES_POOLS) || defined(MAPS_IO)
static union { double align; char bytes[TVMGEN_DEFAULT_SRAM_WORKSPACE_POOL_SIZE]; } sram;
#endif

int main(int argc, char **argv)
{
    struct tvmgen_default_inputs inputs;
    struct tvmgen_default_outputs outputs;
#if defined(USES_POOLS) || defined(MAPS_IO)
    struct tvmgen_default_workspace_pools pools;
    pools.sram = sram.bytes;
#endif

    check(argc > 2, "usage: INPUTS OUTPUTS");
    check(TVMGEN_DEFAULT_WORKSPACE_SIZE > 0, "no workspace size");
    open_vectors(argv);
#ifdef MAPS_IO
    inputs = tvmgen_default_map_inputs(&pools);
    outputs = tvmgen_default_map_outputs(&pools);
#else
    INPUTS(SET_INPUT)
    OUTPUTS(SET_OUTPUT)
#endif
    while (1 INPUTS(READ)) {
#if defined(MAPS_IO)
        check(tvmgen_default_run(&pools) == 0, "run failed");
#elif defined(USES_POOLS)
        check(tvmgen_default_run(&inputs, &outputs, &pools) == 0, "run failed");
#else
        check(tvmgen_default_run(&inputs, &outputs) == 0, "run failed");
#endif
        OUTPUTS(WRITE)
    }
    return close_vectors();
}
