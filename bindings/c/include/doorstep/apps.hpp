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
  /// The groups of apps that it is in, as policies name them: `Office365`, `MicrosoftAdminPortals`.
  std::vector<std::string> app_groups;
  /// What filters for applications ask about: values by `Set_Attribute`.
  std::map<std::string, std::vector<std::string>> custom_security_attributes;
  time_point created_at;
};

/// What to change of an app; what is not given stays as it is.
struct app_changes {
  /// Another name: 1 to 64 characters on one line.
  std::optional<std::string> name = std::nullopt;
  /// Replaces all groups: at most 20, of 1 to 64 characters each.
  std::optional<std::vector<std::string>> app_groups = std::nullopt;
  /// Replaces all attributes: at most 50, each with 1 to 50 values of 1 to 64 characters. A name is a set and an attribute
  /// with an underscore between them, both of up to 32 letters and digits.
  std::optional<std::map<std::string, std::vector<std::string>>> custom_security_attributes = std::nullopt;
};

namespace detail {

struct app_changes_argument : argument {
  explicit app_changes_argument(const app_changes &from)
      : name("name", from.name),
        attributes("custom_security_attributes", to_optional_json(from.custom_security_attributes)) {
    raw.name = name.pass();
    if (from.app_groups) {
      app_groups.emplace("app_groups", *from.app_groups);
      raw.app_groups = app_groups->pass();
      raw.app_group_count = app_groups->size();
    }
    raw.custom_security_attributes_json = attributes.pass();
  }

  [[nodiscard]] const doorstep_app_changes *pass() const noexcept { return &raw; }
  [[nodiscard]] const char *refused() const noexcept {
    if (const char *field = app_groups ? app_groups->refused() : nullptr) return field;
    return name.refused();
  }

  text name, attributes;
  std::optional<texts> app_groups;
  doorstep_app_changes raw = DOORSTEP_APP_CHANGES_INIT;
};

inline app_registration read_app(const doorstep_app_registration *raw) {
  std::map<std::string, std::vector<std::string>> attributes;
  for (std::string &name : read_texts(doorstep_app_registration_custom_security_attribute_names(raw))) {
    auto values = read_texts(doorstep_app_registration_custom_security_attribute(raw, name.c_str()));
    attributes.emplace(std::move(name), std::move(values));
  }
  return {to_string(doorstep_app_registration_client_id(raw)), to_string(doorstep_app_registration_name(raw)),
          read_texts(doorstep_app_registration_app_groups(raw)), std::move(attributes),
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

  /// Changes an app's name, and what policies for groups of apps and filters for applications look at.
  /// Errors: `not_found` (`app`), `invalid_argument` naming the place (`app_groups[1]`,
  /// `custom_security_attributes.Shop_Kind`), `forbidden`.
  answer<app_registration> update(std::string_view client_id, const app_changes &changes) const {
    return calling::call<app_registration>(doorstep_apps_update, tenant_, detail::text("client_id", client_id),
                                           detail::app_changes_argument(changes));
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
