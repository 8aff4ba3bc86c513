/* network_data.c - constants of model "network": 16 B. Generated; do not edit. */
#include "network_data.h"

/* "w/1" int32[2], 8 B, used by op 2 */
const int32_t network_w_1_ed3d9f90[2] = {
    100, 0,
};

/* "w_1" int32[2], 8 B, used by op 2 */
const int32_t network_w_1[2] = {
    200, -1,
};
