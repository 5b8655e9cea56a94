// What a journey asks for next, and the problems and denials that come with it.
#ifndef DOORSTEP_STEP_HPP
#define DOORSTEP_STEP_HPP

#include <doorstep/records.hpp>

namespace doorstep {

/// Why the last submission did not advance a journey, so that a page can be drawn again.
namespace problem {

/// The password is wrong, or the account is unknown, disabled, locked or has none: never said which.
struct invalid_credentials {};

/// The code is wrong. At 0 tries left, another must be asked for.
struct invalid_code {
  std::uint32_t tries_left;
};

/// The code was right once, but a newer one was sent.
struct code_superseded {
  std::uint32_t tries_left;
};

/// The code ran out; another must be asked for.
struct code_expired {};

/// The new password breaks a rule.
struct password_rejected {
  password_rejection reason;
};

/// Attributes are missing or not acceptable.
struct attributes_rejected {
  std::vector<std::string> names;
};

/// What was given to be registered is no address.
struct target_rejected {};

/// Another code was asked for too soon.
struct resend_too_soon {
  milliseconds retry_after;
};

/// No more codes can be sent: to this address for now, or, without a time, in this journey at all.
struct send_limit_reached {
  std::optional<milliseconds> retry_after;
};

/// The message could not be delivered; it is tried again.
struct mail_failed {
  milliseconds retry_after;
};

}  // namespace problem

/// One of the problems, in the order of their numbers in C.
using any_problem =
    std::variant<problem::invalid_credentials, problem::invalid_code, problem::code_superseded, problem::code_expired,
                 problem::password_rejected, problem::attributes_rejected, problem::target_rejected,
                 problem::resend_too_soon, problem::send_limit_reached, problem::mail_failed>;

/// Why a journey ended without a session; safe to show.
namespace denial {

/// A policy blocks this sign-in. Without a policy, the account of a user whom the host checked is disabled.
struct blocked_by_policy {
  std::vector<applied_policy> policies;
};

/// A second factor is required and there is none that this user could use.
struct no_usable_method {
  no_method_reason why;
};

/// Too many wrong answers.
struct too_many_attempts {
  milliseconds retry_after;
};

/// The journey expired, was canceled, or its token was used twice.
struct journey_ended {};

/// The flow does not let people sign up.
struct sign_up_not_allowed {};

/// There is an account with this address. Only of flows that opt in to saying so.
struct user_already_exists {};

/// A control that no prompt can satisfy, in Microsoft Graph's words.
struct controls_unmet {
  std::vector<std::string> controls;
};

}  // namespace denial

/// One of the denials, in the order of their numbers in C.
using any_denial = std::variant<denial::blocked_by_policy, denial::no_usable_method, denial::too_many_attempts,
                                denial::journey_ended, denial::sign_up_not_allowed, denial::user_already_exists,
                                denial::controls_unmet>;

/// What a journey asks for next. A `token` is the continuation token that the next call needs, but for `completed`. It
/// is an ordinary string, which nobody wipes.
namespace step {

/// Ask for the password: `app::submit_password`.
struct password_required {
  std::string token;
  std::optional<any_problem> problem;
};

/// Ask for the code that was sent: `app::submit_code`, `app::resend_code`.
struct code_required {
  std::string token;
  /// What the code is for.
  code_purpose purpose;
  /// How the code travels.
  doorstep::channel channel;
  /// Where the code went, masked.
  std::string masked_target;
  /// How many digits the code has.
  std::uint32_t code_length;
  /// From when on another code may be asked for.
  time_point resend_after;
  /// When the code stops being good.
  time_point expires_at;
  /// Three characters that the mail shows too, so that people find the right one.
  std::string reference;
  std::optional<any_problem> problem;
};

/// A method to choose.
struct method_option {
  /// Its id, for `app::request_challenge`.
  std::string id;
  method_kind kind;
  /// The masked address.
  std::string hint;
};

/// Ask which method to use: `app::request_challenge`.
struct method_required {
  std::string token;
  std::vector<method_option> methods;
  std::optional<any_problem> problem;
};

/// Ask for something to send codes to: `app::register_method`.
struct registration_required {
  std::string token;
  /// The kinds of method that can be registered.
  std::vector<method_kind> kinds;
  std::optional<any_problem> problem;
};

/// Ask for attributes: `app::submit_attributes`.
struct attributes_required {
  std::string token;
  /// What to ask for, in the order of the page.
  std::vector<flow_attribute> attributes;
  std::optional<any_problem> problem;
};

/// Ask for a new password: `app::submit_password`.
struct new_password_required {
  std::string token;
  /// How many characters the password must have.
  std::uint32_t min_length;
  /// How many characters the password may have.
  std::uint32_t max_length;
  std::optional<any_problem> problem;
};

/// Done: the user is signed in.
struct completed {
  /// The session token, for the user's browser or device alone: in a Secure, HttpOnly cookie.
  std::string token;
  doorstep::session session;
};

/// Over: the user is not signed in.
struct denied {
  any_denial reason;
};

/// Show terms of use and ask whether they are accepted: `app::accept_terms`.
struct terms_required {
  std::string token;
  /// The ids of the terms, as the policies have them. What they say is the host's to show.
  std::vector<std::string> terms;
  std::optional<any_problem> problem;
};

}  // namespace step

/// One of the steps, in the order of their numbers in C: what every call of a journey answers. `std::visit` it.
using any_step =
    std::variant<step::password_required, step::code_required, step::method_required, step::registration_required,
                 step::attributes_required, step::new_password_required, step::completed, step::denied,
                 step::terms_required>;

// `name`: the stable word, such as `password_required`, `invalid_credentials` or `blocked_by_policy`.

inline std::string_view name(const any_step &step) noexcept {
  return detail::view(doorstep_step_kind_name(static_cast<std::uint32_t>(step.index() + 1)));
}
inline std::string_view name(const any_problem &problem) noexcept {
  return detail::view(doorstep_problem_kind_name(static_cast<std::uint32_t>(problem.index() + 1)));
}
inline std::string_view name(const any_denial &denial) noexcept {
  return detail::view(doorstep_denial_kind_name(static_cast<std::uint32_t>(denial.index() + 1)));
}

/// The token of a step, to be kept for the next call; empty when it is denied.
inline std::string_view token(const any_step &step) noexcept {
  if (step.valueless_by_exception()) return {};
  return std::visit(
      [](const auto &one) -> std::string_view {
        if constexpr (std::is_same_v<std::decay_t<decltype(one)>, step::denied>) {
          return {};
        } else {
          return one.token;
        }
      },
      step);
}

/// The problem of a step; NULL when there is none.
inline const any_problem *problem_of(const any_step &step) noexcept {
  if (step.valueless_by_exception()) return nullptr;
  return std::visit(
      [](const auto &one) -> const any_problem * {
        using kind = std::decay_t<decltype(one)>;
        if constexpr (std::is_same_v<kind, step::denied> || std::is_same_v<kind, step::completed>) {
          return nullptr;
        } else {
          return one.problem ? &*one.problem : nullptr;
        }
      },
      step);
}

}  // namespace doorstep

#include <doorstep/step_reading.hpp>

#endif
