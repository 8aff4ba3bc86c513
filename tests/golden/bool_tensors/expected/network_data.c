/* network_data.c - constants of model "network": 4 B. Generated; do not edit. */
#include "network_data.h"

/* "p0" bool[4], 4 B, used by op 1 */
const int8_t network_p0[4] = {
    1, 1, 1, 0,
};
