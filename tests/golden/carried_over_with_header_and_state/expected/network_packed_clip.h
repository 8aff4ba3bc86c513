/* network_packed_clip.h - clip.h of model "network", carried over for the kernels that include it.
 * Generated; do not edit.
 */
#ifndef CLIP_H
#define CLIP_H
#include "network_packed_limits.h"
#define CLIP(x) ((x) < LOWEST ? LOWEST : (x))
#endif
