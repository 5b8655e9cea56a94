/* Normal forms: steps with their problems and denials, sessions, and the logs. */
#include "normal.h"

static void put(json_t *object, const char *key, json_t *value) {
  json_object_set_new(object, key, value);
}

static json_t *problem(const doorstep_problem *problem) {
  if (problem == NULL) {
    return json_null();
  }
  doorstep_problem_kind_t kind = doorstep_problem_kind(problem);
  json_t *normal = json_pack("{s:o}", "problem", words(doorstep_problem_kind_name(kind)));
  switch (kind) {
    case DOORSTEP_PROBLEM_INVALID_CODE:
    case DOORSTEP_PROBLEM_CODE_SUPERSEDED:
      put(normal, "tries_left", json_integer(doorstep_problem_tries_left(problem)));
      break;
    case DOORSTEP_PROBLEM_PASSWORD_REJECTED:
      put(normal, "reason", words(doorstep_password_rejection_name(doorstep_problem_password_rejection(problem))));
      break;
    case DOORSTEP_PROBLEM_ATTRIBUTES_REJECTED:
      put(normal, "names", normal_string_list(doorstep_problem_attribute_names(problem)));
      break;
    case DOORSTEP_PROBLEM_RESEND_TOO_SOON:
    case DOORSTEP_PROBLEM_SEND_LIMIT_REACHED:
    case DOORSTEP_PROBLEM_MAIL_FAILED:
      put(normal, "retry_after_ms", span(doorstep_problem_retry_after_ms(problem)));
      break;
    case DOORSTEP_PROBLEM_NONE:
    case DOORSTEP_PROBLEM_INVALID_CREDENTIALS:
    case DOORSTEP_PROBLEM_CODE_EXPIRED:
    case DOORSTEP_PROBLEM_TARGET_REJECTED:
      break;
  }
  return normal;
}

static json_t *denial(const doorstep_denial *denial) {
  doorstep_denial_kind_t kind = doorstep_denial_kind(denial);
  json_t *normal = json_pack("{s:o}", "denial", words(doorstep_denial_kind_name(kind)));
  switch (kind) {
    case DOORSTEP_DENIAL_BLOCKED_BY_POLICY:
      put(normal, "policies", normal_applied_policy_list(doorstep_denial_policies(denial)));
      break;
    case DOORSTEP_DENIAL_NO_USABLE_METHOD:
      put(normal, "why", words(doorstep_no_method_reason_name(doorstep_denial_no_method_reason(denial))));
      break;
    case DOORSTEP_DENIAL_TOO_MANY_ATTEMPTS:
      put(normal, "retry_after_ms", span(doorstep_denial_retry_after_ms(denial)));
      break;
    case DOORSTEP_DENIAL_CONTROLS_UNMET:
      put(normal, "controls", normal_string_list(doorstep_denial_controls(denial)));
      break;
    case DOORSTEP_DENIAL_NONE:
    case DOORSTEP_DENIAL_JOURNEY_ENDED:
    case DOORSTEP_DENIAL_SIGN_UP_NOT_ALLOWED:
    case DOORSTEP_DENIAL_USER_ALREADY_EXISTS:
      break;
  }
  return normal;
}

static json_t *normal_method_option(const doorstep_method_option *option) {
  return json_pack("{s:o, s:o, s:o}", "id", words(doorstep_method_option_id(option)), "kind",
                   words(doorstep_method_kind_name(doorstep_method_option_kind(option))), "hint",
                   words(doorstep_method_option_hint(option)));
}

static NORMAL_LIST(method_option)

static json_t *method_kinds(const doorstep_step *step) {
  json_t *kinds = json_array();
  for (size_t at = 0; at < doorstep_step_method_kind_count(step); at++) {
    json_array_append_new(kinds, words(doorstep_method_kind_name(doorstep_step_method_kind_at(step, at))));
  }
  return kinds;
}

