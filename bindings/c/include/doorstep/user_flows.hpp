// User flows: how people sign up and in.
#ifndef DOORSTEP_USER_FLOWS_HPP
#define DOORSTEP_USER_FLOWS_HPP

#include <doorstep/sessions.hpp>

namespace doorstep {

/// How people sign up and in.
struct user_flow {
  std::string id;
  /// Its name, one of a kind in the tenant.
  std::string display_name;
  /// The first factor.
  doorstep::identity_provider identity_provider;
  /// Whether newcomers may sign up.
  bool sign_up_allowed;
  /// What a sign-up asks for, in the order of the page.
  std::vector<flow_attribute> attributes;
  /// The apps that use it. An app is in at most one flow.
  std::vector<std::string> client_ids;
  /// Whether a sign-up with a known address says so at once.
  bool reveal_existing_accounts;
  time_point created_at;
};

/// A user flow to be created.
struct new_user_flow {
  /// Its name, one of a kind in the tenant: 1 to 100 characters on one line.
  std::string display_name = {};
  /// The first factor.
  doorstep::identity_provider identity_provider = doorstep::identity_provider::none;
  /// The apps that use it.
  std::vector<std::string> client_ids = {};
  /// What a sign-up asks for, in the order of the page.
  std::vector<flow_attribute> attributes = {};
  /// Whether newcomers may sign up; otherwise people can only sign in.
  bool sign_up_allowed = true;
  /// Whether a sign-up with a known address says so at once, as Microsoft Entra does; otherwise only the address's owner
  /// can tell.
  bool reveal_existing_accounts = false;
};

/// What to change of a flow; what is not given stays as it is.
struct user_flow_changes {
  /// A new name.
  std::optional<std::string> display_name = std::nullopt;
  /// Another first factor.
  std::optional<doorstep::identity_provider> identity_provider = std::nullopt;
  /// Whether people may sign up.
  std::optional<bool> sign_up_allowed = std::nullopt;
  /// Other attributes.
  std::optional<std::vector<flow_attribute>> attributes = std::nullopt;
  /// Whether sign-up says that an address has an account.
  std::optional<bool> reveal_existing_accounts = std::nullopt;
};

namespace detail {

struct new_flow_argument : argument {
  explicit new_flow_argument(const new_user_flow &from)
      : display_name("display_name", from.display_name),
        attributes("attributes", to_json(from.attributes)),
        client_ids("client_ids", from.client_ids) {
    raw.display_name = display_name.pass();
    raw.identity_provider = detail::pass(from.identity_provider);
    raw.sign_up_allowed = from.sign_up_allowed ? 1 : 0;
    raw.attributes_json = attributes.pass();
    raw.client_ids = client_ids.pass();
    raw.client_id_count = client_ids.size();
    raw.reveal_existing_accounts = from.reveal_existing_accounts ? 1 : 0;
  }

  [[nodiscard]] const doorstep_new_user_flow *pass() const noexcept { return &raw; }
  [[nodiscard]] const char *refused() const noexcept { return detail::refused(display_name, client_ids); }

  text display_name, attributes;
  texts client_ids;
  doorstep_new_user_flow raw = DOORSTEP_NEW_USER_FLOW_INIT;
};

struct flow_changes_argument : argument {
  explicit flow_changes_argument(const user_flow_changes &from)
      : display_name("display_name", from.display_name), attributes("attributes", to_optional_json(from.attributes)) {
    raw.display_name = display_name.pass();
    raw.identity_provider = detail::pass(from.identity_provider.value_or(identity_provider::none));
    raw.sign_up_allowed = change(from.sign_up_allowed);
    raw.attributes_json = attributes.pass();
    raw.reveal_existing_accounts = change(from.reveal_existing_accounts);
  }

  [[nodiscard]] const doorstep_user_flow_changes *pass() const noexcept { return &raw; }
  [[nodiscard]] const char *refused() const noexcept { return display_name.refused(); }

