/* network_data.h - constants of model "network". Generated; do not edit. */
#ifndef NETWORK_DATA_H
#define NETWORK_DATA_H

#ifdef __cplusplus
extern "C" {
#endif

extern const float network_p0[8];
extern const float network_p1[4];
extern const float network_p2[8];
extern const float network_p3[2];

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_DATA_H */
