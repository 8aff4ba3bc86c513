/* operators.h - operators of model "network". Generated; do not edit. */
#ifndef NETWORK_OPERATORS_H
#define NETWORK_OPERATORS_H

#include <stdint.h>

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From tvmgen_default_fused_cast_subtract (kernels.c:10). */
void network_op00_cast_subtract(const int8_t p0[64], int16_t out[64]);

/* From tvmgen_default_fused_nn_conv2d_add_fixed_point_multiply_per_axis_add_clip_cast
 * (kernels.c:96). Reads network_p1, network_p2, network_p3, network_p5. */
void network_op01_conv2d_add_requant_clip_cast(const int16_t p0[64], int8_t out[512]);

/* From tvmgen_default_fused_nn_max_pool2d_cast_subtract (kernels.c:302). */
void network_op02_max_pool2d_cast_subtract(const int8_t p0[512], int16_t out[128]);

/* From tvmgen_default_fused_nn_conv2d_add_fixed_point_multiply_per_axis_add_clip_cast_1
 * (kernels.c:178). Reads network_p7, network_p8, network_p9, network_p11. */
void network_op03_conv2d_add_requant_clip_cast(const int16_t p0[128], int8_t out[256],
                                               int16_t pad_temp[288]);

/* From tvmgen_default_fused_nn_max_pool2d (kernels.c:265). */
void network_op04_max_pool2d(const int8_t p0[256], int8_t out[UTVM_RESTRICT 64]);

/* From tvmgen_default_fused_reshape_cast_subtract (kernels.c:353). */
void network_op05_reshape_cast_subtract(const int8_t p0[64], int16_t out[UTVM_RESTRICT 64]);

/* From tvmgen_default_fused_nn_contrib_dense_pack_add_fixed_point_multiply_add_clip_cast
 * (kernels.c:43). Reads network_p12, network_p13. */
void network_op06_dense_pack_add_requant_clip_cast(const int16_t p0[64],
                                                   int8_t out[UTVM_RESTRICT 10]);

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_OPERATORS_H */
