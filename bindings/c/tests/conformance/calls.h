/*
 * From the names of calls in scenarios to functions of the library. A call answers its result in normal form, or NULL
 * when the scenario breaks the format (see its report) or the library answered an error.
 */
#ifndef CALLS_H
#define CALLS_H

#include "call.h"
#include "normal.h"

typedef json_t *EngineVerb(const doorstep_engine *engine, Call *call);
typedef json_t *TenantVerb(const doorstep_tenant *tenant, Call *call);
typedef json_t *AppVerb(const doorstep_app *app, Call *call);

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
extern const EngineCall ENGINE_CALLS[];
extern const TenantCall TENANT_CALLS[];
extern const TenantCall APPS_CALLS[];
extern const TenantCall USERS_CALLS[];
extern const TenantCall GROUPS_CALLS[];
extern const TenantCall ROLES_CALLS[];
extern const TenantCall USER_FLOWS_CALLS[];
extern const TenantCall METHODS_CALLS[];
extern const TenantCall POLICIES_CALLS[];
extern const TenantCall SESSIONS_CALLS[];
extern const AppCall APP_CALLS[];

/* Calls the library with `arguments` if all of them were acceptable, and answers a value of `thing` in normal form. */
#define GIVES(thing, function, ...) GIVES_AS(thing, normal_##thing, function, __VA_ARGS__)

/* The same with another function for the normal form. */
#define GIVES_AS(thing, normal, function, ...)                                                  \
  do {                                                                                          \
    doorstep_##thing *made = NULL;                                                              \
    bool good = ready(call) && done(call, function(__VA_ARGS__, &made, &call->error));          \
    json_t *value = normal(made);                                                               \
    doorstep_##thing##_free(made);                                                              \
    if ((value != NULL) != good) {                                                              \
      fail(call->report, "%s and its output disagree", #function);                              \
    }                                                                                           \
    return value;                                                                               \
  } while (0)

/* The same of a call without a result. */
#define GIVES_NOTHING(function, ...) \
  return ready(call) && done(call, function(__VA_ARGS__, &call->error)) ? json_null() : NULL

/* The same of a call that answers JSON text. */
#define GIVES_JSON(function, ...)                                                                 \
  do {                                                                                            \
    char *made = NULL;                                                                            \
    json_t *value = NULL;                                                                         \
    if (ready(call) && done(call, function(__VA_ARGS__, &made, &call->error))) {                  \
      value = parsed(made);                                                                       \
    }                                                                                             \
    doorstep_string_free(made);                                                                   \
    return value;                                                                                 \
  } while (0)

#endif
