/* network_data.c - constants of model "network": 64 B. Generated; do not edit. */
#include "network_data.h"

/* "p0" float32[3], 12 B, used by op 0, 2 */
const float network_p0[3] = {
    1.0f, 2.0f, -1.0f,
};

/* "p1" float32[3], 12 B, used by op 0, 2 */
const float network_p1[3] = {
    0.5f, 0.0f, 1.0f,
};

/* "p2" float32[3], 12 B, used by op 1 */
const float network_p2[3] = {
    4.0f, 0.5f, 2.0f,
};

/* "p3" float32[3], 12 B, used by op 1 */
const float network_p3[3] = {
    -1.0f, 0.0f, 2.0f,
};

/* Constants of op 0, 2 */
const struct network_op00_constants network_op00_table = {network_p0, network_p1};

/* Constants of op 1 */
const struct network_op00_constants network_op01_table = {network_p2, network_p3};
