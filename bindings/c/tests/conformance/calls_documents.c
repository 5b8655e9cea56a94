/* The calls of locations, authentication strengths and authentication contexts. */
#include "calls.h"

static json_t *create_location(const doorstep_tenant *tenant, Call *call) {
  const char *json = document(call, "document");
  GIVES(location, doorstep_locations_create, tenant, json);
}

static json_t *list_locations(const doorstep_tenant *tenant, Call *call) {
  GIVES(location_list, doorstep_locations_list, tenant);
}

static json_t *get_location(const doorstep_tenant *tenant, Call *call) {
  const char *id = text(call, "location_id");
  GIVES(location, doorstep_locations_get, tenant, id);
}

static json_t *update_location(const doorstep_tenant *tenant, Call *call) {
  const char *id = text(call, "location_id"), *changes = document(call, "changes");
  GIVES(location, doorstep_locations_update, tenant, id, changes);
}

static json_t *delete_location(const doorstep_tenant *tenant, Call *call) {
  const char *id = text(call, "location_id");
  GIVES_NOTHING(doorstep_locations_delete, tenant, id);
}

static json_t *create_strength(const doorstep_tenant *tenant, Call *call) {
  const char *json = document(call, "document");
  GIVES(authentication_strength, doorstep_authentication_strengths_create, tenant, json);
}

static json_t *list_strengths(const doorstep_tenant *tenant, Call *call) {
  GIVES(authentication_strength_list, doorstep_authentication_strengths_list, tenant);
}

static json_t *get_strength(const doorstep_tenant *tenant, Call *call) {
  const char *id = text(call, "strength_id");
  GIVES(authentication_strength, doorstep_authentication_strengths_get, tenant, id);
}

static json_t *update_strength(const doorstep_tenant *tenant, Call *call) {
  const char *id = text(call, "strength_id"), *changes = document(call, "changes");
  GIVES(authentication_strength, doorstep_authentication_strengths_update, tenant, id, changes);
}

static json_t *delete_strength(const doorstep_tenant *tenant, Call *call) {
  const char *id = text(call, "strength_id");
  GIVES_NOTHING(doorstep_authentication_strengths_delete, tenant, id);
}

static json_t *create_context(const doorstep_tenant *tenant, Call *call) {
  const char *json = document(call, "document");
  GIVES(authentication_context, doorstep_authentication_contexts_create, tenant, json);
}

static json_t *list_contexts(const doorstep_tenant *tenant, Call *call) {
  GIVES(authentication_context_list, doorstep_authentication_contexts_list, tenant);
}

static json_t *get_context(const doorstep_tenant *tenant, Call *call) {
  const char *id = text(call, "context_id");
  GIVES(authentication_context, doorstep_authentication_contexts_get, tenant, id);
}

static json_t *update_context(const doorstep_tenant *tenant, Call *call) {
  const char *id = text(call, "context_id"), *changes = document(call, "changes");
  GIVES(authentication_context, doorstep_authentication_contexts_update, tenant, id, changes);
}

static json_t *delete_context(const doorstep_tenant *tenant, Call *call) {
  const char *id = text(call, "context_id");
  GIVES_NOTHING(doorstep_authentication_contexts_delete, tenant, id);
}

const TenantCall LOCATIONS_CALLS[] = {
  { "locations.create", create_location },
  { "locations.list", list_locations },
  { "locations.get", get_location },
  { "locations.update", update_location },
  { "locations.delete", delete_location },
  { NULL, NULL },
};

const TenantCall STRENGTHS_CALLS[] = {
  { "authentication_strengths.create", create_strength },
  { "authentication_strengths.list", list_strengths },
  { "authentication_strengths.get", get_strength },
  { "authentication_strengths.update", update_strength },
  { "authentication_strengths.delete", delete_strength },
  { NULL, NULL },
};

const TenantCall CONTEXTS_CALLS[] = {
  { "authentication_contexts.create", create_context },
  { "authentication_contexts.list", list_contexts },
  { "authentication_contexts.get", get_context },
  { "authentication_contexts.update", update_context },
  { "authentication_contexts.delete", delete_context },
  { NULL, NULL },
};
