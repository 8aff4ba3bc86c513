/* network_data.c - constants of model "network": 8 B. Generated; do not edit. */
#include "network_data.h"

/* "p0" float32[2], 8 B, used by op 0 */
const float network_p0[2] = {
    1.0f, 2.0f,
};
