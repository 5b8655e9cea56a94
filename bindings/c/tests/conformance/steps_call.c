/* Steps that call the library: the receiver, the arguments, and what became of it. */
#include "steps.h"

#include "calls.h"
#include "matching.h"
#include "operands.h"

#include <string.h>

/* A text of the step, resolved; it is kept with the call. */
static const char *step_text(World *world, Call *call, json_t *step, const char *key, const char *otherwise) {
  json_t *value = json_object_get(step, key);
  if (value == NULL) {
    return otherwise;
  }
  json_t *resolved = resolve(world->report, value, world->saved);
  if (resolved == NULL || !json_is_string(resolved)) {
    fail(world->report, "%s is no text: %s", key, shown(value));
    json_decref(resolved);
    return NULL;
  }
  json_array_append_new(call->made, resolved);
  return json_string_value(resolved);
}

static json_t *call_tenant(World *world, const char *name, const doorstep_tenant *tenant, Call *call) {
  const TenantCall *const collections[] = { TENANT_CALLS,     APPS_CALLS,      USERS_CALLS,    GROUPS_CALLS,
                                             ROLES_CALLS,      USER_FLOWS_CALLS, METHODS_CALLS,  POLICIES_CALLS,
                                             LOCATIONS_CALLS,  STRENGTHS_CALLS,  CONTEXTS_CALLS, SESSIONS_CALLS };
  for (size_t at = 0; at < sizeof collections / sizeof collections[0]; at++) {
    for (const TenantCall *one = collections[at]; one->name != NULL; one++) {
      if (strcmp(one->name, name) == 0) {
        return one->verb(tenant, call);
      }
    }
  }
  fail(world->report, "there is no call %s", name);
  return NULL;
}

static json_t *call_app(World *world, const char *name, const doorstep_app *app, Call *call) {
  for (const AppCall *one = APP_CALLS; one->name != NULL; one++) {
    if (strcmp(one->name, name) == 0) {
      return one->verb(app, call);
    }
  }
  fail(world->report, "there is no call %s", name);
  return NULL;
}

static json_t *call_engine(World *world, const char *name, Call *call) {
  for (const EngineCall *one = ENGINE_CALLS; one->name != NULL; one++) {
    if (strcmp(one->name, name) == 0) {
      return one->verb(world->engine, call);
    }
  }
  fail(world->report, "there is no call %s", name);
  return NULL;
}

static json_t *call_templates(World *world, const char *name, Call *call) {
  for (const FreeCall *one = TEMPLATES_CALLS; one->name != NULL; one++) {
    if (strcmp(one->name, name) == 0) {
      return one->verb(call);
    }
  }
  fail(world->report, "there is no call %s", name);
  return NULL;
}

static json_t *on_app(World *world, const char *name, const doorstep_tenant *tenant, json_t *step, Call *call) {
  const char *client_id = step_text(world, call, step, "app", NULL);
  if (json_object_get(step, "as") != NULL) {
    fail(world->report, "people's calls have no actor");
    return NULL;
  }
  if (json_object_get(step, "app") == NULL) {
    client_id = json_string_value(lookup(world->report, world->saved, "app.client_id"));
  }
  if (client_id == NULL) {
    return NULL;
  }
  doorstep_app *app = NULL;
  bool good = done(call, doorstep_tenant_app(tenant, client_id, &app, &call->error));
  json_t *value = good ? call_app(world, name, app, call) : NULL;
  doorstep_app_free(app);
  return value;
}

static json_t *in_name_of(World *world, const char *name, const doorstep_tenant *tenant, json_t *step, Call *call) {
  const char *user_id = step_text(world, call, step, "as", NULL);
  if (user_id == NULL) {
    return json_object_get(step, "as") == NULL ? call_tenant(world, name, tenant, call) : NULL;
  }
  doorstep_tenant *acting = NULL;
  bool good = done(call, doorstep_tenant_acting_as(tenant, user_id, &acting, &call->error));
  json_t *value = good ? call_tenant(world, name, acting, call) : NULL;
  doorstep_tenant_free(acting);
  return value;
}

