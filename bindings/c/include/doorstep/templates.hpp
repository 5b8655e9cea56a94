// Policies that most tenants want, ready to be stored.
#ifndef DOORSTEP_TEMPLATES_HPP
#define DOORSTEP_TEMPLATES_HPP

#include <doorstep/call.hpp>

namespace doorstep {

/// A policy that most tenants want.
struct policy_template {
  /// Its stable id.
  std::string id;
  /// What the policy made of it is called.
  std::string name;
  /// What it is for.
  std::string description;
  /// What it belongs to: `foundation`, `zeroTrust`, `remoteWork`, `protectAdministrators` or `emergingThreats`.
  std::string category;
};

/// What a template cannot know.
struct policy_template_inputs {
  /// Emergency access accounts, which the policy is to leave alone.
  std::vector<std::string> break_glass_user_ids = {};
  /// Groups of emergency access accounts.
  std::vector<std::string> break_glass_group_ids = {};
  /// The apps it is about; every app, when there is none here. Templates for certain apps or actions do not look.
  std::vector<std::string> app_ids = {};
  /// Named locations of the countries to allow, for the template that blocks the others.
  std::vector<std::string> allowed_location_ids = {};
  /// Where somebody may register methods without a second factor; the trusted locations, when there is none here.
  std::vector<std::string> trusted_location_ids = {};
  /// The authentication context to protect: `c1`, when not given.
  std::optional<std::string> authentication_context = std::nullopt;
};

namespace detail {

struct policy_template_inputs_argument : argument {
  explicit policy_template_inputs_argument(const policy_template_inputs &from)
      : break_glass_user_ids("break_glass_user_ids", from.break_glass_user_ids),
        break_glass_group_ids("break_glass_group_ids", from.break_glass_group_ids),
        app_ids("app_ids", from.app_ids),
        allowed_location_ids("allowed_location_ids", from.allowed_location_ids),
        trusted_location_ids("trusted_location_ids", from.trusted_location_ids),
        authentication_context("authentication_context", from.authentication_context) {
    raw.break_glass_user_ids = break_glass_user_ids.pass();
    raw.break_glass_user_id_count = break_glass_user_ids.size();
    raw.break_glass_group_ids = break_glass_group_ids.pass();
    raw.break_glass_group_id_count = break_glass_group_ids.size();
    raw.app_ids = app_ids.pass();
    raw.app_id_count = app_ids.size();
    raw.allowed_location_ids = allowed_location_ids.pass();
    raw.allowed_location_id_count = allowed_location_ids.size();
    raw.trusted_location_ids = trusted_location_ids.pass();
    raw.trusted_location_id_count = trusted_location_ids.size();
    raw.authentication_context = authentication_context.pass();
  }

  [[nodiscard]] const doorstep_policy_template_inputs *pass() const noexcept { return &raw; }
  [[nodiscard]] const char *refused() const noexcept {
    return detail::refused(break_glass_user_ids, break_glass_group_ids, app_ids, allowed_location_ids,
                           trusted_location_ids, authentication_context);
  }

  texts break_glass_user_ids, break_glass_group_ids, app_ids, allowed_location_ids, trusted_location_ids;
  text authentication_context;
  doorstep_policy_template_inputs raw = DOORSTEP_POLICY_TEMPLATE_INPUTS_INIT;
};

inline policy_template read_policy_template(const doorstep_policy_template *raw) {
  return {to_string(doorstep_policy_template_id(raw)), to_string(doorstep_policy_template_name(raw)),
          to_string(doorstep_policy_template_description(raw)), to_string(doorstep_policy_template_category(raw))};
}

inline std::vector<policy_template> read_policy_templates(const doorstep_policy_template_list *list) {
  return read_list<doorstep_policy_template_list_count, doorstep_policy_template_list_at, read_policy_template>(list);
}

template <>
struct out<std::vector<policy_template>>
    : record_out<std::vector<policy_template>, doorstep_policy_template_list, read_policy_templates,
                 doorstep_policy_template_list_free> {};

}  // namespace detail

inline namespace DOORSTEP_CALLS {

/// Every template: they follow those that Microsoft Entra offers, and its naming.
inline answer<std::vector<policy_template>> policy_templates() {
  return calling::call<std::vector<policy_template>>(doorstep_policy_templates);
}

/// The policy of a template, Microsoft Graph's `conditionalAccessPolicy` as JSON text for `policies::create`. It only
/// reports until somebody enables it.
/// Errors: `not_found` (`template`), `invalid_argument` naming the input that the template cannot do without.
inline answer<std::string> policy_from_template(std::string_view template_id,
                                                const policy_template_inputs &inputs = {}) {
  return calling::call<std::string>(doorstep_policy_template_make, detail::text("template_id", template_id),
                                    detail::policy_template_inputs_argument(inputs));
}

}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
