// Named locations: networks, which may be trusted, and countries.
#ifndef DOORSTEP_LOCATIONS_HPP
#define DOORSTEP_LOCATIONS_HPP

#include <doorstep/sessions.hpp>

namespace doorstep {

/// A named location of a tenant. Policies name it by id.
struct location {
  std::string id;
  std::string display_name;
  /// Whether it counts among all trusted locations. A country never does.
  bool is_trusted;
  /// Microsoft Graph's `namedLocation` as JSON text.
  std::string document_json;
  time_point created_at;
  /// When it was last changed, if it was.
  std::optional<time_point> modified_at;
};

namespace detail {

inline location read_location(const doorstep_location *raw) {
  return {to_string(doorstep_location_id(raw)),
          to_string(doorstep_location_display_name(raw)),
          doorstep_location_is_trusted(raw),
          to_string(doorstep_location_document_json(raw)),
          to_time(doorstep_location_created_at_ms(raw)),
          to_optional_time(doorstep_location_modified_at_ms(raw))};
}

inline std::vector<location> read_locations(const doorstep_location_list *list) {
  return read_list<doorstep_location_list_count, doorstep_location_list_at, read_location>(list);
}

template <>
struct out<location> : record_out<location, doorstep_location, read_location, doorstep_location_free> {};
template <>
struct out<std::vector<location>>
    : record_out<std::vector<location>, doorstep_location_list, read_locations, doorstep_location_list_free> {};

}  // namespace detail

inline namespace DOORSTEP_CALLS {
namespace admin {

/// Named locations, from `tenant::locations`.
class locations : public subject {
 public:
  using subject::subject;

  /// Creates a location from Microsoft Graph's `ipNamedLocation` or `countryNamedLocation`.
  /// Errors: `policy_invalid`, also for more than 2000 ranges and one as wide as a /8; `invalid_argument` (`locations`)
  /// beyond the limit; `forbidden`.
  answer<location> create(std::string_view document_json) const {
    return calling::call<location>(doorstep_locations_create, tenant_, detail::text("document_json", document_json));
  }

  /// Every location, oldest first. Errors: `forbidden`.
  answer<std::vector<location>> list() const {
    return calling::call<std::vector<location>>(doorstep_locations_list, tenant_);
  }

  /// One location. Errors: `not_found` (`location`), `forbidden`.
  answer<location> get(std::string_view location_id) const {
    return calling::call<location>(doorstep_locations_get, tenant_, detail::text("location_id", location_id));
  }

  /// Replaces the top-level fields that a document names, as Microsoft Graph's PATCH does.
  /// Errors: `not_found` (`location`), `policy_invalid`, `forbidden`.
  answer<location> update(std::string_view location_id, std::string_view changes_json) const {
    return calling::call<location>(doorstep_locations_update, tenant_, detail::text("location_id", location_id),
                                   detail::text("changes_json", changes_json));
  }

  /// Deletes a location. Errors: `invalid_argument` (`location_id`) while it is trusted, and while a policy names it, in
  /// whatever state; `not_found` (`location`), `forbidden`.
  answer<void> remove(std::string_view location_id) const {
    return calling::call<void>(doorstep_locations_delete, tenant_, detail::text("location_id", location_id));
  }
};

}  // namespace admin
}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
