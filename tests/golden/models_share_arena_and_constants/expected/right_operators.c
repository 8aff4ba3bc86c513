/* right_operators.c - operators of model "right". Generated; do not edit. */
#include "right_operators.h"

#include "utvm_rt.h"

/* Every kernel that was lowered is in models_operators.c: nothing is defined here. */
