/* network_data.h - constants of model "network". Generated; do not edit. */
#ifndef NETWORK_DATA_H
#define NETWORK_DATA_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

extern const float network_fused_constant[4];
extern const int8_t network_fused_constant_1[4];

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_DATA_H */