static json_t *dispatch(World *world, const char *name, json_t *step, Call *call) {
  if (strncmp(name, "engine.", 7) == 0) {
    return call_engine(world, name, call);
  }
  if (strncmp(name, "templates.", 10) == 0) {
    return call_templates(world, name, call);
  }
  const char *tenant_name = step_text(world, call, step, "tenant", TENANT);
  doorstep_tenant *tenant = NULL;
  if (tenant_name == NULL || !done(call, doorstep_engine_tenant(world->engine, tenant_name, &tenant, &call->error))) {
    return NULL;
  }
  json_t *value = strncmp(name, "app.", 4) == 0 ? on_app(world, name, tenant, step, call)
                                                : in_name_of(world, name, tenant, step, call);
  doorstep_tenant_free(tenant);
  return value;
}

static bool save(World *world, json_t *names, json_t *value) {
  if (names == NULL) {
    return true;
  }
  if (json_is_string(names)) {
    return json_object_set(world->saved, json_string_value(names), value) == 0;
  }
  if (!json_is_object(names)) {
    return fail(world->report, "save is a name, or names with paths");
  }
  const char *name;
  json_t *path;
  json_object_foreach(names, name, path) {
    json_t *part = json_is_string(path) ? lookup(world->report, value, json_string_value(path)) : NULL;
    if (part == NULL) {
      return fail(world->report, "what is saved is named by a path");
    }
    json_object_set(world->saved, name, part);
  }
  return true;
}

/* Compares with what the step expects, once references in that are resolved. */
static bool as_expected(World *world, json_t *expected, json_t *found, const char *at) {
  json_t *resolved = resolve(world->report, expected, world->saved);
  bool good = resolved != NULL && check(world->report, resolved, found, at);
  json_decref(resolved);
  return good;
}

static bool judge_error(World *world, json_t *step, const doorstep_error *error) {
  json_t *expected = json_object_get(step, "error"), *found = normal_error(error);
  bool good = expected == NULL
                  ? fail(world->report, "gave the error %s: %s", shown(found), doorstep_error_message(error))
              : json_object_get(expected, "code") == NULL ? fail(world->report, "an expected error has a code")
                                                          : as_expected(world, expected, found, "error");
  json_decref(found);
  return good;
}

static bool judge_value(World *world, json_t *step, json_t *value) {
  json_t *expected = json_object_get(step, "expect");
  if (json_object_get(step, "error") != NULL) {
    return fail(world->report, "gave %s instead of an error", shown(value));
  }
  return (expected == NULL || as_expected(world, expected, value, "result")) &&
         save(world, json_object_get(step, "save"), value);
}

bool run_call(World *world, json_t *step) {
  const char *const known[] = { "call", "args", "tenant", "as", "app", "save", "expect", "error", "note", NULL };
  const char *name = json_string_value(json_object_get(step, "call"));
  if (!only(world->report, step, known) || name == NULL) {
    return fail(world->report, "call is a name");
  }
  if (json_object_get(step, "expect") != NULL && json_object_get(step, "error") != NULL) {
    return fail(world->report, "a call expects a value or an error");
  }
  json_t *given = json_object_get(step, "args");
  json_t *args = given == NULL ? json_object() : resolve(world->report, given, world->saved);
  if (!json_is_object(args)) {
    json_decref(args);
    return fail(world->report, "args is an object");
  }
  Call call = call_begin(world->report, args);
  call.defaults = world->defaults;
  json_t *value = dispatch(world, name, step, &call);
  bool broken = world->report->text[0] != '\0';
  bool good = broken               ? false
              : call.error != NULL ? judge_error(world, step, call.error)
              : value != NULL      ? judge_value(world, step, value)
                                   : fail(world->report, "neither a value nor an error");
  json_decref(value);
  call_end(&call);
  json_decref(args);
  return good;
}
