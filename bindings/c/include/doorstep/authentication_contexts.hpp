// Authentication contexts: names, `c1` to `c99`, for what an app asks more for than a sign-in.
#ifndef DOORSTEP_AUTHENTICATION_CONTEXTS_HPP
#define DOORSTEP_AUTHENTICATION_CONTEXTS_HPP

#include <doorstep/sessions.hpp>

namespace doorstep {

/// An authentication context of a tenant. Policies name it by id.
struct authentication_context {
  /// `c1` to `c99`.
  std::string id;
  std::string display_name;
  /// Whether it is published: apps may ask for it.
  bool is_available;
  /// Microsoft Graph's `authenticationContextClassReference` as JSON text.
  std::string document_json;
  time_point created_at;
  /// When it was last changed, if it was.
  std::optional<time_point> modified_at;
};

namespace detail {

inline authentication_context read_authentication_context(const doorstep_authentication_context *raw) {
  return {to_string(doorstep_authentication_context_id(raw)),
          to_string(doorstep_authentication_context_display_name(raw)),
          doorstep_authentication_context_is_available(raw),
          to_string(doorstep_authentication_context_document_json(raw)),
          to_time(doorstep_authentication_context_created_at_ms(raw)),
          to_optional_time(doorstep_authentication_context_modified_at_ms(raw))};
}

inline std::vector<authentication_context> read_authentication_contexts(
    const doorstep_authentication_context_list *list) {
  return read_list<doorstep_authentication_context_list_count, doorstep_authentication_context_list_at,
                   read_authentication_context>(list);
}

template <>
struct out<authentication_context> : record_out<authentication_context, doorstep_authentication_context,
                                                read_authentication_context, doorstep_authentication_context_free> {};
template <>
struct out<std::vector<authentication_context>>
    : record_out<std::vector<authentication_context>, doorstep_authentication_context_list,
                 read_authentication_contexts, doorstep_authentication_context_list_free> {};

}  // namespace detail

inline namespace DOORSTEP_CALLS {
namespace admin {

/// Authentication contexts, from `tenant::authentication_contexts`.
class authentication_contexts : public subject {
 public:
  using subject::subject;

  /// Creates a context from Microsoft Graph's `authenticationContextClassReference`, whose `id` is one of `c1` to `c99`.
  /// Errors: `policy_invalid`, `already_exists` (`authentication_context`), `forbidden`.
  answer<authentication_context> create(std::string_view document_json) const {
    return calling::call<authentication_context>(doorstep_authentication_contexts_create, tenant_,
                                                 detail::text("document_json", document_json));
  }

  /// Every context, oldest first. Errors: `forbidden`.
  answer<std::vector<authentication_context>> list() const {
    return calling::call<std::vector<authentication_context>>(doorstep_authentication_contexts_list, tenant_);
  }

  /// One context. Errors: `not_found` (`authentication_context`), `forbidden`.
  answer<authentication_context> get(std::string_view context_id) const {
    return calling::call<authentication_context>(doorstep_authentication_contexts_get, tenant_,
                                                 detail::text("context_id", context_id));
  }

  /// Replaces the top-level fields that a document names, as Microsoft Graph's PATCH does. The id stays.
  /// Errors: `not_found` (`authentication_context`), `policy_invalid`, `forbidden`.
  answer<authentication_context> update(std::string_view context_id, std::string_view changes_json) const {
    return calling::call<authentication_context>(doorstep_authentication_contexts_update, tenant_,
                                                 detail::text("context_id", context_id),
                                                 detail::text("changes_json", changes_json));
  }

  /// Deletes a context. Errors: `invalid_argument` (`context_id`) while it is available, and while a policy names it, in
  /// whatever state; `not_found` (`authentication_context`), `forbidden`.
  answer<void> remove(std::string_view context_id) const {
    return calling::call<void>(doorstep_authentication_contexts_delete, tenant_,
                               detail::text("context_id", context_id));
  }
};

}  // namespace admin
}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
