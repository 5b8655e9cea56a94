// The sign-in log and the audit log.
#ifndef DOORSTEP_LOGS_HPP
#define DOORSTEP_LOGS_HPP

#include <doorstep/records.hpp>

namespace doorstep {

/// One thing that was shown or tried in an attempt.
struct authentication_detail {
  time_point at;
  /// What it was: `password`, `email_otp`, `external` or `terms_of_use`.
  std::string method;
  /// The masked address that a code went to, the words of the host for what it checked, or the terms.
  std::optional<std::string> detail;
  /// Whether it was right.
  bool succeeded;
  /// What came of it, in words.
  std::string result;
  /// `primary` or `secondary`.
  std::string requirement;
};

/// One entry of the sign-in log: one attempt, from its first call to its end.
struct sign_in {
  std::string id;
  /// What kind of attempt it is.
  sign_in_kind kind;
  /// When it began.
  time_point created_at;
  /// When the entry last changed.
  time_point updated_at;
  /// Whose account it was.
  std::optional<std::string> user_id;
  /// The address of the account, or the one that was typed.
  std::optional<std::string> user_email;
  std::string client_id;
  /// The app's name at that time.
  std::string app_name;
  /// The network address, as the host gave it.
  std::optional<std::string> ip;
  /// The user agent, as the host gave it.
  std::optional<std::string> user_agent;
  /// The whole request as policies saw it, with the country that was looked up.
  sign_in_context context;
  /// The authentication context that a step-up was to, `c1` to `c99`.
  std::optional<std::string> auth_context;
  /// How it stands.
  sign_in_result result;
  /// Microsoft's AADSTS number; 0 is success.
  std::uint32_t error_code;
  /// Why it did not succeed, in words.
  std::optional<std::string> failure_reason;
  /// What the policies came to, in Microsoft Graph's words: `success`, `failure` or `notApplied`.
  std::string conditional_access;
  /// Every policy and its result.
  std::vector<policy_result> policies;
  /// `singleFactorAuthentication` or `multiFactorAuthentication`.
  std::string requirement;
  /// What was shown or tried, in order.
  std::vector<authentication_detail> details;
  /// The session it ended with.
  std::optional<std::string> session_id;
};

/// One entry of the audit log: one administrative change, or its refusal.
struct audit_entry {
  std::string id;
  time_point at;
  /// `host`, or a user's id.
  std::string actor;
  /// What was done, such as `policies.create`.
  std::string action;
  /// What kind of thing was changed.
  std::string target_kind;
  /// Its id, where it has one.
  std::optional<std::string> target_id;
  /// `success` or `refused`.
  std::string result;
  /// What it was before, as JSON; none where there was nothing.
  std::optional<std::string> before_json;
  /// What it was afterwards, as JSON; none where there is nothing.
  std::optional<std::string> after_json;
};

/// Which entries of the sign-in log to read; by default the newest 50.
struct sign_in_query {
  /// Of this user.
  std::optional<std::string> user_id = std::nullopt;
  /// To this app.
  std::optional<std::string> client_id = std::nullopt;
  /// Begun at or after.
  std::optional<time_point> since = std::nullopt;
  /// Begun before.
  std::optional<time_point> until = std::nullopt;
  /// With this result.
  sign_in_result result = sign_in_result::any;
  /// Entries a page: 1 to 1000.
  std::uint32_t limit = 50;
  /// The `next_cursor` of the page before.
  std::optional<std::string> cursor = std::nullopt;
};

/// Which entries of the audit log to read; by default the newest 50.
struct audit_query {
  /// By this actor, `host` or a user's id.
  std::optional<std::string> actor = std::nullopt;
  /// Of this action, such as `policies.create`.
  std::optional<std::string> action = std::nullopt;
  /// Of this thing.
  std::optional<std::string> target_id = std::nullopt;
  /// At or after.
  std::optional<time_point> since = std::nullopt;
  /// Before.
  std::optional<time_point> until = std::nullopt;
  /// Entries a page: 1 to 1000.
  std::uint32_t limit = 50;
  /// The `next_cursor` of the page before.
  std::optional<std::string> cursor = std::nullopt;
};

namespace detail {

struct sign_in_query_argument : argument {
  explicit sign_in_query_argument(const sign_in_query &from)
      : user_id("user_id", from.user_id), client_id("client_id", from.client_id), cursor("cursor", from.cursor) {
    raw.user_id = user_id.pass();
    raw.client_id = client_id.pass();
    raw.since_ms = from_time(from.since);
    raw.until_ms = from_time(from.until);
    raw.result = detail::pass(from.result);
    raw.limit = from.limit;
    raw.cursor = cursor.pass();
  }

