/* operators.c - operators of model "network". Generated; do not edit. */
#include "operators.h"

#include <stdint.h>

#include "network_data.h"
#include "utvm_rt.h"

/* From tvmgen_default_fused_cast_subtract (kernels.c:10). */
void network_op00_cast_subtract(const int8_t p0[64], int16_t out[64])
{
    for (int32_t ax0_ax1_fused = 0; ax0_ax1_fused < 8; ++ax0_ax1_fused) {
        for (int32_t ax2 = 0; ax2 < 8; ++ax2) {
            int32_t cse_var_1 = ax0_ax1_fused * 8 + ax2;
            out[cse_var_1] = (int16_t)((int32_t)p0[cse_var_1] + 128);
        }
    }
}

/* From tvmgen_default_fused_nn_conv2d_add_fixed_point_multiply_per_axis_add_clip_cast
 * (kernels.c:96). */
void network_op01_conv2d_add_requant_clip_cast(const int16_t p0[64], int8_t out[512])
{
    int16_t pad_temp[100];
    for (int32_t i0_i1_fused = 0; i0_i1_fused < 10; ++i0_i1_fused) {
        for (int32_t i2 = 0; i2 < 10; ++i2) {
            pad_temp[i0_i1_fused * 10 + i2] = (1 <= i0_i1_fused && i0_i1_fused < 9 && 1 <= i2
                    && i2 < 9)
                ? p0[i0_i1_fused * 8 + i2 - 9]
                : 0;
        }
    }
    UTVM_HANDOVER();
    for (int32_t ax0_ax1_fused_ax2_fused = 0; ax0_ax1_fused_ax2_fused < 64;
            ++ax0_ax1_fused_ax2_fused) {
        for (int32_t ax3 = 0; ax3 < 8; ++ax3) {
            int32_t conv2d_nhwc = 0;
            for (int32_t ry = 0; ry < 3; ++ry) {
                const int16_t *network_p1_row = &network_p1[ax3 + ry * 24];
                for (int32_t rx = 0; rx < 3; ++rx) {
                    conv2d_nhwc += (int32_t)pad_temp[(ax0_ax1_fused_ax2_fused >> 3) * 10
                            + (ax0_ax1_fused_ax2_fused & 7) + ry * 10 + rx]
                        * network_p1_row[rx * 8];
                }
            }
            int32_t v = -128
                + (((int32_t)(((int64_t)(conv2d_nhwc + network_p2[ax3]) * network_p3[ax3]) >> 32)
                        + ((int32_t)1 << (network_p5[ax3] - 2)))
                    >> (network_p5[ax3] - 1));
            int32_t v_1 = v < 127 ? v : 127;
            out[ax0_ax1_fused_ax2_fused * 8 + ax3] = (int8_t)(v_1 > -128 ? v_1 : -128);
        }
    }
}

/* From tvmgen_default_fused_nn_max_pool2d_cast_subtract (kernels.c:302). */
void network_op02_max_pool2d_cast_subtract(const int8_t p0[512], int16_t out[128])
{
    int8_t pool_max[128];
    for (int32_t ax0_ax1_fused = 0; ax0_ax1_fused < 4; ++ax0_ax1_fused) {
        for (int32_t ax2 = 0; ax2 < 4; ++ax2) {
            for (int32_t ax3_init = 0; ax3_init < 8; ++ax3_init) {
                pool_max[ax0_ax1_fused * 32 + ax2 * 8 + ax3_init] = -128;
            }
            for (int32_t rv0_rv1_fused = 0; rv0_rv1_fused < 4; ++rv0_rv1_fused) {
                const int8_t *p0_row = &p0[ax0_ax1_fused * 128 + ax2 * 16
                    + (rv0_rv1_fused >> 1) * 64 + (rv0_rv1_fused & 1) * 8];
                for (int32_t ax3 = 0; ax3 < 8; ++ax3) {
                    int32_t cse_var_1 = ax0_ax1_fused * 32 + ax2 * 8 + ax3;
                    int8_t v = pool_max[cse_var_1];
                    int8_t v_1 = p0_row[ax3];
                    pool_max[cse_var_1] = v > v_1 ? v : v_1;
                }
            }
        }
    }
    UTVM_HANDOVER();
    for (int32_t ax0_ax1_fused_1 = 0; ax0_ax1_fused_1 < 4; ++ax0_ax1_fused_1) {
        for (int32_t ax2_1 = 0; ax2_1 < 4; ++ax2_1) {
            for (int32_t ax3_1 = 0; ax3_1 < 8; ++ax3_1) {
                int32_t cse_var_2 = ax0_ax1_fused_1 * 32 + ax2_1 * 8 + ax3_1;
                out[cse_var_2] = (int16_t)((int32_t)pool_max[cse_var_2] + 128);
            }
        }
    }
}

/* From tvmgen_default_fused_nn_conv2d_add_fixed_point_multiply_per_axis_add_clip_cast_1
 * (kernels.c:178). */
