// Journeys: people signing up and in.
#ifndef DOORSTEP_APP_HPP
#define DOORSTEP_APP_HPP

#include <doorstep/step.hpp>

namespace doorstep {

/// A first factor that the host has checked itself.
struct external_sign_in {
  /// The host's own, never changing name for the user: 1 to 256 characters.
  std::string subject = {};
  /// Where codes go when the user is first seen. Later only an administrator changes it.
  std::optional<std::string> email = std::nullopt;
  /// How the host checked the first factor (RFC 8176). `otp` is taken for a code by email, which then cannot be the
  /// second factor.
  std::vector<std::string> amr = {"pwd"};
  /// When it did, at most 15 minutes ago; by default now.
  std::optional<time_point> authenticated_at = std::nullopt;
  /// What the host knows of the request.
  sign_in_context context = {};
};

namespace detail {

struct external_argument : argument {
  explicit external_argument(const external_sign_in &from)
      : subject("subject", from.subject), email("email", from.email), amr("amr", from.amr), context(from.context) {
    raw.subject = subject.pass();
    raw.email = email.pass();
    raw.amr = amr.pass();
    raw.amr_count = amr.size();
    raw.authenticated_at_ms = from_time(from.authenticated_at);
    raw.context = context.pass();
  }

  [[nodiscard]] const doorstep_external_sign_in *pass() const noexcept { return &raw; }
  [[nodiscard]] const char *refused() const noexcept { return detail::refused(subject, email, amr, context); }

