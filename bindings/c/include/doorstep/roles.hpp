// Directory roles, which let their holders administer something.
#ifndef DOORSTEP_ROLES_HPP
#define DOORSTEP_ROLES_HPP

#include <doorstep/sessions.hpp>

namespace doorstep {

/// A directory role.
struct directory_role {
  /// Its id: Microsoft Entra's template id.
  std::string id;
  std::string display_name;
};

namespace detail {

inline directory_role read_role(const doorstep_directory_role *raw) {
  return {to_string(doorstep_directory_role_id(raw)), to_string(doorstep_directory_role_display_name(raw))};
}

inline std::vector<directory_role> read_roles(const doorstep_directory_role_list *list) {
  return read_list<doorstep_directory_role_list_count, doorstep_directory_role_list_at, read_role>(list);
}

template <>
struct out<std::vector<directory_role>> : record_out<std::vector<directory_role>, doorstep_directory_role_list,
                                                     read_roles, doorstep_directory_role_list_free> {};

}  // namespace detail

inline namespace DOORSTEP_CALLS {
namespace admin {

/// Directory roles, from `tenant::roles`. A role is named by its id or display name.
class roles : public subject {
 public:
  using subject::subject;

  /// Every role there is.
  answer<std::vector<directory_role>> list() const {
    return calling::call<std::vector<directory_role>>(doorstep_roles_list, tenant_);
  }

  /// Gives a user a role. Errors: `not_found` (`user` or `role`), `forbidden`.
  answer<void> assign(std::string_view user_id, std::string_view role) const {
    return calling::call<void>(doorstep_roles_assign, tenant_, detail::text("user_id", user_id),
                               detail::text("role", role));
  }

  /// Takes a role away from a user. Errors: `not_found` (`user` or `role`), `forbidden`.
  answer<void> unassign(std::string_view user_id, std::string_view role) const {
    return calling::call<void>(doorstep_roles_unassign, tenant_, detail::text("user_id", user_id),
                               detail::text("role", role));
  }

  /// The roles of a user. Errors: `not_found` (`user`), `forbidden`.
  answer<std::vector<directory_role>> of_user(std::string_view user_id) const {
    return calling::call<std::vector<directory_role>>(doorstep_roles_of_user, tenant_,
                                                      detail::text("user_id", user_id));
  }

  /// The ids of the users who hold a role. Errors: `not_found` (`role`), `forbidden`.
  answer<std::vector<std::string>> members(std::string_view role) const {
    return calling::call<std::vector<std::string>>(doorstep_roles_members, tenant_, detail::text("role", role));
  }
};

}  // namespace admin
}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
