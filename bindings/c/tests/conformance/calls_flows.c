/* The calls of user flows. */
#include "calls.h"

/* The attributes of a flow as JSON text, if they have only keys that an attribute has. */
static const char *attributes(Call *call) {
  const char *const known[] = { "name", "label", "type", "required", "pattern", "choices", NULL };
  json_t *list = given(call, "attributes"), *attribute;
  size_t index;
  json_array_foreach(list, index, attribute) {
    only(call->report, attribute, known);
  }
  return maybe_document(call, "attributes");
}

static json_t *create(const doorstep_tenant *tenant, Call *call) {
  doorstep_new_user_flow flow = DOORSTEP_NEW_USER_FLOW_INIT;
  Texts client_ids = maybe_texts(call, "client_ids");
  flow.display_name = text(call, "display_name");
  flow.identity_provider = word(call, "identity_provider", doorstep_identity_provider_name);
  flow.sign_up_allowed = flag(call, "sign_up_allowed", true);
  flow.attributes_json = attributes(call);
  flow.client_ids = client_ids.items;
  flow.client_id_count = client_ids.count;
  flow.reveal_existing_accounts = flag(call, "reveal_existing_accounts", false);
  GIVES(user_flow, doorstep_user_flows_create, tenant, &flow);
}

static json_t *create_from_graph(const doorstep_tenant *tenant, Call *call) {
  const char *json = document(call, "document");
  GIVES(user_flow, doorstep_user_flows_create_from_graph, tenant, json);
}

static json_t *to_graph(const doorstep_tenant *tenant, Call *call) {
  const char *flow_id = text(call, "flow_id");
  GIVES_JSON(doorstep_user_flows_to_graph, tenant, flow_id);
}

static json_t *list(const doorstep_tenant *tenant, Call *call) {
  GIVES(user_flow_list, doorstep_user_flows_list, tenant);
}

static json_t *get(const doorstep_tenant *tenant, Call *call) {
  const char *flow_id = text(call, "flow_id");
  GIVES(user_flow, doorstep_user_flows_get, tenant, flow_id);
}

/* What becomes of a yes-or-no field. */
static uint32_t change(Call *call, const char *name) {
  if (given(call, name) == NULL) {
    return DOORSTEP_LEAVE;
  }
  return flag(call, name, false) ? DOORSTEP_YES : DOORSTEP_NO;
}

static json_t *update(const doorstep_tenant *tenant, Call *call) {
  const char *flow_id = text(call, "flow_id");
  doorstep_user_flow_changes changes = DOORSTEP_USER_FLOW_CHANGES_INIT;
  changes.display_name = maybe_text(call, "display_name");
  changes.identity_provider = maybe_word(call, "identity_provider", doorstep_identity_provider_name);
  changes.sign_up_allowed = change(call, "sign_up_allowed");
  changes.attributes_json = attributes(call);
  changes.reveal_existing_accounts = change(call, "reveal_existing_accounts");
  GIVES(user_flow, doorstep_user_flows_update, tenant, flow_id, &changes);
}

static json_t *attach_app(const doorstep_tenant *tenant, Call *call) {
  const char *flow_id = text(call, "flow_id"), *client_id = text(call, "client_id");
  GIVES_NOTHING(doorstep_user_flows_attach_app, tenant, flow_id, client_id);
}

static json_t *detach_app(const doorstep_tenant *tenant, Call *call) {
  const char *flow_id = text(call, "flow_id"), *client_id = text(call, "client_id");
  GIVES_NOTHING(doorstep_user_flows_detach_app, tenant, flow_id, client_id);
}

static json_t *delete_flow(const doorstep_tenant *tenant, Call *call) {
  const char *flow_id = text(call, "flow_id");
  GIVES_NOTHING(doorstep_user_flows_delete, tenant, flow_id);
}

const TenantCall USER_FLOWS_CALLS[] = {
  { "user_flows.create", create },
  { "user_flows.create_from_graph", create_from_graph },
  { "user_flows.to_graph", to_graph },
  { "user_flows.list", list },
  { "user_flows.get", get },
  { "user_flows.update", update },
  { "user_flows.attach_app", attach_app },
  { "user_flows.detach_app", detach_app },
  { "user_flows.delete", delete_flow },
  { NULL, NULL },
};
