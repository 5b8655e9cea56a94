// Conditional Access policies.
#ifndef DOORSTEP_POLICIES_HPP
#define DOORSTEP_POLICIES_HPP

#include <doorstep/proofs.hpp>
#include <doorstep/replay.hpp>
#include <doorstep/sessions.hpp>

namespace doorstep {

/// A stored Conditional Access policy.
struct policy {
  std::string id;
  /// Its name; empty when it has none.
  std::string display_name;
  /// Whether it is enforced.
  policy_state state;
  /// Microsoft Graph's `conditionalAccessPolicy` as JSON text.
  std::string document_json;
  /// What the lint says of it.
  std::vector<warning> warnings;
  time_point created_at;
  /// When it was last changed, if it was.
  std::optional<time_point> modified_at;
};

namespace detail {

inline policy read_policy(const doorstep_policy *raw) {
  return {to_string(doorstep_policy_id(raw)),
          to_string(doorstep_policy_display_name(raw)),
          static_cast<policy_state>(doorstep_policy_state(raw)),
          to_string(doorstep_policy_document_json(raw)),
          read_warnings(doorstep_policy_warnings(raw)),
          to_time(doorstep_policy_created_at_ms(raw)),
          to_optional_time(doorstep_policy_modified_at_ms(raw))};
}

inline std::vector<policy> read_policies(const doorstep_policy_list *list) {
  return read_list<doorstep_policy_list_count, doorstep_policy_list_at, read_policy>(list);
}

template <>
struct out<policy> : record_out<policy, doorstep_policy, read_policy, doorstep_policy_free> {};
template <>
struct out<std::vector<policy>>
    : record_out<std::vector<policy>, doorstep_policy_list, read_policies, doorstep_policy_list_free> {};

}  // namespace detail

inline namespace DOORSTEP_CALLS {
namespace admin {

/// Policies, from `tenant::policies`. Documents are Microsoft Graph's `conditionalAccessPolicy` as JSON text.
class policies : public subject {
 public:
  using subject::subject;

  /// Creates a policy. What cannot be evaluated here is refused by name unless the policy is disabled.
  /// Errors: `policy_invalid`, also for more than 250 applications; `policy_unsupported`; `invalid_argument` (`policies`)
  /// beyond 240 policies (both by default); `forbidden`.
  answer<policy> create(std::string_view document_json) const {
    return calling::call<policy>(doorstep_policies_create, tenant_, detail::text("document_json", document_json));
  }

  /// Every policy, oldest first. Errors: `forbidden`.
  answer<std::vector<policy>> list() const {
    return calling::call<std::vector<policy>>(doorstep_policies_list, tenant_);
  }

  /// One policy. Errors: `not_found` (`policy`), `forbidden`.
  answer<policy> get(std::string_view policy_id) const {
    return calling::call<policy>(doorstep_policies_get, tenant_, detail::text("policy_id", policy_id));
  }

  /// Replaces the top-level fields that a document names, as Microsoft Graph's PATCH does.
  /// Errors: `not_found` (`policy`), `policy_invalid`, `policy_unsupported`, `forbidden`.
  answer<policy> update(std::string_view policy_id, std::string_view changes_json) const {
    return calling::call<policy>(doorstep_policies_update, tenant_, detail::text("policy_id", policy_id),
                                 detail::text("changes_json", changes_json));
  }

  /// Deletes a policy. Errors: `not_found` (`policy`), `forbidden`.
  answer<void> remove(std::string_view policy_id) const {
    return calling::call<void>(doorstep_policies_delete, tenant_, detail::text("policy_id", policy_id));
  }

  /// Decides again over recorded sign-ins, as things are and with drafts, and counts what differs. Each sign-in is taken
  /// as it was recorded, after its first factor, and one that went on from a session with what that had shown; groups,
  /// roles and locations are those of today. Changes nothing.
  /// Errors: `policy_invalid` and `policy_unsupported` for a draft, `invalid_argument` (`limit`, `cursor`, …),
  /// `forbidden`.
  answer<replay_page> replay(const doorstep::replay &drafts) const {
    return calling::call<replay_page>(doorstep_policies_replay, tenant_, detail::replay_argument(drafts));
  }

  /// Looks over all policies together for what would keep people out, is never reached or covers too little.
  /// Errors: `forbidden`.
  answer<std::vector<warning>> lint() const {
    return calling::call<std::vector<warning>>(doorstep_policies_lint, tenant_);
  }

  /// Proves a claim about every sign-in under the enforced policies, such as
  /// `every sign-in of a customer to app "Shop" requires mfa`, or shows one for which it does not hold. Nothing is sampled;
  /// `doorstep_policies_prove` in `doorstep.h` tells how a claim is put.
  /// Errors: `invalid_argument` (`claim`) saying what was not understood or is not there, or (`policies`) where the
  /// policies tell too much apart to go through it all; `forbidden`.
  answer<proof> prove(std::string_view claim) const {
    return calling::call<proof>(doorstep_policies_prove, tenant_, detail::text("claim", claim));
  }

  /// Every sign-in to an app that goes through though no enforced policy asks anything of it, as sets of sign-ins, the
  /// widest first. The sets may overlap; together they are exactly those sign-ins. Empty: every sign-in is covered.
  /// Errors: `invalid_argument` (`policies`) where the policies tell too much apart to go through it all; `forbidden`.
  answer<std::vector<gap>> gaps() const { return calling::call<std::vector<gap>>(doorstep_policies_gaps, tenant_); }
};

}  // namespace admin
}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
