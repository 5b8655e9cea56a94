/* Normal forms: tenants, apps, users, groups and roles. */
#include "normal.h"

json_t *normal_tenant(const doorstep_tenant *tenant) {
  return tenant == NULL ? NULL
                        : json_pack("{s:o, s:o}", "id", words(doorstep_tenant_id(tenant)), "name",
                                    words(doorstep_tenant_name(tenant)));
}

static json_t *normal_tenant_record(const doorstep_tenant_record *record) {
  return json_pack("{s:o, s:o, s:o}", "id", words(doorstep_tenant_record_id(record)), "name",
                   words(doorstep_tenant_record_name(record)), "created_at",
                   when(doorstep_tenant_record_created_at_ms(record)));
}

NORMAL_LIST(tenant_record)

json_t *normal_tenant_settings(const doorstep_tenant_settings *settings) {
  doorstep_tenant_settings_values values = DOORSTEP_TENANT_SETTINGS_VALUES_INIT;
  if (settings == NULL || doorstep_tenant_settings_read(settings, &values, NULL) != DOORSTEP_OK) {
    return NULL;
  }
  json_t *networks = json_array();
  for (size_t at = 0; at < values.mfa_trusted_ip_count; at++) {
    json_array_append_new(networks, words(values.mfa_trusted_ips[at]));
  }
  return json_pack("{s:o, s:o, s:o, s:o, s:I, s:I, s:b, s:I, s:I, s:o}", "display_name", words(values.display_name),
                   "sender_name", words(values.sender_name), "sender_address", words(values.sender_address),
                   "default_locale", words(values.default_locale), "code_length", (json_int_t)values.code_length,
                   "password_min_length", (json_int_t)values.password_min_length, "ask_again_after_sign_up",
                   values.ask_again_after_sign_up != 0, "session_idle_ms", (json_int_t)values.session_idle_ms,
                   "session_lifetime_ms", (json_int_t)values.session_lifetime_ms, "mfa_trusted_ips", networks);
}

json_t *normal_app_registration(const doorstep_app_registration *app) {
  if (app == NULL) {
    return NULL;
  }
  json_t *attributes = json_object();
  const doorstep_string_list *names = doorstep_app_registration_custom_security_attribute_names(app);
  for (size_t at = 0; at < doorstep_string_list_count(names); at++) {
    const char *name = doorstep_string_list_at(names, at);
    const doorstep_string_list *values = doorstep_app_registration_custom_security_attribute(app, name);
    json_object_set_new(attributes, name, normal_string_list(values));
  }
  return json_pack("{s:o, s:o, s:o, s:o, s:o}", "client_id", words(doorstep_app_registration_client_id(app)), "name",
                   words(doorstep_app_registration_name(app)), "app_groups",
                   normal_string_list(doorstep_app_registration_app_groups(app)), "custom_security_attributes",
                   attributes, "created_at", when(doorstep_app_registration_created_at_ms(app)));
}

NORMAL_LIST(app_registration)

json_t *normal_user(const doorstep_user *user) {
  if (user == NULL) {
    return NULL;
  }
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:b, s:o, s:o, s:o}", "id", words(doorstep_user_id(user)), "email",
                   words(doorstep_user_email(user)), "external_subject", words(doorstep_user_external_subject(user)),
                   "display_name", words(doorstep_user_display_name(user)), "state",
                   words(doorstep_user_state_name(doorstep_user_state(user))), "has_password",
                   doorstep_user_has_password(user), "attributes", parsed(doorstep_user_attributes_json(user)),
                   "locale", words(doorstep_user_locale(user)), "created_at", when(doorstep_user_created_at_ms(user)));
}

NORMAL_PAGE(user)

json_t *normal_email_method(const doorstep_email_method *method) {
  return method == NULL
             ? NULL
             : json_pack("{s:o, s:o, s:b, s:b}", "id", words(doorstep_email_method_id(method)), "address",
                         words(doorstep_email_method_address(method)), "is_account_email",
                         doorstep_email_method_is_account_email(method), "verified",
                         doorstep_email_method_verified(method));
}

NORMAL_LIST(email_method)

json_t *normal_group(const doorstep_group *group) {
  return group == NULL ? NULL
                       : json_pack("{s:o, s:o, s:o}", "id", words(doorstep_group_id(group)), "name",
                                   words(doorstep_group_name(group)), "created_at",
                                   when(doorstep_group_created_at_ms(group)));
}

NORMAL_LIST(group)

static json_t *normal_member(const doorstep_member *member) {
  return json_pack("{s:o, s:o}", "kind", words(doorstep_member_kind_name(doorstep_member_kind(member))), "id",
                   words(doorstep_member_id(member)));
}

NORMAL_LIST(member)

static json_t *normal_directory_role(const doorstep_directory_role *role) {
  return json_pack("{s:o, s:o}", "id", words(doorstep_directory_role_id(role)), "display_name",
                   words(doorstep_directory_role_display_name(role)));
}

NORMAL_LIST(directory_role)
