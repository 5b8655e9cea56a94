// One tenant: its settings, its apps, and everything that administrators do in it.
#ifndef DOORSTEP_TENANT_HPP
#define DOORSTEP_TENANT_HPP

#include <doorstep/app.hpp>
#include <doorstep/apps.hpp>
#include <doorstep/authentication_contexts.hpp>
#include <doorstep/authentication_strengths.hpp>
#include <doorstep/explanation.hpp>
#include <doorstep/groups.hpp>
#include <doorstep/import.hpp>
#include <doorstep/locations.hpp>
#include <doorstep/logs.hpp>
#include <doorstep/methods.hpp>
#include <doorstep/policies.hpp>
#include <doorstep/roles.hpp>
#include <doorstep/sessions.hpp>
#include <doorstep/user_flows.hpp>
#include <doorstep/users.hpp>
#include <doorstep/what_if.hpp>

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
  /// Networks such as `192.0.2.0/24` or `2001:db8::/32` that policies name as `AllTrusted`, together with every trusted
  /// location: at most 50. Microsoft's "MFA trusted IPs".
  std::vector<std::string> mfa_trusted_ips = {};
};

namespace detail {

struct settings_argument : argument {
  explicit settings_argument(const tenant_settings &from)
      : display_name("display_name", from.display_name),
        sender_name("sender_name", from.sender_name),
        sender_address("sender_address", from.sender_address),
        default_locale("default_locale", from.default_locale),
        mfa_trusted_ips("mfa_trusted_ips", from.mfa_trusted_ips) {
    raw.display_name = display_name.pass();
    raw.sender_name = sender_name.pass();
    raw.sender_address = sender_address.pass();
    raw.default_locale = default_locale.pass();
    raw.code_length = from.code_length;
    raw.password_min_length = from.password_min_length;
    raw.ask_again_after_sign_up = from.ask_again_after_sign_up ? 1 : 0;
    raw.session_idle_ms = from.session_idle.count();
    raw.session_lifetime_ms = from.session_lifetime.count();
    raw.mfa_trusted_ips = mfa_trusted_ips.pass();
    raw.mfa_trusted_ip_count = mfa_trusted_ips.size();
  }

  [[nodiscard]] const doorstep_tenant_settings_values *pass() const noexcept { return &raw; }
  [[nodiscard]] const char *refused() const noexcept {
    return detail::refused(display_name, sender_name, sender_address, default_locale, mfa_trusted_ips);
  }

  text display_name, sender_name, sender_address, default_locale;
  texts mfa_trusted_ips;
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
                           milliseconds(values.session_lifetime_ms),
                           to_strings(values.mfa_trusted_ips, values.mfa_trusted_ip_count)};
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
  [[nodiscard]] admin::locations locations() const noexcept { return admin::locations(get()); }
  [[nodiscard]] admin::authentication_strengths authentication_strengths() const noexcept {
    return admin::authentication_strengths(get());
  }
  [[nodiscard]] admin::authentication_contexts authentication_contexts() const noexcept {
    return admin::authentication_contexts(get());
  }
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

  /// Asks what the policies would say of a sign-in, such as `what_if({user_id, client_id})`. Changes nothing.
  /// Errors: `invalid_argument` naming the field, such as `context.ip`, or `user_id` when there is neither a user nor a
  /// workload identity; `not_found` (`user` or `app`); `forbidden`.
  answer<decision> what_if(const doorstep::what_if &sign_in) const {
    return calling::call<decision>(doorstep_tenant_what_if, get(), detail::what_if_argument(sign_in));
  }

  /// Takes in every policy, location, strength and context in a file that another tool exported, of which `file` is what
  /// it holds: JSON in UTF-8 or UTF-16, JSON Lines or Markdown, in any wrapper, of up to 16 MiB and 10 000 documents.
  /// Documents keep their ids, so that policies go on naming what they named; one whose id is taken is refused. A policy
  /// that cannot be evaluated is taken in disabled, whatever its state, and its item says why.
  /// Errors: `policy_invalid` (`$`) for a file without such documents; `invalid_argument` (`policies`, `locations`,
  /// `authentication_strengths`) beyond the limits; `forbidden`. What is wrong with single documents is in the report.
  answer<import_report> import_file(std::string_view file, const import_options &options = {}) const {
    return calling::call<import_report>(doorstep_tenant_import, get(), detail::file_argument(file), file.size(),
                                        detail::import_options_argument(options));
  }

  /// Why a sign-in of the log went as it did, in plain words. What a policy covers is told from the policy as it is now,
  /// unless it has changed since. Errors: `not_found` (`sign_in`), `forbidden`.
  answer<explanation> explain(std::string_view sign_in_id) const {
    return calling::call<explanation>(doorstep_tenant_explain, get(), detail::text("sign_in_id", sign_in_id));
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
