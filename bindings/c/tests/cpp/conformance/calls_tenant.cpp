// The tenant itself, apps and user flows.
#include "calls.hpp"

namespace conformance {
namespace {

std::uint32_t small(std::optional<std::int64_t> number, std::uint32_t otherwise) {
  return number ? static_cast<std::uint32_t>(*number) : otherwise;
}

/// The settings that are given; the others are the defaults.
doorstep::tenant_settings settings(arguments &args) {
  doorstep::tenant_settings given;
  given.display_name = args.maybe_text("display_name");
  given.sender_name = args.maybe_text("sender_name");
  given.sender_address = args.maybe_text("sender_address").value_or(given.sender_address);
  given.default_locale = args.maybe_text("default_locale").value_or(given.default_locale);
  given.code_length = small(args.maybe_number("code_length"), given.code_length);
  given.password_min_length = small(args.maybe_number("password_min_length"), given.password_min_length);
  given.ask_again_after_sign_up = args.maybe_flag("ask_again_after_sign_up").value_or(false);
  const auto duration = [&args](const char *name, std::chrono::milliseconds otherwise) {
    return std::chrono::milliseconds(args.maybe_number(name).value_or(otherwise.count()));
  };
  given.session_idle = duration("session_idle_ms", given.session_idle);
  given.session_lifetime = duration("session_lifetime_ms", given.session_lifetime);
  given.mfa_trusted_ips = args.maybe_texts("mfa_trusted_ips").value_or(given.mfa_trusted_ips);
  args.done();  // before anything is set
  return given;
}

doorstep::what_if what_if(arguments &args) {
  doorstep::what_if sign_in;
  sign_in.user_id = args.maybe_text("user_id");
  sign_in.client_id = args.maybe_text("client_id");
  sign_in.context = args.context();
  sign_in.service_principal_id = args.maybe_text("service_principal_id");
  sign_in.service_principal_risk = args.word_or_none<doorstep::risk_level>("service_principal_risk");
  sign_in.user_action = args.word_or_none<doorstep::user_action>("user_action");
  sign_in.auth_context = args.maybe_text("auth_context");
  sign_in.satisfied = args.maybe_texts("satisfied").value_or(sign_in.satisfied);
  sign_in.completed_combinations = args.maybe_texts("completed_combinations").value_or(sign_in.completed_combinations);
  return sign_in;
}

doorstep::app_changes app_changes(arguments &args) {
  doorstep::app_changes changes;
  changes.name = args.maybe_text("name");
  changes.app_groups = args.maybe_texts("app_groups");
  changes.custom_security_attributes = args.maybe_lists("custom_security_attributes");
  return changes;
}

doorstep::sign_in_query sign_in_query(arguments &args) {
  doorstep::sign_in_query query;
  query.user_id = args.maybe_text("user_id");
  query.client_id = args.maybe_text("client_id");
  query.since = args.maybe_time("since");
  query.until = args.maybe_time("until");
  if (const auto word = args.maybe_text("result")) query.result = from_word<doorstep::sign_in_result>(*word);
  query.limit = args.limit();
  query.cursor = args.maybe_text("cursor");
  return query;
}

doorstep::audit_query audit_query(arguments &args) {
  doorstep::audit_query query;
  query.actor = args.maybe_text("actor");
  query.action = args.maybe_text("action");
  query.target_id = args.maybe_text("target_id");
  query.since = args.maybe_time("since");
  query.until = args.maybe_time("until");
  query.limit = args.limit();
  query.cursor = args.maybe_text("cursor");
  return query;
}

doorstep::new_user_flow new_flow(arguments &args) {
  doorstep::new_user_flow flow;
  flow.display_name = args.text("display_name");
  const auto provider = args.maybe_provider();
  if (!provider) throw mismatch("the argument identity_provider is missing");
  flow.identity_provider = *provider;
  flow.client_ids = args.maybe_texts("client_ids").value_or(std::vector<std::string>());
  flow.attributes = args.maybe_flow_attributes().value_or(std::vector<doorstep::flow_attribute>());
  flow.sign_up_allowed = args.maybe_flag("sign_up_allowed").value_or(true);
  flow.reveal_existing_accounts = args.maybe_flag("reveal_existing_accounts").value_or(false);
  return flow;
}

doorstep::user_flow_changes flow_changes(arguments &args) {
  doorstep::user_flow_changes changes;
  changes.display_name = args.maybe_text("display_name");
  changes.identity_provider = args.maybe_provider();
  changes.sign_up_allowed = args.maybe_flag("sign_up_allowed");
  changes.attributes = args.maybe_flow_attributes();
  changes.reveal_existing_accounts = args.maybe_flag("reveal_existing_accounts");
  return changes;
}

}  // namespace

const tenant_table tenant_calls = {
    {"settings", [](auto &tenant, auto &) { return normal(tenant.settings()); }},
    {"update_settings",
     [](auto &tenant, auto &args) {
       tenant.update_settings(settings(args));
       return json();
     }},
    {"what_if", [](auto &tenant, auto &args) { return normal(tenant.what_if(what_if(args))); }},
    {"explain", [](auto &tenant, auto &args) { return normal(tenant.explain(args.text("sign_in_id"))); }},
    {"import",
     [](auto &tenant, auto &args) {
       const json file = args.take("file");
       if (file.is_null()) throw mismatch("the argument file is missing");
       doorstep::import_options options;
       options.state = args.template word_or_none<doorstep::policy_state>("state");
       options.keep_going = args.maybe_flag("keep_going").value_or(false);
       return normal(tenant.import_file(file.is_string() ? file.get<std::string>() : file.dump(), options));
     }},
    {"sign_ins", [](auto &tenant, auto &args) { return normal(tenant.sign_ins(sign_in_query(args))); }},
    {"audit_log", [](auto &tenant, auto &args) { return normal(tenant.audit_log(audit_query(args))); }},
};

const tenant_table app_calls = {
    {"register", [](auto &tenant, auto &args) { return normal(tenant.apps().register_app(args.text("name"))); }},
    {"list", [](auto &tenant, auto &) { return normal(tenant.apps().list()); }},
    {"get", [](auto &tenant, auto &args) { return normal(tenant.apps().get(args.text("client_id"))); }},
    {"rename",
     [](auto &tenant, auto &args) {
       const std::string id = args.text("client_id");
       return normal(tenant.apps().rename(id, args.text("new_name")));
     }},
    {"update",
     [](auto &tenant, auto &args) {
       const std::string id = args.text("client_id");
       return normal(tenant.apps().update(id, app_changes(args)));
     }},
    {"delete",
     [](auto &tenant, auto &args) {
       tenant.apps().remove(args.text("client_id"));
       return json();
     }},
};

const tenant_table flow_calls = {
    {"create", [](auto &tenant, auto &args) { return normal(tenant.user_flows().create(new_flow(args))); }},
    {"create_from_graph",
     [](auto &tenant, auto &args) { return normal(tenant.user_flows().create_from_graph(args.document("document"))); }},
    {"to_graph",
     [](auto &tenant, auto &args) { return json::parse(tenant.user_flows().to_graph(args.text("flow_id"))); }},
    {"list", [](auto &tenant, auto &) { return normal(tenant.user_flows().list()); }},
    {"get", [](auto &tenant, auto &args) { return normal(tenant.user_flows().get(args.text("flow_id"))); }},
    {"update",
     [](auto &tenant, auto &args) {
       const std::string id = args.text("flow_id");
       return normal(tenant.user_flows().update(id, flow_changes(args)));
     }},
    {"attach_app",
     [](auto &tenant, auto &args) {
       const std::string id = args.text("flow_id");
       tenant.user_flows().attach_app(id, args.text("client_id"));
       return json();
     }},
    {"detach_app",
     [](auto &tenant, auto &args) {
       const std::string id = args.text("flow_id");
       tenant.user_flows().detach_app(id, args.text("client_id"));
       return json();
     }},
    {"delete",
     [](auto &tenant, auto &args) {
       tenant.user_flows().remove(args.text("flow_id"));
       return json();
     }},
};

}  // namespace conformance
