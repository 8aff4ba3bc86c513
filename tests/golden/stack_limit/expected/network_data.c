/* network_data.c - constants of model "network": 0 B. Generated; do not edit. */
#include "network_data.h"

