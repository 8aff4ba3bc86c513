/* network_data.h - constants of model "network". Generated; do not edit. */
#ifndef NETWORK_DATA_H
#define NETWORK_DATA_H

#ifdef __cplusplus
extern "C" {
#endif

extern const float network_p0[3];
extern const float network_p1[3];
extern const float network_p2[3];
extern const float network_p3[3];

/* Where network_op00_multiply_add finds the constants of an operator. */
struct network_op00_constants {
    const float *p1; /* [3] */
    const float *p2; /* [3] */
};

extern const struct network_op00_constants network_op00_table;
extern const struct network_op00_constants network_op01_table;

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_DATA_H */