  [[nodiscard]] const doorstep_sign_in_query *pass() const noexcept { return &raw; }
  [[nodiscard]] const char *refused() const noexcept { return detail::refused(user_id, client_id, cursor); }

  text user_id, client_id, cursor;
  doorstep_sign_in_query raw = DOORSTEP_SIGN_IN_QUERY_INIT;
};

struct audit_query_argument : argument {
  explicit audit_query_argument(const audit_query &from)
      : actor("actor", from.actor),
        action("action", from.action),
        target_id("target_id", from.target_id),
        cursor("cursor", from.cursor) {
    raw.actor = actor.pass();
    raw.action = action.pass();
    raw.target_id = target_id.pass();
    raw.since_ms = from_time(from.since);
    raw.until_ms = from_time(from.until);
    raw.limit = from.limit;
    raw.cursor = cursor.pass();
  }

  [[nodiscard]] const doorstep_audit_query *pass() const noexcept { return &raw; }
  [[nodiscard]] const char *refused() const noexcept { return detail::refused(actor, action, target_id, cursor); }

  text actor, action, target_id, cursor;
  doorstep_audit_query raw = DOORSTEP_AUDIT_QUERY_INIT;
};

inline authentication_detail read_detail(const doorstep_authentication_detail *raw) {
  return {to_time(doorstep_authentication_detail_at_ms(raw)),
          to_string(doorstep_authentication_detail_method(raw)),
          to_optional(doorstep_authentication_detail_detail(raw)),
          doorstep_authentication_detail_succeeded(raw),
          to_string(doorstep_authentication_detail_result(raw)),
          to_string(doorstep_authentication_detail_requirement(raw))};
}

inline sign_in read_sign_in(const doorstep_sign_in *raw) {
  return {to_string(doorstep_sign_in_id(raw)),
          static_cast<sign_in_kind>(doorstep_sign_in_kind(raw)),
          to_time(doorstep_sign_in_created_at_ms(raw)),
          to_time(doorstep_sign_in_updated_at_ms(raw)),
          to_optional(doorstep_sign_in_user_id(raw)),
          to_optional(doorstep_sign_in_user_email(raw)),
          to_string(doorstep_sign_in_client_id(raw)),
          to_string(doorstep_sign_in_app_name(raw)),
          to_optional(doorstep_sign_in_ip(raw)),
          to_optional(doorstep_sign_in_user_agent(raw)),
          read_context(raw),
          to_optional(doorstep_sign_in_auth_context(raw)),
          static_cast<sign_in_result>(doorstep_sign_in_result(raw)),
          doorstep_sign_in_error_code(raw),
          to_optional(doorstep_sign_in_failure_reason(raw)),
          to_string(doorstep_sign_in_conditional_access(raw)),
          read_policy_results(doorstep_sign_in_policies(raw)),
          to_string(doorstep_sign_in_requirement(raw)),
          read_list<doorstep_authentication_detail_list_count, doorstep_authentication_detail_list_at, read_detail>(
              doorstep_sign_in_details(raw)),
          to_optional(doorstep_sign_in_session_id(raw))};
}

inline page<sign_in> read_sign_ins(const doorstep_sign_in_list *list) {
  return {read_list<doorstep_sign_in_list_count, doorstep_sign_in_list_at, read_sign_in>(list),
          to_optional(doorstep_sign_in_list_next_cursor(list))};
}

inline audit_entry read_audit_entry(const doorstep_audit_entry *raw) {
  return {to_string(doorstep_audit_entry_id(raw)),
          to_time(doorstep_audit_entry_at_ms(raw)),
          to_string(doorstep_audit_entry_actor(raw)),
          to_string(doorstep_audit_entry_action(raw)),
          to_string(doorstep_audit_entry_target_kind(raw)),
          to_optional(doorstep_audit_entry_target_id(raw)),
          to_string(doorstep_audit_entry_result(raw)),
          to_optional(doorstep_audit_entry_before_json(raw)),
          to_optional(doorstep_audit_entry_after_json(raw))};
}

inline page<audit_entry> read_audit_entries(const doorstep_audit_entry_list *list) {
  return {read_list<doorstep_audit_entry_list_count, doorstep_audit_entry_list_at, read_audit_entry>(list),
          to_optional(doorstep_audit_entry_list_next_cursor(list))};
}

template <>
struct out<page<sign_in>>
    : record_out<page<sign_in>, doorstep_sign_in_list, read_sign_ins, doorstep_sign_in_list_free> {};
template <>
struct out<page<audit_entry>>
    : record_out<page<audit_entry>, doorstep_audit_entry_list, read_audit_entries, doorstep_audit_entry_list_free> {};

}  // namespace detail
}  // namespace doorstep

#endif
