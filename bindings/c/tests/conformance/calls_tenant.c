/* The calls of a tenant itself: its settings, what-if, and the logs. */
#include "calls.h"

#include <string.h>

static json_t *settings(const doorstep_tenant *tenant, Call *call) {
  GIVES(tenant_settings, doorstep_tenant_get_settings, tenant);
}

/* A text that null takes away, and that is as in a new tenant when it is not given. */
static const char *text_or_default(Call *call, const char *name) {
  const char *value = maybe_text(call, name);
  bool given = json_object_get(call->args, name) != NULL;
  return given ? value : json_string_value(json_object_get(call->defaults, name));
}

static int64_t number_or_default(Call *call, const char *name) {
  return integer(call, name, json_integer_value(json_object_get(call->defaults, name)));
}

static json_t *update_settings(const doorstep_tenant *tenant, Call *call) {
  doorstep_tenant_settings_values values = DOORSTEP_TENANT_SETTINGS_VALUES_INIT;
  values.display_name = text_or_default(call, "display_name");
  values.sender_name = text_or_default(call, "sender_name");
  values.sender_address = text_or_default(call, "sender_address");
  values.default_locale = text_or_default(call, "default_locale");
  values.code_length = (uint32_t)number_or_default(call, "code_length");
  values.password_min_length = (uint32_t)number_or_default(call, "password_min_length");
  values.ask_again_after_sign_up = flag(call, "ask_again_after_sign_up", false);
  values.session_idle_ms = number_or_default(call, "session_idle_ms");
  values.session_lifetime_ms = number_or_default(call, "session_lifetime_ms");
  Texts networks = maybe_texts(call, "mfa_trusted_ips");
  values.mfa_trusted_ips = networks.items;
  values.mfa_trusted_ip_count = networks.count;
  GIVES_NOTHING(doorstep_tenant_update_settings, tenant, &values);
}

static json_t *what_if(const doorstep_tenant *tenant, Call *call) {
  doorstep_what_if sign_in = DOORSTEP_WHAT_IF_INIT;
  Context room;
  Texts satisfied = maybe_texts(call, "satisfied"), combinations = maybe_texts(call, "completed_combinations");
  sign_in.user_id = maybe_text(call, "user_id");
  sign_in.client_id = maybe_text(call, "client_id");
  sign_in.context = context(call, &room);
  sign_in.service_principal_id = maybe_text(call, "service_principal_id");
  sign_in.service_principal_risk = maybe_word(call, "service_principal_risk", doorstep_risk_level_name);
  sign_in.user_action = maybe_word(call, "user_action", doorstep_user_action_name);
  sign_in.auth_context = maybe_text(call, "auth_context");
  sign_in.satisfied = satisfied.items;
  sign_in.satisfied_count = satisfied.count;
  sign_in.completed_combinations = combinations.items;
  sign_in.completed_combination_count = combinations.count;
  GIVES(decision, doorstep_tenant_what_if, tenant, &sign_in);
}

static json_t *explain(const doorstep_tenant *tenant, Call *call) {
  const char *sign_in_id = text(call, "sign_in_id");
  GIVES(explanation, doorstep_tenant_explain, tenant, sign_in_id);
}

/* The file is a text, or JSON that stands for its text. */
static json_t *import_file(const doorstep_tenant *tenant, Call *call) {
  const char *file = json_is_string(given(call, "file")) ? text(call, "file") : document(call, "file");
  size_t size = file == NULL ? 0 : strlen(file);
  doorstep_import_options options = DOORSTEP_IMPORT_OPTIONS_INIT;
  options.state = maybe_word(call, "state", doorstep_policy_state_name);
  options.keep_going = flag(call, "keep_going", false);
  GIVES(import_report, doorstep_tenant_import, tenant, (const uint8_t *)file, size, &options);
}

static json_t *sign_ins(const doorstep_tenant *tenant, Call *call) {
  doorstep_sign_in_query query = DOORSTEP_SIGN_IN_QUERY_INIT;
  query.user_id = maybe_text(call, "user_id");
  query.client_id = maybe_text(call, "client_id");
  query.since_ms = moment(call, "since");
  query.until_ms = moment(call, "until");
  query.result = maybe_word(call, "result", doorstep_sign_in_result_name);
  query.limit = small(call, "limit", query.limit);
  query.cursor = maybe_text(call, "cursor");
  GIVES_AS(sign_in_list, normal_sign_in_page, doorstep_tenant_sign_ins, tenant, &query);
}

static json_t *audit_log(const doorstep_tenant *tenant, Call *call) {
  doorstep_audit_query query = DOORSTEP_AUDIT_QUERY_INIT;
  query.actor = maybe_text(call, "actor");
  query.action = maybe_text(call, "action");
  query.target_id = maybe_text(call, "target_id");
  query.since_ms = moment(call, "since");
  query.until_ms = moment(call, "until");
  query.limit = small(call, "limit", query.limit);
  query.cursor = maybe_text(call, "cursor");
  GIVES_AS(audit_entry_list, normal_audit_entry_page, doorstep_tenant_audit_log, tenant, &query);
}

const TenantCall TENANT_CALLS[] = {
  { "tenant.settings", settings },
  { "tenant.update_settings", update_settings },
  { "tenant.what_if", what_if },
  { "tenant.explain", explain },
  { "tenant.import", import_file },
  { "tenant.sign_ins", sign_ins },
  { "tenant.audit_log", audit_log },
  { NULL, NULL },
};
