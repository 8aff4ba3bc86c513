/* network_data.c - constants of model "network": 20 B. Generated; do not edit. */
#include "network_data.h"

/* "fused_constant" float32[4], 16 B, used by op 0 */
const float network_fused_constant[4] = {
    1.0f, -3.0f, 0.5f, 0.1f,
};

/* "fused_constant_1" int8[4], 4 B, used by op 0 */
const int8_t network_fused_constant_1[4] = {
    1, -2, 127, -128,
};
