/* Values in a scenario: literals, references to what was saved, and the few ways to make one of others. */
#ifndef OPERANDS_H
#define OPERANDS_H

#include "report.h"

/* A new value with every reference and operator replaced, or NULL. */
json_t *resolve(Report *report, json_t *value, json_t *saved);

/* What a dotted path leads to, borrowed, or NULL. A number in it is a place in a list. */
json_t *lookup(Report *report, json_t *within, const char *path);

#endif