  text display_name, attributes;
  doorstep_user_flow_changes raw = DOORSTEP_USER_FLOW_CHANGES_INIT;
};

inline user_flow read_flow(const doorstep_user_flow *raw) {
  return {to_string(doorstep_user_flow_id(raw)),
          to_string(doorstep_user_flow_display_name(raw)),
          static_cast<identity_provider>(doorstep_user_flow_identity_provider(raw)),
          doorstep_user_flow_sign_up_allowed(raw),
          read_flow_attributes(doorstep_user_flow_attributes(raw)),
          read_texts(doorstep_user_flow_client_ids(raw)),
          doorstep_user_flow_reveal_existing_accounts(raw),
          to_time(doorstep_user_flow_created_at_ms(raw))};
}

inline std::vector<user_flow> read_flows(const doorstep_user_flow_list *list) {
  return read_list<doorstep_user_flow_list_count, doorstep_user_flow_list_at, read_flow>(list);
}

template <>
struct out<user_flow> : record_out<user_flow, doorstep_user_flow, read_flow, doorstep_user_flow_free> {};
template <>
struct out<std::vector<user_flow>>
    : record_out<std::vector<user_flow>, doorstep_user_flow_list, read_flows, doorstep_user_flow_list_free> {};

}  // namespace detail

inline namespace DOORSTEP_CALLS {
namespace admin {

/// User flows, from `tenant::user_flows`.
class user_flows : public subject {
 public:
  using subject::subject;

  /// Creates a flow and attaches its apps.
  /// Errors: `invalid_argument` naming the place, `not_found` (`app`), `already_exists` (`user_flow`, or
  /// `user_flow_of_app` for an app that is in a flow), `forbidden`.
  answer<user_flow> create(const new_user_flow &flow) const {
    return calling::call<user_flow>(doorstep_user_flows_create, tenant_, detail::new_flow_argument(flow));
  }

  /// Creates a flow from Microsoft Graph's `externalUsersSelfServiceSignUpEventsFlow`.
  /// Errors: `policy_invalid`, `policy_unsupported`, and those of `create`.
  answer<user_flow> create_from_graph(std::string_view document_json) const {
    return calling::call<user_flow>(doorstep_user_flows_create_from_graph, tenant_,
                                    detail::text("document_json", document_json));
  }

  /// A flow as Microsoft Graph's `externalUsersSelfServiceSignUpEventsFlow`, JSON text.
  /// Errors: `not_found` (`user_flow`), `forbidden`.
  answer<std::string> to_graph(std::string_view flow_id) const {
    return calling::call<std::string>(doorstep_user_flows_to_graph, tenant_, detail::text("flow_id", flow_id));
  }

  /// Every flow, oldest first. Errors: `forbidden`.
  answer<std::vector<user_flow>> list() const {
    return calling::call<std::vector<user_flow>>(doorstep_user_flows_list, tenant_);
  }

  /// One flow. Errors: `not_found` (`user_flow`), `forbidden`.
  answer<user_flow> get(std::string_view flow_id) const {
    return calling::call<user_flow>(doorstep_user_flows_get, tenant_, detail::text("flow_id", flow_id));
  }

  /// Changes what is given and leaves the rest. Running journeys go on by the flow as it is at their next step.
  /// Errors: `not_found` (`user_flow`), `already_exists` (`user_flow`), `invalid_argument` naming the place,
  /// `forbidden`.
  answer<user_flow> update(std::string_view flow_id, const user_flow_changes &changes) const {
    return calling::call<user_flow>(doorstep_user_flows_update, tenant_, detail::text("flow_id", flow_id),
                                    detail::flow_changes_argument(changes));
  }

  /// Puts an app into a flow. An app is in at most one.
  /// Errors: `not_found` (`user_flow` or `app`), `already_exists` (`user_flow_of_app`), `forbidden`.
  answer<void> attach_app(std::string_view flow_id, std::string_view client_id) const {
    return calling::call<void>(doorstep_user_flows_attach_app, tenant_, detail::text("flow_id", flow_id),
                               detail::text("client_id", client_id));
  }

  /// Takes an app out of a flow: nobody can sign in to it until it is in one again.
  /// Errors: `not_found` (`user_flow` or `user_flow_app`), `forbidden`.
  answer<void> detach_app(std::string_view flow_id, std::string_view client_id) const {
    return calling::call<void>(doorstep_user_flows_detach_app, tenant_, detail::text("flow_id", flow_id),
                               detail::text("client_id", client_id));
  }

  /// Deletes a flow; its apps are in none then. Errors: `not_found` (`user_flow`), `forbidden`.
  answer<void> remove(std::string_view flow_id) const {
    return calling::call<void>(doorstep_user_flows_delete, tenant_, detail::text("flow_id", flow_id));
  }
};

}  // namespace admin
}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
