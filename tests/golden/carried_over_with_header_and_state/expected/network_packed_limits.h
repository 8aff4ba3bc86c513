/* network_packed_limits.h - limits.h of model "network", carried over for the kernels that include
 * it. Generated; do not edit.
 */
#define LOWEST 0.0f
