/* network_data.c - constants of model "network": 4 B. Generated; do not edit. */
#include "network_data.h"

/* "p0" float32[], 4 B, used by op 1 */
const float network_p0[1] = {
    0.5f,
};
