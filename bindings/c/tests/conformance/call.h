/*
 * One call of a scenario: its named arguments, of which none may be left over, and how it ended.
 *
 * Arguments are asked for first and the library is called only if all of them were as they should be:
 * a question that finds nothing acceptable notes why in the report and answers something harmless.
 */
#ifndef CALL_H
#define CALL_H

#include "report.h"

#include <doorstep.h>

/* 2026-01-01T00:00:00Z. */
#define START INT64_C(1767225600000)

typedef struct Call {
  json_t *args;
  json_t *asked;     /* the names that were asked for */
  json_t *made;      /* texts made of arguments, to live as long as the call */
  json_t *defaults;  /* the settings of a new tenant, for calls that replace all of them */
  Report *report;    /* why the scenario breaks the format */
  doorstep_error *error;
} Call;

Call call_begin(Report *report, json_t *args);
void call_end(Call *call);

/* An argument, borrowed; NULL for none or null. */
json_t *given(Call *call, const char *name);

const char *text(Call *call, const char *name);
const char *maybe_text(Call *call, const char *name);
bool flag(Call *call, const char *name, bool otherwise);
int64_t integer(Call *call, const char *name, int64_t otherwise);
/* The same of a number that must fit. */
uint32_t small(Call *call, const char *name, uint32_t otherwise);
/* The argument as JSON text; NULL for none. */
const char *maybe_document(Call *call, const char *name);
const char *document(Call *call, const char *name);
/* A time, which scenarios count from START. */
int64_t moment(Call *call, const char *name);
/* An enumeration's number by the word for it; 0 for none. */
uint32_t maybe_word(Call *call, const char *name, const char *(*name_of)(uint32_t));
/* A yes or no that may be left out, a doorstep_change_t. */
uint32_t maybe_flag(Call *call, const char *name);
uint32_t word(Call *call, const char *name, const char *(*name_of)(uint32_t));

/* Texts, of which there are at most MANY. */
#define MANY 64
typedef struct Texts {
  const char *items[MANY];
  size_t count;
  bool given;
} Texts;
Texts maybe_texts(Call *call, const char *name);
/* The same of JSON texts, one an item of the argument. */
Texts maybe_documents(Call *call, const char *name);

/* A request with what its pointers point to. */
typedef struct Context {
  doorstep_sign_in_context request;
  doorstep_device device;
  Texts satisfied_controls, physical_ids, system_labels;
} Context;
/* Reads the argument `context`, and answers it ready for the library. */
const doorstep_sign_in_context *context(Call *call, Context *room);

/* Whether the library may be called: every argument was acceptable, and none is left over. */
bool ready(Call *call);

/* Whether a call of the library succeeded; looks too that status and error agree. */
bool done(Call *call, doorstep_status status);

#endif
