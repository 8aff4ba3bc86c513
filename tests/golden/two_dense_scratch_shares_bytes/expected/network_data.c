/* network_data.c - constants of model "network": 88 B. Generated; do not edit. */
#include "network_data.h"

/* "p0" float32[4,2], 32 B, used by op 0 */
const float network_p0[8] = {
    1.0f, 0.0f, 0.0f, 1.0f, 1.0f, 1.0f, 1.0f, -1.0f,
};

/* "p1" float32[4], 16 B, used by op 0 */
const float network_p1[4] = {
    0.0f, 0.5f, -1.0f, 0.0f,
};

/* "p2" float32[2,4], 32 B, used by op 1 */
const float network_p2[8] = {
    1.0f, 1.0f, 1.0f, 1.0f, 0.5f, 0.0f, -1.0f, 2.0f,
};

/* "p3" float32[2], 8 B, used by op 1 */
const float network_p3[2] = {
    0.25f, 0.0f,
};
