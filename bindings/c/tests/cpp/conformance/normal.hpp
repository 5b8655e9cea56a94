// The language-free form of everything that the API returns.
#pragma once

#include "arguments.hpp"

namespace conformance {

json normal(const doorstep::any_step &step);
json normal(const doorstep::any_problem &problem);
json normal(const doorstep::any_denial &denial);
json normal(const doorstep::session &session);
json normal(const doorstep::sign_in_context &context);
json normal(const doorstep::session_controls &controls);
json normal(const doorstep::sign_in_frequency &frequency);
json normal(const doorstep::requirement &requirement);
json normal(const doorstep::location &location);
json normal(const doorstep::authentication_strength &strength);
json normal(const doorstep::authentication_context &context);
json normal(const doorstep::explanation &explanation);
json normal(const doorstep::policy_explanation &policy);
json normal(const doorstep::import_report &report);
json normal(const doorstep::import_item &item);
json normal(const doorstep::replay_page &page);
json normal(const doorstep::replay_day &day);
json normal(const doorstep::replay_user &user);
json normal(const doorstep::proof &proof);
json normal(const doorstep::counterexample &shown);
json normal(const doorstep::gap &gap);
json normal(const doorstep::policy_template &offered);
json normal(const doorstep::policy &policy);
json normal(const doorstep::warning &warning);
json normal(const doorstep::decision &decision);
json normal(const doorstep::app_registration &app);
json normal(const doorstep::user_flow &flow);
json normal(const doorstep::flow_attribute &attribute);
json normal(const doorstep::method_configuration &method);
json normal(const doorstep::target &target);
json normal(const doorstep::user &user);
json normal(const doorstep::email_method &method);
json normal(const doorstep::group &group);
json normal(const doorstep::member &member);
json normal(const doorstep::directory_role &role);
json normal(const doorstep::sign_in &entry);
json normal(const doorstep::audit_entry &entry);
json normal(const doorstep::policy_result &result);
json normal(const doorstep::applied_policy &policy);
json normal(const doorstep::used_method &method);
json normal(const doorstep::authentication_detail &detail);
json normal(const doorstep::step::method_option &option);
json normal(const doorstep::tenant_record &tenant);
json normal(const doorstep::tenant_settings &settings);
json normal(const doorstep::mail_report &report);
json normal(const doorstep::purge_report &report);
json normal(const doorstep::tenant &tenant);
json normal(const doorstep::message &message);
json normal(const doorstep::error &error);

inline json normal(const std::string &text) { return text; }
inline json normal(std::uint32_t number) { return number; }
inline json normal(doorstep::method_kind kind) { return std::string(name(kind)); }

/// Milliseconds since the start of the scenario.
inline json normal(doorstep::time_point at) {
  return std::chrono::floor<std::chrono::milliseconds>(at).time_since_epoch().count() -
         start.time_since_epoch().count();
}
inline json normal(std::chrono::milliseconds duration) { return duration.count(); }

template <class T>
json normal(const std::optional<T> &maybe) {
  return maybe ? normal(*maybe) : json(nullptr);
}

template <class T>
json normal(const std::vector<T> &items) {
  json list = json::array();
  for (const T &item : items) list.push_back(normal(item));
  return list;
}

template <class T>
json normal(const doorstep::page<T> &page) {
  return {{"items", normal(page.items)}, {"next_cursor", normal(page.next_cursor)}};
}

}  // namespace conformance
