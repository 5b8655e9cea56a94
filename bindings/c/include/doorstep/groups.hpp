// Groups of users and groups.
#ifndef DOORSTEP_GROUPS_HPP
#define DOORSTEP_GROUPS_HPP

#include <doorstep/sessions.hpp>

namespace doorstep {

/// A group of users and groups.
struct group {
  std::string id;
  /// Its name, unique in the tenant.
  std::string name;
  time_point created_at;
};

/// A direct member of a group.
struct member {
  member_kind kind;
  /// The id of the user or group.
  std::string id;
};

namespace detail {

inline group read_group(const doorstep_group *raw) {
  return {to_string(doorstep_group_id(raw)), to_string(doorstep_group_name(raw)),
          to_time(doorstep_group_created_at_ms(raw))};
}

inline std::vector<group> read_groups(const doorstep_group_list *list) {
  return read_list<doorstep_group_list_count, doorstep_group_list_at, read_group>(list);
}

inline member read_member(const doorstep_member *raw) {
  return {static_cast<member_kind>(doorstep_member_kind(raw)), to_string(doorstep_member_id(raw))};
}

inline std::vector<member> read_members(const doorstep_member_list *list) {
  return read_list<doorstep_member_list_count, doorstep_member_list_at, read_member>(list);
}

template <>
struct out<group> : record_out<group, doorstep_group, read_group, doorstep_group_free> {};
template <>
struct out<std::vector<group>>
    : record_out<std::vector<group>, doorstep_group_list, read_groups, doorstep_group_list_free> {};
template <>
struct out<std::vector<member>>
    : record_out<std::vector<member>, doorstep_member_list, read_members, doorstep_member_list_free> {};

}  // namespace detail

inline namespace DOORSTEP_CALLS {
namespace admin {

/// Groups, from `tenant::groups`.
class groups : public subject {
 public:
  using subject::subject;

  /// Creates a group. Its name, unique in the tenant, has 1 to 64 characters on one line.
  /// Errors: `invalid_argument` (`name`), `already_exists` (`group`), `forbidden`.
  answer<group> create(std::string_view name) const {
    return calling::call<group>(doorstep_groups_create, tenant_, detail::text("name", name));
  }

  /// Every group, by name. Errors: `forbidden`.
  answer<std::vector<group>> list() const { return calling::call<std::vector<group>>(doorstep_groups_list, tenant_); }

  /// One group. Errors: `not_found` (`group`), `forbidden`.
  answer<group> get(std::string_view group_id) const {
    return calling::call<group>(doorstep_groups_get, tenant_, detail::text("group_id", group_id));
  }

  /// Changes a group's name.
  /// Errors: `not_found` (`group`), `already_exists` (`group`), `invalid_argument` (`new_name`), `forbidden`.
  answer<group> rename(std::string_view group_id, std::string_view new_name) const {
    return calling::call<group>(doorstep_groups_rename, tenant_, detail::text("group_id", group_id),
                                detail::text("new_name", new_name));
  }

  /// Deletes a group; its members stay. Errors: `not_found` (`group`), `forbidden`.
  answer<void> remove(std::string_view group_id) const {
    return calling::call<void>(doorstep_groups_delete, tenant_, detail::text("group_id", group_id));
  }

  /// The direct members of a group: users, then groups. Errors: `not_found` (`group`), `forbidden`.
  answer<std::vector<member>> members(std::string_view group_id) const {
    return calling::call<std::vector<member>>(doorstep_groups_members, tenant_, detail::text("group_id", group_id));
  }

  /// Adds a user to a group; adding one twice changes nothing. Errors: `not_found` (`group` or `user`), `forbidden`.
  answer<void> add_user(std::string_view group_id, std::string_view user_id) const {
    return calling::call<void>(doorstep_groups_add_user, tenant_, detail::text("group_id", group_id),
                               detail::text("user_id", user_id));
  }

  /// Removes a user from a group. Errors: `not_found` (`group` or `user`), `forbidden`.
  answer<void> remove_user(std::string_view group_id, std::string_view user_id) const {
    return calling::call<void>(doorstep_groups_remove_user, tenant_, detail::text("group_id", group_id),
                               detail::text("user_id", user_id));
  }

  /// Adds a group to a group; its members become members too.
  /// Errors: `not_found` (`group`), `invalid_argument` for a group that would contain itself, `forbidden`.
  answer<void> add_group(std::string_view group_id, std::string_view member_group_id) const {
    return calling::call<void>(doorstep_groups_add_group, tenant_, detail::text("group_id", group_id),
                               detail::text("member_group_id", member_group_id));
  }

  /// Removes a group from a group. Errors: `not_found` (`group`), `forbidden`.
  answer<void> remove_group(std::string_view group_id, std::string_view member_group_id) const {
    return calling::call<void>(doorstep_groups_remove_group, tenant_, detail::text("group_id", group_id),
                               detail::text("member_group_id", member_group_id));
  }
};

}  // namespace admin
}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