static void put_code(json_t *normal, const doorstep_step *step) {
  put(normal, "purpose", words(doorstep_code_purpose_name(doorstep_step_code_purpose(step))));
  put(normal, "channel", words(doorstep_channel_name(doorstep_step_code_channel(step))));
  put(normal, "masked_target", words(doorstep_step_masked_target(step)));
  put(normal, "code_length", json_integer(doorstep_step_code_length(step)));
  put(normal, "resend_after", when(doorstep_step_resend_after_ms(step)));
  put(normal, "expires_at", when(doorstep_step_expires_at_ms(step)));
  put(normal, "reference", words(doorstep_step_reference(step)));
}

json_t *normal_step(const doorstep_step *step) {
  if (step == NULL) {
    return NULL;
  }
  doorstep_step_kind_t kind = doorstep_step_kind(step);
  json_t *normal = json_pack("{s:o}", "step", words(doorstep_step_kind_name(kind)));
  if (kind == DOORSTEP_STEP_DENIED) {
    put(normal, "reason", denial(doorstep_step_denial(step)));
    return normal;
  }
  put(normal, "token", words(doorstep_step_token(step)));
  if (kind == DOORSTEP_STEP_COMPLETED) {
    put(normal, "session", normal_session(doorstep_step_session(step)));
    return normal;
  }
  put(normal, "problem", problem(doorstep_step_problem(step)));
  switch (kind) {
    case DOORSTEP_STEP_CODE_REQUIRED:
      put_code(normal, step);
      break;
    case DOORSTEP_STEP_METHOD_REQUIRED:
      put(normal, "methods", normal_method_option_list(doorstep_step_methods(step)));
      break;
    case DOORSTEP_STEP_REGISTRATION_REQUIRED:
      put(normal, "kinds", method_kinds(step));
      break;
    case DOORSTEP_STEP_ATTRIBUTES_REQUIRED:
      put(normal, "attributes", normal_flow_attribute_list(doorstep_step_attributes(step)));
      break;
    case DOORSTEP_STEP_NEW_PASSWORD_REQUIRED:
      put(normal, "rules", json_pack("{s:I, s:I}", "min_length", (json_int_t)doorstep_step_password_min_length(step),
                                     "max_length", (json_int_t)doorstep_step_password_max_length(step)));
      break;
    case DOORSTEP_STEP_TERMS_REQUIRED:
      put(normal, "terms", normal_string_list(doorstep_step_terms(step)));
      break;
    case DOORSTEP_STEP_NONE:
    case DOORSTEP_STEP_PASSWORD_REQUIRED:
    case DOORSTEP_STEP_COMPLETED:
    case DOORSTEP_STEP_DENIED:
      break;
  }
  return normal;
}

static json_t *normal_used_method(const doorstep_used_method *method) {
  return json_pack("{s:o, s:o, s:o, s:o}", "kind", words(doorstep_used_method_kind(method)), "channel",
                   words(doorstep_used_method_channel(method)), "detail", words(doorstep_used_method_detail(method)),
                   "at", when(doorstep_used_method_at_ms(method)));
}

static NORMAL_LIST(used_method)

json_t *normal_session(const doorstep_session *session) {
  if (session == NULL) {
    return NULL;
  }
  json_t *normal = json_pack("{s:o, s:o, s:o, s:b, s:o, s:o, s:o}", "id", words(doorstep_session_id(session)),
                             "user_id", words(doorstep_session_user_id(session)), "client_id",
                             words(doorstep_session_client_id(session)), "mfa", doorstep_session_mfa(session), "amr",
                             normal_string_list(doorstep_session_amr(session)), "methods",
                             normal_used_method_list(doorstep_session_methods(session)), "policies",
                             normal_applied_policy_list(doorstep_session_policies(session)));
  put(normal, "auth_contexts", normal_string_list(doorstep_session_auth_contexts(session)));
  put(normal, "controls", normal_session_controls(doorstep_session_get_controls(session)));
  put(normal, "created_at", when(doorstep_session_created_at_ms(session)));
  put(normal, "auth_time", when(doorstep_session_auth_time_ms(session)));
  put(normal, "last_seen_at", when(doorstep_session_last_seen_at_ms(session)));
  put(normal, "idle_expires_at", when(doorstep_session_idle_expires_at_ms(session)));
  put(normal, "expires_at", when(doorstep_session_expires_at_ms(session)));
  return normal;
}

NORMAL_LIST(session)
