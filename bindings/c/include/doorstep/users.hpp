// Users.
#ifndef DOORSTEP_USERS_HPP
#define DOORSTEP_USERS_HPP

#include <doorstep/groups.hpp>

namespace doorstep {

/// A user of one tenant.
struct user {
  std::string id;
  /// The address it signs in with; none for users that only a host knows, by subject.
  std::optional<std::string> email;
  /// The host's own name for the user.
  std::optional<std::string> external_subject;
  /// A name for people.
  std::optional<std::string> display_name;
  /// Whether it may sign in.
  user_state state;
  /// Whether a password is set.
  bool has_password;
  /// What sign-up collected: a JSON object of strings, booleans and integers by attribute name.
  std::string attributes_json;
  /// The language of its mails (BCP 47).
  std::optional<std::string> locale;
  time_point created_at;
};

/// What a new user starts with. At least one of `email` and `external_subject` is needed.
struct new_user {
  /// The address to sign in with. It counts as unproven until a code sent there is entered.
  std::optional<std::string> email = std::nullopt;
  /// The password.
  std::optional<std::string> password = std::nullopt;
  /// The host's own name for the user.
  std::optional<std::string> external_subject = std::nullopt;
  /// A name for people.
  std::optional<std::string> display_name = std::nullopt;
  /// Values of attributes.
  attribute_values attributes = {};
  /// The language of mails (BCP 47).
  std::optional<std::string> locale = std::nullopt;
};

/// What to change of a user; what is not given stays as it is.
struct user_changes {
  /// A new address to sign in with. Ends the user's sessions.
  std::optional<std::string> email = std::nullopt;
  /// The host's own name for the user.
  std::optional<std::string> external_subject = std::nullopt;
  /// A name for people.
  std::optional<std::string> display_name = std::nullopt;
  /// Replaces all attribute values.
  std::optional<attribute_values> attributes = std::nullopt;
  /// The language of mails (BCP 47).
  std::optional<std::string> locale = std::nullopt;
};

/// An address that codes for a second factor can go to.
struct email_method {
  /// Its id, unique in the user.
  std::string id;
  /// The address, in full: for administrators.
  std::string address;
  /// Whether it is the address that the account signs in with.
  bool is_account_email;
  /// Whether a code sent to it was ever entered.
  bool verified;
};

namespace detail {

struct new_user_argument : argument {
  explicit new_user_argument(const new_user &from)
      : email("email", from.email),
        password("password", from.password),
        external_subject("external_subject", from.external_subject),
        display_name("display_name", from.display_name),
        attributes("attributes", to_json(from.attributes)),
        locale("locale", from.locale) {
    raw.email = email.pass();
    raw.password = password.pass();
    raw.external_subject = external_subject.pass();
    raw.display_name = display_name.pass();
    raw.attributes_json = attributes.pass();
    raw.locale = locale.pass();
  }

  [[nodiscard]] const doorstep_new_user *pass() const noexcept { return &raw; }
  [[nodiscard]] const char *refused() const noexcept {
    return detail::refused(email, password, external_subject, display_name, locale);
  }

  text email, password, external_subject, display_name, attributes, locale;
  doorstep_new_user raw = DOORSTEP_NEW_USER_INIT;
};

struct user_changes_argument : argument {
  explicit user_changes_argument(const user_changes &from)
      : email("email", from.email),
        external_subject("external_subject", from.external_subject),
        display_name("display_name", from.display_name),
        attributes("attributes", to_optional_json(from.attributes)),
        locale("locale", from.locale) {
    raw.email = email.pass();
    raw.external_subject = external_subject.pass();
    raw.display_name = display_name.pass();
    raw.attributes_json = attributes.pass();
    raw.locale = locale.pass();
  }

  [[nodiscard]] const doorstep_user_changes *pass() const noexcept { return &raw; }
  [[nodiscard]] const char *refused() const noexcept {
    return detail::refused(email, external_subject, display_name, locale);
  }

