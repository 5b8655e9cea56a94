// A sign-in that nobody makes, for `tenant::what_if`.
#ifndef DOORSTEP_WHAT_IF_HPP
#define DOORSTEP_WHAT_IF_HPP

#include <doorstep/context.hpp>

namespace doorstep {

/// A sign-in to ask about: everything that Microsoft Graph's `evaluate` takes, and what was shown already. What is not
/// given is unknown.
struct what_if {
  /// Who signs in. Groups and roles are looked up.
  std::optional<std::string> user_id = std::nullopt;
  /// The app that is signed in to.
  std::optional<std::string> client_id = std::nullopt;
  /// The request.
  sign_in_context context = {};
  /// The workload identity that signs in, instead of a user.
  std::optional<std::string> service_principal_id = std::nullopt;
  /// How likely it is in somebody else's hands.
  risk_level service_principal_risk = risk_level::unknown;
  /// What is done, when it is not signing in to an app.
  doorstep::user_action user_action = doorstep::user_action::unknown;
  /// The authentication context that is asked for: `c1` to `c99`.
  std::optional<std::string> auth_context = std::nullopt;
  /// Grant controls that are satisfied already, in Microsoft Graph's words, such as `mfa`.
  std::vector<std::string> satisfied = {};
  /// Methods that were used together, in Microsoft Graph's words, as in `password,email`.
  std::vector<std::string> completed_combinations = {};
};

namespace detail {

struct what_if_argument : argument {
  explicit what_if_argument(const what_if &from)
      : user_id("user_id", from.user_id),
        client_id("client_id", from.client_id),
        service_principal_id("service_principal_id", from.service_principal_id),
        auth_context("auth_context", from.auth_context),
        satisfied("satisfied", from.satisfied),
        completed_combinations("completed_combinations", from.completed_combinations),
        context(from.context) {
    raw.user_id = user_id.pass();
    raw.client_id = client_id.pass();
    raw.context = context.pass();
    raw.service_principal_id = service_principal_id.pass();
    raw.service_principal_risk = detail::pass(from.service_principal_risk);
    raw.user_action = detail::pass(from.user_action);
    raw.auth_context = auth_context.pass();
    raw.satisfied = satisfied.pass();
    raw.satisfied_count = satisfied.size();
    raw.completed_combinations = completed_combinations.pass();
    raw.completed_combination_count = completed_combinations.size();
  }

  [[nodiscard]] const doorstep_what_if *pass() const noexcept { return &raw; }
  [[nodiscard]] const char *refused() const noexcept {
    return detail::refused(user_id, client_id, service_principal_id, auth_context, satisfied, completed_combinations,
                           context);
  }

  text user_id, client_id, service_principal_id, auth_context;
  texts satisfied, completed_combinations;
  context_argument context;
  doorstep_what_if raw = DOORSTEP_WHAT_IF_INIT;
};

}  // namespace detail
}  // namespace doorstep

#endif
