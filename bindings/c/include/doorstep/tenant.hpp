// One tenant: its settings, its apps, and everything that administrators do in it.
#ifndef DOORSTEP_TENANT_HPP
#define DOORSTEP_TENANT_HPP

#include <doorstep/app.hpp>
#include <doorstep/apps.hpp>
#include <doorstep/groups.hpp>
#include <doorstep/logs.hpp>
#include <doorstep/methods.hpp>
#include <doorstep/policies.hpp>
#include <doorstep/roles.hpp>
#include <doorstep/sessions.hpp>
#include <doorstep/user_flows.hpp>
#include <doorstep/users.hpp>

namespace doorstep {

/// What an administrator may set for a whole tenant. A new tenant has what stands here.
struct tenant_settings {
  /// The name shown in mails; none for the tenant's own name.
  std::optional<std::string> display_name = std::nullopt;
  /// The name that mails come from; none for `display_name`.
  std::optional<std::string> sender_name = std::nullopt;
  /// The address that mails come from.
  std::string sender_address = "no-reply@localhost";
  /// The language of mails when neither user nor browser names one (BCP 47).
  std::string default_locale = "en";
  /// Digits in a code: 6 to 10.
  std::uint32_t code_length = 8;
  /// Fewest characters of a new password: 8 to 64.
  std::uint32_t password_min_length = 8;
  /// Whether a policy that requires MFA sends a second code right after a sign-up that has just proven the address by
  /// one; otherwise the proof counts once.
  bool ask_again_after_sign_up = false;
  /// How long a session lives without being used: 1 minute to 24 hours.
  milliseconds session_idle = std::chrono::hours(1);
  /// How long a session lives at most: 1 minute to 30 days.
  milliseconds session_lifetime = std::chrono::hours(24);
};

namespace detail {

struct settings_argument : argument {
  explicit settings_argument(const tenant_settings &from)
      : display_name("display_name", from.display_name),
        sender_name("sender_name", from.sender_name),
        sender_address("sender_address", from.sender_address),
        default_locale("default_locale", from.default_locale) {
    raw.display_name = display_name.pass();
    raw.sender_name = sender_name.pass();
    raw.sender_address = sender_address.pass();
    raw.default_locale = default_locale.pass();
    raw.code_length = from.code_length;
    raw.password_min_length = from.password_min_length;
    raw.ask_again_after_sign_up = from.ask_again_after_sign_up ? 1 : 0;
    raw.session_idle_ms = from.session_idle.count();
    raw.session_lifetime_ms = from.session_lifetime.count();
  }

  [[nodiscard]] const doorstep_tenant_settings_values *pass() const noexcept { return &raw; }
  [[nodiscard]] const char *refused() const noexcept {
    return detail::refused(display_name, sender_name, sender_address, default_locale);
  }

  text display_name, sender_name, sender_address, default_locale;
  doorstep_tenant_settings_values raw = DOORSTEP_TENANT_SETTINGS_VALUES_INIT;
};

template <>
struct out<tenant_settings> {
  static constexpr bool partial = true;
  using raw = doorstep_tenant_settings *;
  static std::optional<tenant_settings> take(raw given) {
    const handle<doorstep_tenant_settings, doorstep_tenant_settings_free> owner(given);
    doorstep_tenant_settings_values values = DOORSTEP_TENANT_SETTINGS_VALUES_INIT;
    if (doorstep_tenant_settings_read(given, &values, nullptr) != DOORSTEP_OK) return std::nullopt;
    return tenant_settings{to_optional(values.display_name),
                           to_optional(values.sender_name),
                           to_string(values.sender_address),
                           to_string(values.default_locale),
                           values.code_length,
                           values.password_min_length,
                           values.ask_again_after_sign_up != 0,
                           milliseconds(values.session_idle_ms),
                           milliseconds(values.session_lifetime_ms)};
  }
};

}  // namespace detail

inline namespace DOORSTEP_CALLS {

/// One tenant, and in whose name administrative calls on it are made. It may be used from any thread. What the actor's
/// directory roles do not allow is answered `forbidden` and recorded in the audit log.
class tenant : public detail::owner<doorstep_tenant, doorstep_tenant_free> {
 public:
  using owner::owner;

  [[nodiscard]] std::string id() const { return detail::to_string(doorstep_tenant_id(get())); }
  /// The tenant's name when the handle was opened.
  [[nodiscard]] std::string name() const { return detail::to_string(doorstep_tenant_name(get())); }
  /// In whose name calls are made: `host`, or the id of the user that `acting_as` was given.
  [[nodiscard]] std::string actor() const { return detail::to_string(doorstep_tenant_actor(get())); }

  /// A handle of the same tenant on which every administrative call is made in the name of a user, whose directory roles
  /// are checked. The host vouches for who it is; a user that does not exist may do nothing.
  answer<tenant> acting_as(std::string_view user_id) const {
    return calling::call<tenant>(doorstep_tenant_acting_as, get(), detail::text("user_id", user_id));
  }

  /// Opens an app by its client id, to run journeys on. Errors: `not_found` (`app`).
  answer<doorstep::app> app(std::string_view client_id) const {
    return calling::call<doorstep::app>(doorstep_tenant_app, get(), detail::text("client_id", client_id));
  }

  [[nodiscard]] admin::apps apps() const noexcept { return admin::apps(get()); }
  [[nodiscard]] admin::users users() const noexcept { return admin::users(get()); }
  [[nodiscard]] admin::groups groups() const noexcept { return admin::groups(get()); }
  [[nodiscard]] admin::roles roles() const noexcept { return admin::roles(get()); }
  [[nodiscard]] admin::user_flows user_flows() const noexcept { return admin::user_flows(get()); }
  [[nodiscard]] admin::methods methods() const noexcept { return admin::methods(get()); }
  [[nodiscard]] admin::policies policies() const noexcept { return admin::policies(get()); }
  [[nodiscard]] admin::sessions sessions() const noexcept { return admin::sessions(get()); }

  /// The settings. Errors: `forbidden`.
  answer<tenant_settings> settings() const {
    return calling::call<tenant_settings>(doorstep_tenant_get_settings, get());
  }

  /// Replaces the settings, all of them: to change some, change those of what `settings` gave.
  /// Errors: `invalid_argument` naming the setting, `forbidden`.
  answer<void> update_settings(const tenant_settings &settings) const {
    return calling::call<void>(doorstep_tenant_update_settings, get(), detail::settings_argument(settings));
  }

  /// Asks what the policies would say of a user signing in to an app with a first factor only. Changes nothing.
  /// Errors: `not_found` (`user` or `app`), `invalid_argument` (`context.ip`, …), `forbidden`.
  answer<decision> what_if(std::string_view user_id, std::string_view client_id,
                           const sign_in_context &context = {}) const {
    return calling::call<decision>(doorstep_tenant_what_if, get(), detail::text("user_id", user_id),
                                   detail::text("client_id", client_id), detail::context_argument(context));
  }

  /// The sign-in log, newest first. Errors: `invalid_argument` (`limit`), `forbidden`.
  answer<page<sign_in>> sign_ins(const sign_in_query &query = {}) const {
    return calling::call<page<sign_in>>(doorstep_tenant_sign_ins, get(), detail::sign_in_query_argument(query));
  }

  /// The audit log, newest first. Errors: `invalid_argument` (`limit`), `forbidden`.
  answer<page<audit_entry>> audit_log(const audit_query &query = {}) const {
    return calling::call<page<audit_entry>>(doorstep_tenant_audit_log, get(), detail::audit_query_argument(query));
  }
};

}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
