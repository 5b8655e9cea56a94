/* Compares what a step expects with what came back. */
#ifndef MATCHING_H
#define MATCHING_H

#include "report.h"

/* Says where `actual`, which is known as `at`, differs from `expected`. */
bool check(Report *report, json_t *expected, json_t *actual, const char *at);

#endif