  text subject, email;
  texts amr;
  context_argument context;
  doorstep_external_sign_in raw = DOORSTEP_EXTERNAL_SIGN_IN_INIT;
};

}  // namespace detail

inline namespace DOORSTEP_CALLS {

/// An app as the people who sign in to it see it, from `tenant::app`. It needs no role, and may be used from any thread.
/// A token that is unknown, spent or expired is answered by `step::denied`. Any call may fail with `storage` or `busy`.
class app : public detail::owner<doorstep_app, doorstep_app_free> {
 public:
  using owner::owner;

  /// The client id.
  [[nodiscard]] std::string client_id() const { return detail::to_string(doorstep_app_client_id(get())); }

  /// Begins a sign-in. What comes next depends on the app's user flow: with `identity_provider::email_password` the
  /// password, which may come along; with `identity_provider::email_otp` a code by mail. Unknown, disabled and locked
  /// accounts are answered like a wrong password, after the same work.
  /// Errors: `invalid_argument` (`email`) for what is no address, (`password`) in a flow without passwords,
  /// (`context.ip`, …); `not_found` (`user_flow`) when no flow serves the app.
  answer<any_step> sign_in(std::string_view email, std::optional<std::string_view> password = std::nullopt,
                           const sign_in_context &context = {}) const {
    return calling::call<any_step>(doorstep_app_sign_in, get(), detail::text("email", email),
                                   detail::typed("password", password), detail::context_argument(context));
  }

  /// Begins a sign-up: a code goes to the address. An address that has an account gets a different mail, not a different
  /// answer, unless the flow opts in to saying so.
  /// Errors: `invalid_argument` (`email`, `context.ip`, …), `not_found` (`user_flow`).
  answer<any_step> sign_up(std::string_view email, const sign_in_context &context = {}) const {
    return calling::call<any_step>(doorstep_app_sign_up, get(), detail::text("email", email),
                                   detail::context_argument(context));
  }

  /// Goes on after a first factor that the host checked with its own user table: creates or finds the user by the
  /// subject, lets the policies decide, and asks for a second factor where they require one.
  /// Errors: `invalid_argument` naming the field.
  answer<any_step> begin_second_factor(const external_sign_in &sign_in) const {
    return calling::call<any_step>(doorstep_app_begin_second_factor, get(), detail::external_argument(sign_in));
  }

  /// Answers `step::password_required` and `step::new_password_required`.
  answer<any_step> submit_password(std::string_view token, std::string_view password) const {
    return calling::call<any_step>(doorstep_app_submit_password, get(), detail::typed("token", token),
                                   detail::typed("password", password));
  }

  /// Answers `step::code_required`; spaces and hyphens in the code do not matter. The try is counted before anything is
  /// compared.
  answer<any_step> submit_code(std::string_view token, std::string_view code) const {
    return calling::call<any_step>(doorstep_app_submit_code, get(), detail::typed("token", token),
                                   detail::typed("code", code));
  }

  /// Sends another code, which makes the earlier ones worthless.
  answer<any_step> resend_code(std::string_view token) const {
    return calling::call<any_step>(doorstep_app_resend_code, get(), detail::typed("token", token));
  }

  /// Answers `step::method_required`: sends a code by the chosen method.
  /// Errors: `invalid_argument` (`method_id`) for one that was not offered.
  answer<any_step> request_challenge(std::string_view token, std::string_view method_id) const {
    return calling::call<any_step>(doorstep_app_request_challenge, get(), detail::typed("token", token),
                                   detail::text("method_id", method_id));
  }

  /// Answers `step::registration_required`: sends a code to the target, an address, which becomes the user's method once
  /// the code is entered. Errors: `invalid_argument` (`kind`) for a kind that was not offered.
  answer<any_step> register_method(std::string_view token, method_kind kind, std::string_view target) const {
    return calling::call<any_step>(doorstep_app_register_method, get(), detail::typed("token", token), kind,
                                   detail::typed("target", target));
  }

  /// Answers `step::attributes_required`.
  answer<any_step> submit_attributes(std::string_view token, const attribute_values &attributes) const {
    return calling::call<any_step>(doorstep_app_submit_attributes, get(), detail::typed("token", token),
                                   detail::text("attributes", detail::to_json(attributes)));
  }

  /// Answers `step::terms_required`: the user has accepted all of the terms that it named. Who accepted what and when is
  /// kept for good, so that nobody is asked twice.
  answer<any_step> accept_terms(std::string_view token) const {
    return calling::call<any_step>(doorstep_app_accept_terms, get(), detail::typed("token", token));
  }

  /// Lets the policies decide again over a session, for the request as it is now, and gives the session a new token:
  /// that of `step::completed`. What has become too old for a sign-in frequency is asked for again, and before a new
  /// password both factors; nothing else. Until the journey is completed the session is as it was; a policy that blocks
  /// ends the journey, not the session. A token of no live session is answered by `step::denied`. Errors:
  /// `invalid_argument` (`context.ip`, …).
  answer<any_step> refresh(std::string_view session_token, const sign_in_context &context = {}) const {
    return calling::call<any_step>(doorstep_app_refresh, get(), detail::typed("session_token", session_token),
                                   detail::context_argument(context));
  }

  /// As `refresh`, for something that needs more: the policies of an authentication context, `c1` to `c99`, apply as well.
  /// Once they are satisfied, the session lists the context. A context that no policy is about is satisfied.
  /// Errors: `invalid_argument` (`auth_context`, `context.ip`, …).
  answer<any_step> step_up(std::string_view session_token, std::string_view auth_context,
                           const sign_in_context &context = {}) const {
    return calling::call<any_step>(doorstep_app_step_up, get(), detail::typed("session_token", session_token),
                                   detail::text("auth_context", auth_context), detail::context_argument(context));
  }

  /// Tells the step that a token waits at, to draw a page again. Changes nothing.
  answer<any_step> resume(std::string_view token) const {
    return calling::call<any_step>(doorstep_app_resume, get(), detail::typed("token", token));
  }

  /// Ends a journey and wipes it. A token that is unknown or spent changes nothing.
  answer<void> cancel(std::string_view token) const {
    return calling::call<void>(doorstep_app_cancel, get(), detail::typed("token", token));
  }
};

}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
