/* right_data.h - constants of model "right". Generated; do not edit. */
#ifndef RIGHT_DATA_H
#define RIGHT_DATA_H

#include "models_data.h"

#ifdef __cplusplus
extern "C" {
#endif

extern const float right_b[4];

#ifdef __cplusplus
}
#endif

#endif /* RIGHT_DATA_H */
