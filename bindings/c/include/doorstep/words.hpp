// Enumerations, and the stable words for them, which are the same in every language.
#ifndef DOORSTEP_WORDS_HPP
#define DOORSTEP_WORDS_HPP

#include <doorstep/error.hpp>

namespace doorstep {

/// Why a message is sent.
enum class mail_purpose : std::uint32_t {
  none = DOORSTEP_MAIL_NONE,
  /// A code that is the first factor.
  sign_in = DOORSTEP_MAIL_SIGN_IN,
  /// A code after a password, or after a first factor that the host checked.
  second_factor = DOORSTEP_MAIL_SECOND_FACTOR,
  /// A code that proves a new account's address.
  sign_up = DOORSTEP_MAIL_SIGN_UP,
  /// A code that proves the address of a method being added to an account.
  registration = DOORSTEP_MAIL_REGISTRATION,
  /// No code: somebody tried to sign up with the address of an account.
  account_exists = DOORSTEP_MAIL_ACCOUNT_EXISTS,
};

/// What a code is for. A code for one purpose is worth nothing for another.
enum class code_purpose : std::uint32_t {
  none = DOORSTEP_CODE_NONE,
  /// The first factor of a sign-in.
  sign_in = DOORSTEP_CODE_SIGN_IN,
  /// The second factor.
  second_factor = DOORSTEP_CODE_SECOND_FACTOR,
  /// Proving the address of a new account.
  sign_up = DOORSTEP_CODE_SIGN_UP,
  /// Proving an address that is being registered as a method.
  registration = DOORSTEP_CODE_REGISTRATION,
};

/// How a code travels.
enum class channel : std::uint32_t {
  none = DOORSTEP_CHANNEL_NONE,
  /// By email.
  email = DOORSTEP_CHANNEL_EMAIL,
};

/// A way to authenticate.
enum class method_kind : std::uint32_t {
  none = DOORSTEP_METHOD_NONE,
  /// A password.
  password = DOORSTEP_METHOD_PASSWORD,
  /// A one-time passcode sent by email.
  email_otp = DOORSTEP_METHOD_EMAIL_OTP,
};

/// Why a new password was not taken.
enum class password_rejection : std::uint32_t {
  none = DOORSTEP_PASSWORD_REJECTION_NONE,
  /// Fewer characters than the rules ask for.
  too_short = DOORSTEP_PASSWORD_TOO_SHORT,
  /// More characters than the rules allow.
  too_long = DOORSTEP_PASSWORD_TOO_LONG,
  /// Among the passwords that are tried first.
  common = DOORSTEP_PASSWORD_COMMON,
  /// The user's own address or name, or the tenant's or app's, perhaps with digits behind it.
  contains_identity = DOORSTEP_PASSWORD_CONTAINS_IDENTITY,
  /// Control characters.
  invalid_characters = DOORSTEP_PASSWORD_INVALID_CHARACTERS,
  /// The password that is being replaced.
  same_as_current = DOORSTEP_PASSWORD_SAME_AS_CURRENT,
};

/// Why no method can serve as the second factor.
enum class no_method_reason : std::uint32_t {
  none = DOORSTEP_NO_METHOD_NONE,
  /// The first factor was a code by email, which cannot be the second one too.
  email_otp_was_first_factor = DOORSTEP_NO_METHOD_EMAIL_OTP_WAS_FIRST_FACTOR,
  /// No method is enabled for this user.
  no_method_enabled = DOORSTEP_NO_METHOD_NO_METHOD_ENABLED,
  /// The engine has no mailer.
  no_mailer = DOORSTEP_NO_METHOD_NO_MAILER,
  /// A policy asks for an authentication strength that no method of this user can meet.
  strength_not_met = DOORSTEP_NO_METHOD_STRENGTH_NOT_MET,
};

/// Whether a policy is enforced.
enum class policy_state : std::uint32_t {
  none = DOORSTEP_POLICY_STATE_NONE,
  /// Evaluated and enforced.
  enabled = DOORSTEP_POLICY_ENABLED,
  /// Never evaluated.
  disabled = DOORSTEP_POLICY_DISABLED,
  /// Evaluated and recorded; never changes an outcome.
  report_only = DOORSTEP_POLICY_REPORT_ONLY,
};

/// How bad a finding of the policy lint is.
enum class severity : std::uint32_t {
  none = DOORSTEP_SEVERITY_NONE,
  /// Nobody could undo it: everybody, or every administrator, would be locked out.
  error = DOORSTEP_SEVERITY_ERROR,
  /// Somebody should look at it.
  warning = DOORSTEP_SEVERITY_WARNING,
  /// Good to know.
  info = DOORSTEP_SEVERITY_INFO,
};

/// What the policies say of a sign-in.
enum class outcome : std::uint32_t {
  none = DOORSTEP_OUTCOME_NONE,
  /// It may complete.
  allow = DOORSTEP_OUTCOME_ALLOW,
  /// It ends, before any prompt.
  block = DOORSTEP_OUTCOME_BLOCK,
  /// It may complete once the required controls are satisfied.
  controls_required = DOORSTEP_OUTCOME_CONTROLS_REQUIRED,
};

/// What people sign up and sign in with first.
enum class identity_provider : std::uint32_t {
  none = DOORSTEP_IDENTITY_PROVIDER_NONE,
  /// An email address and a password.
  email_password = DOORSTEP_EMAIL_PASSWORD,
  /// An email address and a one-time passcode sent to it.
  email_otp = DOORSTEP_EMAIL_OTP,
};

/// What kind of value an attribute holds.
enum class attribute_kind : std::uint32_t {
  none = DOORSTEP_ATTRIBUTE_NONE,
  /// Text of at most 250 characters on one line.
  string = DOORSTEP_ATTRIBUTE_STRING,
  /// Yes or no. When required, only yes is taken, as for the acceptance of terms.
  boolean = DOORSTEP_ATTRIBUTE_BOOLEAN,
  /// A whole number.
  integer = DOORSTEP_ATTRIBUTE_INTEGER,
  /// One of the given texts.
  choice = DOORSTEP_ATTRIBUTE_CHOICE,
};

/// Whether an account may sign in.
enum class user_state : std::uint32_t {
  none = DOORSTEP_USER_NONE,
  /// May sign in.
  active = DOORSTEP_USER_ACTIVE,
  /// May not; answered like an unknown account, its sessions and journeys ended.
  disabled = DOORSTEP_USER_DISABLED,
};

/// What a member of a group is.
enum class member_kind : std::uint32_t {
  none = DOORSTEP_MEMBER_NONE,
  /// A user.
  user = DOORSTEP_MEMBER_USER,
  /// A group, whose members are members too.
  group = DOORSTEP_MEMBER_GROUP,
};

/// Whom a method is meant for, or kept from.
enum class target_kind : std::uint32_t {
  none = DOORSTEP_TARGET_NONE,
  /// Every user of the tenant.
  all_users = DOORSTEP_TARGET_ALL_USERS,
  /// The members of a group, nested ones too.
  group = DOORSTEP_TARGET_GROUP,
  /// One user.
  user = DOORSTEP_TARGET_USER,
};

/// What kind of attempt an entry of the sign-in log is about.
enum class sign_in_kind : std::uint32_t {
  none = DOORSTEP_SIGN_IN_KIND_NONE,
  /// A sign-in.
  sign_in = DOORSTEP_SIGN_IN_KIND_SIGN_IN,
  /// A sign-up.
  sign_up = DOORSTEP_SIGN_IN_KIND_SIGN_UP,
  /// A second factor for a host that checked the first itself.
  second_factor = DOORSTEP_SIGN_IN_KIND_SECOND_FACTOR,
  /// A session that went on: a refresh, or a step-up to an authentication context.
  step_up = DOORSTEP_SIGN_IN_KIND_STEP_UP,
};

/// How an attempt stands.
enum class sign_in_result : std::uint32_t {
  /// In a query: whatever it is.
  any = DOORSTEP_SIGN_IN_ANY,
  /// It ended with a session.
  success = DOORSTEP_SIGN_IN_SUCCESS,
  /// The last thing submitted was wrong, or nothing could satisfy what was asked.
  failure = DOORSTEP_SIGN_IN_FAILURE,
  /// It waits for somebody, or was left.
  interrupted = DOORSTEP_SIGN_IN_INTERRUPTED,
  /// A policy blocked it.
  blocked = DOORSTEP_SIGN_IN_BLOCKED,
};

/// What became of a message that a mailer was handed.
enum class mail_result : std::uint32_t {
  /// Somebody else is responsible for the message now.
  sent = DOORSTEP_MAIL_RESULT_SENT,
  /// It may work later: the same message comes again while its code lives.
  retry = DOORSTEP_MAIL_RESULT_RETRY,
  /// It will never work for this message.
  give_up = DOORSTEP_MAIL_RESULT_GIVE_UP,
};

/// How the connection to a mail server is protected.
enum class smtp_security : std::uint32_t {
  /// TLS after `STARTTLS`, usually on port 587. A server that does not offer it is refused.
  starttls = DOORSTEP_SMTP_STARTTLS,
  /// TLS from the first byte, usually on port 465.
  tls = DOORSTEP_SMTP_TLS,
  /// Not at all: for a server on this machine. Codes can be read on the way.
  unprotected = DOORSTEP_SMTP_UNPROTECTED,
};

// `name`: the stable word, such as `second_factor`; of a policy state Microsoft Graph's word. Empty for a number that is
// none of its enumeration.

inline std::string_view name(mail_purpose purpose) noexcept {
  return detail::view(doorstep_mail_purpose_name(static_cast<std::uint32_t>(purpose)));
}
inline std::string_view name(code_purpose purpose) noexcept {
  return detail::view(doorstep_code_purpose_name(static_cast<std::uint32_t>(purpose)));
}
inline std::string_view name(channel channel) noexcept {
  return detail::view(doorstep_channel_name(static_cast<std::uint32_t>(channel)));
}
inline std::string_view name(method_kind kind) noexcept {
  return detail::view(doorstep_method_kind_name(static_cast<std::uint32_t>(kind)));
}
inline std::string_view name(password_rejection rejection) noexcept {
  return detail::view(doorstep_password_rejection_name(static_cast<std::uint32_t>(rejection)));
}
inline std::string_view name(no_method_reason reason) noexcept {
  return detail::view(doorstep_no_method_reason_name(static_cast<std::uint32_t>(reason)));
}
inline std::string_view name(policy_state state) noexcept {
  return detail::view(doorstep_policy_state_name(static_cast<std::uint32_t>(state)));
}
inline std::string_view name(severity severity) noexcept {
  return detail::view(doorstep_severity_name(static_cast<std::uint32_t>(severity)));
}
inline std::string_view name(outcome outcome) noexcept {
  return detail::view(doorstep_outcome_name(static_cast<std::uint32_t>(outcome)));
}
inline std::string_view name(identity_provider provider) noexcept {
  return detail::view(doorstep_identity_provider_name(static_cast<std::uint32_t>(provider)));
}
inline std::string_view name(attribute_kind kind) noexcept {
  return detail::view(doorstep_attribute_kind_name(static_cast<std::uint32_t>(kind)));
}
inline std::string_view name(user_state state) noexcept {
  return detail::view(doorstep_user_state_name(static_cast<std::uint32_t>(state)));
}
inline std::string_view name(member_kind kind) noexcept {
  return detail::view(doorstep_member_kind_name(static_cast<std::uint32_t>(kind)));
}
inline std::string_view name(target_kind kind) noexcept {
  return detail::view(doorstep_target_kind_name(static_cast<std::uint32_t>(kind)));
}
inline std::string_view name(sign_in_kind kind) noexcept {
  return detail::view(doorstep_sign_in_kind_name(static_cast<std::uint32_t>(kind)));
}
inline std::string_view name(sign_in_result result) noexcept {
  return detail::view(doorstep_sign_in_result_name(static_cast<std::uint32_t>(result)));
}

}  // namespace doorstep

#endif
