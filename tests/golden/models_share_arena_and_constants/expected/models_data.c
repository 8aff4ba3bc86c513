/* models_data.c - constants that several models have, emitted once: 32 B, 32 B saved. Generated; do
 * not edit.
 */
#include "models_data.h"

/* "p0" of left, float32[4,2]; "w" of right, float32[4,2]: 32 B */
const float models_p0[8] = {
    1.0f, 0.0f, 0.0f, 1.0f, 1.0f, 1.0f, 1.0f, -1.0f,
};
