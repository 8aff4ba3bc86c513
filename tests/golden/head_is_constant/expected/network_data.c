/* network_data.c - constants of model "network": 8 B. Generated; do not edit. */
#include "network_data.h"

/* "p0" float32[2], 8 B, used by op 0, 1 */
const float network_p0[2] = {
    0.5f, -8.0f,
};
