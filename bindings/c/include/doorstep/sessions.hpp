// Administration of sessions.
#ifndef DOORSTEP_SESSIONS_HPP
#define DOORSTEP_SESSIONS_HPP

#include <doorstep/records.hpp>

namespace doorstep {
inline namespace DOORSTEP_CALLS {

/// What a tenant is administered with: `tenant.users().create(…)`. Each borrows its tenant, which must outlive it. Calls
/// are made in the name of the tenant's actor and answer `forbidden` when that one's roles do not allow them.
namespace admin {

/// The base of the classes here.
class subject {
 public:
  explicit subject(const doorstep_tenant *tenant) noexcept : tenant_(tenant) {}

 protected:
  const doorstep_tenant *tenant_;
};

/// Sessions, from `tenant::sessions`.
class sessions : public subject {
 public:
  using subject::subject;

  /// Finds the live session of a token, which may be anything that a client sent. Call it on each request. None when the
  /// token is unknown, the session expired or ended, or its user is disabled. Needs no role.
  answer<std::optional<session>> validate(std::string_view token) const {
    return calling::call<std::optional<session>>(doorstep_sessions_validate, tenant_, detail::typed("token", token));
  }

  /// A user's live sessions, oldest first. Errors: `not_found` (`user`), `forbidden`.
  answer<std::vector<session>> list(std::string_view user_id) const {
    return calling::call<std::vector<session>>(doorstep_sessions_list, tenant_, detail::text("user_id", user_id));
  }

  /// Ends a session. Errors: `not_found` (`session`), `forbidden`.
  answer<void> revoke(std::string_view session_id) const {
    return calling::call<void>(doorstep_sessions_revoke, tenant_, detail::text("session_id", session_id));
  }

  /// Signs out: ends the session of a token, if there is one. Needs no role.
  answer<void> revoke_token(std::string_view token) const {
    return calling::call<void>(doorstep_sessions_revoke_token, tenant_, detail::typed("token", token));
  }

  /// Ends all sessions and journeys of a user, and tells how many sessions there were.
  /// Errors: `not_found` (`user`), `forbidden`.
  answer<std::uint32_t> revoke_all(std::string_view user_id) const {
    return calling::call<std::uint32_t>(doorstep_sessions_revoke_all, tenant_, detail::text("user_id", user_id));
  }
};

}  // namespace admin
}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
