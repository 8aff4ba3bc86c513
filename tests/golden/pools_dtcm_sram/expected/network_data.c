/* network_data.c - constants of model "network": 88 B. Generated; do not edit. */
#include "network_data.h"

#include "utvm_rt.h"

/* "p0" float32[4,2], 32 B in itcm, used by op 0 */
const float network_p0[8] UTVM_SECTION(".itcm_rodata") = {
    1.0f, 0.0f, 0.0f, 1.0f, 1.0f, 1.0f, 1.0f, -1.0f,
};

/* "p1" float32[4], 16 B in itcm, used by op 0 */
const float network_p1[4] UTVM_SECTION(".itcm_rodata") = {
    0.0f, 0.5f, -1.0f, 0.0f,
};

/* "p2" float32[2,4], 32 B in qspi, used by op 1 */
UTVM_ALIGNED(16) const float network_p2[8] UTVM_SECTION(".qspi") = {
    1.0f, 1.0f, 1.0f, 1.0f, 0.5f, 0.0f, -1.0f, 2.0f,
};

/* "p3" float32[2], 8 B in qspi, used by op 1 */
UTVM_ALIGNED(16) const float network_p3[2] UTVM_SECTION(".qspi") = {
    0.25f, 0.0f,
};