  text email, external_subject, display_name, attributes, locale;
  doorstep_user_changes raw = DOORSTEP_USER_CHANGES_INIT;
};

inline user read_user(const doorstep_user *raw) {
  return {to_string(doorstep_user_id(raw)),
          to_optional(doorstep_user_email(raw)),
          to_optional(doorstep_user_external_subject(raw)),
          to_optional(doorstep_user_display_name(raw)),
          static_cast<user_state>(doorstep_user_state(raw)),
          doorstep_user_has_password(raw),
          to_string(doorstep_user_attributes_json(raw)),
          to_optional(doorstep_user_locale(raw)),
          to_time(doorstep_user_created_at_ms(raw))};
}

inline page<user> read_users(const doorstep_user_list *list) {
  return {read_list<doorstep_user_list_count, doorstep_user_list_at, read_user>(list),
          to_optional(doorstep_user_list_next_cursor(list))};
}

inline email_method read_email_method(const doorstep_email_method *raw) {
  return {to_string(doorstep_email_method_id(raw)), to_string(doorstep_email_method_address(raw)),
          doorstep_email_method_is_account_email(raw), doorstep_email_method_verified(raw)};
}

inline std::vector<email_method> read_email_methods(const doorstep_email_method_list *list) {
  return read_list<doorstep_email_method_list_count, doorstep_email_method_list_at, read_email_method>(list);
}

template <>
struct out<user> : record_out<user, doorstep_user, read_user, doorstep_user_free> {};
template <>
struct out<page<user>> : record_out<page<user>, doorstep_user_list, read_users, doorstep_user_list_free> {};
template <>
struct out<email_method>
    : record_out<email_method, doorstep_email_method, read_email_method, doorstep_email_method_free> {};
template <>
struct out<std::vector<email_method>> : record_out<std::vector<email_method>, doorstep_email_method_list,
                                                   read_email_methods, doorstep_email_method_list_free> {};

}  // namespace detail

inline namespace DOORSTEP_CALLS {
namespace admin {

/// Users, from `tenant::users`.
class users : public subject {
 public:
  using subject::subject;

  /// Creates a user. Errors: `invalid_argument` naming the field, `already_exists` (`user`), `forbidden`, `busy`.
  answer<user> create(const new_user &user) const {
    return calling::call<doorstep::user>(doorstep_users_create, tenant_, detail::new_user_argument(user));
  }

  /// One user. Errors: `not_found` (`user`), `forbidden`.
  answer<user> get(std::string_view user_id) const {
    return calling::call<user>(doorstep_users_get, tenant_, detail::text("user_id", user_id));
  }

  /// The user who signs in with an address, in any spelling of it; none when there is none. Errors: `forbidden`.
  answer<std::optional<user>> find_by_email(std::string_view email) const {
    return calling::call<std::optional<user>>(doorstep_users_find_by_email, tenant_, detail::text("email", email));
  }

  /// The user whom a host knows by a subject; none when there is none. Errors: `forbidden`.
  answer<std::optional<user>> find_by_subject(std::string_view external_subject) const {
    return calling::call<std::optional<user>>(doorstep_users_find_by_subject, tenant_,
                                              detail::text("external_subject", external_subject));
  }

  /// Users from the oldest on, 1 to 1000 a page. Errors: `invalid_argument` (`limit`), `forbidden`.
  answer<page<user>> list(std::uint32_t limit = 50, std::optional<std::string_view> cursor = std::nullopt) const {
    return calling::call<page<user>>(doorstep_users_list, tenant_, limit, detail::text("cursor", cursor));
  }

  /// Changes what is given and leaves the rest. A new address ends the user's sessions.
  /// Errors: `not_found` (`user`), `invalid_argument` naming the field, `already_exists` (`user`), `forbidden`.
  answer<user> update(std::string_view user_id, const user_changes &changes) const {
    return calling::call<user>(doorstep_users_update, tenant_, detail::text("user_id", user_id),
                               detail::user_changes_argument(changes));
  }

  /// Sets a user's password and ends their sessions and journeys.
  /// Errors: `not_found` (`user`), `invalid_argument` (`password`) with the rule it breaks, `forbidden`, `busy`.
  answer<void> set_password(std::string_view user_id, std::string_view password) const {
    return calling::call<void>(doorstep_users_set_password, tenant_, detail::text("user_id", user_id),
                               detail::text("password", password));
  }

  /// Stops a user from signing in; sessions, journeys and codes end at once.
  /// Errors: `not_found` (`user`), `invalid_argument` (`user_id`) when a user, not the host, would disable the last
  /// active Global Administrator, `forbidden`.
  answer<user> disable(std::string_view user_id) const {
    return calling::call<user>(doorstep_users_disable, tenant_, detail::text("user_id", user_id));
  }

  /// Lets a user sign in again. Errors: `not_found` (`user`), `forbidden`.
  answer<user> enable(std::string_view user_id) const {
    return calling::call<user>(doorstep_users_enable, tenant_, detail::text("user_id", user_id));
  }

  /// Lifts every lock that wrong passwords and codes have brought on. Errors: `not_found` (`user`), `forbidden`.
  answer<void> unlock(std::string_view user_id) const {
    return calling::call<void>(doorstep_users_unlock, tenant_, detail::text("user_id", user_id));
  }

  /// Deletes a user with all that is theirs. The sign-in log keeps its entries.
  /// Errors: `not_found` (`user`), `invalid_argument` (`user_id`) when a user, not the host, would delete the last active
  /// Global Administrator, `forbidden`.
  answer<void> remove(std::string_view user_id) const {
    return calling::call<void>(doorstep_users_delete, tenant_, detail::text("user_id", user_id));
  }

  /// Where codes for a user can go. Errors: `not_found` (`user`), `forbidden`.
  answer<std::vector<email_method>> email_methods(std::string_view user_id) const {
    return calling::call<std::vector<email_method>>(doorstep_users_email_methods, tenant_,
                                                    detail::text("user_id", user_id));
  }

  /// Registers a further address for codes.
  /// Errors: `not_found` (`user`), `invalid_argument` (`address`), `already_exists` (`email_method`), `forbidden`.
  answer<email_method> add_email_method(std::string_view user_id, std::string_view address) const {
    return calling::call<email_method>(doorstep_users_add_email_method, tenant_, detail::text("user_id", user_id),
                                       detail::text("address", address));
  }

  /// Removes a registered address; the account's own stays.
  /// Errors: `not_found` (`user` or `email_method`), `invalid_argument` (`method_id`) for the account's own, `forbidden`.
  answer<void> remove_email_method(std::string_view user_id, std::string_view method_id) const {
    return calling::call<void>(doorstep_users_remove_email_method, tenant_, detail::text("user_id", user_id),
                               detail::text("method_id", method_id));
  }

  /// Every group that a user is in, through nested groups too. Errors: `not_found` (`user`), `forbidden`.
  answer<std::vector<group>> groups(std::string_view user_id) const {
    return calling::call<std::vector<group>>(doorstep_users_groups, tenant_, detail::text("user_id", user_id));
  }
};

}  // namespace admin
}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
