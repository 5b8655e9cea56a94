/* The calls of methods, policies and sessions. */
#include "calls.h"

/* Targets, of which there are at most MANY. */
typedef struct Targets {
  doorstep_target items[MANY];
  size_t count;
  bool given;
} Targets;

static Targets maybe_targets(Call *outer, const char *name) {
  Targets found = { { { 0, NULL } }, 0, false };
  json_t *value = given(outer, name);
  if (value == NULL) {
    return found;
  }
  found.given = true;
  if (!json_is_array(value) || json_array_size(value) > MANY) {
    fail(outer->report, "the argument %s is no list of at most %d targets", name, MANY);
    return found;
  }
  size_t index;
  json_t *item;
  json_array_foreach(value, index, item) {
    Call inner = call_begin(outer->report, item);
    doorstep_target *target = &found.items[found.count++];
    target->kind = word(&inner, "kind", doorstep_target_kind_name);
    target->id = maybe_text(&inner, "id");
    ready(&inner);
    json_array_extend(outer->made, inner.made);
    call_end(&inner);
  }
  return found;
}

static uint32_t kind_of(Call *call) {
  return word(call, "kind", doorstep_method_kind_name);
}

static json_t *get_method(const doorstep_tenant *tenant, Call *call) {
  uint32_t kind = kind_of(call);
  GIVES(method_configuration, doorstep_methods_get, tenant, kind);
}

static json_t *list_methods(const doorstep_tenant *tenant, Call *call) {
  GIVES(method_configuration_list, doorstep_methods_list, tenant);
}

static json_t *enable(const doorstep_tenant *tenant, Call *call) {
  uint32_t kind = kind_of(call);
  Targets include = maybe_targets(call, "include"), exclude = maybe_targets(call, "exclude");
  const doorstep_target *included = include.given ? include.items : NULL;
  GIVES(method_configuration, doorstep_methods_enable, tenant, kind, included, include.count, exclude.items,
        exclude.count);
}

static json_t *disable(const doorstep_tenant *tenant, Call *call) {
  uint32_t kind = kind_of(call);
  GIVES(method_configuration, doorstep_methods_disable, tenant, kind);
}

static json_t *method_to_graph(const doorstep_tenant *tenant, Call *call) {
  uint32_t kind = kind_of(call);
  GIVES_JSON(doorstep_methods_to_graph, tenant, kind);
}

static json_t *update_from_graph(const doorstep_tenant *tenant, Call *call) {
  uint32_t kind = kind_of(call);
  const char *json = document(call, "document");
  GIVES(method_configuration, doorstep_methods_update_from_graph, tenant, kind, json);
}

static json_t *create(const doorstep_tenant *tenant, Call *call) {
  const char *json = document(call, "document");
  GIVES(policy, doorstep_policies_create, tenant, json);
}

static json_t *list(const doorstep_tenant *tenant, Call *call) {
  GIVES(policy_list, doorstep_policies_list, tenant);
}

static json_t *get(const doorstep_tenant *tenant, Call *call) {
  const char *policy_id = text(call, "policy_id");
  GIVES(policy, doorstep_policies_get, tenant, policy_id);
}

static json_t *update(const doorstep_tenant *tenant, Call *call) {
  const char *policy_id = text(call, "policy_id"), *changes = document(call, "changes");
  GIVES(policy, doorstep_policies_update, tenant, policy_id, changes);
}

static json_t *delete_policy(const doorstep_tenant *tenant, Call *call) {
  const char *policy_id = text(call, "policy_id");
  GIVES_NOTHING(doorstep_policies_delete, tenant, policy_id);
}

static json_t *lint(const doorstep_tenant *tenant, Call *call) {
  GIVES(warning_list, doorstep_policies_lint, tenant);
}

static json_t *prove(const doorstep_tenant *tenant, Call *call) {
  const char *claim = text(call, "claim");
  GIVES(proof, doorstep_policies_prove, tenant, claim);
}

static json_t *gaps(const doorstep_tenant *tenant, Call *call) {
  GIVES(gap_list, doorstep_policies_gaps, tenant);
}

static json_t *replay(const doorstep_tenant *tenant, Call *call) {
  doorstep_replay replay = DOORSTEP_REPLAY_INIT;
  Texts drafts = maybe_documents(call, "drafts");
  replay.drafts = drafts.items;
  replay.draft_count = drafts.count;
  replay.only_drafts = flag(call, "only_drafts", false);
  replay.limit = small(call, "limit", replay.limit);
  replay.since_ms = moment(call, "since");
  replay.until_ms = moment(call, "until");
  replay.cursor = maybe_text(call, "cursor");
  GIVES(replay_page, doorstep_policies_replay, tenant, &replay);
}

static json_t *validate(const doorstep_tenant *tenant, Call *call) {
  const char *token = text(call, "token");
  GIVES_MAYBE(session, doorstep_sessions_validate, tenant, token);
}

static json_t *list_sessions(const doorstep_tenant *tenant, Call *call) {
  const char *user_id = text(call, "user_id");
  GIVES(session_list, doorstep_sessions_list, tenant, user_id);
}

static json_t *revoke(const doorstep_tenant *tenant, Call *call) {
  const char *session_id = text(call, "session_id");
  GIVES_NOTHING(doorstep_sessions_revoke, tenant, session_id);
}

static json_t *revoke_token(const doorstep_tenant *tenant, Call *call) {
  const char *token = text(call, "token");
  GIVES_NOTHING(doorstep_sessions_revoke_token, tenant, token);
}

static json_t *revoke_all(const doorstep_tenant *tenant, Call *call) {
  const char *user_id = text(call, "user_id");
  uint32_t count = 0;
  bool good = ready(call) && done(call, doorstep_sessions_revoke_all(tenant, user_id, &count, &call->error));
  return good ? json_integer(count) : NULL;
}

const TenantCall METHODS_CALLS[] = {
  { "methods.get", get_method },
  { "methods.list", list_methods },
  { "methods.enable", enable },
  { "methods.disable", disable },
  { "methods.to_graph", method_to_graph },
  { "methods.update_from_graph", update_from_graph },
  { NULL, NULL },
};

const TenantCall POLICIES_CALLS[] = {
  { "policies.create", create },
  { "policies.list", list },
  { "policies.get", get },
  { "policies.update", update },
  { "policies.delete", delete_policy },
  { "policies.lint", lint },
  { "policies.prove", prove },
  { "policies.gaps", gaps },
  { "policies.replay", replay },
  { NULL, NULL },
};

const TenantCall SESSIONS_CALLS[] = {
  { "sessions.validate", validate },
  { "sessions.list", list_sessions },
  { "sessions.revoke", revoke },
  { "sessions.revoke_token", revoke_token },
  { "sessions.revoke_all", revoke_all },
  { NULL, NULL },
};
