// Engine, journeys, and the way to everything else.
#include "calls.hpp"

namespace conformance {
namespace {

const table<doorstep::engine> engine_calls = {
    {"create_tenant", [](auto &engine, auto &args) { return normal(engine.create_tenant(args.text("name"))); }},
    {"tenant", [](auto &engine, auto &args) { return normal(engine.tenant(args.text("name_or_id"))); }},
    {"tenants", [](auto &engine, auto &) { return normal(engine.tenants()); }},
    {"rename_tenant",
     [](auto &engine, auto &args) {
       const std::string which = args.text("name_or_id");
       engine.rename_tenant(which, args.text("new_name"));
       return json();
     }},
    {"delete_tenant",
     [](auto &engine, auto &args) {
       engine.delete_tenant(args.text("name_or_id"));
       return json();
     }},
    {"purge", [](auto &engine, auto &) { return normal(engine.purge()); }},
};

doorstep::external_sign_in external(arguments &args) {
  doorstep::external_sign_in given;
  given.subject = args.text("subject");
  given.email = args.maybe_text("email");
  given.amr = args.maybe_texts("amr").value_or(given.amr);
  given.authenticated_at = args.maybe_time("authenticated_at");
  given.context = args.context();
  return given;
}

const table<doorstep::app> journey_calls = {
    {"sign_in",
     [](auto &app, auto &args) {
       const std::string email = args.text("email");
       const std::optional<std::string> password = args.maybe_text("password");
       return normal(app.sign_in(email, password, args.context()));
     }},
    {"sign_up",
     [](auto &app, auto &args) {
       const std::string email = args.text("email");
       return normal(app.sign_up(email, args.context()));
     }},
    {"begin_second_factor", [](auto &app, auto &args) { return normal(app.begin_second_factor(external(args))); }},
    {"submit_password",
     [](auto &app, auto &args) {
       const std::string token = args.text("token");
       return normal(app.submit_password(token, args.text("password")));
     }},
    {"submit_code",
     [](auto &app, auto &args) {
       const std::string token = args.text("token");
       return normal(app.submit_code(token, args.text("code")));
     }},
    {"resend_code", [](auto &app, auto &args) { return normal(app.resend_code(args.text("token"))); }},
    {"request_challenge",
     [](auto &app, auto &args) {
       const std::string token = args.text("token");
       return normal(app.request_challenge(token, args.text("method_id")));
     }},
    {"register_method",
     [](auto &app, auto &args) {
       const std::string token = args.text("token");
       const doorstep::method_kind kind = args.method();
       return normal(app.register_method(token, kind, args.text("target")));
     }},
    {"submit_attributes",
     [](auto &app, auto &args) {
       const std::string token = args.text("token");
       const auto attributes = args.maybe_attributes();
       if (!attributes) throw mismatch("the argument attributes is missing");
       return normal(app.submit_attributes(token, *attributes));
     }},
    {"accept_terms", [](auto &app, auto &args) { return normal(app.accept_terms(args.text("token"))); }},
    {"refresh",
     [](auto &app, auto &args) {
       const std::string token = args.text("session_token");
       return normal(app.refresh(token, args.context()));
     }},
    {"step_up",
     [](auto &app, auto &args) {
       const std::string token = args.text("session_token"), auth_context = args.text("auth_context");
       return normal(app.step_up(token, auth_context, args.context()));
     }},
    {"resume", [](auto &app, auto &args) { return normal(app.resume(args.text("token"))); }},
    {"cancel",
     [](auto &app, auto &args) {
       app.cancel(args.text("token"));
       return json();
     }},
};

template <class Receiver>
json look_up(const table<Receiver> &calls, const Receiver &receiver, const std::string &name, arguments &args) {
  const auto found = calls.find(name.substr(name.find('.') + 1));
  if (found == calls.end()) throw mismatch("there is no call " + name);
  return found->second(receiver, args);
}

}  // namespace

json call_engine(const doorstep::engine &engine, const std::string &name, arguments &args) {
  return look_up(engine_calls, engine, name, args);
}

json call_app(const doorstep::app &app, const std::string &name, arguments &args) {
  return look_up(journey_calls, app, name, args);
}

json call_tenant(const doorstep::tenant &tenant, const std::string &name, arguments &args) {
  static const std::map<std::string, const tenant_table *> tables = {
      {"tenant", &tenant_calls},     {"apps", &app_calls},          {"users", &user_calls},
      {"groups", &group_calls},      {"roles", &role_calls},        {"user_flows", &flow_calls},
      {"methods", &method_calls},    {"policies", &policy_calls},   {"sessions", &session_calls},
      {"locations", &location_calls}, {"authentication_strengths", &strength_calls},
      {"authentication_contexts", &context_calls},
  };
  const auto found = tables.find(name.substr(0, name.find('.')));
  if (found == tables.end()) throw mismatch("there is no call " + name);
  return look_up(*found->second, tenant, name, args);
}

}  // namespace conformance
