/* network_data.h - constants of model "network". Generated; do not edit. */
#ifndef NETWORK_DATA_H
#define NETWORK_DATA_H

#include "utvm_rt.h"

#ifdef __cplusplus
extern "C" {
#endif

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_DATA_H */
