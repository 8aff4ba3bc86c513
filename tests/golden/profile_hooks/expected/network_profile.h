/* network_profile.h - what each operator of model "network" costs, and hooks around it. Generated;
 * do not edit.
 */
#ifndef NETWORK_PROFILE_H
#define NETWORK_PROFILE_H

#include "network.h"
#include "utvm_extras.h"

#ifdef __cplusplus
extern "C" {
#endif

/* By operator, in the order of the schedule: name, multiply-accumulates, bytes moved; utvm_extras.h
 * says what counts. */
extern const utvm_op_cost_t network_op_costs[2];

/* Hooks: network_run calls them right before and after each operator, with its index. They do
 * nothing until the application defines functions of the same names, which read a timer, set a
 * pin... Runs in several arenas call the same functions.
 * A linker takes nothing from a library for a name that it has already: with hooks in a library,
 * build network_profile.c with -DUTVM_STRONG_HOOKS, which leaves out those that do nothing. */
void network_op_begin(uint32_t op);
void network_op_end(uint32_t op);

#ifdef __cplusplus
}
#endif

#endif /* NETWORK_PROFILE_H */
