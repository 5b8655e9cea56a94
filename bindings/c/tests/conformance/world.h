/* What a scenario runs in: an engine in memory, a clock that stands still, a mailer that collects. */
#ifndef WORLD_H
#define WORLD_H

#include "report.h"

#include <doorstep.h>

/* The tenant of every call that names no other. */
#define TENANT "contoso"

typedef struct World {
  doorstep_engine *engine;
  doorstep_clock *clock;
  json_t *mails;    /* what the mailer was handed, in order */
  json_t *saved;    /* results by the names that the scenario gave them */
  json_t *defaults; /* the settings of a new tenant */
  Report *report;
} World;

/* Opens an engine as the scenario's `engine`, which may be NULL, says. The world is to be closed in either case. */
bool world_open(World *world, Report *report, json_t *choice);
void world_close(World *world);

#endif
