/* The steps of a scenario. */
#ifndef STEPS_H
#define STEPS_H

#include "world.h"

/* Runs one step. */
bool run_step(World *world, json_t *step);

/* Runs a step with the key `call`. */
bool run_call(World *world, json_t *step);

#endif
