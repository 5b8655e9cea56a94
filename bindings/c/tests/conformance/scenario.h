/* Scenario files. */
#ifndef SCENARIO_H
#define SCENARIO_H

#include "report.h"

/*
 * Every scenario of a folder, files in the order of their names: a list of objects with `name` (file/scenario), `engine`
 * (or none) and `steps`. NULL for a file that cannot be read or breaks the format.
 */
json_t *load_scenarios(Report *report, const char *folder);

/* Runs one of them, and looks whether all handles are closed afterwards. */
bool run_scenario(Report *report, json_t *scenario);

#endif
