/* Normal forms: decisions, and what policies make of a sign-in. */
#include "normal.h"

static json_t *normal_policy_result(const doorstep_policy_result *policy) {
  return json_pack("{s:o, s:o, s:o, s:b, s:o, s:o, s:o, s:o, s:o}", "id", words(doorstep_policy_result_id(policy)),
                   "display_name", words(doorstep_policy_result_display_name(policy)), "state",
                   words(doorstep_policy_state_name(doorstep_policy_result_state(policy))), "applies",
                   doorstep_policy_result_applies(policy), "result", words(doorstep_policy_result_result(policy)),
                   "reasons", normal_string_list(doorstep_policy_result_reasons(policy)), "grant_controls",
                   normal_string_list(doorstep_policy_result_grant_controls(policy)), "operator",
                   words(doorstep_policy_result_operator(policy)), "session_controls",
                   normal_string_list(doorstep_policy_result_session_controls(policy)));
}

NORMAL_LIST(policy_result)

static json_t *normal_requirement(const doorstep_requirement *requirement) {
  return json_pack("{s:o, s:I, s:o, s:o, s:b, s:o}", "policy_id", words(doorstep_requirement_policy_id(requirement)),
                   "index", (json_int_t)doorstep_requirement_index(requirement), "operator",
                   words(doorstep_requirement_operator(requirement)), "controls",
                   normal_string_list(doorstep_requirement_controls(requirement)), "satisfied",
                   doorstep_requirement_satisfied(requirement), "missing",
                   normal_string_list(doorstep_requirement_missing(requirement)));
}

static NORMAL_LIST(requirement)

/* A frequency is its hours, or the word. */
static json_t *frequency(doorstep_sign_in_frequency_t kind, uint32_t hours) {
  switch (kind) {
    case DOORSTEP_SIGN_IN_FREQUENCY_EVERY_TIME:
      return json_string("every_time");
    case DOORSTEP_SIGN_IN_FREQUENCY_TIME_BASED:
      return json_integer(hours);
    case DOORSTEP_SIGN_IN_FREQUENCY_NONE:
      break;
  }
  return json_null();
}

json_t *normal_session_controls(const doorstep_session_controls *controls) {
  if (controls == NULL) {
    return NULL;
  }
  json_t *other = json_object();
  const doorstep_string_list *names = doorstep_session_controls_other_names(controls);
  for (size_t at = 0; at < doorstep_string_list_count(names); at++) {
    const char *name = doorstep_string_list_at(names, at);
    json_object_set_new(other, name, parsed(doorstep_session_controls_other_json(controls, name)));
  }
  json_t *sign_in = frequency(doorstep_session_controls_sign_in_frequency(controls),
                              doorstep_session_controls_sign_in_frequency_hours(controls));
  json_t *secondary = frequency(doorstep_session_controls_secondary_sign_in_frequency(controls),
                                doorstep_session_controls_secondary_sign_in_frequency_hours(controls));
  return json_pack("{s:o, s:o, s:o, s:b, s:o, s:o, s:b, s:b, s:o}", "sign_in_frequency", sign_in,
                   "secondary_sign_in_frequency", secondary, "persistent_browser",
                   words(doorstep_persistent_browser_name(doorstep_session_controls_persistent_browser(controls))),
                   "application_enforced_restrictions",
                   doorstep_session_controls_application_enforced_restrictions(controls), "cloud_app_security",
                   normal_string_list(doorstep_session_controls_cloud_app_security(controls)),
                   "continuous_access_evaluation",
                   normal_string_list(doorstep_session_controls_continuous_access_evaluation(controls)),
                   "disable_resilience_defaults", doorstep_session_controls_disable_resilience_defaults(controls),
                   "secure_sign_in_session", doorstep_session_controls_secure_sign_in_session(controls), "other", other);
}

json_t *normal_decision(const doorstep_decision *decision) {
  if (decision == NULL) {
    return NULL;
  }
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "outcome",
                   words(doorstep_outcome_name(doorstep_decision_outcome(decision))), "required",
                   normal_string_list(doorstep_decision_required(decision)), "policies",
                   normal_policy_result_list(doorstep_decision_policies(decision)), "requirements",
                   normal_requirement_list(doorstep_decision_requirements(decision)), "session",
                   normal_session_controls(doorstep_decision_session(decision)), "json",
                   words(doorstep_decision_to_json(decision)));
}

static json_t *normal_applied_policy(const doorstep_applied_policy *policy) {
  return json_pack("{s:o, s:o, s:o}", "id", words(doorstep_applied_policy_id(policy)), "display_name",
                   words(doorstep_applied_policy_display_name(policy)), "result",
                   words(doorstep_applied_policy_result(policy)));
}

NORMAL_LIST(applied_policy)
