/* Normal forms: the sign-in log and the audit log. */
#include "normal.h"

static json_t *normal_authentication_detail(const doorstep_authentication_detail *detail) {
  return json_pack("{s:o, s:o, s:o, s:b, s:o, s:o}", "at", when(doorstep_authentication_detail_at_ms(detail)),
                   "method", words(doorstep_authentication_detail_method(detail)), "detail",
                   words(doorstep_authentication_detail_detail(detail)), "succeeded",
                   doorstep_authentication_detail_succeeded(detail), "result",
                   words(doorstep_authentication_detail_result(detail)), "requirement",
                   words(doorstep_authentication_detail_requirement(detail)));
}

static NORMAL_LIST(authentication_detail)

static json_t *normal_sign_in(const doorstep_sign_in *entry) {
  json_t *who = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "user_id", words(doorstep_sign_in_user_id(entry)),
                          "user_email", words(doorstep_sign_in_user_email(entry)), "client_id",
                          words(doorstep_sign_in_client_id(entry)), "app_name", words(doorstep_sign_in_app_name(entry)),
                          "ip", words(doorstep_sign_in_ip(entry)), "user_agent",
                          words(doorstep_sign_in_user_agent(entry)), "auth_context",
                          words(doorstep_sign_in_auth_context(entry)));
  json_t *what = json_pack(
      "{s:o, s:o, s:o, s:o, s:o, s:I, s:o, s:o, s:o, s:o, s:o, s:o}", "id", words(doorstep_sign_in_id(entry)), "kind",
      words(doorstep_sign_in_kind_name(doorstep_sign_in_kind(entry))), "created_at",
      when(doorstep_sign_in_created_at_ms(entry)), "updated_at", when(doorstep_sign_in_updated_at_ms(entry)), "result",
      words(doorstep_sign_in_result_name(doorstep_sign_in_result(entry))), "error_code",
      (json_int_t)doorstep_sign_in_error_code(entry), "failure_reason", words(doorstep_sign_in_failure_reason(entry)),
      "conditional_access", words(doorstep_sign_in_conditional_access(entry)), "policies",
      normal_policy_result_list(doorstep_sign_in_policies(entry)), "requirement",
      words(doorstep_sign_in_requirement(entry)), "details",
      normal_authentication_detail_list(doorstep_sign_in_details(entry)), "session_id",
      words(doorstep_sign_in_session_id(entry)));
  doorstep_sign_in_context request = DOORSTEP_SIGN_IN_CONTEXT_INIT;
  bool read = doorstep_sign_in_read_context(entry, &request, NULL) == DOORSTEP_OK;
  json_object_set_new(what, "context", read ? normal_context(&request) : json_string("it cannot be read"));
  json_object_update(what, who);
  json_decref(who);
  return what;
}

NORMAL_PAGE(sign_in)

static json_t *normal_audit_entry(const doorstep_audit_entry *entry) {
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "id", words(doorstep_audit_entry_id(entry)), "at",
                   when(doorstep_audit_entry_at_ms(entry)), "actor", words(doorstep_audit_entry_actor(entry)),
                   "action", words(doorstep_audit_entry_action(entry)), "target_kind",
                   words(doorstep_audit_entry_target_kind(entry)), "target_id",
                   words(doorstep_audit_entry_target_id(entry)), "result", words(doorstep_audit_entry_result(entry)),
                   "before", parsed(doorstep_audit_entry_before_json(entry)), "after",
                   parsed(doorstep_audit_entry_after_json(entry)));
}

NORMAL_PAGE(audit_entry)
