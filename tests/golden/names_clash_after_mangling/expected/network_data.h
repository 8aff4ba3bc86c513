/* network_data.h - constants of model "network". Generated; do not edit. */
#ifndef NETWORK_DATA_H
#define NETWORK_DATA_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

extern const int32_t network_w_1_ed3d9f90[2];
extern const int32_t network_w_1[2];

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_DATA_H */
