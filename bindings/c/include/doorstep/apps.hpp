// App registrations.
#ifndef DOORSTEP_APPS_HPP
#define DOORSTEP_APPS_HPP

#include <doorstep/sessions.hpp>

namespace doorstep {

/// An app that people sign in to, as administrators see it.
struct app_registration {
  /// Its public identifier (Microsoft Graph's `appId`).
  std::string client_id;
  /// Its name, shown in mails and logs.
  std::string name;
  time_point created_at;
};

namespace detail {

inline app_registration read_app(const doorstep_app_registration *raw) {
  return {to_string(doorstep_app_registration_client_id(raw)), to_string(doorstep_app_registration_name(raw)),
          to_time(doorstep_app_registration_created_at_ms(raw))};
}

inline std::vector<app_registration> read_apps(const doorstep_app_registration_list *list) {
  return read_list<doorstep_app_registration_list_count, doorstep_app_registration_list_at, read_app>(list);
}

template <>
struct out<app_registration>
    : record_out<app_registration, doorstep_app_registration, read_app, doorstep_app_registration_free> {};
template <>
struct out<std::vector<app_registration>>
    : record_out<std::vector<app_registration>, doorstep_app_registration_list, read_apps,
                 doorstep_app_registration_list_free> {};

}  // namespace detail

inline namespace DOORSTEP_CALLS {
namespace admin {

/// App registrations, from `tenant::apps`.
class apps : public subject {
 public:
  using subject::subject;

  /// Registers an app and gives it a client id. Its name has 1 to 64 characters on one line.
  /// Errors: `invalid_argument` (`name`), `forbidden`.
  answer<app_registration> register_app(std::string_view name) const {
    return calling::call<app_registration>(doorstep_apps_register, tenant_, detail::text("name", name));
  }

  /// Every app, oldest first. Errors: `forbidden`.
  answer<std::vector<app_registration>> list() const {
    return calling::call<std::vector<app_registration>>(doorstep_apps_list, tenant_);
  }

  /// One app registration. Errors: `not_found` (`app`), `forbidden`.
  answer<app_registration> get(std::string_view client_id) const {
    return calling::call<app_registration>(doorstep_apps_get, tenant_, detail::text("client_id", client_id));
  }

  /// Changes an app's name. Errors: `not_found` (`app`), `invalid_argument` (`new_name`), `forbidden`.
  answer<app_registration> rename(std::string_view client_id, std::string_view new_name) const {
    return calling::call<app_registration>(doorstep_apps_rename, tenant_, detail::text("client_id", client_id),
                                           detail::text("new_name", new_name));
  }

  /// Deletes an app with its sessions and running journeys. Errors: `not_found` (`app`), `forbidden`.
  answer<void> remove(std::string_view client_id) const {
    return calling::call<void>(doorstep_apps_delete, tenant_, detail::text("client_id", client_id));
  }
};

}  // namespace admin
}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
