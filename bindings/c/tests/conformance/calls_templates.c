/* The calls of policy templates, which need no engine. */
#include "calls.h"

static json_t *list(Call *call) {
  doorstep_policy_template_list *made = NULL;
  bool good = ready(call) && done(call, doorstep_policy_templates(&made, &call->error));
  json_t *value = good ? normal_policy_template_list(made) : NULL;
  doorstep_policy_template_list_free(made);
  return value;
}

static json_t *make(Call *call) {
  const char *id = text(call, "id");
  Texts users = maybe_texts(call, "break_glass_user_ids"), groups = maybe_texts(call, "break_glass_group_ids"),
        apps = maybe_texts(call, "app_ids"), allowed = maybe_texts(call, "allowed_location_ids"),
        trusted = maybe_texts(call, "trusted_location_ids");
  doorstep_policy_template_inputs inputs = DOORSTEP_POLICY_TEMPLATE_INPUTS_INIT;
  inputs.break_glass_user_ids = users.items;
  inputs.break_glass_user_id_count = users.count;
  inputs.break_glass_group_ids = groups.items;
  inputs.break_glass_group_id_count = groups.count;
  inputs.app_ids = apps.items;
  inputs.app_id_count = apps.count;
  inputs.allowed_location_ids = allowed.items;
  inputs.allowed_location_id_count = allowed.count;
  inputs.trusted_location_ids = trusted.items;
  inputs.trusted_location_id_count = trusted.count;
  inputs.authentication_context = maybe_text(call, "authentication_context");
  GIVES_JSON(doorstep_policy_template_make, id, &inputs);
}

const FreeCall TEMPLATES_CALLS[] = {
  { "templates.list", list },
  { "templates.make", make },
  { NULL, NULL },
};
