/* network_data.c - constants of model "network": 16 B. Generated; do not edit. */
#include "network_data.h"

/* "p0" float32[2], 8 B, used by op 0 */
const float network_p0[2] = {
    0.5f, 0.25f,
};

/* "p1" float32[2], 8 B, used by op 1 */
const float network_p1[2] = {
    8.0f, -8.0f,
};
