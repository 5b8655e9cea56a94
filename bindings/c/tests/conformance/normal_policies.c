/* Normal forms: user flows, methods, policies and what they refer to. */
#include "normal.h"

static json_t *normal_flow_attribute(const doorstep_flow_attribute *attribute) {
  return json_pack("{s:o, s:o, s:o, s:b, s:o, s:o}", "name", words(doorstep_flow_attribute_name(attribute)), "label",
                   words(doorstep_flow_attribute_label(attribute)), "type",
                   words(doorstep_attribute_kind_name(doorstep_flow_attribute_kind(attribute))), "required",
                   doorstep_flow_attribute_required(attribute), "pattern",
                   words(doorstep_flow_attribute_pattern(attribute)), "choices",
                   normal_string_list(doorstep_flow_attribute_choices(attribute)));
}

NORMAL_LIST(flow_attribute)

json_t *normal_user_flow(const doorstep_user_flow *flow) {
  if (flow == NULL) {
    return NULL;
  }
  return json_pack("{s:o, s:o, s:o, s:b, s:o, s:o, s:b, s:o}", "id", words(doorstep_user_flow_id(flow)),
                   "display_name", words(doorstep_user_flow_display_name(flow)), "identity_provider",
                   words(doorstep_identity_provider_name(doorstep_user_flow_identity_provider(flow))),
                   "sign_up_allowed", doorstep_user_flow_sign_up_allowed(flow), "attributes",
                   normal_flow_attribute_list(doorstep_user_flow_attributes(flow)), "client_ids",
                   normal_string_list(doorstep_user_flow_client_ids(flow)), "reveal_existing_accounts",
                   doorstep_user_flow_reveal_existing_accounts(flow), "created_at",
                   when(doorstep_user_flow_created_at_ms(flow)));
}

NORMAL_LIST(user_flow)

static json_t *normal_target(doorstep_target target) {
  json_t *normal = json_pack("{s:o}", "kind", words(doorstep_target_kind_name(target.kind)));
  if (target.id != NULL) {
    json_object_set_new(normal, "id", json_string(target.id));
  }
  return normal;
}

json_t *normal_method_configuration(const doorstep_method_configuration *method) {
  if (method == NULL) {
    return NULL;
  }
  json_t *include = json_array(), *exclude = json_array();
  doorstep_target target;
  for (size_t at = 0; doorstep_method_configuration_include_at(method, at, &target); at++) {
    json_array_append_new(include, normal_target(target));
  }
  for (size_t at = 0; doorstep_method_configuration_exclude_at(method, at, &target); at++) {
    json_array_append_new(exclude, normal_target(target));
  }
  return json_pack("{s:o, s:b, s:o, s:o, s:o}", "kind",
                   words(doorstep_method_kind_name(doorstep_method_configuration_kind(method))), "enabled",
                   doorstep_method_configuration_enabled(method), "include", include, "exclude", exclude, "warnings",
                   normal_warning_list(doorstep_method_configuration_warnings(method)));
}

NORMAL_LIST(method_configuration)

static json_t *normal_warning(const doorstep_warning *warning) {
  return json_pack("{s:o, s:o, s:o, s:o}", "code", words(doorstep_warning_code(warning)), "severity",
                   words(doorstep_severity_name(doorstep_warning_severity(warning))), "policy_id",
                   words(doorstep_warning_policy_id(warning)), "path", words(doorstep_warning_path(warning)));
}

NORMAL_LIST(warning)

json_t *normal_policy(const doorstep_policy *policy) {
  if (policy == NULL) {
    return NULL;
  }
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "id", words(doorstep_policy_id(policy)), "display_name",
                   words(doorstep_policy_display_name(policy)), "state",
                   words(doorstep_policy_state_name(doorstep_policy_state(policy))), "document",
                   parsed(doorstep_policy_document_json(policy)), "warnings",
                   normal_warning_list(doorstep_policy_warnings(policy)), "created_at",
                   when(doorstep_policy_created_at_ms(policy)), "modified_at",
                   when(doorstep_policy_modified_at_ms(policy)));
}

NORMAL_LIST(policy)

json_t *normal_location(const doorstep_location *location) {
  if (location == NULL) {
    return NULL;
  }
  return json_pack("{s:o, s:o, s:b, s:o, s:o, s:o}", "id", words(doorstep_location_id(location)), "display_name",
                   words(doorstep_location_display_name(location)), "is_trusted",
                   doorstep_location_is_trusted(location), "document",
                   parsed(doorstep_location_document_json(location)), "created_at",
                   when(doorstep_location_created_at_ms(location)), "modified_at",
                   when(doorstep_location_modified_at_ms(location)));
}

NORMAL_LIST(location)

json_t *normal_authentication_strength(const doorstep_authentication_strength *strength) {
  if (strength == NULL) {
    return NULL;
  }
  return json_pack("{s:o, s:o, s:b, s:o, s:o, s:o}", "id", words(doorstep_authentication_strength_id(strength)), "display_name",
                   words(doorstep_authentication_strength_display_name(strength)), "built_in",
                   doorstep_authentication_strength_built_in(strength), "document",
                   parsed(doorstep_authentication_strength_document_json(strength)), "created_at",
                   when(doorstep_authentication_strength_created_at_ms(strength)), "modified_at",
                   when(doorstep_authentication_strength_modified_at_ms(strength)));
}

NORMAL_LIST(authentication_strength)

json_t *normal_authentication_context(const doorstep_authentication_context *context) {
  if (context == NULL) {
    return NULL;
  }
  return json_pack("{s:o, s:o, s:b, s:o, s:o, s:o}", "id", words(doorstep_authentication_context_id(context)), "display_name",
                   words(doorstep_authentication_context_display_name(context)), "is_available",
                   doorstep_authentication_context_is_available(context), "document",
                   parsed(doorstep_authentication_context_document_json(context)), "created_at",
                   when(doorstep_authentication_context_created_at_ms(context)), "modified_at",
                   when(doorstep_authentication_context_modified_at_ms(context)));
}

NORMAL_LIST(authentication_context)
