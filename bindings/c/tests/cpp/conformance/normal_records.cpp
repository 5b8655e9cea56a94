// Records of administrators and hosts.
#include "normal.hpp"

namespace conformance {
namespace {

json parsed(const std::optional<std::string> &text) { return text ? json::parse(*text) : json(nullptr); }

}  // namespace

json normal(const doorstep::app_registration &app) {
  return {{"client_id", app.client_id},
          {"name", app.name},
          {"app_groups", app.app_groups},
          {"custom_security_attributes", app.custom_security_attributes},
          {"created_at", normal(app.created_at)}};
}

json normal(const doorstep::flow_attribute &attribute) {
  return {{"name", attribute.name},         {"label", attribute.label},
          {"type", std::string(name(attribute.kind))}, {"required", attribute.required},
          {"pattern", normal(attribute.pattern)},      {"choices", attribute.choices}};
}

json normal(const doorstep::user_flow &flow) {
  return {{"id", flow.id},
          {"display_name", flow.display_name},
          {"identity_provider", std::string(name(flow.identity_provider))},
          {"sign_up_allowed", flow.sign_up_allowed},
          {"attributes", normal(flow.attributes)},
          {"client_ids", flow.client_ids},
          {"reveal_existing_accounts", flow.reveal_existing_accounts},
          {"created_at", normal(flow.created_at)}};
}

json normal(const doorstep::target &target) {
  json form = {{"kind", std::string(name(target.kind))}};
  if (target.id) form["id"] = *target.id;
  return form;
}

json normal(const doorstep::method_configuration &method) {
  return {{"kind", normal(method.kind)},
          {"enabled", method.enabled},
          {"include", normal(method.include)},
          {"exclude", normal(method.exclude)},
          {"warnings", normal(method.warnings)}};
}

json normal(const doorstep::user &user) {
  return {{"id", user.id},
          {"email", normal(user.email)},
          {"external_subject", normal(user.external_subject)},
          {"display_name", normal(user.display_name)},
          {"state", std::string(name(user.state))},
          {"has_password", user.has_password},
          {"attributes", json::parse(user.attributes_json)},
          {"locale", normal(user.locale)},
          {"created_at", normal(user.created_at)}};
}

json normal(const doorstep::email_method &method) {
  return {{"id", method.id},
          {"address", method.address},
          {"is_account_email", method.is_account_email},
          {"verified", method.verified}};
}

json normal(const doorstep::group &group) {
  return {{"id", group.id}, {"name", group.name}, {"created_at", normal(group.created_at)}};
}

json normal(const doorstep::member &member) {
  return {{"kind", std::string(name(member.kind))}, {"id", member.id}};
}

json normal(const doorstep::directory_role &role) {
  return {{"id", role.id}, {"display_name", role.display_name}};
}

json normal(const doorstep::authentication_detail &detail) {
  return {{"at", normal(detail.at)},          {"method", detail.method}, {"detail", normal(detail.detail)},
          {"succeeded", detail.succeeded},    {"result", detail.result}, {"requirement", detail.requirement}};
}

json normal(const doorstep::sign_in &entry) {
  return {{"id", entry.id},
          {"kind", std::string(name(entry.kind))},
          {"created_at", normal(entry.created_at)},
          {"updated_at", normal(entry.updated_at)},
          {"user_id", normal(entry.user_id)},
          {"user_email", normal(entry.user_email)},
          {"client_id", entry.client_id},
          {"app_name", entry.app_name},
          {"ip", normal(entry.ip)},
          {"user_agent", normal(entry.user_agent)},
          {"context", normal(entry.context)},
          {"auth_context", normal(entry.auth_context)},
          {"result", std::string(name(entry.result))},
          {"error_code", entry.error_code},
          {"failure_reason", normal(entry.failure_reason)},
          {"conditional_access", entry.conditional_access},
          {"policies", normal(entry.policies)},
          {"requirement", entry.requirement},
          {"details", normal(entry.details)},
          {"session_id", normal(entry.session_id)}};
}

json normal(const doorstep::audit_entry &entry) {
  return {{"id", entry.id},
          {"at", normal(entry.at)},
          {"actor", entry.actor},
          {"action", entry.action},
          {"target_kind", entry.target_kind},
          {"target_id", normal(entry.target_id)},
          {"result", entry.result},
          {"before", parsed(entry.before_json)},
          {"after", parsed(entry.after_json)}};
}

json normal(const doorstep::tenant_record &tenant) {
  return {{"id", tenant.id}, {"name", tenant.name}, {"created_at", normal(tenant.created_at)}};
}

json normal(const doorstep::tenant_settings &settings) {
  return {{"display_name", normal(settings.display_name)},
          {"sender_name", normal(settings.sender_name)},
          {"sender_address", settings.sender_address},
          {"default_locale", settings.default_locale},
          {"code_length", settings.code_length},
          {"password_min_length", settings.password_min_length},
          {"ask_again_after_sign_up", settings.ask_again_after_sign_up},
          {"session_idle_ms", normal(settings.session_idle)},
          {"session_lifetime_ms", normal(settings.session_lifetime)},
          {"mfa_trusted_ips", settings.mfa_trusted_ips}};
}

json normal(const doorstep::mail_report &report) {
  return {{"sent", report.sent}, {"failed", report.failed}, {"dropped", report.dropped}, {"waiting", report.waiting}};
}

json normal(const doorstep::purge_report &report) {
  return {{"journeys", report.journeys},
          {"sessions", report.sessions},
          {"messages", report.messages},
          {"counters", report.counters}};
}

json normal(const doorstep::tenant &tenant) { return {{"id", tenant.id()}, {"name", tenant.name()}}; }

}  // namespace conformance
