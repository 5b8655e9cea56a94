/*
 * The language-free form of everything that the API returns. Each function answers a new value; for NULL, which stands
 * for what was not made, it answers NULL.
 */
#ifndef NORMAL_H
#define NORMAL_H

#include <doorstep.h>
#include <jansson.h>

/* ---- parts */

json_t *words(const char *text);         /* a text, or null */
json_t *when(int64_t time_ms);           /* a time counted from START, or null */
json_t *span(int64_t milliseconds);      /* a duration, or null */
json_t *parsed(const char *json);        /* JSON inside JSON, or null */
json_t *normal_string_list(const doorstep_string_list *list);

/* Defines the normal form of a list, or of a page, by that of its items. */
#define NORMAL_LIST(thing)                                                         \
  json_t *normal_##thing##_list(const doorstep_##thing##_list *list) {             \
    if (list == NULL) {                                                            \
      return NULL;                                                                 \
    }                                                                              \
    json_t *items = json_array();                                                  \
    for (size_t at = 0; at < doorstep_##thing##_list_count(list); at++) {          \
      json_array_append_new(items, normal_##thing(doorstep_##thing##_list_at(list, at))); \
    }                                                                              \
    return items;                                                                  \
  }
#define NORMAL_PAGE(thing)                                                         \
  static NORMAL_LIST(thing)                                                        \
  json_t *normal_##thing##_page(const doorstep_##thing##_list *list) {             \
    if (list == NULL) {                                                            \
      return NULL;                                                                 \
    }                                                                              \
    const char *cursor = doorstep_##thing##_list_next_cursor(list);                \
    return json_pack("{s:o, s:o}", "items", normal_##thing##_list(list), "next_cursor", words(cursor)); \
  }

json_t *normal_context(const doorstep_sign_in_context *request);
json_t *normal_session_controls(const doorstep_session_controls *controls);

/* ---- errors and reports */

json_t *normal_error(const doorstep_error *error);
json_t *normal_mail_report(const doorstep_mail_report *report);
json_t *normal_purge_report(const doorstep_purge_report *report);
json_t *normal_message(const doorstep_message *message);

/* ---- the directory */

json_t *normal_tenant(const doorstep_tenant *tenant);
json_t *normal_tenant_record_list(const doorstep_tenant_record_list *list);
json_t *normal_tenant_settings(const doorstep_tenant_settings *settings);
json_t *normal_app_registration(const doorstep_app_registration *app);
json_t *normal_app_registration_list(const doorstep_app_registration_list *list);
json_t *normal_user(const doorstep_user *user);
json_t *normal_user_page(const doorstep_user_list *list);
json_t *normal_email_method(const doorstep_email_method *method);
json_t *normal_email_method_list(const doorstep_email_method_list *list);
json_t *normal_group(const doorstep_group *group);
json_t *normal_group_list(const doorstep_group_list *list);
json_t *normal_member_list(const doorstep_member_list *list);
json_t *normal_directory_role_list(const doorstep_directory_role_list *list);

/* ---- flows, methods, policies */

json_t *normal_flow_attribute_list(const doorstep_flow_attribute_list *list);
json_t *normal_user_flow(const doorstep_user_flow *flow);
json_t *normal_user_flow_list(const doorstep_user_flow_list *list);
json_t *normal_method_configuration(const doorstep_method_configuration *method);
json_t *normal_method_configuration_list(const doorstep_method_configuration_list *list);
json_t *normal_policy(const doorstep_policy *policy);
json_t *normal_policy_list(const doorstep_policy_list *list);
json_t *normal_location(const doorstep_location *location);
json_t *normal_location_list(const doorstep_location_list *list);
json_t *normal_authentication_strength(const doorstep_authentication_strength *strength);
json_t *normal_authentication_strength_list(const doorstep_authentication_strength_list *list);
json_t *normal_authentication_context(const doorstep_authentication_context *context);
json_t *normal_authentication_context_list(const doorstep_authentication_context_list *list);
json_t *normal_warning_list(const doorstep_warning_list *list);
json_t *normal_proof(const doorstep_proof *proof);
json_t *normal_gap_list(const doorstep_gap_list *list);
json_t *normal_policy_template_list(const doorstep_policy_template_list *list);
json_t *normal_import_report(const doorstep_import_report *report);
json_t *normal_replay_page(const doorstep_replay_page *page);
json_t *normal_explanation(const doorstep_explanation *explanation);
json_t *normal_decision(const doorstep_decision *decision);
json_t *normal_policy_result_list(const doorstep_policy_result_list *list);
json_t *normal_applied_policy_list(const doorstep_applied_policy_list *list);

/* ---- journeys, sessions, logs */

json_t *normal_step(const doorstep_step *step);
json_t *normal_session(const doorstep_session *session);
json_t *normal_session_list(const doorstep_session_list *list);
json_t *normal_sign_in_page(const doorstep_sign_in_list *list);
json_t *normal_audit_entry_page(const doorstep_audit_entry_list *list);

#endif
