// Authentication strengths: which combinations of methods are good enough, built in and the tenant's own.
#ifndef DOORSTEP_AUTHENTICATION_STRENGTHS_HPP
#define DOORSTEP_AUTHENTICATION_STRENGTHS_HPP

#include <doorstep/sessions.hpp>

namespace doorstep {

/// An authentication strength, built in or of a tenant. Policies ask for it by id.
struct authentication_strength {
  std::string id;
  std::string display_name;
  /// Whether every tenant has it, and nobody can change it.
  bool built_in;
  /// Microsoft Graph's `authenticationStrengthPolicy` as JSON text.
  std::string document_json;
  /// When it was created; none when it is built in.
  std::optional<time_point> created_at;
  /// When it was last changed, if it was.
  std::optional<time_point> modified_at;
};

namespace detail {

inline authentication_strength read_authentication_strength(const doorstep_authentication_strength *raw) {
  return {to_string(doorstep_authentication_strength_id(raw)),
          to_string(doorstep_authentication_strength_display_name(raw)),
          doorstep_authentication_strength_built_in(raw),
          to_string(doorstep_authentication_strength_document_json(raw)),
          to_optional_time(doorstep_authentication_strength_created_at_ms(raw)),
          to_optional_time(doorstep_authentication_strength_modified_at_ms(raw))};
}

inline std::vector<authentication_strength> read_authentication_strengths(
    const doorstep_authentication_strength_list *list) {
  return read_list<doorstep_authentication_strength_list_count, doorstep_authentication_strength_list_at,
                   read_authentication_strength>(list);
}

template <>
struct out<authentication_strength> : record_out<authentication_strength, doorstep_authentication_strength,
                                                 read_authentication_strength, doorstep_authentication_strength_free> {
};
template <>
struct out<std::vector<authentication_strength>>
    : record_out<std::vector<authentication_strength>, doorstep_authentication_strength_list,
                 read_authentication_strengths, doorstep_authentication_strength_list_free> {};

}  // namespace detail

inline namespace DOORSTEP_CALLS {
namespace admin {

/// Authentication strengths, from `tenant::authentication_strengths`.
class authentication_strengths : public subject {
 public:
  using subject::subject;

  /// Creates a strength from Microsoft Graph's `authenticationStrengthPolicy`.
  /// Errors: `policy_invalid`, `policy_unsupported` (`combinationConfigurations[0]`), `invalid_argument`
  /// (`authentication_strengths`) beyond the limit, `forbidden`.
  answer<authentication_strength> create(std::string_view document_json) const {
    return calling::call<authentication_strength>(doorstep_authentication_strengths_create, tenant_,
                                                  detail::text("document_json", document_json));
  }

  /// The built-in strengths, and then the tenant's own, oldest first. Errors: `forbidden`.
  answer<std::vector<authentication_strength>> list() const {
    return calling::call<std::vector<authentication_strength>>(doorstep_authentication_strengths_list, tenant_);
  }

  /// One strength. Errors: `not_found` (`authentication_strength`), `forbidden`.
  answer<authentication_strength> get(std::string_view strength_id) const {
    return calling::call<authentication_strength>(doorstep_authentication_strengths_get, tenant_,
                                                  detail::text("strength_id", strength_id));
  }

  /// Replaces the top-level fields that a document names, as Microsoft Graph's PATCH does.
  /// Errors: `invalid_argument` (`strength_id`) for one that is built in; `not_found` (`authentication_strength`),
  /// `policy_invalid`, `policy_unsupported`, `forbidden`.
  answer<authentication_strength> update(std::string_view strength_id, std::string_view changes_json) const {
    return calling::call<authentication_strength>(doorstep_authentication_strengths_update, tenant_,
                                                  detail::text("strength_id", strength_id),
                                                  detail::text("changes_json", changes_json));
  }

  /// Deletes a strength. Errors: `invalid_argument` (`strength_id`) for one that is built in, and while a policy asks for
  /// it, in whatever state; `not_found` (`authentication_strength`), `forbidden`.
  answer<void> remove(std::string_view strength_id) const {
    return calling::call<void>(doorstep_authentication_strengths_delete, tenant_,
                               detail::text("strength_id", strength_id));
  }
};

}  // namespace admin
}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
