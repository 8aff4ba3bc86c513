/* Runs all vectors through TVMWrap_*. With INPUTS_SURVIVE every vector runs twice, and the second
 * time nobody writes the inputs, as MLonMCU does where it measures.
 */
#include "api_main.h"

/* As firmware of utvm_staticrt_codegen declares them. */
#include <stddef.h>
#ifdef WITHOUT_HEADER
void TVMWrap_Init();
void *TVMWrap_GetInputPtr(int index);
size_t TVMWrap_GetInputSize(int index);
size_t TVMWrap_GetNumInputs();
void TVMWrap_Run();
void *TVMWrap_GetOutputPtr(int index);
size_t TVMWrap_GetOutputSize(int index);
size_t TVMWrap_GetNumOutputs();
#else
#include "tvm_wrapper.h"
#endif

static int read_inputs(void)
{
    size_t i;

    for (i = 0; i < TVMWrap_GetNumInputs(); ++i) {
        if (!read_input(TVMWrap_GetInputPtr((int)i), TVMWrap_GetInputSize((int)i))) {
            return 0;
        }
    }
    return 1;
}

int main(int argc, char **argv)
{
    size_t i;

    check(argc > 2, "usage: INPUTS OUTPUTS");
    open_vectors(argv);
    TVMWrap_Init();
    check(TVMWrap_GetInputPtr((int)TVMWrap_GetNumInputs()) == NULL, "an input too many");
    check(TVMWrap_GetOutputSize(-1) == 0, "a size of no output");
    while (read_inputs()) {
        TVMWrap_Run();
#ifdef INPUTS_SURVIVE
        TVMWrap_Run();
#endif
        for (i = 0; i < TVMWrap_GetNumOutputs(); ++i) {
            write_output(TVMWrap_GetOutputPtr((int)i), TVMWrap_GetOutputSize((int)i));
        }
    }
    return close_vectors();
}
