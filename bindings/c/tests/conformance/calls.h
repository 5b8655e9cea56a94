/*
 * From the names of calls in scenarios to functions of the library. A call answers its result in normal form, or NULL
 * when the scenario breaks the format (see its report) or the library answered an error.
 */
#ifndef CALLS_H
#define CALLS_H

#include "call.h"
#include "normal.h"

typedef json_t *FreeVerb(Call *call);
typedef json_t *EngineVerb(const doorstep_engine *engine, Call *call);
typedef json_t *TenantVerb(const doorstep_tenant *tenant, Call *call);
typedef json_t *AppVerb(const doorstep_app *app, Call *call);

typedef struct FreeCall {
  const char *name;
  FreeVerb *verb;
} FreeCall;
typedef struct EngineCall {
  const char *name;
  EngineVerb *verb;
} EngineCall;
typedef struct TenantCall {
  const char *name;
  TenantVerb *verb;
} TenantCall;
typedef struct AppCall {
  const char *name;
  AppVerb *verb;
} AppCall;

/* The calls of each collection; the last one has no name. */
extern const FreeCall TEMPLATES_CALLS[];
extern const EngineCall ENGINE_CALLS[];
extern const TenantCall TENANT_CALLS[];
extern const TenantCall APPS_CALLS[];
extern const TenantCall USERS_CALLS[];
extern const TenantCall GROUPS_CALLS[];
extern const TenantCall ROLES_CALLS[];
extern const TenantCall USER_FLOWS_CALLS[];
extern const TenantCall METHODS_CALLS[];
extern const TenantCall POLICIES_CALLS[];
extern const TenantCall LOCATIONS_CALLS[];
extern const TenantCall STRENGTHS_CALLS[];
extern const TenantCall CONTEXTS_CALLS[];
extern const TenantCall SESSIONS_CALLS[];
extern const AppCall APP_CALLS[];

/*
 * Each of these calls a function of the library with the arguments after it, if all of the scenario's were acceptable,
 * and returns what it gives in normal form.
 */

/* A value of `thing`. */
#define GIVES(thing, function, ...) GIVES_AS(thing, normal_##thing, function, __VA_ARGS__)

/* A value of `thing`, with another function for the normal form. */
#define GIVES_AS(thing, normal, function, ...)                                         \
  do {                                                                                 \
    doorstep_##thing *made = NULL;                                                     \
    bool good = ready(call) && done(call, function(__VA_ARGS__, &made, &call->error)); \
    json_t *value = normal(made);                                                      \
    doorstep_##thing##_free(made);                                                     \
    if ((value != NULL) != good) {                                                     \
      fail(call->report, "%s and its output disagree", #function);                     \
    }                                                                                  \
    return value;                                                                      \
  } while (0)

/* A value of `thing`, or null when there is none. */
#define GIVES_MAYBE(thing, function, ...)                                              \
  do {                                                                                 \
    doorstep_##thing *made = NULL;                                                     \
    bool good = ready(call) && done(call, function(__VA_ARGS__, &made, &call->error)); \
    json_t *value = made == NULL && good ? json_null() : normal_##thing(made);         \
    doorstep_##thing##_free(made);                                                     \
    return value;                                                                      \
  } while (0)

/* Nothing. */
#define GIVES_NOTHING(function, ...) \
  return ready(call) && done(call, function(__VA_ARGS__, &call->error)) ? json_null() : NULL

/* JSON text. */
#define GIVES_JSON(function, ...)                                                      \
  do {                                                                                 \
    char *made = NULL;                                                                 \
    bool good = ready(call) && done(call, function(__VA_ARGS__, &made, &call->error)); \
    json_t *value = good ? parsed(made) : NULL;                                        \
    doorstep_string_free(made);                                                        \
    return value;                                                                      \
  } while (0)

#endif