void network_op03_conv2d_add_requant_clip_cast(const int16_t p0[128], int8_t out[256],
                                               int16_t pad_temp[288])
{
    for (int32_t i0_i1_fused = 0; i0_i1_fused < 6; ++i0_i1_fused) {
        for (int32_t i2 = 0; i2 < 6; ++i2) {
            for (int32_t i3 = 0; i3 < 8; ++i3) {
                int32_t cse_var_1 = i2 * 8;
                pad_temp[i0_i1_fused * 48 + cse_var_1 + i3] = (1 <= i0_i1_fused && i0_i1_fused < 5
                        && 1 <= i2 && i2 < 5)
                    ? p0[i0_i1_fused * 32 + cse_var_1 + i3 - 40]
                    : 0;
            }
        }
    }
    UTVM_HANDOVER();
    for (int32_t ax0_ax1_fused_ax2_fused = 0; ax0_ax1_fused_ax2_fused < 16;
            ++ax0_ax1_fused_ax2_fused) {
        for (int32_t ax3 = 0; ax3 < 16; ++ax3) {
            int32_t conv2d_nhwc = 0;
            for (int32_t ry = 0; ry < 3; ++ry) {
                for (int32_t rx = 0; rx < 3; ++rx) {
                    const int16_t *network_p7_row = &network_p7[ax3 + ry * 384 + rx * 128];
                    for (int32_t rc = 0; rc < 8; ++rc) {
                        conv2d_nhwc += (int32_t)pad_temp[(ax0_ax1_fused_ax2_fused >> 2) * 48
                                + (ax0_ax1_fused_ax2_fused & 3) * 8 + ry * 48 + rx * 8 + rc]
                            * network_p7_row[rc * 16];
                    }
                }
            }
            int32_t v = -128
                + (((int32_t)(((int64_t)(conv2d_nhwc + network_p8[ax3]) * network_p9[ax3]) >> 32)
                        + ((int32_t)1 << (network_p11[ax3] - 2)))
                    >> (network_p11[ax3] - 1));
            int32_t v_1 = v < 127 ? v : 127;
            out[ax0_ax1_fused_ax2_fused * 16 + ax3] = (int8_t)(v_1 > -128 ? v_1 : -128);
        }
    }
}

/* From tvmgen_default_fused_nn_max_pool2d (kernels.c:265). */
void network_op04_max_pool2d(const int8_t p0[256], int8_t out[UTVM_RESTRICT 64])
{
    for (int32_t ax0_ax1_fused = 0; ax0_ax1_fused < 2; ++ax0_ax1_fused) {
        for (int32_t ax2 = 0; ax2 < 2; ++ax2) {
            for (int32_t ax3_init = 0; ax3_init < 16; ++ax3_init) {
                out[ax0_ax1_fused * 32 + ax2 * 16 + ax3_init] = -128;
            }
            for (int32_t rv0_rv1_fused = 0; rv0_rv1_fused < 4; ++rv0_rv1_fused) {
                const int8_t *p0_row = &p0[ax0_ax1_fused * 128 + ax2 * 32
                    + (rv0_rv1_fused >> 1) * 64 + (rv0_rv1_fused & 1) * 16];
                for (int32_t ax3 = 0; ax3 < 16; ++ax3) {
                    int32_t cse_var_1 = ax0_ax1_fused * 32 + ax2 * 16 + ax3;
                    int8_t v = out[cse_var_1];
                    int8_t v_1 = p0_row[ax3];
                    out[cse_var_1] = v > v_1 ? v : v_1;
                }
            }
        }
    }
}

/* From tvmgen_default_fused_reshape_cast_subtract (kernels.c:353). */
void network_op05_reshape_cast_subtract(const int8_t p0[64], int16_t out[UTVM_RESTRICT 64])
{
    for (int32_t ax1_outer = 0; ax1_outer < 4; ++ax1_outer) {
        for (int32_t ax1_inner = 0; ax1_inner < 16; ++ax1_inner) {
            int32_t cse_var_1 = ax1_outer * 16 + ax1_inner;
            out[cse_var_1] = (int16_t)((int32_t)p0[cse_var_1] + 128);
        }
    }
}

/* From tvmgen_default_fused_nn_contrib_dense_pack_add_fixed_point_multiply_add_clip_cast
 * (kernels.c:43). */
void network_op06_dense_pack_add_requant_clip_cast(const int16_t p0[64],
                                                   int8_t out[UTVM_RESTRICT 10])
{
    for (int32_t ax1_outer_ax0_outer_fused = 0; ax1_outer_ax0_outer_fused < 2;
            ++ax1_outer_ax0_outer_fused) {
        int32_t compute_global[5];
        for (int32_t x_c_init = 0; x_c_init < 5; ++x_c_init) {
            compute_global[x_c_init] = 0;
        }
        for (int32_t k_outer = 0; k_outer < 64; ++k_outer) {
            const int16_t *network_p12_row =
                &network_p12[ax1_outer_ax0_outer_fused * 320 + k_outer * 5];
            for (int32_t x_c = 0; x_c < 5; ++x_c) {
                compute_global[x_c] += (int32_t)p0[k_outer] * network_p12_row[x_c];
            }
        }
        for (int32_t ax1_inner_inner = 0; ax1_inner_inner < 5; ++ax1_inner_inner) {
            int32_t cse_var_1 = ax1_outer_ax0_outer_fused * 5 + ax1_inner_inner;
            int32_t v = (((int32_t)(((int64_t)(compute_global[ax1_inner_inner]
                                    + network_p13[cse_var_1])
                                * 1664861941)
                            >> 32)
                        + 64)
                    >> 7)
                + 33;
            int32_t v_1 = v < 127 ? v : 127;
            out[cse_var_1] = (int8_t)(v_1 > -128 ? v_1 : -128);
        }
    }
}
