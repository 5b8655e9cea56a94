/* Why a scenario failed, in words. */
#ifndef REPORT_H
#define REPORT_H

#include <jansson.h>
#include <stdbool.h>

typedef struct Report {
  char text[4096];
} Report;

/* Notes what went wrong, unless something did before, and answers false. */
bool fail(Report *report, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Puts words in front of what is noted. */
void prefix(Report *report, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A value as JSON text, for a message. One of a few buffers, which are used in turns. */
const char *shown(const json_t *value);

/* Fails on a key of `object` that is none of `known`, a list that ends with NULL. */
bool only(Report *report, json_t *object, const char *const *known);

#endif
