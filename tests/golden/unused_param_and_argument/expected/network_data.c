/* network_data.c - constants of model "network": 8 B. Generated; do not edit. */
#include "network_data.h"

/* "p1" float32[2], 8 B, used by op 0 */
const float network_p1[2] = {
    0.5f, 0.25f,
};
