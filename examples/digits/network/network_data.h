/* network_data.h - constants of model "network". Generated; do not edit. */
#ifndef NETWORK_DATA_H
#define NETWORK_DATA_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

extern const int16_t network_p1[72];
extern const int32_t network_p2[8];
extern const int32_t network_p3[8];
extern const int32_t network_p5[8];
extern const int16_t network_p7[1152];
extern const int32_t network_p8[16];
extern const int32_t network_p9[16];
extern const int32_t network_p11[16];
extern const int16_t network_p12[640];
extern const int32_t network_p13[10];

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_DATA_H */
