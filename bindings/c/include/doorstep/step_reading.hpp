// Makes steps, problems and denials of C's.
#ifndef DOORSTEP_STEP_READING_HPP
#define DOORSTEP_STEP_READING_HPP

#include <doorstep/step.hpp>

namespace doorstep {
namespace detail {

/// No value for a kind that is not known here.
inline std::optional<any_problem> read_problem(const doorstep_problem *raw) {
  const auto retry_after = [raw] { return milliseconds(doorstep_problem_retry_after_ms(raw)); };
  switch (doorstep_problem_kind(raw)) {
    case DOORSTEP_PROBLEM_NONE:
      break;
    case DOORSTEP_PROBLEM_INVALID_CREDENTIALS:
      return problem::invalid_credentials{};
    case DOORSTEP_PROBLEM_INVALID_CODE:
      return problem::invalid_code{doorstep_problem_tries_left(raw)};
    case DOORSTEP_PROBLEM_CODE_SUPERSEDED:
      return problem::code_superseded{doorstep_problem_tries_left(raw)};
    case DOORSTEP_PROBLEM_CODE_EXPIRED:
      return problem::code_expired{};
    case DOORSTEP_PROBLEM_PASSWORD_REJECTED:
      return problem::password_rejected{static_cast<password_rejection>(doorstep_problem_password_rejection(raw))};
    case DOORSTEP_PROBLEM_ATTRIBUTES_REJECTED:
      return problem::attributes_rejected{read_texts(doorstep_problem_attribute_names(raw))};
    case DOORSTEP_PROBLEM_TARGET_REJECTED:
      return problem::target_rejected{};
    case DOORSTEP_PROBLEM_RESEND_TOO_SOON:
      return problem::resend_too_soon{retry_after()};
    case DOORSTEP_PROBLEM_SEND_LIMIT_REACHED:
      return problem::send_limit_reached{to_duration(doorstep_problem_retry_after_ms(raw))};
    case DOORSTEP_PROBLEM_MAIL_FAILED:
      return problem::mail_failed{retry_after()};
  }
  return std::nullopt;
}

/// No value for a kind that is not known here.
inline std::optional<any_denial> read_denial(const doorstep_denial *raw) {
  switch (doorstep_denial_kind(raw)) {
    case DOORSTEP_DENIAL_NONE:
      break;
    case DOORSTEP_DENIAL_BLOCKED_BY_POLICY:
      return denial::blocked_by_policy{read_applied_policies(doorstep_denial_policies(raw))};
    case DOORSTEP_DENIAL_NO_USABLE_METHOD:
      return denial::no_usable_method{static_cast<no_method_reason>(doorstep_denial_no_method_reason(raw))};
    case DOORSTEP_DENIAL_TOO_MANY_ATTEMPTS:
      return denial::too_many_attempts{milliseconds(doorstep_denial_retry_after_ms(raw))};
    case DOORSTEP_DENIAL_JOURNEY_ENDED:
      return denial::journey_ended{};
    case DOORSTEP_DENIAL_SIGN_UP_NOT_ALLOWED:
      return denial::sign_up_not_allowed{};
    case DOORSTEP_DENIAL_USER_ALREADY_EXISTS:
      return denial::user_already_exists{};
    case DOORSTEP_DENIAL_CONTROLS_UNMET:
      return denial::controls_unmet{read_texts(doorstep_denial_controls(raw))};
  }
  return std::nullopt;
}

inline step::method_option read_method_option(const doorstep_method_option *raw) {
  return {to_string(doorstep_method_option_id(raw)), static_cast<method_kind>(doorstep_method_option_kind(raw)),
          to_string(doorstep_method_option_hint(raw))};
}

inline std::vector<method_kind> read_method_kinds(const doorstep_step *raw) {
  std::vector<method_kind> kinds;
  const std::size_t count = doorstep_step_method_kind_count(raw);
  for (std::size_t index = 0; index < count; ++index) {
    kinds.push_back(static_cast<method_kind>(doorstep_step_method_kind_at(raw, index)));
  }
  return kinds;
}

/// No value for a step, problem or denial that is not known here.
inline std::optional<any_step> read_step(const doorstep_step *raw) {
  const doorstep_problem *given = doorstep_step_problem(raw);
  std::optional<any_problem> found = read_problem(given);
  if (given != nullptr && !found) return std::nullopt;
  std::string token = to_string(doorstep_step_token(raw));
  switch (doorstep_step_kind(raw)) {
    case DOORSTEP_STEP_NONE:
      break;
    case DOORSTEP_STEP_PASSWORD_REQUIRED:
      return step::password_required{std::move(token), std::move(found)};
    case DOORSTEP_STEP_CODE_REQUIRED:
      return step::code_required{std::move(token),
                                 static_cast<code_purpose>(doorstep_step_code_purpose(raw)),
                                 static_cast<channel>(doorstep_step_code_channel(raw)),
                                 to_string(doorstep_step_masked_target(raw)),
                                 doorstep_step_code_length(raw),
                                 to_time(doorstep_step_resend_after_ms(raw)),
                                 to_time(doorstep_step_expires_at_ms(raw)),
                                 to_string(doorstep_step_reference(raw)),
                                 std::move(found)};
    case DOORSTEP_STEP_METHOD_REQUIRED:
      return step::method_required{
          std::move(token),
          read_list<doorstep_method_option_list_count, doorstep_method_option_list_at, read_method_option>(
              doorstep_step_methods(raw)),
          std::move(found)};
    case DOORSTEP_STEP_REGISTRATION_REQUIRED:
      return step::registration_required{std::move(token), read_method_kinds(raw), std::move(found)};
    case DOORSTEP_STEP_ATTRIBUTES_REQUIRED:
      return step::attributes_required{std::move(token), read_flow_attributes(doorstep_step_attributes(raw)),
                                       std::move(found)};
    case DOORSTEP_STEP_NEW_PASSWORD_REQUIRED:
      return step::new_password_required{std::move(token), doorstep_step_password_min_length(raw),
                                         doorstep_step_password_max_length(raw), std::move(found)};
    case DOORSTEP_STEP_COMPLETED:
      return step::completed{std::move(token), read_session(doorstep_step_session(raw))};
    case DOORSTEP_STEP_DENIED: {
      std::optional<any_denial> reason = read_denial(doorstep_step_denial(raw));
      if (reason) return step::denied{std::move(*reason)};
      break;
    }
    case DOORSTEP_STEP_TERMS_REQUIRED:
      return step::terms_required{std::move(token), read_texts(doorstep_step_terms(raw)), std::move(found)};
  }
  return std::nullopt;
}

template <>
struct out<any_step> {
  static constexpr bool partial = true;
  using raw = doorstep_step *;
  static std::optional<any_step> take(raw given) {
    const handle<doorstep_step, doorstep_step_free> owner(given);
    return read_step(given);
  }
};

}  // namespace detail
}  // namespace doorstep

#endif
