// Sessions, and what policies made of a sign-in: records that several subjects share.
#ifndef DOORSTEP_RECORDS_HPP
#define DOORSTEP_RECORDS_HPP

#include <doorstep/call.hpp>
#include <doorstep/context.hpp>
#include <doorstep/json.hpp>
#include <doorstep/session_controls.hpp>

namespace doorstep {

/// A way in which a user was shown to be who they are.
struct used_method {
  /// What it was: `password`, `email_otp` or `external`.
  std::string kind;
  /// How it was shown: `knowledge`, `email` or `external`. Two factors differ in it.
  std::string channel;
  /// The masked address, where there is one.
  std::optional<std::string> detail;
  /// When it was shown.
  time_point at;
};

/// A policy that applied to a sign-in, with its result.
struct applied_policy {
  std::string id;
  /// The policy's name at the time.
  std::string display_name;
  /// Microsoft Graph's word for its result, such as `success`.
  std::string result;
};

/// A session, without its token.
struct session {
  /// The session's id, for `admin::sessions::revoke`. Not its token.
  std::string id;
  /// Whose it is.
  std::string user_id;
  /// The app it is for.
  std::string client_id;
  /// When it began.
  time_point created_at;
  /// When the user last proved anything.
  time_point auth_time;
  /// When it was last used, to the minute.
  time_point last_seen_at;
  /// When it ends unless it is used.
  time_point idle_expires_at;
  /// When it ends in any case.
  time_point expires_at;
  /// Authentication methods references (RFC 8176): `pwd`, `otp`, `mfa`. A code by email is `otp`.
  std::vector<std::string> amr;
  /// Whether two different factors were shown.
  bool mfa;
  /// What was shown, in order.
  std::vector<used_method> methods;
  /// The policies that applied.
  std::vector<applied_policy> policies;
  /// The authentication contexts that are satisfied (`acrs` in Microsoft's tokens), such as `c1`.
  std::vector<std::string> auth_contexts;
  /// What the policies say about the session. Doorstep enforces the sign-in frequency at a refresh or step-up; the rest
  /// is for the host.
  session_controls controls;
};

/// What one policy made of a sign-in.
struct policy_result {
  std::string id;
  /// The policy's name at the time.
  std::string display_name;
  /// Its state at the time.
  policy_state state;
  /// Whether all of its conditions hold.
  bool applies;
  /// Microsoft Graph's word for its result: `success`, `failure`, `notApplied`, `notEnabled`, `reportOnlySuccess`,
  /// `reportOnlyFailure`, `reportOnlyInterrupted` or `reportOnlyNotApplied`.
  std::string result;
  /// Every condition that does not hold, in Microsoft Graph's words (`analysisReasons`).
  std::vector<std::string> reasons;
  /// The grant controls it names, in Microsoft Graph's words, with the id of one that has one: `termsOfUse:7d5a…`.
  std::vector<std::string> grant_controls;
  /// `AND` or `OR` between its grant controls; none when it names none.
  std::optional<std::string> grant_operator;
  /// The session controls it names, in Microsoft Graph's words.
  std::vector<std::string> session_controls;
};

/// What an enforced policy that applies asks of a sign-in.
struct requirement {
  std::string policy_id;
  /// The policy's place among all policies, from 0.
  std::uint32_t index;
  /// `AND`: every control; `OR`: any of them.
  std::string grant_operator;
  /// The controls in Microsoft Graph's words, in the order of prompting, with the id of one that has one.
  std::vector<std::string> controls;
  /// Whether they are satisfied.
  bool satisfied;
  /// Those that would still do: all that are missing, or the alternatives. Empty once it is satisfied.
  std::vector<std::string> missing;
};

/// What the policies say of one sign-in, and why.
struct decision {
  /// What happens to the sign-in.
  doorstep::outcome outcome;
  /// The controls that are still to be satisfied, in Microsoft Graph's words, such as `mfa`.
  std::vector<std::string> required;
  /// What every policy made of the sign-in.
  std::vector<policy_result> policies;
  /// What each enforced policy that applies and does not block asks, in stored order.
  std::vector<requirement> requirements;
  /// The session controls of every enforced policy that applies, merged: the strictest wins.
  session_controls session;
  /// The whole decision as JSON, the same in every language.
  std::string json;
};

/// One finding of the policy lint.
struct warning {
  /// The stable snake_case code.
  std::string code;
  /// How bad it is.
  doorstep::severity severity;
  /// What is wrong and what to do, for an administrator.
  std::string message;
  /// The policy it is about, if it is one.
  std::optional<std::string> policy_id;
  /// The field it is about, if it is one.
  std::optional<std::string> path;
};

namespace detail {

inline used_method read_used_method(const doorstep_used_method *raw) {
  return {to_string(doorstep_used_method_kind(raw)), to_string(doorstep_used_method_channel(raw)),
          to_optional(doorstep_used_method_detail(raw)), to_time(doorstep_used_method_at_ms(raw))};
}

inline applied_policy read_applied_policy(const doorstep_applied_policy *raw) {
  return {to_string(doorstep_applied_policy_id(raw)), to_string(doorstep_applied_policy_display_name(raw)),
          to_string(doorstep_applied_policy_result(raw))};
}

inline std::vector<applied_policy> read_applied_policies(const doorstep_applied_policy_list *list) {
  return read_list<doorstep_applied_policy_list_count, doorstep_applied_policy_list_at, read_applied_policy>(list);
}

inline session read_session(const doorstep_session *raw) {
  return {to_string(doorstep_session_id(raw)),
          to_string(doorstep_session_user_id(raw)),
          to_string(doorstep_session_client_id(raw)),
          to_time(doorstep_session_created_at_ms(raw)),
          to_time(doorstep_session_auth_time_ms(raw)),
          to_time(doorstep_session_last_seen_at_ms(raw)),
          to_time(doorstep_session_idle_expires_at_ms(raw)),
          to_time(doorstep_session_expires_at_ms(raw)),
          read_texts(doorstep_session_amr(raw)),
          doorstep_session_mfa(raw),
          read_list<doorstep_used_method_list_count, doorstep_used_method_list_at, read_used_method>(
              doorstep_session_methods(raw)),
          read_applied_policies(doorstep_session_policies(raw)),
          read_texts(doorstep_session_auth_contexts(raw)),
          read_session_controls(doorstep_session_get_controls(raw))};
}

inline policy_result read_policy_result(const doorstep_policy_result *raw) {
  return {to_string(doorstep_policy_result_id(raw)),
          to_string(doorstep_policy_result_display_name(raw)),
          static_cast<policy_state>(doorstep_policy_result_state(raw)),
          doorstep_policy_result_applies(raw),
          to_string(doorstep_policy_result_result(raw)),
          read_texts(doorstep_policy_result_reasons(raw)),
          read_texts(doorstep_policy_result_grant_controls(raw)),
          to_optional(doorstep_policy_result_operator(raw)),
          read_texts(doorstep_policy_result_session_controls(raw))};
}

inline std::vector<policy_result> read_policy_results(const doorstep_policy_result_list *list) {
  return read_list<doorstep_policy_result_list_count, doorstep_policy_result_list_at, read_policy_result>(list);
}

inline requirement read_requirement(const doorstep_requirement *raw) {
  return {to_string(doorstep_requirement_policy_id(raw)), doorstep_requirement_index(raw),
          to_string(doorstep_requirement_operator(raw)),  read_texts(doorstep_requirement_controls(raw)),
          doorstep_requirement_satisfied(raw),            read_texts(doorstep_requirement_missing(raw))};
}

inline decision read_decision(const doorstep_decision *raw) {
  return {static_cast<outcome>(doorstep_decision_outcome(raw)),
          read_texts(doorstep_decision_required(raw)),
          read_policy_results(doorstep_decision_policies(raw)),
          read_list<doorstep_requirement_list_count, doorstep_requirement_list_at, read_requirement>(
              doorstep_decision_requirements(raw)),
          read_session_controls(doorstep_decision_session(raw)),
          to_string(doorstep_decision_to_json(raw))};
}

inline warning read_warning(const doorstep_warning *raw) {
  return {to_string(doorstep_warning_code(raw)), static_cast<severity>(doorstep_warning_severity(raw)),
          to_string(doorstep_warning_message(raw)), to_optional(doorstep_warning_policy_id(raw)),
          to_optional(doorstep_warning_path(raw))};
}

inline std::vector<warning> read_warnings(const doorstep_warning_list *list) {
  return read_list<doorstep_warning_list_count, doorstep_warning_list_at, read_warning>(list);
}

inline flow_attribute read_flow_attribute(const doorstep_flow_attribute *raw) {
  return {to_string(doorstep_flow_attribute_name(raw)),     to_string(doorstep_flow_attribute_label(raw)),
          static_cast<attribute_kind>(doorstep_flow_attribute_kind(raw)),
          doorstep_flow_attribute_required(raw),            to_optional(doorstep_flow_attribute_pattern(raw)),
          read_texts(doorstep_flow_attribute_choices(raw))};
}

inline std::vector<flow_attribute> read_flow_attributes(const doorstep_flow_attribute_list *list) {
  return read_list<doorstep_flow_attribute_list_count, doorstep_flow_attribute_list_at, read_flow_attribute>(list);
}

inline std::vector<session> read_sessions(const doorstep_session_list *list) {
  return read_list<doorstep_session_list_count, doorstep_session_list_at, read_session>(list);
}

template <>
struct out<session> : record_out<session, doorstep_session, read_session, doorstep_session_free> {};
template <>
struct out<std::vector<session>>
    : record_out<std::vector<session>, doorstep_session_list, read_sessions, doorstep_session_list_free> {};
template <>
struct out<decision> : record_out<decision, doorstep_decision, read_decision, doorstep_decision_free> {};
template <>
struct out<std::vector<warning>>
    : record_out<std::vector<warning>, doorstep_warning_list, read_warnings, doorstep_warning_list_free> {};

}  // namespace detail
}  // namespace doorstep

#endif
