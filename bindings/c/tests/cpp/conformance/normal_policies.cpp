// Policies, what they refer to, and what they make of a sign-in.
#include "normal.hpp"

namespace conformance {
namespace {

/// A frequency is its hours, or the word.
json data(const doorstep::frequency::every_time &) { return "every_time"; }
json data(const doorstep::frequency::time_based &it) { return it.every.count(); }

}  // namespace

json normal(const doorstep::location &location) {
  return {{"id", location.id},
          {"display_name", location.display_name},
          {"is_trusted", location.is_trusted},
          {"document", json::parse(location.document_json)},
          {"created_at", normal(location.created_at)},
          {"modified_at", normal(location.modified_at)}};
}

json normal(const doorstep::authentication_strength &strength) {
  return {{"id", strength.id},
          {"display_name", strength.display_name},
          {"built_in", strength.built_in},
          {"document", json::parse(strength.document_json)},
          {"created_at", normal(strength.created_at)},
          {"modified_at", normal(strength.modified_at)}};
}

json normal(const doorstep::authentication_context &context) {
  return {{"id", context.id},
          {"display_name", context.display_name},
          {"is_available", context.is_available},
          {"document", json::parse(context.document_json)},
          {"created_at", normal(context.created_at)},
          {"modified_at", normal(context.modified_at)}};
}

json normal(const doorstep::sign_in_frequency &frequency) {
  return std::visit([](const auto &one) { return data(one); }, frequency);
}

json normal(const doorstep::session_controls &controls) {
  json other = json::object();
  for (const auto &[name, text] : controls.other) other[name] = json::parse(text);
  const std::string browser(name(controls.persistent_browser));
  return {{"sign_in_frequency", normal(controls.sign_in_frequency)},
          {"secondary_sign_in_frequency", normal(controls.secondary_sign_in_frequency)},
          {"persistent_browser", browser.empty() ? json(nullptr) : json(browser)},
          {"application_enforced_restrictions", controls.application_enforced_restrictions},
          {"cloud_app_security", controls.cloud_app_security},
          {"continuous_access_evaluation", controls.continuous_access_evaluation},
          {"disable_resilience_defaults", controls.disable_resilience_defaults},
          {"secure_sign_in_session", controls.secure_sign_in_session},
          {"other", other}};
}

json normal(const doorstep::requirement &requirement) {
  return {{"policy_id", requirement.policy_id},     {"index", requirement.index},
          {"operator", requirement.grant_operator}, {"controls", requirement.controls},
          {"satisfied", requirement.satisfied},     {"missing", requirement.missing}};
}

json normal(const doorstep::policy &policy) {
  return {{"id", policy.id},
          {"display_name", policy.display_name},
          {"state", std::string(name(policy.state))},
          {"document", json::parse(policy.document_json)},
          {"warnings", normal(policy.warnings)},
          {"created_at", normal(policy.created_at)},
          {"modified_at", normal(policy.modified_at)}};
}

json normal(const doorstep::warning &warning) {
  return {{"code", warning.code},
          {"severity", std::string(name(warning.severity))},
          {"policy_id", normal(warning.policy_id)},
          {"path", normal(warning.path)}};
}

json normal(const doorstep::policy_result &result) {
  return {{"id", result.id},
          {"display_name", result.display_name},
          {"state", std::string(name(result.state))},
          {"applies", result.applies},
          {"result", result.result},
          {"reasons", result.reasons},
          {"grant_controls", result.grant_controls},
          {"operator", normal(result.grant_operator)},
          {"session_controls", result.session_controls}};
}

json normal(const doorstep::decision &decision) {
  const json whole = json::parse(decision.json);  // what the library writes itself says the same
  if (whole.at("outcome") != std::string(name(decision.outcome))) throw mismatch("two outcomes: " + whole.dump());
  return {{"outcome", std::string(name(decision.outcome))},
          {"required", decision.required},
          {"policies", normal(decision.policies)},
          {"requirements", normal(decision.requirements)},
          {"session", normal(decision.session)},
          {"json", decision.json}};
}

}  // namespace conformance
